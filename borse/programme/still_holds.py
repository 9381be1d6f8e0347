"""Whether a plan still holds when it comes back: what was settled is settled, and nobody is planned who is not here."""

from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from borse.language import gettext as _
from borse.programme.world import World, world_of
from borse.refusals import Stale
from matching import Meeting


def refuse_stale(
    db: Database, fingerprint: str, meetings: Iterable[Meeting], now: datetime, *, by_hand: bool = False
) -> World:
    """The world as it is now. Raises Stale when it is not the one that was planned, or somebody planned has left.

    `fingerprint` is that of the world that was planned. It names the rounds that had been rung, so no plan is let into
    the past. What was done `by_hand` may count on somebody who is not here yet: the organiser was told so.
    """
    world = world_of(db, now)
    if world.fingerprint != fingerprint:
        raise Stale(_("Påmeldingen, reglene eller oppsettet er endret siden utkastet ble laget. Planlegg på nytt."))
    if _is_gone(world, meetings) if by_hand else cannot_be_held(world, meetings):
        raise Stale(_("Noen som er med i utkastet, har gått eller er ikke kommet. Planlegg på nytt."))
    return world


def _is_gone(world: World, meetings: Iterable[Meeting]) -> bool:
    """Whether somebody who is planned has withdrawn."""
    known = {seat.id for seat in world.people} | {party.id for party in world.parties if not party.gone}
    ahead = [meeting for meeting in meetings if int(meeting.round) not in world.rung]
    return not known.issuperset(one for meeting in ahead for one in (*meeting.people, *meeting.key))


def cannot_be_held(world: World, meetings: Iterable[Meeting]) -> list[Meeting]:
    """Meetings of rounds to come with somebody who is not here, or does not speak for that party any more."""
    there = {seat.id: {str(round_) for round_ in seat.rounds} for seat in world.people}
    speak = {party.id: set(party.people) for party in world.parties if not party.gone}
    return [
        meeting
        for meeting in meetings
        if int(meeting.round) not in world.rung
        and not (
            all(meeting.round in there.get(person, ()) for person in meeting.people)
            and set(meeting.a_people) <= speak.get(meeting.a, set())
            and set(meeting.b_people) <= speak.get(meeting.b, set())
        )
    ]
