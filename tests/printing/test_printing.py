"""Badges and slips: one press for those who lack one, and after a change only those whom it concerns."""

import re
from datetime import timedelta

import pytest

from borse.bus import Actor, Role
from borse.house import OpenExchange
from borse.ids import new_id
from borse.printing import reads
from borse.printing.messages import PrintSheets
from borse.printing.paper import data_of
from borse.printing.sheets import sheets
from borse.refusals import NotFound, Refusal
from borse.signup.messages import RegisterParty
from tests.builders import GONG, ORGANISER, AClock, a_party, a_person, a_programme, an_extra_meeting
from tests.conftest import Client
from tests.host import go_to, ring

DOOR = Actor(role=Role.RECEPTION, name="Nettbrett 1")


async def parties(exchange: OpenExchange, *names: str) -> list[RegisterParty]:
    commands = [a_party(name) for name in names]
    for command in commands:
        await exchange.bus.send(command, ORGANISER)
    return commands


async def print_(exchange: OpenExchange, sheet: str, which: str = "pending", person: str | None = None) -> list[str]:
    """Print, and tell whose sheets came out."""
    command = PrintSheets.model_validate({"id": new_id(), "sheet": sheet, "which": which, "person": person})
    await exchange.bus.send(command, DOOR)
    _exchange, _batch, pile = exchange.store.ask(reads.batch, command.id, GONG)
    return [one.name for one in pile]


def states(exchange: OpenExchange, sheet: str) -> dict[str, str]:
    return {one.name: one.state for one in exchange.store.ask(sheets, sheet)}


async def test_what_was_printed_is_not_printed_again(exchange: OpenExchange) -> None:
    await parties(exchange, "Turlaget", "Banken")
    assert await print_(exchange, "badge") == ["Banken Persen", "Turlaget Persen"]
    assert set(states(exchange, "badge").values()) == {"printed"}
    with pytest.raises(Refusal, match="Alt er skrevet ut"):
        await print_(exchange, "badge")
    assert await print_(exchange, "badge", "all") == ["Banken Persen", "Turlaget Persen"]


async def test_whoever_comes_later_or_gets_another_name_needs_a_new_badge(exchange: OpenExchange) -> None:
    await parties(exchange, "Turlaget", "Banken")
    await print_(exchange, "badge")
    await parties(exchange, "Koret")
    exchange.store.write(
        lambda db: db.execute("update person set name = 'Turid Turgåer' where name = 'Turlaget Persen'")
    ).result()
    assert states(exchange, "badge") == {
        "Banken Persen": "printed",
        "Koret Persen": "new",
        "Turid Turgåer": "changed",
    }
    assert await print_(exchange, "badge") == ["Koret Persen", "Turid Turgåer"]


async def test_after_a_new_programme_only_those_whose_meetings_changed_are_printed(exchange: OpenExchange) -> None:
    tur, bank, kor, lag = await parties(exchange, "Turlaget", "Banken", "Koret", "Idrettslaget")
    with pytest.raises(Refusal, match="ikke publisert"):
        await print_(exchange, "slip")
    await a_programme(exchange, (1, "Bord 1", tur, bank), (1, "Bord 2", kor, lag))
    assert len(await print_(exchange, "slip")) == 4
    await a_programme(exchange, (1, "Bord 1", tur, bank), (2, "Bord 2", kor, lag))
    assert await print_(exchange, "slip") == ["Idrettslaget Persen", "Koret Persen"]
    # The badges know nothing of programmes.
    assert len(await print_(exchange, "badge")) == 4


async def test_a_new_programme_with_the_same_meetings_prints_nothing(exchange: OpenExchange) -> None:
    tur, bank = await parties(exchange, "Turlaget", "Banken")
    await a_programme(exchange, (1, "Bord 1", tur, bank))
    await print_(exchange, "slip")
    await a_programme(exchange, (1, "Bord 1", tur, bank))
    assert set(states(exchange, "slip").values()) == {"printed"}


async def test_one_at_the_desk_gets_theirs_and_is_remembered(exchange: OpenExchange) -> None:
    tur, _bank = await parties(exchange, "Turlaget", "Banken")
    person = tur.people[0].person
    assert await print_(exchange, "badge", "one", person) == ["Turlaget Persen"]
    assert await print_(exchange, "badge") == ["Banken Persen"]
    with pytest.raises(NotFound):
        await print_(exchange, "badge", "one", new_id())


async def test_whoever_withdrew_gets_nothing(exchange: OpenExchange) -> None:
    await parties(exchange, "Turlaget", "Banken")
    exchange.store.write(
        lambda db: db.execute("update person set withdrawn_at = '2027-01-01' where name like 'Banken%'")
    ).result()
    assert await print_(exchange, "badge") == ["Turlaget Persen"]


async def pdf(client: Client, **fields: str) -> tuple[int, list[str]]:
    """What comes of the press: how many pages, and the sizes of their paper in millimetres."""
    answer = await client.post("/prove/utskrift", data={"id": new_id(), "which": "all", **fields})
    assert (answer.status, answer.content_type) == (200, "application/pdf")
    body = await answer.read()
    boxes = re.findall(rb"/MediaBox ?\[ ?0 0 ([\d.]+) ([\d.]+) ?\]", body)
    sizes = ["x".join(f"{float(side) / 72 * 25.4:.0f}" for side in box) for box in boxes]
    return len(sizes), sorted(set(sizes))


@pytest.mark.parametrize(("layout", "pages", "size"), [("a4", 2, "210x297"), ("a7", 9, "105x74"), ("a6", 9, "148x105")])
async def test_eight_badges_to_an_a4_sheet_or_one_on_each_of_their_own(
    organiser: Client, served: OpenExchange, layout: str, pages: int, size: str
) -> None:
    people = tuple(a_person(f"Person {number:02}") for number in range(9))
    await served.bus.send(a_party("Korpset", people=people), ORGANISER)
    assert await pdf(organiser, sheet="badge", layout=layout) == (pages, [size])


async def test_four_slips_to_an_a4_sheet(organiser: Client, served: OpenExchange) -> None:
    several = await parties(served, "Turlaget", "Banken", "Koret", "Idrettslaget", "Korpset")
    await a_programme(served, (1, "Bord 1", several[0], several[1]))
    assert await pdf(organiser, sheet="slip", layout="a4") == (2, ["210x297"])
    assert await pdf(organiser, sheet="slip", layout="a6") == (5, ["105x148"])


async def test_a_slip_says_when_where_with_whom_and_for_which_hat(exchange: OpenExchange) -> None:
    tur, bank = await parties(exchange, "Turlaget", "Banken")
    await a_programme(exchange, (3, "Bord 2", tur, bank))
    command = PrintSheets(id=new_id(), sheet="slip", which="one", person=tur.people[0].person)
    await exchange.bus.send(command, DOOR)
    about, batch, pile = exchange.store.ask(reads.batch, command.id, GONG)
    (slip,) = data_of(about, batch, pile, "https://bors.example/prove/p")["sheets"]
    assert (slip["name"], slip["parties"]) == ("Turlaget Persen", "Turlaget")
    assert [slip["meetings"][0][key] for key in ("round", "time", "hall_table", "other", "people", "own")] == [
        3,
        "18:29",
        "Bord 2",
        "Banken",
        "Banken Persen",
        "",  # somebody with one hat knows whom they speak for
    ]


async def test_a_slip_that_is_printed_when_the_evening_is_late_says_no_times_and_is_the_same_slip(
    exchange: OpenExchange, clock: AClock
) -> None:
    tur, bank = await parties(exchange, "Turlaget", "Banken")
    await a_programme(exchange, (3, "Bord 2", tur, bank))
    command = PrintSheets(id=new_id(), sheet="slip", which="pending")
    await exchange.bus.send(command, DOOR)

    def times() -> set[str]:
        data = data_of(*exchange.store.ask(reads.batch, command.id, clock.at), "https://bors.example/prove/p")
        return {slip["meetings"][0]["time"] for slip in data["sheets"]}

    clock.at = GONG + timedelta(minutes=10)  # and nobody has rung
    assert times() == {""}
    clock.at = GONG + timedelta(minutes=2)
    assert times() == {"18:29"}
    await go_to(exchange, "round", 1)
    assert times() == {"18:29"}
    clock.at += timedelta(minutes=15)
    await ring(exchange)
    assert times() == {""}
    assert set(states(exchange, "slip").values()) == {"printed"}


async def test_everybody_reads_their_sheet_in_their_own_language(exchange: OpenExchange) -> None:
    tur, bank, kor = await parties(exchange, "Turlaget", "Banken", "Koret")
    await a_programme(exchange, (1, "Bord 1", tur, bank))
    an_extra_meeting(exchange, 4, "Bord 3", tur, bank, kor)
    await print_(exchange, "slip")
    exchange.store.write(
        lambda db: db.execute("update person set language = 'uk' where name = 'Koret Persen'")
    ).result()
    assert await print_(exchange, "slip") == ["Koret Persen"]  # the only one whose sheet says something else now
    command = PrintSheets(id=new_id(), sheet="slip", which="all")
    await exchange.bus.send(command, DOOR)
    data = data_of(*exchange.store.ask(reads.batch, command.id, GONG), "https://bors.example/prove/p")
    assert [(one["name"], one["lang"], one["meetings"][-1]["other"]) for one in data["sheets"]] == [
        ("Banken Persen", "nb", "Turlaget og Koret"),
        ("Koret Persen", "uk", "Turlaget і Banken"),
        ("Turlaget Persen", "nb", "Banken og Koret"),
    ]
    assert (data["said"]["uk"]["mine"], data["said"]["nb"]["mine"]) == ("Моя програма", "Mitt program")


@pytest.mark.parametrize("sheet", ["badge", "slip"])
async def test_a_sheet_that_is_read_from_right_to_left_is_printed(
    organiser: Client, served: OpenExchange, sheet: str
) -> None:
    tur, bank = await parties(served, "Turlaget", "Banken")
    await a_programme(served, (1, "Bord 1", tur, bank))
    served.store.write(lambda db: db.execute("update person set language = 'ar'")).result()
    assert await pdf(organiser, sheet=sheet, layout="a6") == (2, ["148x105"] if sheet == "badge" else ["105x148"])


async def test_the_desk_is_offered_the_paper_that_was_used_last(organiser: Client, served: OpenExchange) -> None:
    tur, _bank = await parties(served, "Turlaget", "Banken")
    await pdf(organiser, sheet="badge", layout="a7")
    page = await (await organiser.get(f"/prove/utskrift?person={tur.people[0].person}")).text()
    assert re.findall(r'<option value="(\w+)" selected>', page) == ["a7"]


async def test_a_meeting_that_a_broker_brought_about_is_on_the_slip(exchange: OpenExchange) -> None:
    tur, bank, kor = await parties(exchange, "Turlaget", "Banken", "Koret")
    await a_programme(exchange, (1, "Bord 1", tur, bank))
    await print_(exchange, "slip")
    an_extra_meeting(exchange, 4, "Bord 3", tur, kor)
    assert states(exchange, "slip") == {
        "Banken Persen": "printed",
        "Koret Persen": "changed",
        "Turlaget Persen": "changed",
    }


async def test_a_ring_is_one_meeting_with_all_others_on_the_slip(exchange: OpenExchange) -> None:
    tur, bank, kor = await parties(exchange, "Turlaget", "Banken", "Koret")
    await a_programme(exchange, (1, "Bord 1", tur, bank))
    an_extra_meeting(exchange, 4, "Bord 3", tur, bank, kor)
    slips = {sheet.name: sheet.content["meetings"] for sheet in exchange.store.ask(sheets, "slip")}
    (meeting,) = slips["Koret Persen"]
    assert (meeting["round"], meeting["other"]) == (4, "Turlaget og Banken")
    assert meeting["people"] == "Turlaget Persen, Banken Persen"
    assert [one["round"] for one in slips["Turlaget Persen"]] == [1, 4]


async def test_a_long_name_and_a_long_evening_stay_on_their_sheet(organiser: Client, served: OpenExchange) -> None:
    long = "Foreningen for bevaring av gamle treskomakertradisjoner i Nedre Fåvang og omegn" * 2
    own, *others = await parties(served, long[:110], *(f"Motpart nummer {n} med et langt navn" for n in range(6)))
    await a_programme(served, *((n + 1, "Bord 1", own, other) for n, other in enumerate(others)))
    for sheet in ("badge", "slip"):
        assert (await pdf(organiser, sheet=sheet, layout="a6"))[0] == 7


async def test_the_same_form_sent_twice_prints_once(organiser: Client, served: OpenExchange) -> None:
    await parties(served, "Turlaget")
    form = {"id": new_id(), "sheet": "badge", "layout": "a4", "which": "pending"}
    first = await organiser.post("/prove/utskrift", data=form)
    again = await organiser.post("/prove/utskrift", data=form)
    assert (first.url, first.status, again.status) == (again.url, 200, 200)


async def test_the_page_says_what_is_missing(organiser: Client, served: OpenExchange) -> None:
    await parties(served, "Turlaget", "Banken")
    assert "Skriv ut 2 som mangler" in await (await organiser.get("/prove/utskrift")).text()
    await pdf(organiser, sheet="badge", which="pending")
    page = await (await organiser.get("/prove/utskrift")).text()
    assert "Alt er skrevet ut" in page
    assert "Åpne utskriften en gang til" in page
