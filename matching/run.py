"""One run: bound and plan, step by step, each step better than the last, the best valid schedule at any time.

    best pair first          a valid plan at once, and the fallback of everything else
    relaxation, bound        what no schedule can beat, and which pairs a near-best plan is made of
    choice, chains           those pairs, given rounds
    exchange                 better pairs for worse ones, until the bound is met or the effort is spent
    resolve                  two rounds at a time solved anew; a small problem as a whole
    seats                    people and tables; waits and moves made few

Whatever a step returns is seated, checked by the rules and scored; it counts only if it is valid and better.
"""

import time
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from matching.assemble import seat_plan
from matching.bound import maximise, proven
from matching.choice import choose, give_rounds
from matching.clash import model_without_clash
from matching.effort import Effort
from matching.exchange import Exchange
from matching.greedy import best_pair_first, keep_previous
from matching.model import Model
from matching.plan import Plan
from matching.problem import Meeting, Problem
from matching.relaxation import Floats, Relaxation, relax
from matching.resolve import resolve, sweep
from matching.rules import broken_by
from matching.schedule import Bound, Schedule
from matching.score import score_of
from matching.sittings import meetings_of, sittings_of
from matching.speakers import share_meetings
from matching.tables import fewer_moves
from matching.timed import Timed, TimedAnswer
from matching.waits import Waits

REACH = 1.01
"""Reduced cost up to which a pair is worth trying, in worth: ties and near-ties are what exchanges are made of."""

SMALL = 5000
"""Near-best pairs times rounds up to which the whole problem is given to branch and bound; measured: 0.5 s at 4,000."""

TIMED, TIMED_REPLAN = 16_000, 40_000
"""Near-best pairs times rounds up to which the tighter relaxation is tried. In a replan the kept meetings tell the
rounds apart, which makes it far easier: measured 0.3 s at 8,000 and 1.5 s at 20,000, against 10 s and minutes."""

MANY_PARTIES = 1000
"""Parties beyond which two rounds are too much for branch and bound; exchanges get the time. Measured: 40 s at 2000."""

POLISH = 0.15
"""Share of the time that is kept for waits and moves."""

COLUMNS_PER_SECOND = 16_000
"""Columns of the tighter relaxation, summed over its solutions, per second of the limit; measured: a second solves some
20,000. Four to six solutions leave nothing to add."""

FEW_ROUNDS = 3
"""Up to so many rounds, two rounds are most of the problem: they go first."""

PARTS_PER_SECOND = 5
"""Pairs of rounds solved anew per second of the limit, at 200 parties; measured: 0.1 s each."""


class Run:
    """One run of the engine on one problem."""

    def __init__(self, problem: Problem, effort: Effort, seed: int) -> None:
        self.problem = problem
        self.effort = effort
        self.chance = Random(seed)  # noqa: S311 -- chance for a search, not for secrets
        self.model: Model = model_without_clash(problem)
        self.bound = _ceiling(self.model)
        self.model_ceiling = self.bound.worth - self.model.base_worth
        self.best: tuple[Meeting, ...] | None = None
        self.proof: tuple[Relaxation, Floats] | None = None
        """The relaxation, and multipliers that bound its worth."""
        self.solving = 0.0
        """Seconds that the relaxation took."""
        self.closing = 0.0
        """Seconds that seats and checks take."""

    def schedule(self) -> Schedule:
        """Run all steps."""
        plan = self._fallback()
        if not self.effort.over():
            found = self._near_the_bound(plan)
            self._polish(found if found.value > plan.value else plan)
        assert self.best is not None
        score = score_of(self.problem, self.best)
        return Schedule(
            meetings=self.best,
            score=score,
            bound=replace(self.bound, worth_at_reached=self._worth_at(score.shortfall)),
            seconds=self.effort.elapsed,
        )

    def _worth_at(self, shortfall: int) -> int:
        """A bound on the worth of all schedules with at most this shortfall: the same multipliers, a wider limit."""
        if shortfall <= self.bound.shortfall:
            return self.bound.worth
        if self.proof is None:
            return self.model.base_worth + self.model_ceiling
        program, dual = self.proof
        return self.model.base_worth + proven(program, program.worth, dual, shortfall)

    def _fallback(self) -> Plan:
        plan = Plan(self.model)
        for e, r in self.model.locked.items():
            plan.put(e, r)
        keep_previous(plan)
        best_pair_first(plan)
        before = self.effort.elapsed
        self._offer("best pair first", plan)
        self.closing = min(self.effort.seconds / 4, 2 * (self.effort.elapsed - before))
        self.effort.reserve = self.closing + POLISH * self.effort.seconds
        return plan

    def _offer(self, step: str, plan: Plan) -> None:
        """Keep a plan if it is valid and better than what there is."""
        self._keep(step, meetings_of(self.problem, sittings_of(plan, seat_plan(plan))))

    def _polish(self, plan: Plan) -> None:
        """The same meetings with fewer waits, then with fewer moves."""
        self.effort.reserve = self.closing
        held = plan.held()
        Waits(plan, self.chance).lessen(self.effort.steps // 2, self.effort.over)
        self._offer("waits", plan)
        sittings = sittings_of(plan, seat_plan(plan))
        if plan.held().keys() == held.keys():
            share_meetings(self.model, sittings)
            self._keep("speakers", meetings_of(self.problem, sittings))
        fewer_moves(self.model, sittings, self.effort.over)
        self._keep("moves", meetings_of(self.problem, sittings))

    def _keep(self, step: str, meetings: tuple[Meeting, ...]) -> None:
        """Keep meetings if they are valid and better than what there is."""
        if broken := broken_by(self.problem, meetings):
            if self.best is None:
                raise AssertionError(f"the first plan breaks a rule: {broken[0].sentence}")
            return
        score = score_of(self.problem, meetings)
        if self.best is None or score.rank < score_of(self.problem, self.best).rank:
            self.best = meetings
        self.effort.tell(step, score_of(self.problem, self.best), self.bound)

    def _near_the_bound(self, fallback: Plan) -> Plan:
        """Bound, choice of pairs, rounds, exchanges."""
        model, effort = self.model, self.effort
        program = relax(model)
        fewest = maximise(program, -program.lack, effort.deadline)
        if fewest is None:
            return fallback
        lacks = max(0, -proven(program, -program.lack, fewest.dual))
        before = effort.elapsed
        most = maximise(program, program.worth, effort.deadline, lacks=lacks)
        self.solving = effort.elapsed - before
        if most is None:
            self.bound = Bound(shortfall=lacks, worth=self.bound.worth)
            return fallback
        ceiling = proven(program, program.worth, most.dual, lacks)
        self.proof = (program, most.dual)
        self.bound = Bound(shortfall=lacks, worth=model.base_worth + ceiling)
        effort.tell("bound", bound=self.bound)
        choice = choose(program, most, REACH)
        plan = Plan(model)
        for e, r in model.locked.items():
            plan.put(e, r)
        exchange = Exchange(plan, choice.candidates, self.chance)
        give_rounds(exchange.chains, choice)
        exchange.note()
        goal = ceiling + plan.lack_weight * (sum(model.least) - lacks)
        wanted = [*choice.whole, *choice.part]
        if (
            not any(model.bonus) or len(model.least) > MANY_PARTIES
        ):  # in a replan the tighter relaxation knows better where to begin
            share = 8 if len(model.least) <= MANY_PARTIES else 2
            exchange.run(goal, effort.steps // share, effort.over, [*wanted, *exchange.help_lacking()])
            self._offer("exchange", plan)
        goal, timed = self._tighten(plan, goal, choice.candidates)
        if timed is not None:
            plan, exchange = self._from_timed(plan, timed)
            wanted = exchange.candidates
        if len(model.rounds) > FEW_ROUNDS:
            self._whole(plan, goal, choice.candidates)
        if len(model.least) <= MANY_PARTIES:
            parts = int(effort.seconds * PARTS_PER_SECOND * 200 / max(200, len(model.least)))
            sweep(plan, choice.candidates, goal, parts=parts, chance=self.chance, deadline=effort.deadline)
        exchange.note()
        self._offer("rounds two by two", plan)
        if len(model.rounds) <= FEW_ROUNDS:
            self._whole(plan, goal, choice.candidates)
        if fallback.value > plan.value:
            plan.load(fallback.held())
            exchange.note()
        wanted = [*wanted, *exchange.help_lacking()]
        exchange.run(goal, effort.steps // 4, effort.over, wanted, warmth=0.5)
        self._offer("exchange", plan)
        return plan

    def _tighten(self, plan: Plan, goal: int, candidates: Sequence[int]) -> tuple[int, TimedAnswer | None]:
        """Try for a tighter bound; returns the value to aim at and what the tighter relaxation says."""
        model, effort = self.model, self.effort
        size = len(candidates) * len(model.rounds)
        replanning = any(model.bonus)
        if plan.value >= goal or size > (TIMED_REPLAN if replanning else TIMED):
            return goal, None
        timed = Timed(model, candidates)
        lacks = self.bound.shortfall
        # The rest of the time belongs to the plan: a proof that comes too late helps nobody.
        deadline = time.monotonic() + 0.65 * (effort.deadline - time.monotonic())
        if size <= SMALL and (found := timed.least_lacks(deadline)) is not None:
            lacks = max(lacks, found)
        worth = self.bound.worth - model.base_worth if lacks == self.bound.shortfall else self.model_ceiling
        answer = None
        effort_left = COLUMNS_PER_SECOND * effort.seconds
        # The solver does not always stop when told to, so a slow machine is foreseen from what was solved before.
        foreseen = 1.5 * self.solving
        while time.monotonic() + foreseen < deadline:
            before = time.monotonic()
            found_now = timed.most_worth(lacks, REACH, deadline)
            if found_now is None:
                break
            answer = found_now
            worth = min(worth, answer.bound)
            foreseen = 1.4 * (time.monotonic() - before)
            effort_left -= timed.columns
            if not answer.missing or effort_left < timed.columns:
                break
            timed.add(answer.missing)
        if answer is None:
            return goal, None
        self.bound = Bound(shortfall=lacks, worth=model.base_worth + worth)
        effort.tell("tighter bound", bound=self.bound)
        return worth + plan.lack_weight * (sum(model.least) - lacks), answer

    def _from_timed(self, plan: Plan, timed: TimedAnswer) -> tuple[Plan, Exchange]:
        """A plan read off the tighter relaxation, if it is the better one."""
        other = Plan(self.model)
        for e, r in self.model.locked.items():
            other.put(e, r)
        for (e, r), _ in sorted(timed.value.items(), key=lambda item: (-round(item[1], 6), item[0])):
            if other.round_of[e] < 0 and timed.value[e, r] > 0.5 and other.free(e, r):  # noqa: PLR2004 -- the rounder half
                other.put(e, r)
        search = Exchange(other, timed.near, self.chance)
        search.fill_all()
        search.note()
        if _rough(other) > _rough(plan):
            search.run(plan.lack_weight * sum(self.model.least), self.effort.steps // 16, self.effort.over, warmth=0.3)
            self._offer("tighter relaxation", other)
            return other, search
        search = Exchange(plan, timed.near, self.chance)
        return plan, search

    def _whole(self, plan: Plan, goal: int, candidates: Sequence[int]) -> None:
        """Solve a small problem as one program."""
        rounds = range(len(self.model.rounds))
        left = self.effort.deadline - time.monotonic()
        if plan.value < goal and len(candidates) * len(rounds) <= SMALL:
            resolve(plan, rounds, sorted(plan.held()), candidates, left * 0.6, nodes=int(200 * self.effort.seconds))
            plan.log.clear()


def _rough(plan: Plan) -> int:
    """A plan's value with a lack at the price of a good meeting: exchanges mend a lack more easily than lost worth."""
    filled, worth = divmod(plan.value, plan.lack_weight)
    return worth + filled * 2 * max(plan.model.goal_worth, default=1)


def _ceiling(model: Model) -> Bound:
    """The bound that needs no proof: everybody meets everybody."""
    goals = sum(
        worth * max(0, min(enough, len(pairs)))
        for worth, enough, pairs in zip(model.goal_worth, model.goal_enough, model.goal_pairs, strict=True)
    )
    kept = sum(max(bonus.values(), default=0) for bonus in model.bonus)
    possible = sum(worth for worth, allowed in zip(model.worth, model.allowed, strict=True) if allowed)
    return Bound(shortfall=0, worth=model.base_worth + goals + kept + possible)
