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

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

from matching.problem import Person, Problem, pair_key

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
            known = len(seat_ends(memo_key[2], self.speakers, round_)) == len(parties)
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


def matched(choices: Sequence[Sequence[int]]) -> dict[int, int]:
    """A largest matching of the positions in `choices` to their choices (Kuhn 1955): choice -> position."""
    holder: dict[int, int] = {}

    def place(item: int, seen: set[int]) -> bool:
        for choice in choices[item]:
            if choice not in seen:
                seen.add(choice)
                if choice not in holder or place(holder[choice], seen):
                    holder[choice] = item
                    return True
        return False

    for item in range(len(choices)):
        place(item, set())
    return holder


def seat_ends(parties: Sequence[int], speakers: Sequence[Sequence[Sequence[int]]], round_: int) -> dict[int, int]:
    """People for meeting ends: person -> position in `parties`. Short of an end when there are too few people."""
    return matched([speakers[party][round_] for party in parties])


def build(problem: Problem) -> Model:  # noqa: C901 -- one pass over each list of the problem
    """The numbers for a problem whose frozen rounds are valid."""
    rounds = [name for name in problem.rounds if name not in problem.frozen_rounds]
    number = {name: n for n, name in enumerate(rounds)}
    party_number = {party.id: n for n, party in enumerate(problem.parties)}
    person_number = {person.id: n for n, person in enumerate(problem.people)}
    resource_number = {resource.id: n for n, resource in enumerate(problem.resources)}
    pair_index = {pair.key: n for n, pair in enumerate(problem.pairs)}
    there = [[problem.is_there(person.id, name) for name in rounds] for person in problem.people]
    members = [[person_number[name] for name in party.people] for party in problem.parties]
    needs: list[Need] = [(person.requires, person.home_table) for person in problem.people]
    members = [sorted(people, key=lambda p: (needs[p][1] is not None, len(needs[p][0]))) for people in members]
    speakers = [[[p for p in people if there[p][r]] for r in range(len(rounds))] for people in members]
    group_of, groups = _groups(members)
    held = {meeting.key for meeting in problem.frozen_meetings}
    frozen_count = [0] * len(problem.parties)
    for key in held:
        for name in key:
            frozen_count[party_number[name]] += 1
    goals_of: list[list[int]] = [[] for _ in problem.pairs]
    goal_pairs: list[list[int]] = []
    enough_left: list[int] = []
    base = sum(problem.pair[key].worth for key in held)
    for g, goal in enumerate(problem.goals):
        keys = {pair_key(*two) for two in goal.pairs}
        served = min(goal.enough, len(keys & held))
        base += goal.worth * served
        enough_left.append(goal.enough - served)
        open_pairs = sorted(pair_index[key] for key in keys - held)
        goal_pairs.append(open_pairs)
        if goal.worth and goal.enough > served:
            for e in open_pairs:
                goals_of[e].append(g)
    bonus: list[dict[int, int]] = [{} for _ in problem.pairs]
    for meeting in problem.previous:
        if meeting.round in number:
            base -= problem.change_cost
            if meeting.key in pair_index and problem.change_cost:
                bonus[pair_index[meeting.key]][number[meeting.round]] = problem.change_cost
    ends = [(party_number[pair.a], party_number[pair.b]) for pair in problem.pairs]
    allowed, need = _possible(problem, ends, speakers, held, len(rounds))
    incident: list[list[int]] = [[] for _ in problem.parties]
    for e, (a, b) in enumerate(ends):
        if allowed[e]:
            incident[a].append(e)
            incident[b].append(e)
    unlimited = len(problem.pairs) + len(problem.rounds)
    return Model(
        problem=problem,
        rounds=rounds,
        ends=ends,
        worth=[pair.worth for pair in problem.pairs],
        uses=[tuple(sorted(resource_number[name] for name in pair.uses)) for pair in problem.pairs],
        goals_of=[tuple(goals) for goals in goals_of],
        bonus=bonus,
        allowed=allowed,
        allowed_bits=[sum(1 << r for r in rounds_) for rounds_ in allowed],
        need=need,
        needs=needs,
        needy=[
            [any(needs[p] != NO_NEED for party in group for p in speakers[party][r]) for r in range(len(rounds))]
            for group in groups
        ],
        easy=[[sum(needs[p] == NO_NEED for p in people) for people in of_party] for of_party in speakers],
        group_of=group_of,
        groups=groups,
        shared=[len(group) > 1 for group in groups],
        room=[
            [len({p for party in group for p in speakers[party][r]}) for r in range(len(rounds))] for group in groups
        ],
        most=[
            (unlimited if party.max_meetings is None else party.max_meetings) - frozen_count[n]
            for n, party in enumerate(problem.parties)
        ],
        least=[max(0, party.min_meetings - frozen_count[n]) for n, party in enumerate(problem.parties)],
        goal_worth=[goal.worth for goal in problem.goals],
        goal_enough=enough_left,
        goal_pairs=goal_pairs,
        tables=len(problem.tables),
        per_round=[resource.per_round for resource in problem.resources],
        locked={
            pair_index[pair_key(lock.a, lock.b)]: number[lock.round] for lock in problem.locked if lock.round in number
        },
        base_worth=base,
        speakers=speakers,
        pair_index=pair_index,
        incident=incident,
    )


def _groups(members: Sequence[Sequence[int]]) -> tuple[list[int], list[list[int]]]:
    """Parties joined by shared people: the group of each party, and the parties of each group."""
    leader = list(range(len(members)))

    def find(party: int) -> int:
        while leader[party] != party:
            leader[party] = leader[leader[party]]
            party = leader[party]
        return party

    speaks_for: dict[int, int] = {}
    for party, people in enumerate(members):
        for person in people:
            if person in speaks_for:
                leader[find(party)] = find(speaks_for[person])
            speaks_for[person] = party
    number: dict[int, int] = {}
    group_of = [number.setdefault(find(party), len(number)) for party in range(len(members))]
    groups: list[list[int]] = [[] for _ in number]
    for party, group in enumerate(group_of):
        groups[group].append(party)
    return group_of, groups


def needs_of(people: Sequence[Person]) -> Need | None:
    """What a table must offer to these people together; None when they cannot share a table."""
    homes = {person.home_table for person in people} - {None}
    if len(homes) > 1:
        return None
    return frozenset().union(*(person.requires for person in people)), next(iter(homes), None)


def _possible(  # noqa: C901 -- the quick case and the exact one belong side by side
    problem: Problem,
    ends: Sequence[tuple[int, int]],
    speakers: Sequence[Sequence[Sequence[int]]],
    held: set[tuple[str, str]],
    rounds: int,
) -> tuple[list[tuple[int, ...]], list[dict[int, Need]]]:
    """Per pair: the rounds in which it could be held if alone, and what any table for it must offer there."""
    people = problem.people
    limit = {resource.id: resource.per_round for resource in problem.resources}
    plain = [
        [any(people[p].requires == frozenset() and people[p].home_table is None for p in there) for there in of_party]
        for of_party in speakers
    ]
    fitting: dict[Need, bool] = {NO_NEED: bool(problem.tables)}

    def fits(wants: Need) -> bool:
        if wants not in fitting:
            fitting[wants] = any(
                wants[0] <= table.features and wants[1] in {None, table.id} for table in problem.tables
            )
        return fitting[wants]

    owners: dict[int, set[int]] = defaultdict(set)
    for party, of_party in enumerate(speakers):
        for there in of_party:
            for person in there:
                owners[person].add(party)
    shares = [any(len(owners[p]) > 1 for there in of_party for p in there) for of_party in speakers]
    allowed: list[tuple[int, ...]] = []
    need: list[dict[int, Need]] = []
    for (a, b), pair in zip(ends, problem.pairs, strict=True):
        found: dict[int, Need] = {}
        if pair.key not in held and all(limit[name] for name in pair.uses):
            for r in range(rounds):
                if not (speakers[a][r] and speakers[b][r]):
                    continue
                if plain[a][r] and plain[b][r] and not (shares[a] and shares[b]):
                    if problem.tables:
                        found[r] = NO_NEED
                    continue
                ways = [needs_of((people[p], people[q])) for p, q in product(speakers[a][r], speakers[b][r]) if p != q]
                possible = [wants for wants in ways if wants is not None and fits(wants)]
                if possible:
                    features = frozenset.intersection(*(wants[0] for wants in possible))
                    homes = {wants[1] for wants in possible}
                    found[r] = (features, next(iter(homes)) if len(homes) == 1 else None)
        allowed.append(tuple(found))
        need.append({r: wants for r, wants in found.items() if wants != NO_NEED})
    return allowed, need
