"""A meeting moved, added or taken out by hand: what becomes of the programme, or why it cannot be done.

Pure: from a world and a wish to the meetings as they would be, with remarks. What breaks a rule of the programme is an
obstacle, and refused; what somebody may have a good reason for is a warning. Nothing else moves: where the person who
is wanted sits already, that meeting goes on without them, or goes out, and that is a warning too.
"""

from borse.programme.edits import Edited, Sit, StandIn, TakeOut, Wish
from borse.programme.hand_rules import about_pair, about_people, obstacles, too_many, without
from borse.programme.remarks import Remark
from borse.programme.standing_in import stand_in
from borse.programme.world import Rule, World
from matching import Meeting, pair_key


def edited(world: World, wish: Wish) -> Edited:
    """The published programme with the wish carried out, if it can be."""
    if isinstance(wish, StandIn):
        return stand_in(world, wish)
    return _sit(world, wish) if isinstance(wish, Sit) else _take_out(world, wish)


def _sit(world: World, wish: Sit) -> Edited:
    if found := tuple(obstacles(world, wish)):
        return Edited(meetings=world.previous, obstacles=found)
    key, people = pair_key(wish.a, wish.b), {*wish.a_people, *wish.b_people}
    meetings: list[Meeting] = []
    warnings = [*about_people(world, people, wish.round), *about_pair(world, wish)]
    for meeting in world.previous:
        if meeting.key == key:
            continue
        if int(meeting.round) == wish.round and people & set(meeting.people):
            rest, remarks = without(meeting, people)
            warnings += remarks
            meetings += [rest] if rest else []
        else:
            meetings.append(meeting)
    new = Meeting(
        round=str(wish.round), table=wish.table, a=wish.a, b=wish.b, a_people=wish.a_people, b_people=wish.b_people
    )
    if any(meeting.as_held == new.as_held for meeting in world.previous):
        return Edited(meetings=world.previous, obstacles=(Remark(kind="nothing"),))
    meetings.append(new)
    return Edited(
        meetings=tuple(meetings),
        warnings=(*warnings, *too_many(world, wish, meetings)),
        rules=(Rule(a=key[0], b=key[1], kind="lock", round=wish.round),),
    )


def _take_out(world: World, wish: TakeOut) -> Edited:
    key = pair_key(wish.a, wish.b)
    rest = tuple(one for one in world.previous if one.key != key or int(one.round) in world.rung)
    if len(rest) == len(world.previous):
        return Edited(meetings=world.previous, obstacles=(Remark(kind="nothing"),))
    return Edited(meetings=rest, rules=(Rule(a=key[0], b=key[1], kind="forbid", round=None),))
