"""The seven rules, one function and one sentence each: the rule that checks is the rule that plans.

A rule yields a `Broken` per breach. Every schedule that the engine hands out has passed `verify`, whatever the solvers
said. Nothing here assumes that a schedule is sane: ids may be unknown and lists may be empty.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from matching.problem import Meeting, Problem
from matching.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule (its number in the engine files) and a sentence that says where and how it is broken."""

    rule: int
    sentence: str


def named(meeting: Meeting) -> str:
    return f"{meeting.a} and {meeting.b} in round {meeting.round}"


def listed_and_once(problem: Problem, meetings: Sequence[Meeting]) -> Iterator[Broken]:
    """Only listed pairs meet, each at most once over the whole event."""
    for meeting in meetings:
        if meeting.key not in problem.pair:
            yield Broken(1, f"{named(meeting)} meet, but are not a listed pair.")
    for (a, b), times in Counter(meeting.key for meeting in meetings).items():
        if times > 1:
            yield Broken(1, f"{a} and {b} meet {times} times; a pair meets at most once.")


def one_place_at_a_time(problem: Problem, meetings: Sequence[Meeting]) -> Iterator[Broken]:  # noqa: ARG001 -- all rules are called alike
    """In one round a person is in at most one meeting, a table holds at most one."""
    of_person: Counter[tuple[str, str]] = Counter()
    of_table: Counter[tuple[str, str]] = Counter()
    for meeting in meetings:
        of_table[meeting.table, meeting.round] += 1
        # Somebody on both sides of one meeting is in one meeting: that is rule 3.
        of_person.update((person, meeting.round) for person in set(meeting.people))
    for (person, round_), times in of_person.items():
        if times > 1:
            yield Broken(2, f"Person {person} is in {times} meetings in round {round_}.")
    for (table, round_), times in of_table.items():
        if times > 1:
            yield Broken(2, f"Table {table} holds {times} meetings in round {round_}.")


def spoken_for(problem: Problem, meetings: Sequence[Meeting]) -> Iterator[Broken]:
    """A meeting has somebody from each party, who speaks for it and is there; nobody sits on both sides."""
    for meeting in meetings:
        if meeting.round not in problem.round_number:
            yield Broken(3, f"{named(meeting)}: there is no such round.")
        for party, people in ((meeting.a, meeting.a_people), (meeting.b, meeting.b_people)):
            if not people:
                yield Broken(3, f"{named(meeting)}: nobody speaks for {party}.")
            if len(set(people)) < len(people):
                yield Broken(3, f"{named(meeting)}: somebody is written twice for {party}.")
            known = problem.party.get(party)
            for person in people:
                if known is None or person not in known.people:
                    yield Broken(3, f"{named(meeting)}: person {person} does not speak for {party}.")
                if not problem.is_there(person, meeting.round):
                    yield Broken(3, f"{named(meeting)}: person {person} is not there in that round.")
        for person in sorted(set(meeting.a_people) & set(meeting.b_people)):
            yield Broken(3, f"{named(meeting)}: person {person} sits on both sides.")


def at_a_fit_table(problem: Problem, meetings: Sequence[Meeting]) -> Iterator[Broken]:
    """The table has every feature that the meeting's people require; somebody with a home table meets only there."""
    for meeting in meetings:
        table = problem.table.get(meeting.table)
        if table is None:
            yield Broken(4, f"{named(meeting)}: there is no table {meeting.table}.")
            continue
        for person in sorted(set(meeting.people)):
            known = problem.person.get(person)
            if known is None:
                continue  # rule 3 has said so
            for feature in sorted(known.requires - table.features):
                yield Broken(4, f"{named(meeting)}: person {person} requires {feature}; table {table.id} lacks it.")
            if known.home_table not in {None, table.id}:
                yield Broken(4, f"{named(meeting)}: person {person} meets only at table {known.home_table}.")


def resources_suffice(problem: Problem, meetings: Sequence[Meeting]) -> Iterator[Broken]:
    """A resource is used by at most `per_round` meetings of a round."""
    used: Counter[tuple[str, str]] = Counter()
    for meeting in meetings:
        pair = problem.pair.get(meeting.key)
        used.update((resource, meeting.round) for resource in (pair.uses if pair else ()))
    limit = {resource.id: resource.per_round for resource in problem.resources}
    for (resource, round_), times in used.items():
        if times > limit.get(resource, 0):
            yield Broken(
                5,
                f"Resource {resource} is used by {times} meetings in round {round_}; it has {limit.get(resource, 0)}.",
            )


def not_too_many(problem: Problem, meetings: Sequence[Meeting]) -> Iterator[Broken]:
    """A party has at most `max_meetings`."""
    has: Counter[str] = Counter()
    for meeting in meetings:
        has.update({meeting.a, meeting.b})
    for party in problem.parties:
        if party.max_meetings is not None and has[party.id] > party.max_meetings:
            yield Broken(6, f"{party.id} has {has[party.id]} meetings; its limit is {party.max_meetings}.")


def promises_kept(problem: Problem, meetings: Sequence[Meeting]) -> Iterator[Broken]:
    """Locked meetings are held; frozen rounds hold exactly the previous meetings of those rounds."""
    held = {(meeting.round, meeting.key) for meeting in meetings}
    for lock in problem.locked:
        if (lock.round, (min(lock.a, lock.b), max(lock.a, lock.b))) not in held:
            yield Broken(7, f"{lock.a} and {lock.b} are locked to round {lock.round}, but do not meet there.")
    now: dict[object, Meeting] = {m.as_held: m for m in meetings if m.round in problem.frozen_rounds}
    then: dict[object, Meeting] = {m.as_held: m for m in problem.frozen_meetings}
    for held_as, meeting in then.items():
        if held_as not in now:
            yield Broken(7, f"{named(meeting)}: the round is frozen, but the meeting is not held as it was.")
    for held_as, meeting in now.items():
        if held_as not in then:
            yield Broken(7, f"{named(meeting)}: the round is frozen and had no such meeting.")


Rule = Callable[[Problem, Sequence[Meeting]], Iterator[Broken]]

RULES: tuple[Rule, ...] = (
    listed_and_once,
    one_place_at_a_time,
    spoken_for,
    at_a_fit_table,
    resources_suffice,
    not_too_many,
    promises_kept,
)


def broken_by(problem: Problem, meetings: Sequence[Meeting]) -> list[Broken]:
    """Every breach of every rule, in the order of the rules."""
    return [broken for rule in RULES for broken in rule(problem, meetings)]


def verify(problem: Problem, schedule: Schedule) -> list[Broken]:
    """Every breach in a schedule; an empty list when it is valid."""
    return broken_by(problem, schedule.meetings)


def seats_by_person(meetings: Sequence[Meeting]) -> dict[str, list[Meeting]]:
    """The meetings that each person sits in, in the order given."""
    seats: dict[str, list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        for person in meeting.people:
            seats[person].append(meeting)
    return seats
