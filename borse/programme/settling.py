"""What becomes of a plan that comes back: a draft on disk, and published as well if that was asked for and is right."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from borse.bus import Actor
from borse.house import OpenExchange
from borse.ids import new_id
from borse.programme.by_itself import in_doubt, publishes_itself, taken_out
from borse.programme.messages import DraftSaved, PublishProgramme, SaveDraft
from borse.programme.planning import Request
from borse.programme.under_way import Outcome
from borse.programme.world import World, world_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """What is planned from, and who (ids) counts as absent there though they may be here: of one moment."""

    world: World
    doubted: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """As in `under_way.Planning`."""

    outcome: Outcome
    version: int | None = None
    in_doubt: int = 0


def hall_of(db: Database, now: datetime) -> Hall:
    return Hall(world=world_of(db, now), doubted=in_doubt(db, now))


async def settle(exchange: OpenExchange, draft: SaveDraft, hall: Hall, request: Request, by: Actor) -> Settled:
    """Raises Stale when the plan no longer fits."""
    receipt = await exchange.bus.send(draft, by)
    happened = receipt.events[-1].event
    if not isinstance(happened, DraftSaved):
        return Settled(outcome="unchanged")
    if not publishes_itself(request, draft, hall.world, hall.doubted):
        held_back_for = taken_out(draft, hall.world, hall.doubted) if request.publish == "gain" else ()
        return Settled(outcome="draft", version=happened.version, in_doubt=len(held_back_for))
    await exchange.bus.send(PublishProgramme(id=new_id(), version=happened.version, draft=draft.id), by)
    return Settled(outcome="published", version=happened.version)
