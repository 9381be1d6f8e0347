"""The translations fit the code: every text is collected, none has lost its fields, no page is left out."""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from borse.language import LOCALES, SOURCE, TONGUES, catalogue, speak
from borse.times import clock_time, long_date
from tests.builders import GONG
from tests.conftest import Client

ROOT = LOCALES.parent.parent
OTHERS = sorted(set(TONGUES) - {SOURCE})
FIELD = re.compile(r"%\(\w+\)[sd]|%s")


@cache
def _read(path: Path, code: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=code)


def _texts(code: str) -> Catalog:
    return _read(LOCALES / code / "LC_MESSAGES" / "borse.po", code)


def _ids(catalog: Catalog) -> set[str]:
    return {one.id if isinstance(one.id, str) else one.id[0] for one in catalog if one.id}


def test_the_texts_are_collected_as_the_code_has_them(tmp_path: Path) -> None:
    collected = tmp_path / "borse.pot"
    command = [
        sys.executable,
        "-m",
        "babel.messages.frontend",
        "-q",
        "extract",
        "-F",
        "babel.cfg",
        "-o",
        str(collected),
        ".",
    ]
    subprocess.run(command, cwd=ROOT, check=True)
    now = _ids(_read(collected))
    assert len(now) > 500
    assert now == _ids(_read(LOCALES / "borse.pot")), "run «make texts»"


@pytest.mark.parametrize("code", OTHERS)
def test_every_language_has_the_same_texts(code: str) -> None:
    assert _ids(_texts(code)) == _ids(_read(LOCALES / "borse.pot")), "run «make texts»"


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_has_the_fields_of_its_text(code: str) -> None:
    translated = 0
    for one in _texts(code):
        said = one.string if isinstance(one.string, tuple) else (one.string,)
        if not one.id or not any(said):
            continue
        translated += 1
        source = one.id if isinstance(one.id, str) else one.id[-1]
        for text in said:
            assert sorted(FIELD.findall(str(text))) == sorted(FIELD.findall(source)), f"{code}: {source}"
    assert translated > 300


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_not_translated_is_said_in_bokmaal(code: str) -> None:
    texts = catalogue(code)
    assert texts.gettext("Importer påmeldinger") == "Importer påmeldinger"
    for one in _texts(code):
        if isinstance(one.id, tuple):
            assert texts.ngettext(one.id[0], one.id[1], 5), one.id


# The pages of those who take part, before they have signed up and after: every text of them is translated.
ROOMS = (
    "brokers/templates/own.html",
    "catalogue/templates/board.html",
    "catalogue/templates/fitting.html",
    "catalogue/templates/frame.html",
    "catalogue/templates/post.html",
    "catalogue/templates/rows.html",
    "clock.py",
    "notary/party_form.py",
    "notary/templates/draft.html",
    "notary/templates/own.html",
    "outreach/agreement.py",
    "outreach/evening.py",
    "outreach/judged.py",
    "outreach/urgent.py",
    "outreach/templates/coming.html",
    "outreach/templates/lost_link.html",
    "outreach/templates/opt_out.html",
    "own_words.py",
    "privacy/columns.py",
    "privacy/rules.py",
    "privacy/templates/own.html",
    "privacy/templates/parts.html",
    "privacy/templates/terms.html",
    "privacy/topics.py",
    "programme/calendar_file.py",
    "programme/reasons.py",
    "programme/templates/personal.html",
    "signup/by_code.py",
    "signup/money.py",
    "signup/own.py",
    "signup/own_pages.py",
    "signup/templates/by_code.html",
    "signup/templates/closed.html",
    "signup/templates/form.html",
    "signup/templates/front.html",
    "signup/templates/gone.html",
    "signup/templates/hats_asked.html",
    "signup/templates/not_me.html",
    "signup/templates/own.html",
    "signup/templates/own_hats.html",
    "signup/templates/own_party.html",
    "signup/templates/own_person.html",
    "signup/templates/own_post.html",
    "signup/templates/receipt.html",
    "signup/templates/rows.html",
    "signup/typed.py",
)


@pytest.mark.parametrize("room", ROOMS)
def test_no_text_of_those_who_take_part_is_left_in_bokmaal(room: str) -> None:
    path = ROOT / "borse" / room
    said = set(re.findall(r"""_\('((?:[^'\\]|\\.)+)'""", path.read_text())) if room.endswith("html") else _spoken(path)
    assert said
    for code in OTHERS:
        texts = {one.id: one.string for one in _texts(code) if isinstance(one.id, str)}
        assert not [text for text in said if not texts.get(text)], code


def _spoken(path: Path) -> set[str]:
    found = extract_from_file("python", str(path), keywords={"_": None})
    return {text for _line, text, _comments, _context in found if isinstance(text, str)}


def test_dates_are_written_as_each_language_has_them() -> None:
    said = {}
    for code in TONGUES:
        speak(code)
        said[code] = long_date(GONG), clock_time(GONG)
    speak(SOURCE)
    assert said["nb"] == ("tirsdag 16. mars 2027", "18:15")
    assert said["nn"][0] == "tysdag 16. mars 2027"
    assert said["en"][0] == "Tuesday 16 March 2027"
    assert said["uk"][0].startswith("вівторок")
    assert said["ar"][0].startswith("الثلاثاء")
    assert "." not in said["ar"][0]


async def test_the_front_page_in_five_languages(client: Client) -> None:
    for code, words in {"nn": "Kven kjem?", "en": "Who is coming?", "uk": "Хто прийде?", "ar": "من سيحضر؟"}.items():
        text = await (await client.get("/prove/", headers={"Accept-Language": code})).text()
        assert words in text
        assert "Hvem kommer?" not in text
