"""From the problem in words (`problem.py`) to the problem in numbers (`model.py`).

Frozen rounds are taken out, and what was held in them is credited to its parties and goals.
"""

from collections.abc import Sequence

from matching.model import NO_NEED, Model, Need
from matching.possible import possible_rounds
from matching.problem import Problem, pair_key


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
    allowed, need = possible_rounds(problem, ends, speakers, held, len(rounds))
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
