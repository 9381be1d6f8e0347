"""A small hall to plan for: who needs what from whom is plain to see."""

from typing import Any

from borse.house import OpenExchange
from borse.ids import new_id
from borse.programme.messages import PublishProgramme, SaveDraft
from borse.programme.planning import Request, plan
from borse.programme.world import world_of
from borse.signup.messages import RegisterParty
from tests.builders import ORGANISER, a_need, a_party, an_offer

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
        "posts": (an_offer("Vi låner ut lokale til øving."), a_need("Vi trenger en guidet tur.")),
    },
)


async def a_hall(exchange: OpenExchange) -> dict[str, RegisterParty]:
    """Four parties, signed up; by name."""
    found = {}
    for values in PARTIES:
        party = a_party(
            **values | {"posts": tuple(post.model_copy(update={"post": new_id()}) for post in values["posts"])}
        )
        await exchange.bus.send(party, ORGANISER)
        found[party.name] = party
    return found


def a_plan_of(exchange: OpenExchange, **request: Any) -> SaveDraft:
    """What planning says of the børs as it is now. It is not saved."""
    return plan(new_id(), exchange.store.ask(world_of), Request(**{"seconds": 2.0} | request))


async def publish(exchange: OpenExchange, draft: SaveDraft, version: int = 1) -> None:
    """Save the draft and publish it."""
    await exchange.bus.send(draft, ORGANISER)
    await exchange.bus.send(PublishProgramme(id=new_id(), version=version, draft=draft.id), ORGANISER)


def pairs_of(draft: SaveDraft) -> set[frozenset[str]]:
    return {frozenset((meeting.a, meeting.b)) for meeting in draft.meetings}
