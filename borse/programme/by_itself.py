"""Whether a new plan is published without anybody having looked at it: the whole rule in one place.

Where the organiser lets it run by itself, a replan is published when it is no worse for those who are here than the
programme that people have read, the price of each change paid: fewer meetings lack; or as few, and they are worth more;
or it only takes out meetings that nobody would have sat in. When more than half of those who signed up are not here,
something else is wrong (a reception without a net, a wrong button), and a person decides. So it is when a tablet of the
reception is silent and the plan takes out somebody whom it may have let in.
"""

from datetime import datetime

from sqlite_utils import Database

from borse.presence import presence_of
from borse.programme.gain import gain_of
from borse.programme.messages import SaveDraft
from borse.programme.planning import Request
from borse.programme.world import World
from borse.silent_tablets import silent_tablets

MOST_ABSENT = 0.5


def publishes_itself(request: Request, draft: SaveDraft, world: World, doubted: frozenset[str] = frozenset()) -> bool:
    """`doubted` are people (ids) who may be here though they count as absent."""
    if request.publish == "gain":
        if taken_out(draft, world, doubted):
            return False
        gain = gain_of(draft)
        return gain is not None and not gain.is_loss and share_absent(world) <= MOST_ABSENT
    return request.publish == "yes"


def share_absent(world: World) -> float:
    """Of those who signed up for a round that has not been rung, how many are not here."""
    coming = [seat for seat in world.people if set(seat.said) - set(world.rung)]
    absent = [seat for seat in coming if not set(seat.rounds) - set(world.rung)]
    return len(absent) / len(coming) if coming else 0.0


def in_doubt(db: Database, now: datetime) -> frozenset[str]:
    """Those who count as missing while a tablet is silent that may have let them in. Who has left was seen to go."""
    if not silent_tablets(db, now):
        return frozenset()
    return frozenset(person for person, state in presence_of(db, now).items() if state == "missing")


def taken_out(draft: SaveDraft, world: World, people: frozenset[str]) -> frozenset[str]:
    """Those of `people` who lose their place in a round to come, as the published programme has it."""
    before = {
        (person, int(meeting.round))
        for meeting in world.previous
        if int(meeting.round) not in world.rung
        for person in meeting.people
    }
    after = {(person, meeting.round) for meeting in draft.meetings for person in (*meeting.a_people, *meeting.b_people)}
    return frozenset(person for person, _round in before - after if person in people)
