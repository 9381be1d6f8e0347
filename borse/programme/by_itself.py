"""Whether a new plan is published without anybody having looked at it: the whole rule in one place.

Where the organiser lets it run by itself, a replan is published when it is no worse for those who are here than the
programme that people have read, the price of each change paid: fewer meetings lack; or as few, and they are worth more;
or it only takes out meetings that nobody would have sat in. When more than half of those who signed up are not here,
something else is wrong (a reception without a net, a wrong button), and a person decides.
"""

from borse.programme.gain import gain_of
from borse.programme.messages import SaveDraft
from borse.programme.planning import Request
from borse.programme.world import World

MOST_ABSENT = 0.5


def publishes_itself(request: Request, draft: SaveDraft, world: World) -> bool:
    if request.publish == "gain":
        gain = gain_of(draft)
        return gain is not None and not gain.is_loss and share_absent(world) <= MOST_ABSENT
    return request.publish == "yes"


def share_absent(world: World) -> float:
    """Of those who signed up for a round that has not been rung, how many are not here."""
    coming = [seat for seat in world.people if set(seat.said) - set(world.rung)]
    absent = [seat for seat in coming if not set(seat.rounds) - set(world.rung)]
    return len(absent) / len(coming) if coming else 0.0
