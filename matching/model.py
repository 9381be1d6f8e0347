"""The problem in numbers: what the methods compute with.

Parties, pairs, goals and resources become positions in lists; frozen rounds are taken out, and what was held in them
is credited to its parties and goals. Parties that share people form a **group**: only within a group can one party's
meeting stand in the way of another's. Whether a group can seat a set of meetings in a round is a bipartite matching of
meeting ends to the people who are there (Hall, "On representatives of subsets", 1935); for a party that shares nobody
that is simply a count.

Tables enter as **kinds of need**. A meeting that needs nothing sits anywhere, so that only the number of meetings
matters; the few that need a feature or a home table are matched to tables by themselves, and the others take what is
left (a partial matching in a bipartite graph extends, so nothing is lost by looking at the needy ones first).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from matching.bipartite import matched
from matching.problem import Problem

Need = tuple[frozenset[str], str | None]
"""Features that a table must have, and the one table that it must be, if any."""
NO_NEED: Need = (frozenset(), None)


@dataclass(slots=True)
class Model:
    """Numbers for a problem. Rounds are open rounds, numbered from 0; `rounds` holds their ids."""

    problem: Problem
    rounds: list[str]
    ends: list[tuple[int, int]]
    worth: list[int]
    uses: list[tuple[int, ...]]
    goals_of: list[tuple[int, ...]]
    bonus: list[dict[int, int]]
    """What holding the pair in a round saves in change cost."""
    allowed: list[tuple[int, ...]]
    """Rounds in which the pair could be held if it were alone; empty for a pair that has been held."""
    allowed_bits: list[int]
    """The same rounds as bits."""
    need: list[dict[int, Need]]
    """What a table must offer for the pair in a round whoever speaks for it; only where it is something."""
    needs: list[Need]
    """What a table must offer for a person."""
    needy: list[list[bool]]
    """Whether somebody of the group who is there in the round needs a certain table: needy[g][r]."""
    easy: list[list[int]]
    """People of the party who are there in the round and need nothing: easy[p][r]."""
    group_of: list[int]
    groups: list[list[int]]
    shared: list[bool]
    room: list[list[int]]
    """People of the group who are there, per round."""
    most: list[int]
    """Meetings that a party may still have."""
    least: list[int]
    """Meetings that a party still lacks to its minimum."""
    goal_worth: list[int]
    goal_enough: list[int]
    """How many meetings still count for the goal."""
    goal_pairs: list[list[int]]
    tables: int
    per_round: list[int]
    locked: dict[int, int]
    """Round in which a pair must be held."""
    base_worth: int
    """Worth of the frozen rounds, less the price of every change."""
    speakers: list[list[list[int]]]
    """People of party p who are there in round r, the least needy first: speakers[p][r]."""
    pair_index: dict[tuple[str, str], int]
    fit_memo: dict[tuple[int, int, tuple[int, ...]], bool] = field(default_factory=dict)
    fitting: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)
    part_time_homes: dict[str, list[int]] | None = None
    incident: list[list[int]] = field(default_factory=list)

    def group_fits(self, group: int, round_: int, parties: Sequence[int]) -> bool:
        """Whether a group can seat one meeting end for each of `parties` (with repeats) in a round."""
        if len(parties) > self.room[group][round_]:
            return False
        if not self.shared[group]:
            return True
        memo_key = (group, round_, tuple(sorted(parties)))
        known = self.fit_memo.get(memo_key)
        if known is None:
            known = len(matched([self.speakers[party][round_] for party in memo_key[2]])) == len(parties)
            self.fit_memo[memo_key] = known
        return known

    def tables_fit(self, needs: Sequence[Need]) -> bool:
        """Whether meetings with these needs find different tables."""
        homes: set[str] = set()
        features: list[frozenset[str]] = []
        for wanted, home in needs:
            if home is None:
                features.append(wanted)
            elif home in homes or home not in self.tables_with(wanted):
                return False
            else:
                homes.add(home)
        if not features:
            return True
        if all(wanted == features[0] for wanted in features):
            fit = self.tables_with(features[0])
            return len(features) <= len(fit) - sum(home in fit for home in homes)
        number = {table.id: n for n, table in enumerate(self.problem.tables)}
        choices = [[number[name] for name in sorted(self.tables_with(wanted) - homes)] for wanted in features]
        return len(matched(choices)) == len(features)

    def tables_with(self, features: frozenset[str]) -> frozenset[str]:
        """Ids of the tables that have all these features."""
        known = self.fitting.get(features)
        if known is None:
            known = frozenset(table.id for table in self.problem.tables if features <= table.features)
            self.fitting[features] = known
        return known
