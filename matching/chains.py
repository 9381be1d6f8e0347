"""Room for one more meeting by swapping two rounds along a chain.

Kempe's chains (1879), as Vizing and König used them for colouring edges: to put a pair into round i where one party is
busy, that party's meeting moves to round j, whoever is in the way there moves to i, and so on until nobody is in the
way. Parties with several people may choose which meeting moves; parties that share people are in the way together; a
meeting moves only to a round where its people are. A chain that cannot be finished is undone.
"""

from collections.abc import Sequence
from random import Random

from matching.needs import needy_seats
from matching.plan import Plan

LONGEST = 400
"""Links after which a chain is given up; chains beyond a few dozen links hardly ever succeed."""


class Chains:
    """Chains in a plan. Every attempt either ends in a valid plan or leaves it as it was."""

    def __init__(self, plan: Plan, chance: Random) -> None:
        self.plan = plan
        self.chance = chance
        self.steps = 0
        """Links tried so far: the effort, counted."""

    def place(self, e: int) -> bool:
        """Put pair e into some round, moving others between two rounds if need be; nobody loses a meeting."""
        plan = self.plan
        if not plan.may_have(e):
            return False
        rounds = list(plan.model.allowed[e])
        self.steps += len(rounds)
        if open_rounds := plan.free_rounds(e):
            plan.put(e, min(open_rounds, key=lambda r: (-plan.gain(e, r) if plan.model.bonus[e] else 0, plan.count[r])))
            return True
        self.chance.shuffle(rounds)
        rounds.sort(key=lambda r: self._in_the_way(e, r))
        for i in rounds:
            if self._in_the_way(e, i) > 1:
                break
            others = [j for j in range(len(plan.model.rounds)) if j != i]
            self.chance.shuffle(others)
            for j in others:
                if self._insert(e, i, j):
                    return True
        return False

    def _in_the_way(self, e: int, r: int) -> int:
        """How many of the pair's groups have no people left in round r."""
        plan = self.plan
        groups = {plan.model.group_of[p] for p in plan.model.ends[e]}
        return sum(not plan.group_room(g, e, r) for g in groups)

    def _insert(self, e: int, i: int, j: int) -> bool:
        plan = self.plan
        before, mark = plan.value, len(plan.log)
        plan.put(e, i)
        if self.settle(e, i, j) and self._halls_hold((i, j)) and plan.value >= before:
            return True
        plan.undo(mark)
        return False

    def settle(self, moved: int, i: int, j: int) -> bool:
        """Move what is in the way of a pair that has just come to round i on to round j, and so on back and forth."""
        plan = self.plan
        model = plan.model
        touched = {moved}
        queue = [(moved, i)]
        while queue:
            e, r = queue.pop()
            other = j if r == i else i
            for g in {model.group_of[p] for p in model.ends[e]}:
                while self._crowded(g, r):
                    self.steps += 1
                    if len(touched) > LONGEST:
                        return False
                    f = self._who_moves(g, r, other, touched)
                    if f < 0:
                        return False
                    touched.add(f)
                    plan.move(f, other)
                    queue.append((f, other))
            while rivals := plan.vying(e, r):
                self.steps += 1
                f = self._whose_turn(rivals, other, touched)
                if f < 0:
                    return False
                touched.add(f)
                plan.move(f, other)
                queue.append((f, other))
        return True

    def _whose_turn(self, rivals: Sequence[int], other: int, touched: set[int]) -> int:
        """Of the meetings that want the same interpreter or stand, the one that moves to the other round; -1: none."""
        plan = self.plan
        model = plan.model
        choice = -1
        for f in rivals:
            if f in touched or other not in model.allowed[f] or f in model.locked:
                continue
            if all(plan.group_room(g, f, other) for g in {model.group_of[p] for p in model.ends[f]}):
                return f
            if choice < 0 or self.chance.random() < 0.5:  # noqa: PLR2004 -- a fair coin
                choice = f
        return choice

    def _crowded(self, g: int, r: int) -> bool:
        plan = self.plan
        model = plan.model
        if not model.shared[g]:
            return len(plan.here[g][r]) > model.room[g][r]
        return not model.group_fits(g, r, plan.seats(g, r))

    def _who_moves(self, g: int, r: int, other: int, touched: set[int]) -> int:
        """The meeting of group g that moves from round r to the other: best one that then is in nobody's way."""
        plan = self.plan
        model = plan.model
        choice = -1
        for f in plan.here[g][r]:
            if f in touched or other not in model.allowed[f] or f in model.locked:
                continue
            if model.shared[g] and not model.group_fits(g, r, plan.seats(g, r, f)):
                continue
            a, b = model.ends[f]
            far = model.group_of[b] if model.group_of[a] == g else model.group_of[a]
            if far == g or plan.group_room(far, f, other):
                return f
            if choice < 0 or self.chance.random() < 0.5:  # noqa: PLR2004 -- a fair coin
                choice = f
        return choice

    def _halls_hold(self, rounds: tuple[int, ...]) -> bool:
        """Whether tables and resources suffice after a chain; a round with one meeting too many hands one on."""
        plan = self.plan
        for r in rounds:
            while plan.count[r] > plan.model.tables:
                if not self._hand_on(r):
                    return False
        return all(self.hall_fits(r) for r in rounds)

    def hall_fits(self, r: int) -> bool:
        """Whether round r has the tables and resources for what it holds."""
        plan = self.plan
        model = plan.model
        if plan.count[r] > model.tables:
            return False
        if any(used[r] > limit for used, limit in zip(plan.used, model.per_round, strict=True)):
            return False
        return not plan.needy[r] or needy_seats(model, plan.needy[r], r)

    def _hand_on(self, r: int) -> bool:
        """Shift one meeting's worth of room: a chain from round r to one with a free table (McDiarmid 1972)."""
        plan = self.plan
        model = plan.model
        starts = sorted(plan.at[r])
        self.chance.shuffle(starts)
        for other in sorted(range(len(model.rounds)), key=lambda o: plan.count[o]):
            if other == r or plan.count[other] >= model.tables:
                continue
            for f in starts[:40]:
                if other not in model.allowed[f] or f in model.locked:
                    continue
                groups = {model.group_of[p] for p in model.ends[f]}
                self.steps += 1
                # A chain that begins where somebody is free in the other round grows at one end only.
                if all(not plan.group_room(g, f, other) for g in groups):
                    continue
                mark = len(plan.log)
                plan.move(f, other)
                if self.settle(f, other, r) and plan.count[r] <= model.tables and self.hall_fits(other):
                    return True
                plan.undo(mark)
        return False
