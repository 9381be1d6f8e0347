"""Who sits where, on the wall: extra meetings stand in the same list as those of the programme, and are marked."""

from datetime import datetime, timedelta

from borse.floor.alphabet import Share, shares_of
from borse.floor.moved import Moved, moved_after, moved_people
from borse.floor.names import Entry, rounds_by_name
from borse.floor.seating import counted_on, in_the_hall, seating
from borse.house import OpenExchange
from borse.ids import new_id
from borse.reception.messages import CheckIn, MarkLeft
from borse.signup.messages import RegisterParty
from tests.builders import GONG, ORGANISER, AClock, a_party, a_person, a_programme, an_extra_meeting
from tests.host import go_to

EARLY = GONG - timedelta(days=1)


def lists_of(exchange: OpenExchange, *rounds: int, at: datetime = EARLY) -> dict[int, tuple[Entry, ...]]:
    seats = exchange.store.ask(seating, exchange.store.ask(counted_on, at))
    return rounds_by_name(seats, rounds)


async def test_all_of_a_ring_find_the_one_table(exchange: OpenExchange) -> None:
    names = ("Turlaget", "Banken", "Koret", "Biblioteket")
    tur, bank, kor, bibl = (a_party(name, people=(a_person(f"{name} Persen"),)) for name in names)
    for party in (tur, bank, kor, bibl):
        await exchange.bus.send(party, ORGANISER)
    await a_programme(exchange, (1, "Bord 1", tur, bank))
    an_extra_meeting(exchange, 2, "Bord 7", tur, bank, kor)
    rounds = lists_of(exchange, 1, 2)
    assert {entry.name for entry in rounds[1]} == {"Turlaget", "Turlaget Persen", "Banken", "Banken Persen"}
    assert {entry.tables for entry in rounds[2]} == {("7",)}
    assert not any(entry.is_changed for entry in rounds[1])
    assert all(entry.is_changed for entry in rounds[2]), "it stands on nobody's sheet"
    assert {"Turlaget", "Banken", "Koret", "Koret Persen"} <= {entry.name for entry in rounds[2]}


async def test_whoever_else_sits_for_a_party_in_the_same_round_has_nothing_new(exchange: OpenExchange) -> None:
    tur = a_party("Turlaget", people=(a_person("Kari Lie"), a_person("Ola Aas")))
    bank, kor = a_party("Banken"), a_party("Koret")
    for party in (tur, bank, kor):
        await exchange.bus.send(party, ORGANISER)
    await a_programme(exchange, (1, "Bord 1", tur, bank))
    second = tur.model_copy(update={"people": tur.people[::-1]})
    an_extra_meeting(exchange, 1, "Bord 7", second, kor)
    entries = {entry.name: entry for entry in lists_of(exchange, 1)[1]}
    assert {name for name, entry in entries.items() if entry.is_changed} == {
        "Turlaget",
        "Ola Aas",
        "Koret",
        "Koret Persen",
    }
    assert entries["Turlaget"].tables == ("1", "7")


async def test_a_party_whose_people_stand_there_by_name_can_be_left_out_also_when_it_lost_its_meeting(
    exchange: OpenExchange, clock: AClock
) -> None:
    tur, bank, kor = a_party("Turlaget"), a_party("Banken"), a_party("Koret")
    alone = a_party("Åse Moe", "individual", people=(a_person("Åse Moe"),))
    for party in (tur, bank, kor, alone):
        await exchange.bus.send(party, ORGANISER)
    await a_programme(exchange, (1, "Bord 1", tur, bank), (1, "Bord 2", alone, kor))
    await go_to(exchange, "doors")
    clock.move(minutes=1)
    await a_programme(exchange, (2, "Bord 1", tur, bank), (1, "Bord 2", alone, kor))
    told = {entry.name: entry.is_told_by_people for entry in lists_of(exchange, 1)[1]}
    parties = {"Turlaget": True, "Banken": True, "Koret": True}
    assert told == parties | dict.fromkeys(("Turlaget Persen", "Banken Persen", "Koret Persen", "Åse Moe"), False)


def changed_in(exchange: OpenExchange, *rounds: int) -> list[set[str]]:
    """Who is marked in each of these rounds."""
    found = lists_of(exchange, *rounds)
    return [{entry.name for entry in found.get(number, ()) if entry.is_changed} for number in rounds]


async def test_what_has_moved_since_the_evening_began_stays_marked_through_later_versions(
    exchange: OpenExchange, clock: AClock
) -> None:
    """Whoever has a slip of paper from the door sees it also when two new versions came between."""
    tur, bank, kor, bibl = (a_party(name, people=(a_person(f"{name} P."),)) for name in ("Tur", "Bank", "Kor", "Bibl"))
    for party in (tur, bank, kor, bibl):
        await exchange.bus.send(party, ORGANISER)
    first = (1, "Bord 1", tur, bank)
    await a_programme(exchange, first, (2, "Bord 1", tur, kor), (3, "Bord 1", tur, bibl))
    clock.move(minutes=1)
    await a_programme(exchange, first, (2, "Bord 2", tur, kor), (3, "Bord 1", tur, bibl), (4, "Bord 1", bank, bibl))
    assert changed_in(exchange, 1, 2, 3, 4) == [set()] * 4, "it is what people come with"
    await go_to(exchange, "round", 1)
    clock.move(minutes=5)
    await a_programme(exchange, first, (2, "Bord 3", tur, kor), (3, "Bord 1", tur, bibl), (4, "Bord 4", bank, bibl))
    assert changed_in(exchange, 1, 2, 3, 4) == [
        set(),
        {"Tur", "Tur P.", "Kor", "Kor P."},
        set(),
        {"Bank", "Bank P.", "Bibl", "Bibl P."},
    ]
    clock.move(minutes=5)
    await a_programme(exchange, first, (2, "Bord 3", tur, kor), (4, "Bord 1", bank, bibl))
    assert changed_in(exchange, 1, 2, 3, 4) == [
        set(),
        {"Tur", "Tur P.", "Kor", "Kor P."},
        set(),
        set(),
    ], "marked also after a version that left it alone; what is again as it was is no news"


async def test_a_programme_that_is_first_published_during_the_evening_is_what_later_versions_are_held_against(
    exchange: OpenExchange, clock: AClock
) -> None:
    tur, bank, kor = a_party("Turlaget"), a_party("Banken"), a_party("Koret")
    for party in (tur, bank, kor):
        await exchange.bus.send(party, ORGANISER)
    await go_to(exchange, "welcome")
    for table in ("Bord 1", "Bord 2", "Bord 3"):
        clock.move(minutes=1)
        await a_programme(exchange, (1, table, tur, bank), (2, "Bord 7", bank, kor))
    assert changed_in(exchange, 1, 2) == [{"Turlaget", "Turlaget Persen", "Banken", "Banken Persen"}, set()]


async def test_the_evening_begins_when_the_doors_were_to_open_though_the_host_starts_the_clock_late(
    exchange: OpenExchange, clock: AClock
) -> None:
    tur, bank = a_party("Turlaget"), a_party("Banken")
    for party in (tur, bank):
        await exchange.bus.send(party, ORGANISER)
    await a_programme(exchange, (1, "Bord 1", tur, bank))
    clock.at = GONG
    await a_programme(exchange, (1, "Bord 2", tur, bank))
    await go_to(exchange, "round", 1)
    assert changed_in(exchange, 1) == [{"Turlaget", "Turlaget Persen", "Banken", "Banken Persen"}]


async def test_who_lost_a_meeting_is_told_that_they_are_free_but_not_when_they_have_left(
    exchange: OpenExchange, clock: AClock
) -> None:
    tur, bank, kor, bibl = (a_party(name) for name in ("Turlaget", "Banken", "Koret", "Biblioteket"))
    for party in (tur, bank, kor, bibl):
        await exchange.bus.send(party, ORGANISER)
    await a_programme(exchange, (1, "Bord 1", tur, bank), (1, "Bord 2", kor, bibl))
    await go_to(exchange, "doors")
    clock.move(minutes=1)
    arrival = CheckIn(id=new_id(), person=bank.people[0].person)
    await exchange.bus.send(arrival, ORGANISER)
    await exchange.bus.send(MarkLeft(id=new_id(), arrivals=(arrival.id,)), ORGANISER)
    await a_programme(exchange, (1, "Bord 2", kor, bibl))
    free = {entry.name for entry in lists_of(exchange, 1)[1] if not entry.tables}
    assert free == {"Turlaget", "Turlaget Persen"}, "by the party's name and by one's own"


async def here(exchange: OpenExchange, *parties: RegisterParty) -> None:
    """All of these parties come through the door."""
    for party in parties:
        for person in party.people:
            await exchange.bus.send(CheckIn(id=new_id(), person=person.person), ORGANISER)


async def test_a_party_of_which_nobody_came_is_not_on_the_wall_once_planning_counts_on_it_no_more(
    exchange: OpenExchange, clock: AClock
) -> None:
    tur, bank, kor, bibl = (a_party(name) for name in ("Turlaget", "Banken", "Koret", "Biblioteket"))
    for party in (tur, bank, kor, bibl):
        await exchange.bus.send(party, ORGANISER)
    await a_programme(exchange, (1, "Bord 1", tur, bank), (1, "Bord 2", kor, bibl))
    await here(exchange, tur, kor, bibl)
    clock.at = GONG
    await go_to(exchange, "round", 1)
    await a_programme(exchange, (1, "Bord 2", kor, bibl))
    free = [entry for entry in lists_of(exchange, 1, at=clock.at)[1] if not entry.tables]
    assert [entry.name for entry in free] == ["Turlaget", "Turlaget Persen"]
    await here(exchange, bank)
    late = {entry.name for entry in lists_of(exchange, 1, at=clock.at)[1] if not entry.tables}
    assert late == {"Turlaget", "Turlaget Persen", "Banken", "Banken Persen"}, (
        "who comes after all looks for their name"
    )


async def test_whoever_has_another_to_sit_for_them_finds_that_they_are_free(
    exchange: OpenExchange, clock: AClock
) -> None:
    tur = a_party("Turlaget", people=(a_person("Kari Lie"), a_person("Ola Aas")))
    bank = a_party("Banken")
    for party in (tur, bank):
        await exchange.bus.send(party, ORGANISER)
    await a_programme(exchange, (1, "Bord 1", tur, bank))
    await go_to(exchange, "doors")
    clock.move(minutes=1)
    await a_programme(exchange, (1, "Bord 1", tur.model_copy(update={"people": tur.people[::-1]}), bank))
    tables = {entry.name: entry.tables for entry in lists_of(exchange, 1)[1] if entry.is_changed}
    assert (tables["Kari Lie"], tables["Ola Aas"], tables["Turlaget"]) == ((), ("1",), ("1",))


def told_after(exchange: OpenExchange, round_: int, share: Share | None = None) -> Moved | None:
    seats = exchange.store.ask(seating, exchange.store.ask(counted_on, GONG))
    return moved_after(round_, moved_people(seats), exchange.store.ask(in_the_hall), share)


async def test_who_is_to_go_elsewhere_in_a_later_round_is_named_the_nearest_round_first_until_its_list_comes(
    exchange: OpenExchange, clock: AClock
) -> None:
    names = ("Tur", "Bank", "Kor", "Bibl", "Borte")
    tur, bank, kor, bibl, away = (a_party(name, people=(a_person(f"{name} P."),)) for name in names)
    alone = a_party("Åse Moe", "individual", people=(a_person("Åse Moe"),))
    for party in (tur, bank, kor, bibl, away, alone):
        await exchange.bus.send(party, ORGANISER)
    first = (1, "Bord 1", tur, bank)
    await a_programme(exchange, first, (2, "Bord 2", kor, bibl), (3, "Bord 1", tur, kor), (4, "Bord 1", away, alone))
    await here(exchange, tur, bank, kor, bibl, alone)
    await go_to(exchange, "round", 1)
    assert told_after(exchange, 1) is None
    clock.move(minutes=1)
    await a_programme(exchange, first, (2, "Bord 1", tur, kor), (2, "Bord 2", bank, alone), (4, "Bord 1", bank, kor))
    assert told_after(exchange, 1) == Moved(
        round=2, groups=(("Bank P.", "Bibl P.", "Kor P.", "Tur P."), ("Åse Moe",))
    ), "who sits elsewhere, who has become free; once each"
    first_letters = shares_of([])[2]
    assert told_after(exchange, 1, first_letters[0]) == Moved(round=2, groups=(("Bank P.", "Bibl P.", "Kor P."),))
    assert told_after(exchange, 1, first_letters[1]) == Moved(round=2, groups=(("Tur P.", "Åse Moe"),))
    assert told_after(exchange, 2) == Moved(round=3, groups=(("Kor P.", "Tur P."),)), "the meeting was moved from there"
    assert told_after(exchange, 3) == Moved(round=4, groups=(("Bank P.", "Kor P.", "Åse Moe"),)), "who is away is not"
    assert told_after(exchange, 4) is None
