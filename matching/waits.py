"""Fewer waits by giving the same meetings other rounds.

Swapping two rounds along a Kempe chain changes nobody's meetings, only their times. A meeting at the edge of somebody's
evening is moved into a gap in the middle of it, with the chain that this needs; the swap stays if all whom it touches
wait less in sum. Waits are counted per group of parties: a party's several people can share its meetings so that each
has a stretch without gaps, so its waits are those of the best such sharing, roughly.
"""

from collections.abc import Callable, Iterable
from itertools import pairwise
from random import Random

from matching.chains import Chains
from matching.plan import Plan


class Waits:
    """Waits of a plan, by group, with the frozen rounds seen."""

    def __init__(self, plan: Plan, chance: Random) -> None:
        model = plan.model
        problem = model.problem
        self.plan = plan
        self.chance = chance
        self.chains = Chains(plan, chance)
        self.place = [problem.round_number[name] for name in model.rounds]
        """Position in time of each open round."""
        party_number = {party.id: n for n, party in enumerate(problem.parties)}
        self.fixed = [[0] * len(problem.rounds) for _ in model.groups]
        for meeting in problem.frozen_meetings:
            for name in (meeting.a, meeting.b):
                self.fixed[model.group_of[party_number[name]]][problem.round_number[meeting.round]] += 1
        members = [{person for p in group for person in problem.parties[p].people} for group in model.groups]
        self.people = [len(some) for some in members]
        self.there = [
            [sum(problem.is_there(person, name) for person in some) for name in problem.rounds] for some in members
        ]

    def busy(self, g: int) -> list[int]:
        """Meeting ends of group g per round in time."""
        busy = list(self.fixed[g])
        for r, here in enumerate(self.plan.here[g]):
            busy[self.place[r]] += len(here)
        return busy

    def of(self, g: int) -> int:
        """Waits of group g when its people share its meetings well."""
        busy = self.busy(g)
        held = [n for n, meetings in enumerate(busy) if meetings]
        if len(held) < 2:  # noqa: PLR2004 -- nobody waits before their second meeting
            return 0
        there = self.there[g]
        gaps = [n for n in range(held[0], held[-1]) if not busy[n] and there[n]]
        if not gaps or self.people[g] == 1:
            return len(gaps)
        doubled = [n for n in held if busy[n] > 1]
        if doubled:  # both must be there from the first double round to the last
            return sum(1 + (doubled[0] < n < doubled[-1]) for n in gaps)
        longest = run = 1
        for before, after in pairwise(gaps):
            run = run + 1 if after == before + 1 else 1
            longest = max(longest, run)
        return len(gaps) - longest

    def total(self) -> int:
        return sum(self.of(g) for g in range(len(self.plan.model.groups)))

    def lessen(self, steps: int, stop: Callable[[], bool]) -> None:
        """Swap rounds until nothing more is won, `steps` are done, or `stop` says so."""
        plan = self.plan
        end = self.chains.steps + steps
        while True:
            waiting = [g for g in range(len(plan.model.groups)) if self.of(g)]
            self.chance.shuffle(waiting)
            won = False
            for g in waiting:
                if self.chains.steps >= end or stop():
                    return
                won |= self._help(g)
                plan.log.clear()
            if not won:
                return

    def _help(self, g: int) -> bool:
        plan = self.plan
        busy = self.busy(g)
        held = [n for n, meetings in enumerate(busy) if meetings]
        if len(held) < 2:  # noqa: PLR2004 -- as above
            return False
        number = {place: r for r, place in enumerate(self.place)}
        gaps = [n for n in range(held[0] + 1, held[-1]) if not busy[n] and n in number]
        # Edges first: they shorten the evening. Then any other meeting, whose place somebody else may fill.
        order = [held[0], held[-1], *held[1:-1]]
        tries = [(number[i], number[j]) for i in order if i in number for j in gaps]
        for i, j in tries[:24]:
            for f in list(plan.here[g][i]):
                if f not in plan.model.locked and j in plan.model.allowed[f] and self.swap(f, i, j):
                    return True
        return False

    def swap(self, f: int, i: int, j: int) -> bool:
        """Move meeting f from round i to j with its chain, if those whom it touches then wait less."""
        plan = self.plan
        chains = self.chains
        value, mark = plan.value, len(plan.log)
        plan.move(f, j)
        chains.steps += 1
        if (
            chains.settle(f, j, i)
            and plan.value >= value
            and chains.hall_fits(i)
            and chains.hall_fits(j)
            and self._gain(mark) > 0
        ):
            return True
        plan.undo(mark)
        return False

    def _gain(self, mark: int) -> int:
        """Waits that the moves since `mark` have saved."""
        plan = self.plan
        model = plan.model
        moved = dict(reversed(plan.log[mark:]))
        groups = {model.group_of[p] for e in moved for p in model.ends[e]}
        after = self._sum(groups)
        now = {e: plan.round_of[e] for e in moved}
        self._shift(moved)
        before = self._sum(groups)
        self._shift(now)
        return before - after

    def _shift(self, rounds: dict[int, int]) -> None:
        """Put meetings into rounds for counting only: `here` alone follows."""
        plan = self.plan
        model = plan.model
        for e, r in rounds.items():
            for g in {model.group_of[p] for p in model.ends[e]}:
                plan.here[g][plan.round_of[e]].remove(e)
                plan.here[g][r].append(e)
            plan.round_of[e] = r

    def _sum(self, groups: Iterable[int]) -> int:
        return sum(self.of(g) for g in groups)
