"""Who speaks for a party of several people, so that each has one stretch of meetings without gaps.

For a party whose people speak for nobody else, a person is before, in, or past their stretch in each round; the
cheapest way through the rounds is found by dynamic programming over these states (Bellman 1957). Who is in their
stretch sits in on a colleague's meeting when there is none of their own: that is not a wait. People who need certain
tables, or who speak for several parties, keep the seats that they have; they only sit in where they would wait.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import product

from matching.model import Model
from matching.sittings import Sitting, by_person, is_needy

MOST_PEOPLE = 4
"""3⁴ states per round; parties with more people keep the seats that they have."""


def share_meetings(model: Model, sittings: Sequence[Sitting]) -> None:
    """Choose speakers for parties of several people, and let those sit in who would wait."""
    of_party: dict[int, list[Sitting]] = defaultdict(list)
    for sitting in sittings:
        for party in sitting.parties:
            of_party[party].append(sitting)
    number = model.problem.person_number
    for party, meetings in of_party.items():
        people = [number[name] for name in model.problem.parties[party].people]
        if (
            1 < len(people) <= MOST_PEOPLE
            and not model.shared[model.group_of[party]]
            and not any(is_needy(model, person) for person in people)
        ):
            _stretches(model, party, people, meetings)
    _sit_in(model, sittings, of_party)


def _stretches(  # noqa: C901 -- forward and back through the rounds
    model: Model, party: int, people: Sequence[int], meetings: Sequence[Sitting]
) -> None:
    problem = model.problem
    rounds = len(problem.rounds)
    at: list[list[Sitting]] = [[] for _ in range(rounds)]
    for sitting in meetings:
        at[sitting.round].append(sitting)
    there = [[problem.is_there(problem.people[p].id, name) for p in people] for name in problem.rounds]
    states = list(product((0, 1, 2), repeat=len(people)))  # before, in, past
    best: dict[tuple[int, ...], tuple[int, int]] = {(0,) * len(people): (0, 0)}
    back: list[dict[tuple[int, ...], tuple[int, ...]]] = []
    for r in range(rounds):
        frozen = {p for sitting in at[r] if sitting.frozen for p in sitting.people}
        now: dict[tuple[int, ...], tuple[int, int]] = {}
        came: dict[tuple[int, ...], tuple[int, ...]] = {}
        for state in states:
            inside = [k for k, s in enumerate(state) if s == 1 and there[r][k]]
            if len(inside) < len(at[r]) or any(p in frozen and state[k] != 1 for k, p in enumerate(people)):
                continue
            waits = len(inside) if not at[r] else 0
            joins = max(0, len(inside) - len(at[r])) if at[r] else 0
            for before, (cost, extra) in best.items():
                if all(a <= b for a, b in zip(before, state, strict=True)):
                    # Somebody's first meeting is no move: the more who take a stretch of their own, the fewer moves.
                    starts = sum(a == 0 and b == 1 for a, b in zip(before, state, strict=True))
                    new = (cost + waits, extra + joins - starts)
                    if state not in now or new < now[state]:
                        now[state], came[state] = new, before
        best = now
        back.append(came)
    if not best:
        return
    state = min(best, key=lambda s: (best[s], s))
    for r in range(rounds - 1, -1, -1):
        inside = [people[k] for k, s in enumerate(state) if s == 1 and there[r][k]]
        free = [sitting for sitting in at[r] if not sitting.frozen]
        if free:
            for n, sitting in enumerate(free):
                side = sitting.sides[sitting.parties.index(party)]
                side[:] = inside[n : n + 1] if n < len(free) - 1 else inside[n:]
        state = back[r][state]


def _sit_in(model: Model, sittings: Sequence[Sitting], of_party: dict[int, list[Sitting]]) -> None:
    """Let whoever waits sit in on a colleague's meeting of that round."""
    problem = model.problem
    speaks_for: dict[int, list[int]] = defaultdict(list)
    for n, known in enumerate(problem.parties):
        for name in known.people:
            speaks_for[problem.person_number[name]].append(n)
    for person, seats in by_person(sittings).items():
        if is_needy(model, person):
            continue
        busy = {sitting.round for sitting in seats}
        for r in range(min(busy), max(busy)):
            if r in busy or not problem.is_there(problem.people[person].id, problem.rounds[r]):
                continue
            for party in speaks_for[person]:
                sitting = next((s for s in of_party[party] if s.round == r and not s.frozen), None)
                if sitting is not None:
                    sitting.sides[sitting.parties.index(party)].append(person)
                    break
