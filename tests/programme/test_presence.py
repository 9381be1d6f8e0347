"""Who counts as absent, and what the programme does not know of the hall."""

from datetime import timedelta

from borse.floor.messages import StartEvening
from borse.house import OpenExchange
from borse.ids import new_id
from borse.presence import presence_of
from borse.programme.gaps import gaps_of
from borse.programme.messages import SetReplanning
from borse.programme.world import world_of
from tests.builders import GONG, ORGANISER, AClock, a_party, a_person
from tests.host import ring
from tests.programme.evening import a_published_hall, a_walk_in, an_evening_without_the_choir, arrive, begin, leave


async def test_nobody_is_absent_before_the_evening_has_begun(exchange: OpenExchange, clock: AClock) -> None:
    hall = await a_published_hall(exchange)
    await arrive(exchange, hall["Koret"])
    clock.at = GONG + timedelta(hours=1)
    assert set(exchange.store.ask(presence_of, clock()).values()) == {"here", "awaited"}


async def test_a_reception_that_checks_nobody_in_makes_nobody_absent(exchange: OpenExchange, clock: AClock) -> None:
    await a_published_hall(exchange)
    await begin(exchange, clock)
    assert set(exchange.store.ask(presence_of, clock()).values()) == {"awaited"}


async def test_who_has_not_come_is_missing_from_the_moment_that_the_organiser_chose(
    exchange: OpenExchange, clock: AClock
) -> None:
    hall = await a_published_hall(exchange)
    koret, turlaget = hall["Koret"].people[0].person, hall["Turlaget"].people[0].person
    await begin(exchange, clock)
    await arrive(exchange, hall["Koret"])
    clock.at = GONG - timedelta(minutes=6)
    assert exchange.store.ask(presence_of, clock())[turlaget] == "awaited"
    clock.at = GONG - timedelta(minutes=5)
    assert exchange.store.ask(presence_of, clock())[turlaget] == "missing"
    assert exchange.store.ask(presence_of, clock())[koret] == "here"
    never = SetReplanning(id=new_id(), mode="ask", minutes_before=3, missing_minutes=None)
    await exchange.bus.send(never, ORGANISER)
    assert exchange.store.ask(presence_of, clock())[turlaget] == "awaited"


async def test_a_late_start_moves_the_moment_with_the_clock_of_the_hall(exchange: OpenExchange, clock: AClock) -> None:
    """The doors are still open at the planned gong: nobody is late for a round that is a quarter of an hour away."""
    hall = await a_published_hall(exchange)
    turlaget = hall["Turlaget"].people[0].person
    clock.at = GONG - timedelta(minutes=45)
    await exchange.bus.send(StartEvening(id=new_id()), ORGANISER)
    await arrive(exchange, hall["Koret"])
    clock.at = GONG
    assert exchange.store.ask(presence_of, clock())[turlaget] == "awaited"
    await ring(exchange)  # welcome
    await ring(exchange)  # round 1
    assert exchange.store.ask(presence_of, clock())[turlaget] == "missing"


async def test_who_said_they_would_come_later_is_waited_for_until_then(exchange: OpenExchange, clock: AClock) -> None:
    hall = await a_published_hall(exchange)
    late = a_person("Sein Seinesen", present_from=GONG + timedelta(minutes=14))
    await exchange.bus.send(a_party("Museet", side="municipal", people=(late,)), ORGANISER)
    await begin(exchange, clock)
    await arrive(exchange, hall["Koret"])
    assert exchange.store.ask(presence_of, clock())[late.person] == "awaited"
    clock.at = GONG + timedelta(minutes=15)
    assert exchange.store.ask(presence_of, clock())[late.person] == "missing"


async def test_who_comes_earlier_than_they_said_can_be_planned_for_all_rounds(
    exchange: OpenExchange, clock: AClock
) -> None:
    await a_published_hall(exchange)
    late = a_person("Sein Seinesen", present_from=GONG + timedelta(minutes=14))
    party = a_party("Museet", side="municipal", people=(late,))
    await exchange.bus.send(party, ORGANISER)
    await begin(exchange, clock)
    before = next(seat for seat in exchange.store.ask(world_of, clock()).people if seat.id == late.person)
    await arrive(exchange, party)
    after = next(seat for seat in exchange.store.ask(world_of, clock()).people if seat.id == late.person)
    assert (before.rounds, after.rounds) == ((3, 4, 5, 6), (1, 2, 3, 4, 5, 6))


async def test_the_gaps_are_empty_chairs_and_people_without_a_meeting(exchange: OpenExchange, clock: AClock) -> None:
    hall, arrivals = await an_evening_without_the_choir(exchange, clock)
    gaps = exchange.store.ask(gaps_of, clock())
    assert [(one.name, one.state) for one in gaps.absent] == [("Koret Persen", "missing")]
    assert gaps.broken == gaps.absent[0].meetings > 0
    assert gaps.unplaced == ()
    turlaget = hall["Turlaget"].people[0].person
    await leave(exchange, arrivals[turlaget])
    new = await a_walk_in(exchange)
    gaps = exchange.store.ask(gaps_of, clock())
    assert [(one.name, one.state) for one in gaps.absent] == [("Koret Persen", "missing"), ("Turlaget Persen", "left")]
    assert [one.people for one in gaps.unplaced] == [((new.person, "Sjakklubben Nytt"),)]


async def test_everybody_where_they_should_be_is_no_gap(exchange: OpenExchange, clock: AClock) -> None:
    hall = await a_published_hall(exchange)
    await begin(exchange, clock)
    await arrive(exchange, *hall.values())
    assert not exchange.store.ask(gaps_of, clock())


async def test_who_comes_does_not_unsettle_what_was_planned_and_who_signs_up_does(
    exchange: OpenExchange, clock: AClock
) -> None:
    hall = await a_published_hall(exchange)
    await begin(exchange, clock)
    settled = exchange.store.ask(world_of, clock()).fingerprint
    await arrive(exchange, hall["Koret"])
    await a_walk_in(exchange)
    await a_walk_in(exchange, "Koret", party=hall["Koret"].party)
    assert exchange.store.ask(world_of, clock()).fingerprint == settled
    await exchange.bus.send(a_party("Seint ute"), ORGANISER)
    assert exchange.store.ask(world_of, clock()).fingerprint != settled
