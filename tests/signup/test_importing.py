"""What a municipality exports comes in as it was meant, faults are said per row, and nothing comes in twice."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from borse.house import House, OpenExchange
from borse.ids import new_id
from borse.refusals import NotFound
from borse.signup.import_messages import DropImport, ImportParties, KeepImport
from borse.signup.imports import hall_of
from borse.signup.messages import PartyChanged, PartyRegistered
from borse.signup.row import Reading
from borse.signup.rows import read_rows
from borse.signup.sheets import read_sheet
from scenarios.script import Party, Person, Script
from scenarios.signup_files import csv_bytes, xlsx_bytes
from tests.builders import ORGANISER, AClock, a_party, a_person, a_wish, an_exchange, an_offer

ROOT = Path(__file__).parents[2]
FILES = ROOT / "scenarios" / "lorenskog"
HEADINGS = "Virksomhet;Type aktør;Org.nr.;Kontaktperson;E-post;Mobil;Vi tilbyr 1;Mengde tilbud 1;Vi trenger 1\n"


@pytest.fixture(scope="module")
def script() -> Script:
    return Script.read(ROOT / "scenarios" / "lorenskog.toml")


@pytest.fixture
async def hall(house: House, script: Script) -> OpenExchange:
    return await an_exchange(
        house, slug="lorenskog", categories=[name.capitalize() for name in script.exchange.categories]
    )


async def _import(exchange: OpenExchange, content: bytes, leave_out: tuple[int, ...] = ()) -> Counter[str]:
    """What happened, by kind of event."""
    batch = new_id()
    await exchange.bus.send(KeepImport(id=batch, file_name="fil.csv", sheet=read_sheet(content)), ORGANISER)
    receipt = await exchange.bus.send(ImportParties(id=new_id(), batch=batch, leave_out=leave_out), ORGANISER)
    return Counter(type(recorded.event).__name__ for recorded in receipt.events)


def _read(exchange: OpenExchange, content: bytes) -> dict[str, Reading]:
    _columns, readings = read_rows(read_sheet(content), exchange.store.ask(hall_of), "a-seed-of-ids")
    return {reading.name: reading for reading in readings}


def _rows(exchange: OpenExchange, sql: str, *values: object) -> list[dict[str, Any]]:
    return exchange.store.ask(lambda db: list(db.query(sql, list(values))))


def _signed_up(script: Script, party: Party) -> Any:
    """The sign-up that the public form makes of a party of the script."""

    def person(person: Person) -> Any:
        return a_person(person.name, email=person.email, phone=person.phone, requires=person.requires)

    posts = [
        an_offer(post.text, kind=kind, categories=post.categories, quantity=post.quantity, time=post.when)
        for kind, posts in (("offer", party.offers), ("need", party.needs))
        for post in posts
    ]
    wishes = [
        a_wish(script.party(key).name, kind=kind)
        for kind, keys in (("wish", party.wishes), ("veto", party.vetoes))
        for key in keys
    ]
    people = [person(script.person(key)) for key in party.people]
    return a_party(party.name, party.side, orgnr=party.orgnr or "", people=people, posts=posts, wishes=wishes)


async def test_both_files_and_the_form_make_forty_five_parties_and_sixty_people(
    hall: OpenExchange, script: Script
) -> None:
    assert await _import(hall, csv_bytes(script, mended=True)) == {"PartyRegistered": 22}
    assert await _import(hall, xlsx_bytes(script, mended=True)) == {"PartyRegistered": 18}
    for party in script.parties:
        if party.via == "form":
            await hall.bus.send(_signed_up(script, party), ORGANISER)
    sides = Counter(row["side"] for row in _rows(hall, "select side from party"))
    assert sides == Counter(party.side for party in script.parties)
    speak = Counter(
        (row["person"], row["party"])
        for row in _rows(
            hall,
            """select p.name as person, q.name as party
            from speaks_for s join person p on p.id = s.person join party q on q.id = s.party""",
        )
    )
    assert speak == Counter((script.person(key).name, party.name) for party in script.parties for key in party.people)
    assert len(_rows(hall, "select id from person")) == 60
    posts = Counter(row["text"] for row in _rows(hall, "select text from post"))
    assert posts == Counter(post.text for party in script.parties for post in (*party.offers, *party.needs))


async def test_what_the_files_say_of_people_is_what_is_on_file(hall: OpenExchange, script: Script) -> None:
    await _import(hall, csv_bytes(script, mended=True))
    await _import(hall, xlsx_bytes(script, mended=True))
    found = {row["name"]: row for row in _rows(hall, "select * from person join contact on person = id")}
    for party in script.parties:
        for person in (script.person(key) for key in party.people if party.via in {"csv", "xlsx"}):
            row = found[person.name]
            assert row["email"] == person.email
            assert row["phone"] == (f"+47{person.phone.replace(' ', '')}" if person.phone else "")
            assert ("step_free" in row["requires"]) == ("step_free" in person.requires)
            day = script.exchange.date
            for column, hour in (("present_from", person.present_from), ("present_until", person.present_until)):
                at = datetime(day.year, day.month, day.day, hour.hour - 1, hour.minute, tzinfo=UTC) if hour else None
                assert row[column] == (at.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if at else None), person.name


async def test_every_fault_in_the_real_files_is_met_as_the_script_says(hall: OpenExchange, script: Script) -> None:
    met: set[str] = set()
    for file in ("csv", "xlsx"):
        readings = _read(hall, (FILES / f"pameldinger.{file}").read_bytes())
        for fault in (fault for fault in script.faults if fault.file == file and fault.party):
            reading = readings[script.party(str(fault.party)).name]
            expected = "read" if reading.party and not reading.faults else "warned" if reading.party else "refused"
            assert expected == fault.expect, fault.kind
            met.add(fault.kind)
    assert met == {
        "bad_orgnr", "unknown_category", "wrong_date", "serial_date", "dotted_hours", "trailing_spaces",
        "unknown_side", "bad_email",
    }  # fmt: skip
    assert _read(hall, (FILES / "pameldinger.csv").read_bytes())["Hvem Somhelst"].party is None


async def test_the_real_files_come_in_but_for_the_three_that_must_be_mended(hall: OpenExchange) -> None:
    """The row that says Fotball-klubben has the number of Fotballklubben, and nothing new."""
    assert await _import(hall, (FILES / "pameldinger.csv").read_bytes()) == {"PartyRegistered": 21}
    assert await _import(hall, (FILES / "pameldinger.xlsx").read_bytes()) == {"PartyRegistered": 16}
    names = {row["name"] for row in _rows(hall, "select name from party")}
    assert not names & {"Trykkeriet", "Natursenteret", "Barneskolen", "Fotball-klubben"}
    assert "Fotballklubben" in names


async def test_the_mended_file_adds_only_what_was_missing(hall: OpenExchange, script: Script) -> None:
    await _import(hall, (FILES / "pameldinger.csv").read_bytes())
    again = await _import(hall, csv_bytes(script, mended=True))
    assert again["PartyRegistered"] == 1
    assert await _import(hall, csv_bytes(script, mended=True)) == {}
    assert len(_rows(hall, "select * from party")) == 22


async def test_a_party_that_comes_again_gets_what_is_new_and_loses_nothing(hall: OpenExchange) -> None:
    first = HEADINGS + "Turlaget;Forening;;Sti;sti@example.org;;Omvisning;10 personer;Sager\n"
    later = HEADINGS + "TUR-LAGET;Forening;100000172;Varde;;44000020;Omvisning;25 personer;Ved\n"
    await _import(hall, first.encode())
    assert await _import(hall, later.encode()) == {"PartyChanged": 1}
    assert [(row["name"], row["orgnr"]) for row in _rows(hall, "select * from party")] == [("Turlaget", "100000172")]
    assert {row["name"] for row in _rows(hall, "select name from person")} == {"Sti", "Varde"}
    posts = {(row["text"], row["quantity"]) for row in _rows(hall, "select text, quantity from post")}
    assert posts == {("Omvisning", "25 personer"), ("Sager", ""), ("Ved", "")}


async def test_rows_that_the_organiser_leaves_out_stay_out(hall: OpenExchange) -> None:
    text = HEADINGS + "Turlaget;Forening;;Sti;;;;;\nKorpset;Forening;;Tuba;;;;;\n"
    assert await _import(hall, text.encode(), leave_out=(2,)) == {"PartyRegistered": 1}
    assert [row["name"] for row in _rows(hall, "select name from party")] == ["Korpset"]


async def test_nothing_is_kept_of_a_file_that_was_used_dropped_or_forgotten(hall: OpenExchange, clock: AClock) -> None:
    sheet = read_sheet((HEADINGS + "Turlaget;Forening;;Sti;;;;;\n").encode())
    kept = "select * from import_batch"
    await _import(hall, (HEADINGS + "Turlaget;Forening;;Sti;;;;;\n").encode())
    assert _rows(hall, kept) == []
    dropped, forgotten = (KeepImport(id=new_id(), file_name="fil.csv", sheet=sheet) for _ in range(2))
    await hall.bus.send(dropped, ORGANISER)
    await hall.bus.send(DropImport(id=new_id(), batch=dropped.id), ORGANISER)
    assert _rows(hall, kept) == []
    await hall.bus.send(forgotten, ORGANISER)
    clock.move(hours=25)
    with pytest.raises(NotFound):
        await hall.bus.send(ImportParties(id=new_id(), batch=forgotten.id), ORGANISER)
    await hall.bus.send(a_party("Korpset"), ORGANISER)
    assert _rows(hall, kept) == []


async def test_an_import_sent_twice_counts_once(hall: OpenExchange) -> None:
    sheet = read_sheet((HEADINGS + "Turlaget;Forening;;Sti;;;;;\n").encode())
    await hall.bus.send(KeepImport(id="batch-nummer-1", file_name="fil.csv", sheet=sheet), ORGANISER)
    command = ImportParties(id=new_id(), batch="batch-nummer-1")
    first = await hall.bus.send(command, ORGANISER)
    second = await hall.bus.send(command, ORGANISER)
    assert first.events == second.events
    assert not any(isinstance(recorded.event, PartyChanged) for recorded in second.events)
    assert isinstance(second.events[0].event, PartyRegistered)
