"""Why somebody has fewer meetings than their minimum: in words, and with what is proven.

A minimum can be out of reach for a party by itself (too few rounds, too few pairs), or because all want the same
(tables, partners who are full). The first is proven by the engine's bound for the same problem without anybody else's
minimum.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from matching.explain_obstacles import for_good
from matching.explain_values import Minima, Short
from matching.problem import Meeting, Party, Problem
from matching.schedule import Schedule
from matching.score import shortfall_of
from matching.solve import solve


def explain_minima(problem: Problem, schedule: Schedule, *, seconds: float = 10.0, seed: int = 1) -> Minima:
    """The parties that lack meetings to their minimum, and why. `seconds` are for the proofs."""
    has = Counter(party for meeting in schedule.meetings for party in meeting.key)
    lacking = [party for party in problem.parties if has[party.id] < party.min_meetings]
    if not lacking:
        return Minima(shortfall=0, least=0, short=(), hall=())
    each = seconds / (len(lacking) + 1)
    return Minima(
        shortfall=shortfall_of(problem, schedule.meetings),
        least=solve(problem, seconds=each, seed=seed).bound.shortfall,
        short=tuple(
            Short(
                party=party.id,
                has=has[party.id],
                minimum=party.min_meetings,
                alone=solve(_only(problem, party), seconds=each, seed=seed).bound.shortfall,
                reasons=tuple(_reasons(problem, schedule.meetings, party, has)),
            )
            for party in lacking
        ),
        hall=tuple(_hall(problem, schedule.meetings)),
    )


def _only(problem: Problem, party: Party) -> Problem:
    """The same problem, in which nobody else has a minimum."""
    others = (p if p.id == party.id else replace(p, min_meetings=0) for p in problem.parties)
    return replace(problem, parties=tuple(others))


def _reasons(problem: Problem, meetings: Sequence[Meeting], party: Party, has: Counter[str]) -> Iterator[str]:
    least = party.min_meetings
    if party.max_meetings is not None and party.max_meetings < least:
        yield f"its maximum, {party.max_meetings}, is below its minimum, {least}"
    there = [sum(problem.is_there(person, round_) for person in party.people) for round_ in problem.rounds]
    if sum(there) < least:
        rounds = sum(map(bool, there))
        yield f"its people are there in only {rounds} round{'s' * (rounds != 1)}, with room for {sum(there)} meetings"
    partners = [pair.b if pair.a == party.id else pair.a for pair in problem.pairs if party.id in pair.key]
    if len(partners) < least:
        yield f"it has only {len(partners)} possible pair{'s' * (len(partners) != 1)}"
    met = {p for meeting in meetings if party.id in meeting.key for p in meeting.key}
    why = Counter[str]()
    for partner in partners:
        if partner in met:
            why["already met"] += 1
        elif not for_good(problem, party.id, partner, locks=False)[1]:
            why["never possible (not there together, or no table for both)"] += 1
        elif _full(problem, meetings, problem.party[partner], has):
            why["with no room left"] += 1
        else:
            why["with room, but not in the same round"] += 1
    if partners:
        yield f"its {len(partners)} possible partners: " + ", ".join(f"{n} {what}" for what, n in why.items())


def _full(problem: Problem, meetings: Sequence[Meeting], party: Party, has: Counter[str]) -> bool:
    """Whether a party has its maximum, or nobody free in any round that is not frozen."""
    if party.max_meetings is not None and has[party.id] >= party.max_meetings:
        return True
    busy = {(person, meeting.round) for meeting in meetings for person in meeting.people}
    return all(
        (person, round_) in busy or not problem.is_there(person, round_)
        for round_ in problem.rounds
        if round_ not in problem.frozen_rounds
        for person in party.people
    )


def _hall(problem: Problem, meetings: Sequence[Meeting]) -> Iterator[str]:
    """What is short for all."""
    wanted, room = sum(party.min_meetings for party in problem.parties), len(problem.tables) * len(problem.rounds)
    if wanted > 2 * room:
        yield (
            f"All minima together ask for {(wanted + 1) // 2} meetings; {len(problem.tables)} tables "
            f"in {len(problem.rounds)} rounds hold {room}."
        )
    held = Counter(meeting.round for meeting in meetings)
    full = [round_ for round_ in problem.rounds if held[round_] >= len(problem.tables)]
    if full:
        yield f"All tables are taken in {', '.join(full)}."
