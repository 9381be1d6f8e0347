"""The conductor: bound and plan, step by step, each step better than the last, the best valid schedule at any time.

    best pair first          a valid plan at once, and the fallback of everything else
    relaxation, bound        what no schedule can beat, and which pairs a near-best plan is made of
    choice, chains           those pairs, given rounds
    exchange                 better pairs for worse ones, until the bound is met or the effort is spent
    seats                    people and tables; waits and moves made few

Whatever a step returns is seated, checked by the rules and scored; it counts only if it is valid and better.
"""

from collections.abc import Callable
from random import Random

from matching.assemble import meetings_of, seat_plan
from matching.clash import model_without_clash
from matching.effort import Effort
from matching.greedy import best_pair_first
from matching.model import Model
from matching.plan import Plan
from matching.problem import Meeting, Problem
from matching.rules import broken_by
from matching.schedule import Bound, Progress, Schedule
from matching.score import score_of

REACH = 1.01
"""Reduced cost up to which a pair is worth trying, in worth: ties and near-ties are what exchanges are made of."""

PARTS_PER_SECOND = 5
"""Pairs of rounds solved anew per second of the limit, at 200 parties; measured: 0.1 s each."""


def solve(
    problem: Problem,
    *,
    seconds: float,
    seed: int = 1,
    workers: int = 2,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Schedule:
    """The best valid schedule found within `seconds`, with its score and a proven bound.

    `workers` is the most threads that a solver may use. Raises Clash when locks and frozen rounds contradict each
    other or the rules.
    """
    del workers  # the linear solver runs in one thread, and the search is quick enough in one
    effort = Effort(seconds=seconds, progress=progress, cancelled=cancelled)
    return Run(problem, effort, seed).schedule()


class Run:
    """One run of the engine on one problem."""

    def __init__(self, problem: Problem, effort: Effort, seed: int) -> None:
        self.problem = problem
        self.effort = effort
        self.chance = Random(seed)  # noqa: S311 -- chance for a search, not for secrets
        self.model: Model = model_without_clash(problem)
        self.bound = _ceiling(self.model)
        self.best: tuple[Meeting, ...] | None = None

    def schedule(self) -> Schedule:
        """Run all steps."""
        plan = self._fallback()
        if not self.effort.over():
            self._near_the_bound(plan)
        assert self.best is not None
        return Schedule(
            meetings=self.best,
            score=score_of(self.problem, self.best),
            bound=self.bound,
            seconds=self.effort.elapsed,
        )

    def _fallback(self) -> Plan:
        plan = Plan(self.model)
        for e, r in self.model.locked.items():
            plan.put(e, r)
        best_pair_first(plan)
        before = self.effort.elapsed
        self._offer("best pair first", plan)
        self.effort.reserve = min(self.effort.seconds / 2, 1.5 * (self.effort.elapsed - before))
        return plan

    def _offer(self, step: str, plan: Plan) -> None:
        """Keep a plan if it is valid and better than what there is."""
        meetings = meetings_of(plan, seat_plan(plan))
        if broken := broken_by(self.problem, meetings):
            if self.best is None:
                raise AssertionError(f"the first plan breaks a rule: {broken[0].sentence}")
            return
        score = score_of(self.problem, meetings)
        if self.best is None or score.rank < score_of(self.problem, self.best).rank:
            self.best = meetings
        self.effort.tell(step, score_of(self.problem, self.best), self.bound)

    def _near_the_bound(self, fallback: Plan) -> None:
        """Bound, choice of pairs, rounds, exchanges."""
        from matching.bound import maximise, proven
        from matching.chains import Chains
        from matching.choice import choose, give_rounds
        from matching.exchange import Exchange
        from matching.relaxation import relax
        from matching.resolve import sweep

        model, effort = self.model, self.effort
        program = relax(model)
        fewest = maximise(program, -program.lack, effort.deadline)
        if fewest is None:
            return
        lacks = max(0, -proven(program, -program.lack, fewest.dual))
        most = maximise(program, program.worth, effort.deadline, lacks=lacks)
        if most is None:
            self.bound = Bound(shortfall=lacks, worth=self.bound.worth)
            return
        ceiling = proven(program, program.worth, most.dual, lacks)
        self.bound = Bound(shortfall=lacks, worth=model.base_worth + ceiling)
        effort.tell("bound", bound=self.bound)
        choice = choose(program, most, REACH)
        plan = Plan(model)
        for e, r in model.locked.items():
            plan.put(e, r)
        exchange = Exchange(plan, choice.candidates, self.chance)
        give_rounds(exchange.chains, choice)
        exchange.note()
        if fallback.value > plan.value:
            plan.load(fallback.held())
            exchange.note()
        goal = ceiling + plan.lack_weight * (sum(model.least) - lacks)
        wanted = [*choice.whole, *choice.part]
        exchange.run(goal, effort.steps // 8, effort.over, wanted)
        self._offer("exchange", plan)
        parts = int(effort.seconds * PARTS_PER_SECOND * 200 / max(200, len(model.least)))
        sweep(plan, choice.candidates, goal, parts, self.chance, effort.deadline)
        exchange.note()
        self._offer("rounds two by two", plan)
        exchange.run(goal, effort.steps // 4, effort.over, wanted, warmth=0.5)
        self._offer("exchange", plan)


def _ceiling(model: Model) -> Bound:
    """The bound that needs no proof: everybody meets everybody."""
    goals = sum(
        worth * max(0, min(enough, len(pairs)))
        for worth, enough, pairs in zip(model.goal_worth, model.goal_enough, model.goal_pairs, strict=True)
    )
    kept = sum(max(bonus.values(), default=0) for bonus in model.bonus)
    possible = sum(worth for worth, allowed in zip(model.worth, model.allowed, strict=True) if allowed)
    return Bound(shortfall=0, worth=model.base_worth + goals + kept + possible)
