"""An evening that has begun: who came, who left, which round it is."""

from datetime import timedelta
from typing import Any

from borse.bus import Actor, Role
from borse.floor.messages import StartEvening
from borse.house import OpenExchange
from borse.ids import new_id
from borse.programme.messages import AskForReplan, PlannedMeeting, SaveDraft
from borse.programme.planning import Request, plan
from borse.programme.world import world_of
from borse.reception.messages import CheckIn, MarkLeft, RegisterWalkIn, WalkInRegistered
from borse.signup.messages import RegisterParty
from tests.builders import GONG, ORGANISER, AClock, a_party, a_person
from tests.host import ring
from tests.programme.hall import a_hall, a_plan_of, publish

RECEPTION = Actor(role=Role.RECEPTION, name="Resepsjonen")


async def a_published_hall(exchange: OpenExchange, *, more: int = 4) -> dict[str, RegisterParty]:
    """The four of `a_hall` and some associations beside them, with a programme; by name."""
    hall = await a_hall(exchange)
    for number in range(more):
        party = a_party(f"Lag {number}")
        await exchange.bus.send(party, ORGANISER)
        hall[party.name] = party
    await publish(exchange, a_plan_of(exchange))
    return hall


async def begin(exchange: OpenExchange, clock: AClock, *, has_asked: bool = False) -> None:
    """The doors open, and the mayor has been speaking until two minutes before the gong.

    `has_asked`: the watch of the server, which looks each second, has asked for its replan already and asks no more.
    """
    clock.at = GONG - timedelta(minutes=45)
    await exchange.bus.send(StartEvening(id=new_id()), ORGANISER)
    if has_asked:
        await exchange.bus.send(AskForReplan(id=new_id(), round=1), ORGANISER)
    clock.at = GONG - timedelta(minutes=15)
    await ring(exchange)
    clock.at = GONG - timedelta(minutes=2)


async def arrive(exchange: OpenExchange, *parties: RegisterParty) -> dict[str, str]:
    """All who were signed up for these parties come. The arrivals, by person."""
    arrivals = {}
    for person in (person.person for party in parties for person in party.people):
        arrivals[person] = new_id()
        await exchange.bus.send(CheckIn(id=arrivals[person], person=person), RECEPTION)
    return arrivals


async def an_evening_without_the_choir(
    exchange: OpenExchange, clock: AClock, *, has_asked: bool = False
) -> tuple[dict[str, RegisterParty], dict[str, str]]:
    """A published hall where the evening has begun, and all but one party have come. By name; arrivals by person."""
    hall = await a_published_hall(exchange)
    await begin(exchange, clock, has_asked=has_asked)
    return hall, await arrive(exchange, *(party for party in hall.values() if party.name != "Koret"))


async def leave(exchange: OpenExchange, arrival: str) -> None:
    await exchange.bus.send(MarkLeft(id=new_id(), arrivals=(arrival,)), RECEPTION)


async def a_walk_in(exchange: OpenExchange, name: str = "Sjakklubben", **changes: Any) -> WalkInRegistered:
    """Somebody without a sign-up, for a party that nobody has heard of: who it is (ids)."""
    values: dict[str, Any] = {"id": new_id(), "name": name, "side": "association", "person": a_person(f"{name} Nytt")}
    receipt = await exchange.bus.send(RegisterWalkIn(**values | changes), RECEPTION)
    return next(one.event for one in receipt.events if isinstance(one.event, WalkInRegistered))


def a_replan_of(exchange: OpenExchange, clock: AClock, **request: Any) -> SaveDraft:
    """What planning says of the hall as it is now. It is not saved."""
    values: dict[str, Any] = {"seconds": 1.0, "purpose": "replan"} | request
    return plan(new_id(), exchange.store.ask(world_of, clock()), Request(**values))


def parties_in(draft: SaveDraft, *, from_round: int = 1) -> set[str]:
    return {party for one in draft.meetings if one.round >= from_round for party in (one.a, one.b)}


def people_in(meeting: PlannedMeeting) -> set[str]:
    return {*meeting.a_people, *meeting.b_people}
