"""What it would cost that two parties meet: the best schedule in which they do, and what is proven about all such.

Every round that is possible is tried. From the present schedule only what stands in the way is taken out, and a search
mends the rest, so that the difference shown is the price of the meeting and not the luck of another search. Then the
engine plans the same problem from nothing, which also brings the bound: what no schedule with this meeting can beat.
"""

import time
from collections.abc import Sequence
from random import Random

from matching.assemble import meetings_of, seat_plan
from matching.clash import model_without_clash
from matching.exchange import Exchange
from matching.explain_obstacles import locked_to
from matching.explain_values import Loss, Price
from matching.model import Model
from matching.plan import Plan
from matching.problem import Meeting, Problem, pair_key
from matching.rules import broken_by
from matching.schedule import Bound, Schedule
from matching.score import score_of
from matching.solve import solve

UNREACHABLE = 10**18  # the search shall not stop at any value
LINKS_PER_SECOND = 10_000  # of the mending search; a quarter of what a slow core does


def price_of(
    problem: Problem, schedule: Schedule, a: str, b: str, rounds: Sequence[str], *, seconds: float, seed: int
) -> Price | None:
    """The least price found over these rounds; None if no schedule with the meeting was found at all."""
    ends_at = time.monotonic() + seconds
    before = score_of(problem, schedule.meetings)
    found: list[tuple[tuple[int, int], str, Schedule]] = []
    bounds: list[Bound] = []
    each = seconds / (3 * max(len(rounds), 1))
    for round_ in rounds:
        locked = locked_to(problem, round_, a, b)
        mended = mend(locked, schedule, int(each * LINKS_PER_SECOND), seed, ends_at)
        # Where time has run out, the engine is still asked for a moment: it always has a valid schedule.
        planned = solve(locked, seconds=max(min(2 * each, ends_at - time.monotonic()), 0.05), seed=seed)
        bounds.append(planned.bound)
        for candidate in (mended, planned):
            if candidate is not None and not broken_by(problem, candidate.meetings):
                score = score_of(problem, candidate.meetings)
                found.append(((score.shortfall, -score.worth), round_, candidate))
    if not found:
        return None
    (shortfall, less), round_, best = min(found, key=lambda each: each[0])
    # The best that any round could give; where that is better than the present schedule, nothing is proven to be lost.
    least = min((bound.shortfall, -bound.worth) for bound in bounds)
    least = max(least, (before.shortfall, -before.worth))
    return Price(
        round=round_,
        shortfall=shortfall - before.shortfall,
        worth=before.worth + less,
        least_shortfall=least[0] - before.shortfall,
        least_worth=before.worth + least[1],
        losses=losses(problem, schedule.meetings, best.meetings),
        schedule=best,
    )


def mend(problem: Problem, schedule: Schedule, links: int, seed: int, ends_at: float) -> Schedule | None:
    """A schedule that keeps the locks of the problem and otherwise as much of the old one as goes, then improved."""
    model = model_without_clash(problem)
    plan = Plan(model)
    for pair, round_ in model.locked.items():
        plan.put(pair, round_)
    dropped = _keep(model, plan, schedule.meetings)
    concerned = {party for pair in (*dropped, *model.locked) for party in model.ends[pair]}
    concerned |= {other for party in concerned for pair in model.incident[party] for other in model.ends[pair]}
    near = [e for e, ends in enumerate(model.ends) if model.allowed[e] and concerned & set(ends)]
    if near:
        exchange = Exchange(plan, near, Random(seed))  # noqa: S311 -- chance for a search, not for secrets
        exchange.note()
        exchange.run(UNREACHABLE, links, lambda: time.monotonic() > ends_at, dropped)
    meetings = meetings_of(plan, seat_plan(plan))
    if broken_by(problem, meetings):
        return None
    return Schedule(meetings=meetings, score=score_of(problem, meetings), bound=schedule.bound)


def _keep(model: Model, plan: Plan, meetings: Sequence[Meeting]) -> list[int]:
    """Put meetings where they were, the most valuable first, as far as there is room; those for which there is none."""
    number = {name: r for r, name in enumerate(model.rounds)}
    held = [
        (model.pair_index[m.key], number[m.round]) for m in meetings if m.round in number and m.key in model.pair_index
    ]
    dropped = []
    for pair, round_ in sorted(held, key=lambda each: (-model.worth[each[0]], each)):
        if plan.round_of[pair] >= 0:
            continue
        if plan.free(pair, round_):
            plan.put(pair, round_)
        else:
            dropped.append(pair)
    return dropped


def losses(problem: Problem, before: Sequence[Meeting], after: Sequence[Meeting]) -> tuple[Loss, ...]:
    """Who would lose a meeting or a goal, and whom they would meet instead; in the order of the problem."""
    then, now = {meeting.key for meeting in before}, {meeting.key for meeting in after}
    found = []
    for party in problem.parties:
        lost = _partners(then - now, party.id)
        goals = tuple(
            goal.id
            for goal in problem.goals
            if goal.party == party.id and _served(goal.pairs, goal.enough, now) < _served(goal.pairs, goal.enough, then)
        )
        if lost or goals:
            found.append(Loss(party=party.id, meetings=lost, instead=_partners(now - then, party.id), goals=goals))
    return tuple(found)


def _partners(keys: set[tuple[str, str]], party: str) -> tuple[str, ...]:
    return tuple(sorted(two[1] if two[0] == party else two[0] for two in keys if party in two))


def _served(pairs: Sequence[tuple[str, str]], enough: int, held: set[tuple[str, str]]) -> int:
    return min(enough, len({pair_key(*two) for two in pairs} & held))
