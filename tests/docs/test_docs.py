"""The docs cannot lie: commands, addresses, settings, words and paths in them are those of the code."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from borse.__main__ import COMMANDS
from tests.docs.tables import DOCS, ROOT, TABLES, renewed

PAGES = [path for path in (*sorted(DOCS.glob("*.md")), ROOT / "README.md", ROOT / "CHANGELOG.md") if path.exists()]
ANEW = "run «python -m tests.docs.tables»"


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def anchors(page: Path) -> set[str]:
    """The headings of a page as one may link to them."""
    headings = re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("file", TABLES)
def test_the_tables_are_those_of_the_code(file: str) -> None:
    assert text_of(DOCS / file) == renewed(file), ANEW


def test_every_command_is_described() -> None:
    described = dict(re.findall(r"^## (\w+)\n\n(.+)$", text_of(DOCS / "commands.md"), re.MULTILINE))
    assert sorted(described) == sorted(COMMANDS)
    for name in COMMANDS:
        assert f"<!-- command {name} -->" in text_of(DOCS / "commands.md")
        assert len(described[name]) > 20, name


def test_every_setting_is_described() -> None:
    source = (ROOT / "borse" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'environ\.get\("(\w+)"', source))
    assert read == set(re.findall(r"^\| `(\w+)` \|", text_of(DOCS / "settings.md"), re.MULTILINE))
    assert read
    elsewhere = [
        path
        for path in (ROOT / "borse").rglob("*.py")
        if re.search(r"environ(\.get\(|\[)|getenv", path.read_text(encoding="utf-8")) and path.name != "settings.py"
    ]
    assert elsewhere == []


def test_every_word_of_the_glossary_is_a_word_of_the_code() -> None:
    rows = re.findall(r"^\| (`[^|]+`) \|", text_of(DOCS / "glossary.md"), re.MULTILINE)
    words = {word for row in rows for word in re.findall(r"`(\w+)`", row)}
    assert len(words) > 20
    files = [path for room in ("borse", "matching") for path in (ROOT / room).rglob("*.py")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    names = set(re.findall(r"[A-Z]?[a-z]+", code))
    names |= {name.lower() for name in names}
    assert words <= names


def test_every_room_and_every_module_of_the_house_is_on_its_plan() -> None:
    plan = set(re.findall(r"`(\w+)`", text_of(DOCS / "architecture.md")))
    house = ROOT / "borse"
    rooms = {one.parent.name for one in house.glob("*/__init__.py")}
    modules = {one.stem for one in house.glob("*.py") if not one.stem.startswith("__")}
    assert rooms | modules <= plan, sorted((rooms | modules) - plan)


def test_what_the_run_sheet_quotes_is_what_the_pages_say() -> None:
    """`…` and `‹…›` in a quote stand for what differs from page to page."""
    with (ROOT / "borse" / "locales" / "borse.pot").open("rb") as file:
        texts = "\n".join(str(message.id) for message in read_po(file) if isinstance(message.id, str))
    quotes = set(re.findall(r"«([^»]+)»", " ".join(text_of(DOCS / "running-a-bors.md").split())))
    assert len(quotes) > 40
    patterns = {quote: re.sub(r"(\\ )?(…|‹[^›]*›)", ".*", re.escape(quote)) for quote in quotes}
    assert [quote for quote, pattern in sorted(patterns.items()) if not re.search(f"(?m)^{pattern}$", texts)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", text_of(page)):
        if "://" in target or target.startswith("mailto:"):
            continue
        name, _hash, anchor = target.partition("#")
        found = (page.parent / name) if name else page
        assert found.exists(), target
        assert not anchor or anchor in anchors(found), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_are_named_exist(page: Path) -> None:
    """`like/this.py` or `this/`, from the root, from docs/ or from borse/. What anybody makes is not looked for."""
    for name in re.findall(r"`([\w./-]+(?:\.(?:py|toml|md|html|css|js|typ)|/))`", text_of(page)):
        if "/" not in name.rstrip("/") and not name.endswith(".md"):
            continue
        if name.startswith("/"):  # an address
            continue
        assert any((root / name).exists() for root in (ROOT, DOCS, ROOT / "borse")), name
