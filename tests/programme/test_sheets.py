"""What a person holds in their hand: page times, calendar, paper."""

import re
from datetime import timedelta
from itertools import cycle

import pytest
from icalendar import Calendar, Event

from borse.clock import Clock, phases_of
from borse.exchange import exchange_of
from borse.house import OpenExchange
from borse.ids import new_id
from borse.paper import typeset
from borse.programme import calendar_file, hour, print_sheets, sheets
from borse.programme.sheet import Sheet
from borse.signup.messages import WithdrawParty
from tests.builders import GONG, ORGANISER, a_programme
from tests.programme.hall import a_hall, a_plan_of, publish


async def a_sheet(exchange: OpenExchange) -> Sheet:
    """Of somebody with meetings in rounds 1 and 3, at the first two tables."""
    hall = await a_hall(exchange)
    me, one, other = hall["Turlaget"], hall["Koret"], hall["Fargehandelen"]
    await a_programme(exchange, (1, "Bord 1", me, one), (3, "Bord 2", me, other))
    return exchange.store.ask(sheets.sheet_of, me.people[0].person)


async def test_a_sheet_says_when_where_and_with_whom(exchange: OpenExchange) -> None:
    sheet = await a_sheet(exchange)
    first = sheet.meetings[0]
    assert [(meeting.round, meeting.table, meeting.other) for meeting in sheet.meetings] == [
        (1, "Bord 1", "Koret"),
        (3, "Bord 2", "Fargehandelen"),
    ]
    assert (first.starts_at, first.others) == (GONG, ("Koret Persen",))
    assert first.posts.needs == ("Vi trenger lokale til øving",)


@pytest.mark.parametrize(
    ("minutes", "kind", "other"),
    [
        (-3000, "before", None),
        (-30, "next", "Koret"),
        (2, "meeting", "Koret"),
        (8, "next", "Fargehandelen"),
        (16, "meeting", "Fargehandelen"),
        (21, "floor", None),
        (100, "over", None),
    ],
)
async def test_now_and_next_go_by_the_plan_when_nobody_runs_the_clock(
    exchange: OpenExchange, minutes: int, kind: str, other: str | None
) -> None:
    sheet = await a_sheet(exchange)
    clock = Clock(phases=phases_of(exchange.store.ask(exchange_of)))
    now = hour.cards(sheet, clock, GONG + timedelta(minutes=minutes))[0].now
    assert (now.kind, now.meeting.other if now.meeting else None) == (kind, other)


async def test_now_and_next_go_by_the_clock_when_the_evening_is_late(exchange: OpenExchange) -> None:
    """Round 2 was rung ten minutes late: the meeting in round 3 is moved as much."""
    sheet = await a_sheet(exchange)
    phases = phases_of(exchange.store.ask(exchange_of))
    second = next(place for place, phase in enumerate(phases) if phase.kind == "round" and phase.round == 2)
    rung = phases[second].starts_at + timedelta(minutes=10)
    clock = Clock(phases=phases, position=second, turn=4, started_at=rung, ends_at=rung + timedelta(minutes=6))
    at = rung + timedelta(minutes=1)
    now = hour.cards(hour.expected(sheet, clock, at, {}), clock, at)[0].now
    assert now.kind == "next"
    assert now.until == sheet.meetings[1].starts_at + timedelta(minutes=10)


async def test_the_same_meeting_is_the_same_calendar_entry_in_the_next_version(exchange: OpenExchange) -> None:
    hall = await a_hall(exchange)
    me, one, other = hall["Turlaget"], hall["Koret"], hall["Fargehandelen"]
    await a_programme(exchange, (1, "Bord 1", me, one), (3, "Bord 2", me, other))
    before = entries(exchange, me.people[0].person)
    await a_programme(exchange, (2, "Bord 3", one, me))
    after = entries(exchange, me.people[0].person)
    moved = next(uid for uid, entry in before.items() if entry["SUMMARY"] == "Møte med Koret")
    gone = next(uid for uid, entry in before.items() if entry["SUMMARY"] == "Møte med Fargehandelen")
    assert (before[moved]["SEQUENCE"], after[moved]["SEQUENCE"]) == (1, 2)
    assert after[moved].start == GONG + timedelta(minutes=7)
    assert b"DTSTART;TZID=Europe/Oslo:20270316T182200" in after[moved].to_ical()
    assert after[gone]["STATUS"] == "CANCELLED"
    assert after[gone]["SEQUENCE"] == 2


async def test_the_same_data_is_the_same_calendar_file(exchange: OpenExchange) -> None:
    sheet = await a_sheet(exchange)
    assert calendar_of(exchange, sheet.person) == calendar_of(exchange, sheet.person)


async def test_everybody_has_one_a5_page_and_the_same_data_gives_the_same_bytes(exchange: OpenExchange) -> None:
    await a_hall(exchange)
    await publish(exchange, a_plan_of(exchange))
    its_exchange, everybody, tokens = exchange.store.ask(print_sheets.everybody)
    addresses = {person: f"https://example.org/p/{token}" for person, token in tokens.items()}
    data = print_sheets.data_of(its_exchange, everybody, addresses)
    at = everybody[0].sheet.published_at
    assert at is not None
    pdf = typeset(print_sheets.TEMPLATE, data, at)
    assert pdf == typeset(print_sheets.TEMPLATE, data, at)
    assert pages(pdf) == len(everybody)
    assert b"pdfuaid" in pdf


async def test_each_reads_their_sheet_in_their_own_language(exchange: OpenExchange) -> None:
    await a_hall(exchange)
    await publish(exchange, a_plan_of(exchange))
    people = exchange.store.ask(lambda db: [row["id"] for row in db.query("select id from person order by id")])
    tongues = list(zip(cycle(("ar", "uk", "nb")), people, strict=False))
    exchange.store.write(
        lambda db: db.conn.executemany("update person set language = ? where id = ?", tongues).rowcount
    ).result()
    its_exchange, everybody, _tokens = exchange.store.ask(print_sheets.everybody)
    assert {one.language for one in everybody} == {"ar", "uk", "nb"}
    assert [one.sheet.name for one in everybody] == sorted(one.sheet.name for one in everybody)
    data = print_sheets.data_of(its_exchange, everybody, {})
    said = {tongue: words["words"]["whom"] for tongue, words in data["said"].items()}
    assert said["nb"] == "Hvem du møter, og hvorfor"
    assert len(set(said.values())) == 3
    versions = {sheet["lang"]: sheet["version"] for sheet in data["sheets"]}
    assert versions["nb"].startswith("Programmet, versjon")
    assert len(set(versions.values())) == 3
    at = everybody[0].sheet.published_at
    assert at is not None
    assert pages(typeset(print_sheets.TEMPLATE, data, at)) == len(everybody)


async def test_a_person_of_a_party_that_withdrew_has_no_more_meetings_for_it(exchange: OpenExchange) -> None:
    hall = await a_hall(exchange)
    await publish(exchange, a_plan_of(exchange))
    gone = hall["Koret"]
    await exchange.bus.send(WithdrawParty(id=new_id(), party=gone.party), ORGANISER)
    await publish(exchange, a_plan_of(exchange), version=2)
    assert all("Koret" not in [one.other for one in sheet.meetings] for sheet in exchange.store.ask(sheets.sheets_of))


def pages(pdf: bytes) -> int:
    """The number of pages, as the top of the document's page tree counts them."""
    return max(int(count) for count in re.findall(rb"/Count (\d+)", pdf))


def entries(exchange: OpenExchange, person: str) -> dict[str, Event]:
    """A person's calendar entries by UID."""
    calendar = Calendar.from_ical(calendar_of(exchange, person))
    return {str(entry["UID"]): entry for entry in calendar.events}


def calendar_of(exchange: OpenExchange, person: str) -> bytes:
    sheet = exchange.store.ask(sheets.sheet_of, person)
    history = exchange.store.ask(calendar_file.history_of, person, sheet)
    return calendar_file.calendar_of(exchange.store.ask(exchange_of), sheet, history, address="https://example.org/")
