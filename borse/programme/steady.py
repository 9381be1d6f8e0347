"""A meeting that is kept stays as people have read it: the same table, the same people.

The engine keeps the round of a published meeting, which is what costs; tables it deals out anew each time, so that one
withdrawal would move half the hall to the next table. Here they are put back wherever the rules allow.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from matching import Meeting, Problem, Schedule, score


def with_old_seats(problem: Problem, schedule: Schedule) -> Schedule:
    """The schedule with tables and people as in `problem.previous` wherever a meeting is held in the same round."""
    old = {(meeting.round, meeting.key): meeting for meeting in problem.previous}
    rounds: dict[str, list[Meeting]] = defaultdict(list)
    for meeting in schedule.meetings:
        rounds[meeting.round].append(meeting)
    meetings: list[Meeting] = []
    for round_ in problem.rounds:
        held = rounds[round_]
        if round_ not in problem.frozen_rounds:
            before = [old.get((round_, meeting.key)) for meeting in held]
            held = _with_old_tables(problem, _with_old_people(problem, held, before), before)
        meetings += held
    steady = replace(schedule, meetings=tuple(meetings))
    return replace(steady, score=score(problem, steady))


def _with_old_people(problem: Problem, held: Sequence[Meeting], before: Sequence[Meeting | None]) -> list[Meeting]:
    """Those who sat there before, unless one of them is needed elsewhere in the round, or is not there any more."""
    wanted = {
        place: _turned(was, meeting)
        for place, (meeting, was) in enumerate(zip(held, before, strict=True))
        if was is not None and all(problem.is_there(person, meeting.round) for person in was.people)
    }
    while True:
        busy = {person for place, meeting in enumerate(held) if place not in wanted for person in meeting.people}
        clash = next((place for place, was in wanted.items() if busy & set(was.people)), None)
        if clash is None:
            break
        del wanted[clash]
    return [
        replace(meeting, a_people=wanted[place].a_people, b_people=wanted[place].b_people)
        if place in wanted
        else meeting
        for place, meeting in enumerate(held)
    ]


def _turned(was: Meeting, meeting: Meeting) -> Meeting:
    """The old meeting written the same way round as the new one."""
    if was.a == meeting.a:
        return was
    return replace(was, a=was.b, b=was.a, a_people=was.b_people, b_people=was.a_people)


def _with_old_tables(problem: Problem, held: Sequence[Meeting], before: Sequence[Meeting | None]) -> list[Meeting]:
    """Old tables first; the rest sit where the engine put them if that is free, else at the first table that fits.

    When somebody cannot be seated so, the round keeps the tables that the engine dealt, if they still fit.
    """
    seats: dict[int, str] = {}
    for place, (meeting, was) in enumerate(zip(held, before, strict=True)):
        if was is not None and _fits(problem, meeting, was.table):
            seats[place] = was.table
    free = [table.id for table in problem.tables if table.id not in seats.values()]
    rest = [place for place in range(len(held)) if place not in seats]
    # Who can sit at the fewest tables chooses first.
    for place in sorted(rest, key=lambda place: sum(_fits(problem, held[place], table) for table in free)):
        choice = [table for table in (held[place].table, *free) if table in free and _fits(problem, held[place], table)]
        if not choice:
            return list(held)
        seats[place] = choice[0]
        free.remove(choice[0])
    return [replace(meeting, table=seats[place]) for place, meeting in enumerate(held)]


def _fits(problem: Problem, meeting: Meeting, table: str) -> bool:
    """Whether everybody in the meeting can sit at this table."""
    if table not in problem.table:
        return False
    people = [problem.person[person] for person in meeting.people]
    return all(
        person.requires <= problem.table[table].features and person.home_table in {None, table} for person in people
    )
