"""Compiled templates are kept between starts, and never stand in the way of a template that has changed."""

from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from borse.frame.compiled import Compiled


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A folder with one template."""
    (tmp_path / "page.html").write_text("Bord {{ number }}", encoding="utf-8")
    (tmp_path / "made_by.py").write_text("trim_blocks=True", encoding="utf-8")
    return tmp_path


def page_of(room: Path) -> str:
    """The page as a server that starts now would show it."""
    compiled = Compiled(room / "made_by.py", room / "kept")
    return Environment(loader=FileSystemLoader(room), bytecode_cache=compiled, autoescape=True).get_template(
        "page.html"
    ).render(number=7)  # fmt: skip


def kept(room: Path) -> dict[Path, int]:
    """What is kept, and when each was written."""
    return {path: path.stat().st_mtime_ns for path in (room / "kept").rglob("*.cache")}


def test_a_template_is_compiled_once(room: Path) -> None:
    assert page_of(room) == "Bord 7"
    first = kept(room)
    assert len(first) == 1
    assert page_of(room) == "Bord 7"
    assert kept(room) == first


def test_a_template_that_changed_is_compiled_anew(room: Path) -> None:
    page_of(room)
    (room / "page.html").write_text("Plass {{ number }}", encoding="utf-8")
    assert page_of(room) == "Plass 7"


def test_what_was_read_by_other_rules_is_not_used(room: Path) -> None:
    page_of(room)
    (room / "made_by.py").write_text("trim_blocks=False", encoding="utf-8")
    assert page_of(room) == "Bord 7"
    assert len(kept(room)) == 2


@pytest.mark.parametrize("damage", [b"", b"j2", b"not what was written"])
def test_a_file_that_was_cut_off_is_compiled_anew(room: Path, damage: bytes) -> None:
    page_of(room)
    (path,) = kept(room)
    path.write_bytes(damage)
    assert page_of(room) == "Bord 7"


def test_a_half_written_file_is_compiled_anew(room: Path) -> None:
    page_of(room)
    (path,) = kept(room)
    path.write_bytes(path.read_bytes()[:-20])
    assert page_of(room) == "Bord 7"


def test_where_nothing_may_be_written_nothing_is_kept(room: Path) -> None:
    (room / "kept").write_text("a file where the folder would be", encoding="utf-8")
    assert page_of(room) == "Bord 7"
