"""A hall in børstid: the gong has gone, three parties are there, a broker and two notaries at their desks."""

from dataclasses import dataclass
from typing import Any

from borse.bus import Actor, Role
from borse.house import OpenExchange
from borse.ids import new_id
from borse.links import tokens_of_people
from borse.notary.messages import KnockThrough, RegisterAgreement
from borse.signup.messages import RegisterParty
from tests.builders import GONG, ORGANISER, AClock, a_party, an_agreement
from tests.host import go_to

BROKER = Actor(role=Role.BROKER, name="Megler 1", link="broker-1")
NOTARY = Actor(role=Role.NOTARY, name="Notar 1", link="notary-1")
OTHER_NOTARY = Actor(role=Role.NOTARY, name="Notar 2", link="notary-2")


@dataclass(frozen=True)
class Hall:
    """The børs with its parties; `ends` are the two that most tests are about."""

    exchange: OpenExchange
    business: RegisterParty
    association: RegisterParty
    library: RegisterParty

    @property
    def ends(self) -> tuple[str, str]:
        return self.business.party, self.association.party

    async def send(self, command: Any, by: Actor = NOTARY) -> Any:
        """The event of a command that has one, else all of them."""
        receipt = await self.exchange.bus.send(command, by)
        events = [recorded.event for recorded in receipt.events]
        return events[0] if len(events) == 1 else events

    async def draft(self, by: Actor = BROKER, **changes: Any) -> RegisterAgreement:
        command = an_agreement(*self.ends, **changes)
        await self.send(command, by)
        return command

    async def knock(self, agreement: str, version: int = 1, by: Actor = NOTARY) -> Any:
        return await self.send(KnockThrough(id=new_id(), agreement=agreement, version=version), by)

    def speaker(self, party: RegisterParty) -> Actor:
        """Whoever has the party's personal link in their hand."""
        person = party.people[0].person
        return Actor(role=Role.PARTICIPANT, name=party.people[0].name, link=person, person=person)

    def token(self, party: RegisterParty) -> str:
        tokens: dict[str, str] = self.exchange.store.ask(tokens_of_people)
        return tokens[party.people[0].person]


async def a_hall(exchange: OpenExchange, clock: AClock) -> Hall:
    parties = (
        a_party("Regnskapskontoret", "business"),
        a_party("Turlaget"),
        a_party("Biblioteket", "municipal"),
    )
    for party in parties:
        await exchange.bus.send(party, ORGANISER)
    clock.at = GONG
    await go_to(exchange, "round", 1)
    return Hall(exchange, *parties)
