"""Better pairs for worse ones: let a meeting go, put another in its place, and fill what came free.

An ejection chain (Glover 1996) of one link, with the acceptance of simulated annealing (Kirkpatrick, Gelatt and Vecchi
1983): a pair that does not meet is put in by `Chains`; where a party has no room at all, its least valuable meeting
goes first; whoever came free is offered their next best pairs. Only pairs with a small reduced cost in the relaxation
are looked at: the others hardly ever are part of a plan that is nearly as good as the bound (Dantzig, Fulkerson and
Johnson, 1954).
"""

import math
from collections.abc import Callable, Sequence
from random import Random

from matching.chains import Chains
from matching.plan import Plan

LONG_LOG = 100_000
"""Entries after which the plan's log is thrown away: nothing will be undone any more."""

OFFERS = 6
"""Pairs offered to a party that came free."""


class Exchange:
    """A search over plans that remembers the best."""

    def __init__(self, plan: Plan, candidates: Sequence[int], chance: Random) -> None:
        model = plan.model
        self.plan = plan
        self.chance = chance
        self.chains = Chains(plan, chance)
        self.candidates = list(candidates)
        self.near: list[list[int]] = [[] for _ in model.least]
        for e in self.candidates:
            for p in model.ends[e]:
                self.near[p].append(e)
        self.known = set(self.candidates)
        self.best = plan.value
        self.best_held = plan.held()

    def note(self) -> None:
        """Remember the plan if it is the best so far."""
        if self.plan.value > self.best:
            self.best = self.plan.value
            self.best_held = self.plan.held()

    def help_lacking(self) -> list[int]:
        """Make every pair of a party that lacks meetings a candidate: a missing meeting is dearer than any worth."""
        plan = self.plan
        model = plan.model
        lacking = [p for p, least in enumerate(model.least) if plan.degree[p] < least]
        pairs = list(dict.fromkeys(e for p in lacking for e in model.incident[p]))
        for e in pairs:
            if e not in self.known:
                self.known.add(e)
                self.candidates.append(e)
                for p in model.ends[e]:
                    self.near[p].append(e)
        return [e for e in pairs if plan.round_of[e] < 0]

    def fill(self, parties: Sequence[int]) -> None:
        """Offer parties their best pairs that do not meet."""
        plan = self.plan
        offers = {e for p in parties for e in self.near[p] if plan.round_of[e] < 0 and plan.may_have(e)}
        first = sorted(offers, key=lambda e: (-plan.gain(e, plan.model.allowed[e][0]), e))[:OFFERS]
        for e in first:
            if plan.round_of[e] < 0:
                self.chains.place(e)

    def fill_all(self, stop: Callable[[], bool]) -> None:
        """Place every candidate that still has room, most gain first, moving others where need be, until `stop`."""
        plan = self.plan
        for e in sorted(self.candidates, key=lambda e: (-plan.gain(e, plan.model.allowed[e][0]), e)):
            if plan.round_of[e] < 0 and plan.may_have(e):
                if stop():
                    return
                self.chains.place(e)

    def try_pair(self, e: int, warmth: float) -> bool:
        """Put pair e in at the cost of others if that pays; whether the plan changed."""
        plan = self.plan
        before, mark = plan.value, len(plan.log)
        freed: list[int] = []
        if not self.chains.place(e):
            freed = self._make_way(e)
            if not freed or not self.chains.place(e):
                plan.undo(mark)
                return False
            self.fill(freed)
        if plan.value >= before or (
            warmth > 0 and self.chance.random() < math.exp(max(-50.0, (plan.value - before) / warmth))
        ):
            return True
        plan.undo(mark)
        return False

    def _make_way(self, e: int) -> list[int]:
        """Let go the meetings that stand in pair e's way in the round where that costs least; who came free."""
        plan = self.plan
        model = plan.model
        best: list[int] | None = None
        least = math.inf
        for r in model.allowed[e]:
            out = self._blockers(e, r)
            if out is None:
                continue
            cost = sum(plan.loss(f) for f in out) + self.chance.random()
            if cost < least:
                best, least = out, cost
        if not best:
            return []
        freed: dict[int, None] = {}
        for f in best:
            plan.take(f)
            freed.update(dict.fromkeys(model.ends[f]))
        return [p for p in freed if p not in model.ends[e]] or list(freed)

    def _blockers(self, e: int, r: int) -> list[int] | None:
        """Cheapest meetings of round r without which pair e has room there; None when locked ones are in the way."""
        plan = self.plan
        model = plan.model
        out: list[int] = []
        for g in {model.group_of[p] for p in model.ends[e]}:
            if plan.group_room(g, e, r):
                continue
            options = [
                f
                for f in plan.here[g][r]
                if f not in model.locked and f not in out and plan.group_room(g, e, r, without=f)
            ]
            if not options:
                return None
            out.append(min(options, key=lambda f: (plan.loss(f), f)))
        ways = self._crowded_elsewhere(e, r, out)
        if ways is None:
            return None
        out += ways
        if not out and plan.count[r] >= model.tables:
            options = [f for f in plan.at[r] if f not in model.locked]
            if not options:
                return None
            some = sorted(options)
            out.append(min((self.chance.choice(some) for _ in range(8)), key=plan.loss))
        return out or None

    def _crowded_elsewhere(self, e: int, r: int, gone: Sequence[int]) -> list[int] | None:
        """Cheapest meetings that must go beside `gone` for maxima, resources, needy people; None when they cannot."""
        plan = self.plan
        model = plan.model
        out: list[int] = []
        for p in model.ends[e]:
            if plan.degree[p] - sum(p in model.ends[f] for f in (*gone, *out)) >= model.most[p]:
                options = [f for f in model.incident[p] if plan.round_of[f] >= 0 and f not in model.locked]
                options = [f for f in options if f not in gone and f not in out]
                if not options:
                    return None
                out.append(min(options, key=lambda f: (plan.loss(f), f)))
        for rivals in plan.rivals(e, r, [*gone, *out]):
            options = [f for f in rivals if f not in model.locked and f not in gone and f not in out]
            if not options:
                return None
            out.append(min(options, key=lambda f: (plan.loss(f), f)))
        return out

    def run(
        self, goal: int, steps: int, stop: Callable[[], bool], first: Sequence[int] = (), warmth: float = 1.5
    ) -> None:
        """Search until the value reaches `goal`, `steps` links have been tried, or `stop` says so."""
        plan = self.plan
        end = self.chains.steps + steps
        rounds = 0
        while self.chains.steps < end and self.best < goal:
            rounds += 1
            if rounds % 16 == 0 and stop():
                break
            self.chains.steps += 5
            wanted = [e for e in first if plan.round_of[e] < 0]
            if wanted and self.chance.random() < 0.5:  # noqa: PLR2004 -- half the effort goes where the bound points
                e = self.chance.choice(wanted)
            else:
                e = self.chance.choice(self.candidates)
                if plan.round_of[e] >= 0:
                    continue
            left = max(0.0, (end - self.chains.steps) / steps)
            if self.try_pair(e, warmth * left):
                self.note()
            if len(plan.log) > LONG_LOG:
                plan.log.clear()
        if plan.value < self.best:
            plan.load(self.best_held)
        plan.log.clear()
