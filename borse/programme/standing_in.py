"""A stand-in takes over the chairs that somebody leaves, wherever they are free and can sit there."""

from dataclasses import replace

from borse.programme.edits import Edited, StandIn
from borse.programme.hand_rules import about_people, fits
from borse.programme.remarks import Remark
from borse.programme.world import World
from matching import Meeting


def stand_in(world: World, wish: StandIn) -> Edited:
    parties = {party.id: party for party in world.parties}
    seat = next((seat for seat in world.people if seat.id == wish.stand_in), None)
    if wish.person == wish.stand_in or seat is None:
        return Edited(meetings=world.previous, obstacles=(Remark(kind="same_person"),))
    if wish.party not in parties or parties[wish.party].gone:
        return Edited(meetings=world.previous, obstacles=(Remark(kind="withdrawn", party=wish.party),))
    meetings, warnings, taken_over = [], [], set()
    for meeting in world.previous:
        turned = _with_stand_in(meeting, wish)
        if turned is None or int(meeting.round) in world.rung:
            meetings.append(meeting)
            continue
        about = {"round": int(meeting.round), "person": wish.stand_in, "party": meeting.a, "other": meeting.b}
        if _is_busy(world, wish, meeting):
            warnings.append(Remark(kind="busy", **about))  # type: ignore[arg-type]  # pydantic's own types
            meetings.append(meeting)
        elif not fits(world, (wish.stand_in,), meeting.table):
            warnings.append(Remark(kind="unfit", table=meeting.table, **about))  # type: ignore[arg-type]  # as above
            meetings.append(meeting)
        else:
            taken_over.add(int(meeting.round))
            meetings.append(turned)
    if not taken_over:
        return Edited(meetings=world.previous, obstacles=tuple(warnings) or (Remark(kind="nothing"),))
    absent = list(about_people(world, {wish.stand_in}, min(taken_over)))
    return Edited(meetings=tuple(meetings), warnings=(*absent, *warnings), speakers=((wish.stand_in, wish.party),))


def _with_stand_in(meeting: Meeting, wish: StandIn) -> Meeting | None:
    """The meeting with the other in the chair; None when the person does not sit there for that party."""
    if meeting.a == wish.party and wish.person in meeting.a_people:
        return replace(meeting, a_people=_instead(meeting.a_people, wish))
    if meeting.b == wish.party and wish.person in meeting.b_people:
        return replace(meeting, b_people=_instead(meeting.b_people, wish))
    return None


def _instead(people: tuple[str, ...], wish: StandIn) -> tuple[str, ...]:
    return tuple(dict.fromkeys(wish.stand_in if one == wish.person else one for one in people))


def _is_busy(world: World, wish: StandIn, meeting: Meeting) -> bool:
    """Whether they sit elsewhere in that round, or across the table; beside the one they stand in for is fine."""
    for other in world.previous:
        if other.round == meeting.round and wish.stand_in in other.people and other.key != meeting.key:
            return True
    across = meeting.b_people if meeting.a == wish.party else meeting.a_people
    arranged = any(one.round == int(meeting.round) and wish.stand_in in one.people for one in world.taken)
    return arranged or wish.stand_in in across
