"""The rules for a meeting that is set by hand: what stands in its way, and what the organiser should know of it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from borse.programme.edits import Sit
from borse.programme.remarks import Remark
from borse.programme.world import World
from matching import Meeting, pair_key


def obstacles(world: World, wish: Sit) -> Iterator[Remark]:
    parties = {party.id: party for party in world.parties}
    for party, people in ((wish.a, wish.a_people), (wish.b, wish.b_people)):
        if party not in parties or parties[party].gone:
            yield Remark(kind="withdrawn", party=party)
        elif not people:
            yield Remark(kind="nobody", party=party)
        else:
            known = {seat.id for seat in world.people} & set(parties[party].people)
            yield from (Remark(kind="not_theirs", person=one, party=party) for one in people if one not in known)
    yield from (Remark(kind="both_sides", person=one) for one in wish.a_people if one in wish.b_people)
    if not 1 <= wish.round <= world.rounds:
        yield Remark(kind="no_round", round=wish.round)
    elif wish.round in world.rung:
        yield Remark(kind="begun", round=wish.round)
    yield from _about_table(world, wish)
    for meeting in world.previous:
        if meeting.key == pair_key(wish.a, wish.b) and int(meeting.round) in world.rung:
            yield Remark(kind="met", round=int(meeting.round), party=wish.a, other=wish.b)
    for one in world.taken:
        for person in {*one.people} & {*wish.a_people, *wish.b_people} if one.round == wish.round else ():
            yield Remark(kind="with_broker", round=one.round, person=person)


def _about_table(world: World, wish: Sit) -> Iterator[Remark]:
    if wish.table not in {id_ for id_, _features in world.tables}:
        yield Remark(kind="no_table")
        return
    people = {*wish.a_people, *wish.b_people}
    for meeting in world.previous:
        sits_there = (meeting.round, meeting.table) == (str(wish.round), wish.table)
        # A meeting that goes out because of this one leaves its table.
        if sits_there and meeting.key != pair_key(wish.a, wish.b) and without(meeting, people)[0] is not None:
            yield Remark(kind="table_in_use", round=wish.round, table=wish.table, party=meeting.a, other=meeting.b)
    for one in world.taken:
        if (one.round, one.hall_table) == (wish.round, wish.table):
            yield Remark(
                kind="table_in_use", round=wish.round, table=wish.table, party=one.parties[0], other=one.parties[1]
            )
    for person in sorted(people):
        if not fits(world, (person,), wish.table):
            yield Remark(kind="features", person=person, table=wish.table)


def fits(world: World, people: tuple[str, ...], table: str) -> bool:
    features = {id_: set(has) for id_, has in world.tables}
    return all(set(seat.requires) <= features.get(table, set()) for seat in world.people if seat.id in people)


def without(meeting: Meeting, people: set[str]) -> tuple[Meeting | None, list[Remark]]:
    """The meeting when these have been called away: None when a side of the table is empty then."""
    a = tuple(one for one in meeting.a_people if one not in people)
    b = tuple(one for one in meeting.b_people if one not in people)
    kind = "without" if a and b else "lapses"
    remarks = [
        Remark(kind=kind, round=int(meeting.round), person=one, party=meeting.a, other=meeting.b)  # type: ignore[arg-type]  # one of two literals
        for one in meeting.people
        if one in people
    ]
    return (replace(meeting, a_people=a, b_people=b) if a and b else None), remarks


def about_people(world: World, people: set[str], round_: int) -> Iterator[Remark]:
    for seat in world.people:
        if seat.id in people and round_ not in seat.rounds:
            kind = "absent" if round_ in seat.said else "not_in_time"
            yield Remark(kind=kind, person=seat.id, round=round_)  # type: ignore[arg-type]  # one of two literals


def about_pair(world: World, wish: Sit) -> Iterator[Remark]:
    key = pair_key(wish.a, wish.b)
    for who, whom in world.vetoes:
        if pair_key(who, whom) == key:
            yield Remark(kind="veto", party=who, other=whom)
    if any((rule.a, rule.b, rule.kind) == (*key, "forbid") for rule in world.rules):
        yield Remark(kind="forbidden", party=wish.a, other=wish.b)
    sides = {party.id: party.side for party in world.parties}
    if pair_key(sides[wish.a], sides[wish.b]) not in {pair_key(*pair) for pair in world.side_pairs}:
        yield Remark(kind="sides", party=wish.a, other=wish.b)


def too_many(world: World, wish: Sit, meetings: Iterable[Meeting]) -> Iterator[Remark]:
    for party in (wish.a, wish.b):
        has, had = (sum(party in one.key for one in some) for some in (meetings, world.previous))
        if has > max(world.max_meetings, had):
            yield Remark(kind="many", party=party)
