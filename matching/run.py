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
from matching.choice import choose, give_rounds
from matching.clash import model_without_clash
from matching.effort import Effort
from matching.exchange import Exchange
from matching.greedy import best_pair_first, keep_previous
from matching.plan import Plan
from matching.problem import Meeting, Problem
from matching.proof import REACH, SMALL, Proof
from matching.resolve import resolve, sweep
from matching.rules import broken_by
from matching.schedule import Schedule
from matching.score import score_of
from matching.sittings import meetings_of, sittings_of
from matching.speakers import share_meetings
from matching.tables import fewer_moves
from matching.timed import TimedAnswer
from matching.waits import Waits

MANY_PARTIES = 1000
"""Parties beyond which two rounds are too much for branch and bound; exchanges get the time. Measured: 40 s at 2000."""

POLISH = 0.15
"""Share of the time that is kept for waits and moves."""

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
        self.model = model_without_clash(problem)
        self.proof = Proof(self.model, effort)
        self.best: tuple[Meeting, ...] | None = None
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
            bound=replace(self.proof.bound, worth_at_reached=self.proof.worth_at(score.shortfall)),
            seconds=self.effort.elapsed,
        )

    def _with_locks(self) -> Plan:
        plan = Plan(self.model)
        for e, r in self.model.locked.items():
            plan.put(e, r)
        return plan

    def _fallback(self) -> Plan:
        plan = self._with_locks()
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
        self.effort.tell(step, score_of(self.problem, self.best), self.proof.bound)

    def _near_the_bound(self, fallback: Plan) -> Plan:
        """Bound, choice of pairs, rounds, exchanges."""
        model, effort, proof = self.model, self.effort, self.proof
        begun = proof.begin()
        if begun is None:
            return fallback
        choice = choose(*begun, REACH)
        plan = self._with_locks()
        exchange = Exchange(plan, choice.candidates, self.chance)
        give_rounds(exchange.chains, choice)
        exchange.note()
        large, replanning = len(model.least) > MANY_PARTIES, any(model.bonus)
        if replanning and fallback.value > plan.value:  # what people have already is a good place to begin
            plan.load(fallback.held())
            exchange.note()
        wanted = [*choice.whole, *choice.part]
        if large or not replanning:  # in a replan the tighter relaxation knows better where to begin
            steps = effort.steps // (2 if large else 8)
            goal = proof.goal(plan.lack_weight)
            exchange.run(goal, steps, effort.over, [*wanted, *exchange.help_lacking()])
            self._offer("exchange", plan)
        if plan.value < proof.goal(plan.lack_weight) and (timed := proof.tighten(choice.candidates)) is not None:
            plan, exchange = self._from_timed(plan, timed)
            wanted = exchange.candidates
        self._parts(plan, choice.candidates)
        exchange.note()
        self._offer("rounds two by two", plan)
        if fallback.value > plan.value:
            plan.load(fallback.held())
            exchange.note()
        wanted = [*wanted, *exchange.help_lacking()]
        exchange.run(proof.goal(plan.lack_weight), effort.steps // 4, effort.over, wanted, warmth=0.5)
        self._offer("exchange", plan)
        return plan

    def _parts(self, plan: Plan, candidates: Sequence[int]) -> None:
        """Solve a small problem as a whole, and two rounds at a time."""
        model, effort = self.model, self.effort
        goal = self.proof.goal(plan.lack_weight)
        if len(model.rounds) > FEW_ROUNDS:
            self._whole(plan, goal, candidates)
        if len(model.least) <= MANY_PARTIES:
            parts = int(effort.seconds * PARTS_PER_SECOND * 200 / max(200, len(model.least)))
            sweep(plan, candidates, goal, parts=parts, chance=self.chance, deadline=effort.deadline)
        if len(model.rounds) <= FEW_ROUNDS:
            self._whole(plan, goal, candidates)

    def _from_timed(self, plan: Plan, timed: TimedAnswer) -> tuple[Plan, Exchange]:
        """A plan read off the tighter relaxation, if it is the better one."""
        other = self._with_locks()
        for (e, r), _ in sorted(timed.value.items(), key=lambda item: (-round(item[1], 6), item[0])):
            if other.round_of[e] < 0 and timed.value[e, r] > 0.5 and other.free(e, r):  # noqa: PLR2004 -- the rounder half
                other.put(e, r)
        search = Exchange(other, timed.near, self.chance)
        search.fill_all(self.effort.over)
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
