"""The engine's steps, each by itself: what it promises, on halls small enough to see."""

import json
from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest

from matching import Goal, Lock, Meeting, Pair, Party, Person, Problem, Table, changes, read_problem, solve, verify
from matching.bipartite import matched
from matching.bound import maximise, proven
from matching.chains import Chains
from matching.clash import model_without_clash
from matching.greedy import best_pair_first
from matching.plan import Plan
from matching.refusals import Clash
from matching.relaxation import relax
from matching.schedule import Bound, Progress, Schedule, Score
from matching.score import score_of
from matching.seats import seat_round

LATE = float("inf")


def a_hall(
    parties: int = 6,
    rounds: int = 3,
    tables: int = 3,
    *,
    pairs: Sequence[tuple[str, str]] | None = None,
    seed: int = 1,
    **more: Any,
) -> Problem:
    """Parties o0, o1, … of one person each, all pairs (or those given) with worths by chance."""
    chance = Random(seed)
    names = [f"o{n}" for n in range(parties)]
    listed = [(a, b) for n, a in enumerate(names) for b in names[n + 1 :]] if pairs is None else pairs
    people = more.pop("people", tuple(Person(id=f"p{n}") for n in range(parties)))
    return Problem(
        rounds=tuple(f"r{n}" for n in range(rounds)),
        tables=tuple(Table(id=f"t{n}") for n in range(tables)),
        people=people,
        parties=tuple(Party(id=name, people=(f"p{n}",)) for n, name in enumerate(names)),
        pairs=tuple(Pair(a=a, b=b, worth=chance.randint(1, 9)) for a, b in listed),
        **more,
    )


def a_meeting(round_: str, table: str, a: str, b: str) -> Meeting:
    return Meeting(round=round_, table=table, a=a, b=b, a_people=(f"p{a[1:]}",), b_people=(f"p{b[1:]}",))


def a_schedule(*meetings: Meeting) -> Schedule:
    nothing = Score(shortfall=0, worth=0, waits=0, moves=0, changes=0)
    return Schedule(meetings=meetings, score=nothing, bound=Bound(shortfall=0, worth=0))


def test_a_matching_reseats_whoever_is_in_the_way() -> None:
    assert matched([[0, 1], [0]]) == {1: 0, 0: 1}


def test_where_not_all_can_be_matched_those_who_come_first_are() -> None:
    assert set(matched([[0], [0, 1], [0, 1], [1]]).values()) == {0, 1}
    assert set(matched([[1], [0, 1], [0, 1], [0]]).values()) == {0, 1}


def test_a_tournament_of_six_is_coloured_in_five_rounds() -> None:
    # K₆ has a proper edge colouring with five colours (König's theorem does not help: it is not bipartite).
    schedule = solve(a_hall(6, 5), seconds=2)
    assert len(schedule.meetings) == 15
    assert schedule.score.worth == schedule.bound.worth


def test_a_chain_makes_room_where_greed_left_none() -> None:
    # A path o0-o1-o2-o3 in two rounds: the two ends first, in different rounds, leave the middle without a place.
    model = model_without_clash(a_hall(4, 2, pairs=[("o0", "o1"), ("o1", "o2"), ("o2", "o3")]))
    plan = Plan(model)
    plan.put(0, 0)
    plan.put(2, 1)
    assert not plan.free_rounds(1)
    assert Chains(plan, Random(1)).place(1)
    assert sorted(plan.held()) == [0, 1, 2]
    assert plan.round_of[0] == plan.round_of[2] != plan.round_of[1]


def test_a_chain_that_fails_leaves_no_trace() -> None:
    # Three rounds of meetings cannot be held in two.
    model = model_without_clash(a_hall(4, 2, pairs=[("o0", "o1"), ("o0", "o2"), ("o0", "o3")]))
    plan = Plan(model)
    plan.put(0, 0)
    plan.put(1, 1)
    before = plan.held(), plan.value
    assert not Chains(plan, Random(1)).place(2)
    assert (plan.held(), plan.value) == before


@pytest.mark.parametrize("seed", range(12))
def test_undo_restores_every_count(seed: int) -> None:
    chance = Random(seed)
    problem = a_hall(7, 4, 3, seed=seed, goals=(Goal(id="g", party="o0", worth=5, pairs=(("o0", "o1"), ("o0", "o2"))),))
    plan = Plan(model_without_clash(problem))
    best_pair_first(plan)
    before = plan.held(), plan.value, list(plan.count), list(plan.degree), list(plan.served), list(plan.open_rounds)
    mark = len(plan.log)
    for _ in range(30):
        e = chance.randrange(len(problem.pairs))
        if plan.round_of[e] >= 0:
            plan.take(e)
        elif rounds := plan.free_rounds(e):
            plan.put(e, chance.choice(rounds))
    plan.undo(mark)
    after = plan.held(), plan.value, list(plan.count), list(plan.degree), list(plan.served), list(plan.open_rounds)
    assert after == before


@pytest.mark.parametrize("seed", range(8))
def test_any_multipliers_prove_a_bound(seed: int) -> None:
    # Weak duality: even multipliers drawn by chance never fall below what a schedule reaches.
    problem = a_hall(8, 3, 3, seed=seed)
    program = relax(model_without_clash(problem))
    reached = solve(problem, seconds=1).score.worth
    chance = np.random.default_rng(seed)
    for _ in range(20):
        assert proven(program, program.worth, chance.uniform(0, 9, len(program.limit))) >= reached


def test_the_solvers_multipliers_prove_what_it_found() -> None:
    program = relax(model_without_clash(a_hall(8, 3, 3)))
    answer = maximise(program, program.worth, LATE)
    assert answer is not None
    assert proven(program, program.worth, answer.dual) == int(answer.objective + 1e-6)


def test_a_bound_holds_for_those_who_come_late() -> None:
    people = (Person(id="p0", rounds=frozenset({"r2"})), *(Person(id=f"p{n}") for n in range(1, 4)))
    schedule = solve(a_hall(4, 3, 2, people=people), seconds=1)
    assert sum("o0" in (m.a, m.b) for m in schedule.meetings) == 1
    assert schedule.score.worth == schedule.bound.worth


def test_needy_people_get_the_table_that_they_need() -> None:
    people = (Person(id="p0", requires=frozenset({"step_free"})), *(Person(id=f"p{n}") for n in range(1, 4)))
    problem = a_hall(4, 3, people=people)
    problem = replace(problem, tables=(Table(id="t0"), Table(id="t1", features=frozenset({"step_free"}))))
    schedule = solve(problem, seconds=1)
    assert len(schedule.meetings) == 6
    assert {m.table for m in schedule.meetings if "o0" in (m.a, m.b)} == {"t1"}


def test_a_round_whose_people_all_need_one_table_cannot_be_seated() -> None:
    people = tuple(Person(id=f"p{n}", home_table="t0") for n in range(4))
    model = model_without_clash(a_hall(4, 1, 2, people=people, pairs=[("o0", "o1"), ("o2", "o3")]))
    assert seat_round(model, [0, 1], 0) is None
    assert seat_round(model, [0], 0) is not None


def test_two_people_of_a_party_share_its_meetings_without_gaps() -> None:
    # The others come for one round each, so that the party's two people decide about waits alone.
    early, late = (Person(id=f"p{n}", rounds=frozenset({f"r{r}"})) for n, r in ((1, 0), (2, 3)))
    problem = replace(
        a_hall(3, 4, pairs=[("o0", "o1"), ("o0", "o2")]),
        people=(Person(id="p0"), Person(id="p0b"), early, late),
        parties=(
            Party(id="o0", people=("p0", "p0b")),
            Party(id="o1", people=("p1",)),
            Party(id="o2", people=("p2",)),
        ),
    )
    schedule = solve(problem, seconds=1)
    assert len(schedule.meetings) == 2
    assert schedule.score.waits == 0


def test_locks_that_want_one_person_twice_clash_by_name() -> None:
    locked = (Lock(round="r0", a="o0", b="o1"), Lock(round="r0", a="o0", b="o2"))
    with pytest.raises(Clash) as refusal:
        solve(a_hall(4, 2, locked=locked), seconds=1)
    assert len(refusal.value.clashes) == 1
    assert "o0 and o1" in refusal.value.clashes[0]
    assert "o0 and o2" in refusal.value.clashes[0]


def test_a_replan_keeps_what_change_would_not_pay_for() -> None:
    problem = a_hall(6, 3, seed=3)
    before = solve(problem, seconds=1)
    again = replace(problem, previous=before.meetings, frozen_rounds=frozenset({"r0"}), change_cost=5)
    after = solve(again, seconds=1)
    assert not verify(again, after)
    assert after.score.changes == 0
    assert {m.as_held for m in after.meetings if m.round == "r0"} == {
        m.as_held for m in before.meetings if m.round == "r0"
    }


def test_what_changed_is_told_to_those_concerned_only() -> None:
    stays = a_meeting("r0", "t0", "o0", "o1")
    before = a_schedule(stays, a_meeting("r1", "t0", "o2", "o3"), a_meeting("r1", "t1", "o4", "o5"))
    after = a_schedule(stays, a_meeting("r1", "t2", "o3", "o2"), a_meeting("r1", "t1", "o4", "o0"))
    told = changes(before, after)
    assert {name: [str(c.kind) for c in found] for name, found in told.parties.items()} == {
        "o0": ["added"],
        "o2": ["another table"],
        "o3": ["another table"],
        "o4": ["dropped", "added"],
        "o5": ["dropped"],
    }
    assert "p1" not in told.people


def test_the_same_seed_gives_the_same_schedule() -> None:
    problem = a_hall(12, 4, 5, seed=5)
    first, second = (solve(problem, seconds=2, seed=7) for _ in range(2))
    assert first.meetings == second.meetings


def test_whoever_cancels_still_gets_a_valid_schedule() -> None:
    problem = a_hall(12, 4, 5)
    schedule = solve(problem, seconds=5, cancelled=lambda: True)
    assert schedule.meetings
    assert not verify(problem, schedule)
    assert score_of(problem, schedule.meetings) == schedule.score


def test_progress_never_tells_of_a_worse_schedule() -> None:
    told: list[Progress] = []
    solve(a_hall(14, 5, 6), seconds=2, progress=told.append)
    ranks = [step.score.rank for step in told if step.score]
    assert ranks == sorted(ranks, reverse=True)


def a_fair(people: list[Any], meeting: list[tuple[str, str]]) -> Plan:
    """One round, three tables; parties a and b speak through `people`, c and d need nothing."""
    raw = {
        "format": "borse-problem/1",
        "rounds": [{"id": "r"}],
        "tables": [{"id": "t1"}, {"id": "t2"}, {"id": "t3"}],
        "people": [*people, {"id": "pc"}, {"id": "pd"}],
        "parties": [
            {"id": "a", "people": [person["id"] for person in people if person["id"].startswith("pa")]},
            {"id": "b", "people": ["pb"]},
            {"id": "c", "people": ["pc"]},
            {"id": "d", "people": ["pd"]},
        ],
        "pairs": [{"a": a, "b": b, "worth": 1} for a, b in meeting],
    }
    return Plan(model_without_clash(read_problem(json.dumps(raw))))


def test_of_two_with_stands_the_one_goes_whose_stand_is_free() -> None:
    people = [{"id": "pa1", "home_table": "t1"}, {"id": "pa2", "home_table": "t2"}, {"id": "pb", "home_table": "t1"}]
    plan = a_fair(people, [("a", "c"), ("b", "d")])
    plan.put(0, 0)
    assert plan.free(1, 0)


def test_two_who_live_at_one_stand_cannot_both_meet_there() -> None:
    plan = a_fair([{"id": "pa1", "home_table": "t1"}, {"id": "pb", "home_table": "t1"}], [("a", "c"), ("b", "d")])
    plan.put(0, 0)
    assert not plan.free(1, 0)
    assert plan.rivals(1, 0, []) == [[0]]
