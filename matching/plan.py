"""A plan being worked on: which pair meets in which round, with what can still be added at what gain.

The plan never breaks a rule that is counted here (people, number of tables, needs, resources, maxima): `blocked` says
whether a pair may be put into a round, `put` and `take` keep the counts. Gains are in one integer: a missing meeting
below a party's minimum weighs more than all worth together, so one comparison serves both of the first two levels.
"""

from collections.abc import Sequence

from matching.model import NO_NEED, Model
from matching.needs import needy_seats


class Plan:
    """Rounds of pairs, `round_of[e]` (-1 when the pair does not meet), and the counts that follow from them."""

    __slots__ = (
        "at",
        "count",
        "degree",
        "hall_rounds",
        "here",
        "lack_weight",
        "log",
        "model",
        "needy",
        "open_rounds",
        "round_of",
        "served",
        "used",
        "value",
    )

    def __init__(self, model: Model) -> None:
        rounds = len(model.rounds)
        self.model = model
        self.round_of = [-1] * len(model.ends)
        self.log: list[tuple[int, int]] = []
        """Pairs that were touched, with the round they had before: `undo` walks back along it."""
        self.here: list[list[list[int]]] = [[[] for _ in range(rounds)] for _ in model.groups]
        """Pairs of group g that meet in round r: here[g][r]. A pair within a group stands there once."""
        self.at: list[set[int]] = [set() for _ in range(rounds)]
        self.count = [0] * rounds
        self.degree = [0] * len(model.least)
        self.served = [0] * len(model.goal_worth)
        self.used = [[0] * rounds for _ in model.per_round]
        self.needy: list[dict[int, None]] = [{} for _ in range(rounds)]
        self.lack_weight = 1 + sum(model.worth) + sum(
            worth * max(0, min(enough, len(pairs)))
            for worth, enough, pairs in zip(model.goal_worth, model.goal_enough, model.goal_pairs, strict=True)
        ) + sum(max(bonus.values(), default=0) for bonus in model.bonus)  # fmt: skip
        self.open_rounds = [sum(1 << r for r in range(rounds) if room[r] > 0) for room in model.room]
        """Rounds, as bits, in which a group has people left. For groups that share people a bit is only a hope."""
        self.hall_rounds = (1 << rounds) - 1 if model.tables else 0
        """Rounds, as bits, with a free table."""
        self.value = 0
        """Worth gained so far plus `lack_weight` per meeting that filled a lack."""

    def gain(self, e: int, r: int) -> int:
        """What putting pair e into round r would add to the value."""
        model = self.model
        gain = model.worth[e]
        for goal in model.goals_of[e]:
            if self.served[goal] < model.goal_enough[goal]:
                gain += model.goal_worth[goal]
        a, b = model.ends[e]
        gain += self.lack_weight * ((self.degree[a] < model.least[a]) + (self.degree[b] < model.least[b]))
        bonus = model.bonus[e]
        return gain + bonus.get(r, 0) if bonus else gain

    def loss(self, e: int) -> int:
        """What taking pair e out would cost."""
        model = self.model
        loss = model.worth[e]
        for goal in model.goals_of[e]:
            if self.served[goal] <= model.goal_enough[goal]:
                loss += model.goal_worth[goal]
        a, b = model.ends[e]
        loss += self.lack_weight * ((self.degree[a] <= model.least[a]) + (self.degree[b] <= model.least[b]))
        bonus = model.bonus[e]
        return loss + bonus.get(self.round_of[e], 0) if bonus else loss

    def shift(self, e: int, r: int) -> int:
        """What moving pair e from its round to round r would add."""
        bonus = self.model.bonus[e]
        return bonus.get(r, 0) - bonus.get(self.round_of[e], 0) if bonus else 0

    def seats(self, g: int, r: int, without: int = -1) -> list[int]:
        """Parties of group g, one per meeting end, in round r."""
        model = self.model
        return [p for e in self.here[g][r] if e != without for p in model.ends[e] if model.group_of[p] == g]

    def group_room(self, g: int, e: int, r: int, without: int = -1) -> bool:
        """Whether group g can seat pair e in round r beside what it has there (but for `without`)."""
        model = self.model
        if not model.shared[g]:
            here = self.here[g][r]
            return len(here) - (without in here) < model.room[g][r]
        ends = [p for p in model.ends[e] if model.group_of[p] == g]
        return model.group_fits(g, r, self.seats(g, r, without) + ends)

    def hall_room(self, e: int, r: int) -> bool:
        """Whether tables and resources of round r can take pair e."""
        model = self.model
        if self.count[r] >= model.tables:
            return False
        if not self.needs_fit(e, r):
            return False
        return all(self.used[resource][r] < model.per_round[resource] for resource in model.uses[e])

    def needs_fit(self, e: int, r: int) -> bool:
        """Whether the needy meetings of round r still find people and tables when pair e joins them."""
        return not self.is_needy(e, r) or needy_seats(self.model, [*self.needy[r], e], r)

    def is_needy(self, e: int, r: int) -> bool:
        """Whether somebody who might speak for pair e in round r needs a certain table."""
        model = self.model
        a, b = model.ends[e]
        return model.needy[model.group_of[a]][r] or model.needy[model.group_of[b]][r]

    def rivals(self, e: int, r: int, gone: Sequence[int]) -> list[list[int]]:
        """What else stands in the way of pair e in round r when the meetings `gone` are let go: for each resource that
        is used up, and for the tables if the needy ones do not suffice, the meetings of which one would have to go.
        """
        model = self.model
        here = [f for f in gone if self.round_of[f] == r]
        found = []
        for resource in model.uses[e]:
            users = [f for f in sorted(self.at[r]) if resource in model.uses[f] and f not in here]
            if len(users) >= model.per_round[resource]:
                found.append(users)
        for f in here:
            self._unseat(f)
        if not self.needs_fit(e, r):
            found.append([f for f in sorted(self.needy[r]) if self._fits_without(f, e, r)])
        for f in here:
            self._seat(f, r)
        return found

    def vying(self, e: int, r: int) -> list[int]:
        """Meetings of round r that want the same resource or the same home table as pair e, which is there as well."""
        model = self.model
        for resource in model.uses[e]:
            if self.used[resource][r] > model.per_round[resource]:
                return [f for f in sorted(self.at[r]) if resource in model.uses[f] and f != e]
        need = model.need[e].get(r)
        if need is None or need[1] is None:
            return []
        return [f for f in self.needy[r] if f != e and model.need[f].get(r, NO_NEED)[1] == need[1]]

    def _fits_without(self, f: int, e: int, r: int) -> bool:
        self._unseat(f)
        fits = self.needs_fit(e, r)
        self._seat(f, r)
        return fits

    def may_have(self, e: int) -> bool:
        """Whether both parties may have one more meeting."""
        model = self.model
        a, b = model.ends[e]
        return self.degree[a] < model.most[a] and self.degree[b] < model.most[b]

    def hopeful(self, e: int) -> list[int]:
        """Rounds with a free table in which both parties seem to have people left, by a quick look."""
        model = self.model
        a, b = model.ends[e]
        bits = (
            self.hall_rounds
            & model.allowed_bits[e]
            & self.open_rounds[model.group_of[a]]
            & self.open_rounds[model.group_of[b]]
        )
        return [r for r in model.allowed[e] if bits >> r & 1] if bits else []

    def free_rounds(self, e: int) -> list[int]:
        """Rounds into which pair e, which does not meet, may be put as things stand."""
        return [r for r in self.hopeful(e) if self.free(e, r)]

    def free(self, e: int, r: int) -> bool:
        """Whether pair e, which does not meet, may be put into round r as things stand."""
        model = self.model
        a, b = model.ends[e]
        ga, gb = model.group_of[a], model.group_of[b]
        return (
            r in model.allowed[e]
            and self.may_have(e)
            and self.group_room(ga, e, r)
            and (ga == gb or self.group_room(gb, e, r))
            and self.hall_room(e, r)
        )

    def put(self, e: int, r: int) -> None:
        """Pair e meets in round r from now on."""
        model = self.model
        self.log.append((e, -1))
        self.value += self.gain(e, r)
        self._seat(e, r)
        for goal in model.goals_of[e]:
            self.served[goal] += 1
        a, b = model.ends[e]
        self.degree[a] += 1
        self.degree[b] += 1

    def take(self, e: int) -> int:
        """Pair e no longer meets; returns the round that it had."""
        model = self.model
        r = self.round_of[e]
        self.log.append((e, r))
        self.value -= self.loss(e)
        self._unseat(e)
        for goal in model.goals_of[e]:
            self.served[goal] -= 1
        a, b = model.ends[e]
        self.degree[a] -= 1
        self.degree[b] -= 1
        return r

    def move(self, e: int, r: int) -> None:
        """Pair e moves to round r; nobody's meetings change but for the round."""
        self.log.append((e, self.round_of[e]))
        self.value += self.shift(e, r)
        self._unseat(e)
        self._seat(e, r)

    def undo(self, mark: int) -> None:
        """Back to how things stood when the log was `mark` long."""
        log = self.log
        while len(log) > mark:
            e, r = log[-1]
            if r < 0:
                self.take(e)
            elif self.round_of[e] < 0:
                self.put(e, r)
            else:
                self.move(e, r)
            del log[-2:]

    def _seat(self, e: int, r: int) -> None:
        model = self.model
        a, b = model.ends[e]
        ga, gb = model.group_of[a], model.group_of[b]
        self.round_of[e] = r
        self.here[ga][r].append(e)
        if gb != ga:
            self.here[gb][r].append(e)
            if len(self.here[gb][r]) >= model.room[gb][r]:
                self.open_rounds[gb] &= ~(1 << r)
        if len(self.here[ga][r]) >= model.room[ga][r]:
            self.open_rounds[ga] &= ~(1 << r)
        self.at[r].add(e)
        self.count[r] += 1
        if self.count[r] >= model.tables:
            self.hall_rounds &= ~(1 << r)
        for resource in model.uses[e]:
            self.used[resource][r] += 1
        if self.is_needy(e, r):
            self.needy[r][e] = None

    def _unseat(self, e: int) -> None:
        model = self.model
        r = self.round_of[e]
        a, b = model.ends[e]
        ga, gb = model.group_of[a], model.group_of[b]
        self.round_of[e] = -1
        self.here[ga][r].remove(e)
        if gb != ga:
            self.here[gb][r].remove(e)
            if len(self.here[gb][r]) < model.room[gb][r]:
                self.open_rounds[gb] |= 1 << r
        if len(self.here[ga][r]) < model.room[ga][r]:
            self.open_rounds[ga] |= 1 << r
        self.at[r].discard(e)
        self.count[r] -= 1
        if self.count[r] < model.tables:
            self.hall_rounds |= 1 << r
        for resource in model.uses[e]:
            self.used[resource][r] -= 1
        self.needy[r].pop(e, None)

    def held(self) -> dict[int, int]:
        """Round per pair that meets, in order of pair."""
        return {e: r for e, r in enumerate(self.round_of) if r >= 0}

    def load(self, held: dict[int, int]) -> None:
        """Start anew from a given set of pairs and rounds, which must be valid together."""
        for e in list(self.held()):
            self.take(e)
        for e, r in held.items():
            self.put(e, r)
