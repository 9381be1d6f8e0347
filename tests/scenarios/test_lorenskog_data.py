"""The Lørenskog script is what it says it is, and its sign-up files say the same as the script."""

import csv
import io
import re
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import phonenumbers
import pytest
from pydantic import ValidationError
from python_calamine import CalamineWorkbook

from scenarios import signup_files
from scenarios.script import Party, Script
from scenarios.signup_files import XLSX_HEADINGS, columns, csv_bytes, rows, xlsx_bytes

SCENARIOS = Path(signup_files.__file__).parent
TOML = SCENARIOS / "lorenskog.toml"
FILES = SCENARIOS / "lorenskog"


@pytest.fixture(scope="module")
def script() -> Script:
    return Script.read(TOML)


def test_sixty_people_come_for_forty_five_parties_of_every_side(script: Script) -> None:
    assert len(script.people) == 60
    assert Counter(party.side for party in script.parties) == {
        "business": 15,
        "association": 19,
        "municipal": 9,
        "individual": 2,
    }


def test_every_person_speaks_for_somebody_and_some_wear_several_hats(script: Script) -> None:
    hats = Counter(len(script.parties_of(person.key)) for person in script.people)
    assert hats == {1: 56, 2: 3, 3: 1}


def test_twelve_parties_send_two_or_three_people(script: Script) -> None:
    assert Counter(len(party.people) for party in script.parties) == {1: 33, 2: 4, 3: 8}


def test_offers_and_needs_are_real_or_implied_by_an_agreement(script: Script) -> None:
    offers = Counter(post.basis for party in script.parties for post in party.offers)
    needs = Counter(post.basis for party in script.parties for post in party.needs)
    assert offers == {"real": 46, "from_agreement": 8}
    assert needs == {"real": 42, "from_agreement": 15}


def test_every_party_brings_or_looks_for_something(script: Script) -> None:
    assert not [party.key for party in script.all_parties if not party.offers and not party.needs]


def test_all_seven_categories_are_in_use(script: Script) -> None:
    used = {name for party in script.parties for post in (*party.offers, *party.needs) for name in post.categories}
    assert used == set(script.exchange.categories)
    assert len(used) == 7


def test_rounds_and_floor_fill_the_time_between_the_gongs(script: Script) -> None:
    exchange = script.exchange
    gong = datetime.combine(exchange.date, exchange.gong)
    rounds = exchange.rounds * (exchange.round_minutes + exchange.change_minutes)
    last_gong = gong + timedelta(minutes=rounds + exchange.floor_minutes)
    assert last_gong.time() == exchange.last_gong
    assert exchange.doors < exchange.welcome < exchange.gong < exchange.last_gong < exchange.end
    assert exchange.date.strftime("%A") == "Tuesday"


def test_twenty_four_tables_can_be_told_apart_and_some_are_step_free_or_quiet(script: Script) -> None:
    tables = script.exchange.tables
    assert len({table.name for table in tables}) == 24
    assert {feature for table in tables for feature in table.features} == {"step_free", "quiet"}


def test_nobody_real_can_be_reached_by_accident(script: Script) -> None:
    for person in script.everybody:
        if person.email:
            assert person.email.rpartition("@")[2] in {"example.com", "example.org", "example.net"}
        if person.phone:
            number = phonenumbers.parse(person.phone, "NO")
            assert phonenumbers.is_possible_number(number)
            assert not phonenumbers.is_valid_number(number)


def test_nobody_shares_an_address_or_a_number(script: Script) -> None:
    for contacts in ([p.email for p in script.everybody], [p.phone for p in script.everybody]):
        given = [contact for contact in contacts if contact]
        assert len(given) == len(set(given))


def test_three_people_have_neither_email_nor_mobile(script: Script) -> None:
    assert sum(not person.email and not person.phone for person in script.people) == 3


def test_organisation_numbers_pass_modulus_11_but_are_never_given_out(script: Script) -> None:
    numbers = [party.orgnr for party in script.parties if party.orgnr]
    assert len(numbers) == len(set(numbers)) == 29
    for number in numbers:
        assert sum(int(d) * w for d, w in zip(number, (3, 2, 7, 6, 5, 4, 3, 2, 1), strict=True)) % 11 == 0
        assert number[0] not in "89"


def test_who_comes_late_leaves_early_or_needs_a_step_free_table_is_the_contact(script: Script) -> None:
    """The files hold hours and tables of the contact person only: nothing must be lost on the way through them."""
    special = [p for p in script.people if p.present_from or p.present_until or p.requires]
    assert len([p for p in special if p.present_from or p.present_until]) == 6
    assert len([p for p in special if "step_free" in p.requires]) == 2
    for person in special:
        assert {party.people[0] for party in script.parties_of(person.key)} == {person.key}


def test_there_are_wishes_and_vetoes_and_none_is_both(script: Script) -> None:
    assert sum(len(party.wishes) for party in script.parties) == 13
    assert sum(len(party.vetoes) for party in script.parties) == 2
    assert not [party.key for party in script.parties if set(party.wishes) & set(party.vetoes)]


def test_fifty_agreements_five_intentions_and_three_among_three(script: Script) -> None:
    assert Counter(agreement.intention for agreement in script.agreements) == {False: 50, True: 5}
    assert Counter(len(agreement.parties) for agreement in script.agreements) == {2: 52, 3: 3}
    assert all(agreement.conditions for agreement in script.agreements if agreement.intention)


def test_agreements_are_made_by_those_who_are_there_between_sides_that_meet(script: Script) -> None:
    meet = {frozenset(sides) for sides in script.exchange.sides_that_meet}
    there = {p.key for p in script.everybody} - set(script.evening.no_shows)
    for agreement in script.agreements:
        for promise in agreement.promises:
            giver, receiver = script.party(promise.giver), script.party(promise.receiver)
            assert frozenset((giver.side, receiver.side)) in meet, agreement.key
            assert there & set(giver.people), agreement.key
            assert there & set(receiver.people), agreement.key
            assert promise.receiver not in giver.vetoes, agreement.key
    assert any(script.evening.walk_ins[0].party.key in agreement.parties for agreement in script.agreements)


def test_a_date_that_names_its_weekday_names_the_right_one(script: Script) -> None:
    weekdays = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
    months = {"april": 4, "mai": 5, "juni": 6, "juli": 7, "august": 8}
    dates = re.findall(rf"({'|'.join(weekdays)}) (\d+)\. ({'|'.join(months)})", TOML.read_text(encoding="utf-8"))
    assert len(dates) > 10
    for weekday, day, month in dates:
        assert weekdays[date(script.exchange.date.year, months[month], int(day)).weekday()] == weekday, (day, month)


def test_the_source_of_everything_is_listed_and_nothing_else_is(script: Script) -> None:
    posts = {post.source for party in script.all_parties for post in (*party.offers, *party.needs)}
    assert set(script.sources) == posts | {agreement.source for agreement in script.agreements}


@pytest.mark.parametrize(
    ("written", "instead", "complaint"),
    [
        (
            'wishes = ["idrettslaget"]',
            'wishes = ["idrettslagget"]',
            "regnskapskontoret: nothing is called idrettslagget",
        ),
        ('wishes = ["idrettslaget"]', 'wishes = ["regnskapskontoret"]', "nothing is called regnskapskontoret"),
        ('people = ["bolle-brodersen"]', 'people = ["bolle"]', "bakeriet: nothing is called bolle"),
        ('key = "bolle-brodersen"', 'key = "debet-kredittsen"', "person debet-kredittsen is there twice"),
        ('calls_first = "fritid-for-alle"', 'calls_first = "museet"', "nothing is called museet"),
        ('email = "debet', 'e_mail = "debet', "e_mail"),
    ],
)
def test_a_script_that_names_what_is_not_there_is_refused(
    tmp_path: Path, written: str, instead: str, complaint: str
) -> None:
    text = TOML.read_text(encoding="utf-8")
    assert written in text
    broken = tmp_path / "broken.toml"
    broken.write_text(text.replace(written, instead, 1), encoding="utf-8")
    with pytest.raises(ValidationError, match=complaint):
        Script.read(broken)


def test_the_committed_csv_is_what_the_script_says(script: Script) -> None:
    assert (FILES / "pameldinger.csv").read_bytes() == csv_bytes(script)


def test_the_committed_xlsx_is_what_the_script_says(script: Script) -> None:
    """Cell by cell: how a file is packed may differ from one version of the writer to the next."""
    assert _cells((FILES / "pameldinger.xlsx").read_bytes()) == _cells(xlsx_bytes(script))


def test_same_script_same_bytes(script: Script) -> None:
    assert xlsx_bytes(script) == xlsx_bytes(script)


def test_csv_xlsx_and_form_together_make_the_evening(script: Script) -> None:
    heading = "Navn på virksomhet/forening"
    in_csv = [row[heading] for row in _csv(csv_bytes(script, mended=True))]
    top, *body = _cells(xlsx_bytes(script, mended=True))
    in_xlsx = [row[top.index(XLSX_HEADINGS[heading])] for row in body]
    by_form = [party.name for party in script.parties if party.via == "form"]
    assert (len(in_csv), len(in_xlsx), len(by_form)) == (22, 18, 5)
    assert sorted([*in_csv, *in_xlsx, *by_form]) == sorted(party.name for party in script.parties)


def test_everything_that_a_party_says_is_in_its_row(script: Script) -> None:
    mended = {row["Navn på virksomhet/forening"]: row for row in _csv(csv_bytes(script, mended=True))}
    for party in (party for party in script.parties if party.via == "csv"):
        cells = "\n".join(mended[party.name].values())
        for said in _said(script, party):
            assert said in cells, (party.key, said)


def test_the_faults_are_in_the_files(script: Script) -> None:
    text = csv_bytes(script).decode("cp1252")
    assert {fault.file for fault in script.faults} == {"csv", "xlsx"}
    for fault in (fault for fault in script.faults if fault.file == "csv"):
        assert set(fault.cells) <= set(columns())
        assert all(str(cell) in text for cell in fault.cells.values())
    assert len(list(rows(script, "csv"))) == 22 + 3
    assert len(list(rows(script, "xlsx"))) == 18 + 1
    assert ";" * (len(columns()) - 1) in text.splitlines()
    found = [cell for row in _cells(xlsx_bytes(script)) for cell in row]
    for fault in (fault for fault in script.faults if fault.file == "xlsx"):
        assert all(cell in found for cell in fault.cells.values()), fault.kind


def test_some_parties_are_refused_until_their_row_is_mended(script: Script) -> None:
    refused = [fault.party for fault in script.faults if fault.expect == "refused" and fault.party]
    assert refused == ["trykkeriet", "natursenteret", "barneskolen"]


def _said(script: Script, party: Party) -> list[str]:
    people = [script.person(key) for key in party.people]
    posts = [*party.offers, *party.needs]
    return [
        party.note,
        party.orgnr or "",
        *(said for person in people for said in (person.name, person.email, person.phone)),
        *(said for post in posts for said in (post.text, post.quantity, post.when)),
        *(script.party(key).name for key in (*party.wishes, *party.vetoes)),
    ]


def _csv(raw: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw.decode("cp1252"), newline=""), delimiter=";"))


def _cells(raw: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_object(io.BytesIO(raw)).get_sheet_by_name("Svar").to_python()
