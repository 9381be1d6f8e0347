"""What it would cost that two parties meet: the best schedule in which they do, and what is proven about all such.

Every round that is possible is tried. The engine plans the problem with the meeting locked to it, which gives a price
and a bound: what no schedule with this meeting can beat. Many schedules have that price, and the one to show is the one
that differs least from the present one, so that "who would lose what" is the price of the meeting and not the luck of
another search. Hence a second problem, `keeping`, in which every change costs a fraction of a unit of worth; from the
present schedule only what stands in the way is taken out, a search mends the rest, and the engine plans it too.

In a large and crowded schedule even that may touch many. So beside the cheapest way stands the mildest one found: the
one in which the fewest meetings are lost, whatever that costs in worth (never in shortfall).
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from matching.assemble import seat_plan
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
from matching.sittings import meetings_of, sittings_of
from matching.solve import solve

UNREACHABLE = 10**18  # the search shall not stop at any value
FRACTION = 64  # so many changed meetings weigh as much as one unit of worth, in the search only: never in the price
LINKS_PER_SECOND = 10_000  # of the mending search; a quarter of what a slow core does


def price_of(
    problem: Problem, schedule: Schedule, a: str, b: str, rounds: Sequence[str], *, seconds: float, seed: int
) -> tuple[Price, Price] | None:
    """The least price found over these rounds, and that of the mildest way; None if no schedule was found at all."""
    search = _Search(problem, schedule, seed, time.monotonic() + seconds)
    each = seconds / (3 * len(rounds) + 3)
    links = int(each * LINKS_PER_SECOND)
    # A change that costs more than any meeting and its goals bring: only what must change will.
    dear = sum(goal.worth for goal in problem.goals) + max(pair.worth for pair in problem.pairs) + 1
    firm = keeping(schedule, problem, 1, dear)
    for round_ in rounds:
        search.mend(locked_to(firm, round_, a, b), round_, links // 4, warmth=0)
    gentle = keeping(schedule, problem, FRACTION, 1)
    for round_ in rounds:
        search.mend(locked_to(gentle, round_, a, b), round_, links, warmth=FRACTION)
    bounds = [search.plan(locked_to(problem, round_, a, b), round_, each) for round_ in rounds]
    if search.best is None or search.mildest is None:
        return None
    search.plan(locked_to(gentle, search.best.round, a, b), search.best.round, 3 * each)
    before = score_of(problem, schedule.meetings)
    # The best that any round could give; where that is better than the present schedule, nothing is proven to be lost.
    least = min((bound.shortfall, -bound.worth) for bound in bounds)
    least = max(least, (before.shortfall, -before.worth))

    def price(found: _Found) -> Price:
        return Price(
            round=found.round,
            shortfall=found.schedule.score.shortfall - before.shortfall,
            worth=before.worth - found.schedule.score.worth,
            least_shortfall=least[0] - before.shortfall,
            least_worth=before.worth + least[1],
            losses=losses(problem, schedule.meetings, found.schedule.meetings),
            schedule=found.schedule,
        )

    return price(search.best), price(search.mildest)


@dataclass(frozen=True, slots=True)
class _Found:
    """A schedule with the meeting in a round, how many meetings it loses, and how many are not held when they were."""

    round: str
    schedule: Schedule
    lost: int
    moved: int

    @property
    def price(self) -> tuple[int, ...]:
        return (self.schedule.score.shortfall, -self.schedule.score.worth, self.lost, self.moved)

    @property
    def harm(self) -> tuple[int, ...]:
        return (self.schedule.score.shortfall, self.lost, -self.schedule.score.worth, self.moved)


class _Search:
    """Schedules that have the two meet: the one of least price so far, and the one of least harm."""

    def __init__(self, problem: Problem, schedule: Schedule, seed: int, ends_at: float) -> None:
        self.problem, self.schedule, self.seed, self.ends_at = problem, schedule, seed, ends_at
        self.best: _Found | None = None
        self.mildest: _Found | None = None

    @property
    def late(self) -> bool:
        return time.monotonic() > self.ends_at

    def plan(self, problem: Problem, round_: str, seconds: float) -> Bound:
        """Let the engine plan; the bound that it proves, or one that bounds nothing when time has run out."""
        if self.late and self.best is not None:
            return Bound(shortfall=0, worth=UNREACHABLE)
        # Without any schedule yet it is asked for a moment even then: it always has a valid one.
        found = solve(problem, seconds=max(min(seconds, self.ends_at - time.monotonic()), 0.05), seed=self.seed)
        self._offer(round_, found.meetings)
        return found.bound

    def mend(self, problem: Problem, round_: str, links: int, *, warmth: float) -> None:
        """Keep as much of the old schedule as goes beside the locks, and improve on that."""
        if self.late and self.best is not None:
            return
        model = model_without_clash(problem)
        plan = Plan(model)
        for pair, where in model.locked.items():
            plan.put(pair, where)
        dropped = _keep(model, plan, self.schedule.meetings)
        concerned = {party for pair in (*dropped, *model.locked) for party in model.ends[pair]}
        concerned |= {other for party in concerned for pair in model.incident[party] for other in model.ends[pair]}
        near = [e for e, ends in enumerate(model.ends) if model.allowed[e] and concerned & set(ends)]
        if near:
            exchange = Exchange(plan, near, Random(self.seed))  # noqa: S311 -- chance for a search, not for secrets
            exchange.note()
            exchange.run(UNREACHABLE, links, lambda: self.late, dropped, warmth=warmth)
        self._offer(round_, meetings_of(problem, sittings_of(plan, seat_plan(plan))))

    def _offer(self, round_: str, meetings: tuple[Meeting, ...]) -> None:
        if broken_by(self.problem, meetings):
            return
        score = score_of(self.problem, meetings)
        now = {(meeting.key, meeting.round) for meeting in meetings}
        pairs = {key for key, _ in now}
        lost = sum(meeting.key not in pairs for meeting in self.schedule.meetings)
        moved = sum((meeting.key, meeting.round) not in now for meeting in self.schedule.meetings)
        schedule = Schedule(meetings=meetings, score=score, bound=self.schedule.bound)
        found = _Found(round_, schedule, lost, moved)
        self.best = min(self.best or found, found, key=lambda each: each.price)
        self.mildest = min(self.mildest or found, found, key=lambda each: each.harm)


def keeping(schedule: Schedule, problem: Problem, fraction: int, cost: int) -> Problem:
    """The same problem in units of 1/fraction of worth, in which each meeting that is not held as now costs `cost`.

    A problem that has a price for change already is left alone: its schedules are near each other as it is.
    """
    if problem.change_cost:
        return problem
    frozen = [meeting for meeting in problem.previous if meeting.round in problem.frozen_rounds]
    present = [meeting for meeting in schedule.meetings if meeting.round not in problem.frozen_rounds]
    return replace(
        problem,
        pairs=tuple(replace(pair, worth=pair.worth * fraction) for pair in problem.pairs),
        goals=tuple(replace(goal, worth=goal.worth * fraction) for goal in problem.goals),
        previous=(*frozen, *present),
        change_cost=cost,
    )


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
