"""A small evening for brokers: who needs what from whom is plain to see, and the clock is where the test wants it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from borse.brokers.advice import Advice, advise
from borse.brokers.hall import Hall
from borse.brokers.messages import ProposeMeeting
from borse.brokers.reads import hall_of, known_of
from borse.bus import Actor, Role
from borse.clock import clock_of
from borse.floor.messages import NextPhase, StartEvening
from borse.house import OpenExchange
from borse.ids import new_id
from borse.reception.messages import CheckIn, MarkLeft
from borse.signup.messages import RegisterParty
from tests.builders import GONG, ORGANISER, AClock, a_need, a_party, an_offer

BROKER = Actor(role=Role.BROKER, name="Berit Megler", link="broker")
HOST = Actor(role=Role.HOST)

PARTIES: tuple[dict[str, Any], ...] = (
    {"name": "Turlaget", "posts": (a_need("Vi trenger maling til turhytta."), an_offer("Vi tar dere med på tur."))},
    {"name": "Koret", "posts": (a_need("Vi trenger lokale til øving."), an_offer("Vi synger på sommerfesten."))},
    {
        "name": "Fargehandelen",
        "side": "business",
        "posts": (an_offer("Vi gir bort maling."), a_need("Vi trenger sang på sommerfesten.")),
    },
    {
        "name": "Biblioteket",
        "side": "municipal",
        "posts": (an_offer("Vi låner ut lokale til øving."), a_need("Vi trenger noen som tar oss med på tur.")),
    },
)


@dataclass(frozen=True, kw_only=True)
class Evening:
    """Four parties by name, and the børs that they came to."""

    exchange: OpenExchange
    clock: AClock
    parties: dict[str, RegisterParty]

    def party(self, name: str) -> str:
        return self.parties[name].party

    def person(self, name: str) -> str:
        return self.parties[name].people[0].person

    @property
    def hall(self) -> Hall:
        return self.exchange.store.ask(hall_of, self.clock())

    @property
    def advice(self) -> Advice:
        return advise(self.exchange.store.ask(known_of))

    async def arrive(self, *names: str) -> None:
        for name in names or self.parties:
            for person in self.parties[name].people:
                await self.exchange.bus.send(CheckIn(id=new_id(), person=person.person), ORGANISER)

    async def leave(self, name: str) -> None:
        arrivals = self.exchange.store.ask(
            lambda db: [row["id"] for row in db.query("select id from arrival where person = ?", [self.person(name)])]
        )
        await self.exchange.bus.send(MarkLeft(id=new_id(), arrivals=tuple(arrivals)), ORGANISER)

    async def ring(self, round_: int) -> None:
        """Go on until this round runs."""
        await start(self.exchange, self.clock)
        while (phase := (clock := self.exchange.store.ask(clock_of)).phase) is None or phase.round != round_:
            await self._next(clock.turn)
        if phase.kind == "change":
            await self._next(clock.turn)

    async def open_the_floor(self) -> None:
        await start(self.exchange, self.clock)
        while (phase := (clock := self.exchange.store.ask(clock_of)).phase) is None or phase.kind != "floor":
            await self._next(clock.turn)

    async def propose(self, *names: str, round: int | None = None, **more: Any) -> str:  # noqa: A002 -- the field
        """A broker's proposal; its id."""
        command = a_proposal(*(self.party(name) for name in names), round=round, **more)
        await self.exchange.bus.send(command, BROKER)
        return command.meeting

    async def _next(self, turn: int) -> None:
        await self.exchange.bus.send(NextPhase(id=new_id(), turn=turn), HOST)


async def start(exchange: OpenExchange, clock: AClock) -> None:
    if exchange.store.ask(clock_of).state == "waiting":
        clock.at = GONG
        await exchange.bus.send(StartEvening(id=new_id()), HOST)


async def an_evening(exchange: OpenExchange, clock: AClock, parties: Iterable[dict[str, Any]] = PARTIES) -> Evening:
    found = {}
    for values in parties:
        posts = tuple(post.model_copy(update={"post": new_id()}) for post in values["posts"])
        party = a_party(**values | {"posts": posts})
        await exchange.bus.send(party, ORGANISER)
        found[party.name] = party
    return Evening(exchange=exchange, clock=clock, parties=found)


def a_proposal(*parties: str, **more: Any) -> ProposeMeeting:
    return ProposeMeeting(**{"id": new_id(), "meeting": new_id(), "parties": parties, "round": None} | more)
