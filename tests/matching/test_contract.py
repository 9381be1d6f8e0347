"""The contract's sentences with figures worked out by hand, put to the engine and to the independent judge alike.

The property tests compare engine and judge with each other; these keep both from sharing one misreading.
"""

import json
from typing import Any

import pytest

import matching
from scenarios.bench.judge import Marks, breaches, marks
from tests.matching.brute_force import optimum

Raw = dict[str, Any]


def a_hall(**changes: Any) -> Raw:
    """Three rounds, two tables; the office (o) has two people, the choir (c), the school (s) and the band (b) one."""
    hall: Raw = {
        "format": "borse-problem/1",
        "rounds": [{"id": "r1"}, {"id": "r2"}, {"id": "r3"}],
        "tables": [{"id": "t1", "features": ["step_free"]}, {"id": "t2"}],
        "people": [{"id": "ola"}, {"id": "oda"}, {"id": "cato"}, {"id": "siv"}, {"id": "bo"}],
        "parties": [
            {"id": "o", "side": "business", "people": ["ola", "oda"]},
            {"id": "c", "side": "association", "people": ["cato"]},
            {"id": "s", "side": "municipal", "people": ["siv"]},
            {"id": "b", "side": "association", "people": ["bo"]},
        ],
        "pairs": [
            {"a": "o", "b": "c", "worth": 10},
            {"a": "o", "b": "s", "worth": 20},
            {"a": "c", "b": "s", "worth": 5},
            {"a": "b", "b": "o", "worth": 1},
        ],
    }
    return {**hall, **changes}


def held(*meetings: str) -> Raw:
    """`held("r1 t1 o:ola+oda c:cato")` is a schedule with that one meeting."""

    def meeting(text: str) -> Raw:
        name, table, *sides = text.split()
        (a, ours), (b, theirs) = (side.split(":") for side in sides)
        people = {
            "a_people": [one for one in ours.split("+") if one],
            "b_people": [one for one in theirs.split("+") if one],
        }
        return {"round": name, "table": table, "a": a, "b": b, **people}

    return {"format": "borse-schedule/1", "meetings": [meeting(text) for text in meetings]}


def rules_broken(problem: Raw, schedule: Raw) -> set[int]:
    """What both the engine and the judge find; they must agree."""
    by_the_engine = matching.verify(
        matching.read_problem(json.dumps(problem)), matching.read_schedule(json.dumps(schedule))
    )
    by_the_judge = {breach.rule for breach in breaches(problem, schedule)}
    assert {broken.rule for broken in by_the_engine} == by_the_judge
    return by_the_judge


def score(problem: Raw, schedule: Raw) -> Marks:
    assert rules_broken(problem, schedule) == set()
    counted = matching.score(matching.read_problem(json.dumps(problem)), matching.read_schedule(json.dumps(schedule)))
    by_the_judge = marks(problem, schedule)
    assert Marks(counted.shortfall, counted.worth, counted.waits, counted.moves, counted.changes) == by_the_judge
    return by_the_judge


GOOD = ("r1 t1 o:ola c:cato", "r2 t2 o:oda s:siv")


def test_a_good_schedule_breaks_nothing() -> None:
    assert rules_broken(a_hall(), held(*GOOD)) == set()


def test_an_organisation_with_two_people_may_be_in_two_meetings_at_once() -> None:
    assert rules_broken(a_hall(), held("r1 t1 o:ola c:cato", "r1 t2 s:siv o:oda")) == set()


BROKEN: dict[str, tuple[int, Raw, list[str]]] = {
    "a pair that is not listed": (1, {}, ["r1 t1 c:cato b:bo"]),
    "a pair twice": (1, {}, ["r1 t1 o:ola c:cato", "r2 t1 c:cato o:oda"]),
    "a pair again after a frozen round": (
        1,
        {"previous": held("r1 t1 o:ola c:cato")["meetings"], "frozen_rounds": ["r1"]},
        ["r1 t1 o:ola c:cato", "r2 t1 o:ola c:cato"],
    ),
    "a person in two meetings": (2, {}, ["r1 t1 o:ola c:cato", "r1 t2 o:ola s:siv"]),
    "a table with two meetings": (2, {}, ["r1 t1 o:ola c:cato", "r1 t1 o:oda s:siv"]),
    "nobody for a party": (3, {}, ["r1 t1 o:ola c:"]),
    "somebody else's speaker": (3, {}, ["r1 t1 o:ola c:siv"]),
    "somebody who has not come yet": (
        3,
        {"people": [{"id": "ola", "rounds": ["r2"]}, *a_hall()["people"][1:]]},
        ["r1 t1 o:ola c:cato"],
    ),
    "somebody on both sides": (
        3,
        {"parties": [{"id": "o", "people": ["ola"]}, {"id": "c", "people": ["ola"]}, *a_hall()["parties"][2:]]},
        ["r1 t1 o:ola c:ola"],
    ),
    "a table without what is required": (
        4,
        {"people": [*a_hall()["people"][:2], {"id": "cato", "requires": ["step_free"]}, *a_hall()["people"][3:]]},
        ["r1 t2 o:ola c:cato"],
    ),
    "away from home": (
        4,
        {"people": [{"id": "ola", "home_table": "t2"}, *a_hall()["people"][1:]]},
        ["r1 t1 o:ola c:cato"],
    ),
    "one interpreter for two": (
        5,
        {
            "resources": [{"id": "tolk", "per_round": 1}],
            "pairs": [{**pair, "uses": ["tolk"]} for pair in a_hall()["pairs"]],
        },
        ["r1 t1 o:ola c:cato", "r1 t2 o:oda s:siv"],
    ),
    "more than a party wants": (
        6,
        {"parties": [{"id": "o", "people": ["ola", "oda"], "max_meetings": 1}, *a_hall()["parties"][1:]]},
        list(GOOD),
    ),
    "a lock that is not held": (7, {"locked": [{"round": "r3", "a": "o", "b": "c"}]}, list(GOOD)),
    "a frozen meeting left out": (
        7,
        {"previous": held("r1 t1 c:cato s:siv")["meetings"], "frozen_rounds": ["r1"]},
        ["r2 t1 o:ola c:cato"],
    ),
    "one more in a frozen round": (7, {"frozen_rounds": ["r1"]}, list(GOOD)),
    "another table in a frozen round": (
        7,
        {"previous": held("r1 t2 o:ola c:cato")["meetings"], "frozen_rounds": ["r1"]},
        list(GOOD),
    ),
    "another speaker in a frozen round": (
        7,
        {"previous": held("r1 t1 o:oda c:cato")["meetings"], "frozen_rounds": ["r1"]},
        list(GOOD),
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_each_rule_can_be_broken_on_its_own(case: str) -> None:
    rule, changes, meetings = BROKEN[case]
    assert rules_broken(a_hall(**changes), held(*meetings)) == {rule}


def test_a_person_and_a_table_may_have_the_same_id() -> None:
    hall = a_hall(tables=[{"id": "ola"}], pairs=[{"a": "o", "b": "c", "worth": 1}])
    assert rules_broken(hall, held("r1 ola o:ola c:cato")) == set()
    answer = matching.solve(matching.read_problem(json.dumps(hall)), seconds=5, workers=1)
    assert answer.score.worth == 1


def test_a_frozen_meeting_may_be_written_the_other_way_round() -> None:
    before = held("r1 t1 c:cato o:oda+ola")["meetings"]
    assert rules_broken(a_hall(previous=before, frozen_rounds=["r1"]), held("r1 t1 o:ola+oda c:cato")) == set()


def test_shortfall_sums_what_each_party_lacks() -> None:
    parties = [{**party, "min_meetings": 2} for party in a_hall()["parties"]]
    # o has two meetings; c and s lack one each, b lacks two. More than the minimum makes up for nobody else.
    assert score(a_hall(parties=parties), held(*GOOD)).shortfall == 4


def test_a_goal_counts_for_its_first_enough_meetings_only() -> None:
    goal = {"id": "n", "party": "o", "worth": 100, "pairs": [["o", "c"], ["s", "o"], ["o", "b"]]}
    three = held(*GOOD, "r3 t1 o:ola b:bo")
    for enough, worth in ((0, 31), (1, 131), (2, 231), (3, 331), (4, 331)):
        assert score(a_hall(goals=[{**goal, "enough": enough}]), three).worth == worth
    assert score(a_hall(goals=[goal]), three).worth == 131


def test_change_costs_for_each_previous_meeting_not_held_in_its_round_frozen_ones_apart() -> None:
    before = held("r1 t1 o:ola c:cato", "r2 t1 o:ola s:siv", "r3 t1 c:cato s:siv")["meetings"]
    problem = a_hall(previous=before, frozen_rounds=["r1"], change_cost=7)
    # o–s keeps its round at another table with another speaker: no change. c–s is moved away: one change.
    now = held("r1 t1 o:ola c:cato", "r2 t2 o:oda s:siv")
    assert score(problem, now)[:2] == (0, 30 - 7)
    assert score(problem, now).changes == 1
    moved = held("r1 t1 o:ola c:cato", "r3 t2 o:oda s:siv")
    assert score(problem, moved).worth == 30 - 14


def test_worth_can_be_below_zero() -> None:
    before = held("r1 t1 o:ola c:cato")["meetings"]
    assert score(a_hall(previous=before, change_cost=7), held()).worth == -7


def test_a_wait_is_a_round_between_first_and_last_meeting_in_which_one_is_there() -> None:
    gap = held("r1 t1 o:ola c:cato", "r3 t1 o:ola s:siv")
    assert score(a_hall(), gap).waits == 1
    away = [{"id": "ola", "rounds": ["r1", "r3"]}, *a_hall()["people"][1:]]
    assert score(a_hall(people=away), gap).waits == 0
    assert score(a_hall(), held("r3 t1 o:ola c:cato")).waits == 0


def test_a_colleague_who_sits_in_does_not_wait() -> None:
    alone = held("r1 t1 o:ola c:cato", "r2 t1 o:oda b:bo", "r3 t1 o:ola s:siv")
    together = held("r1 t1 o:ola c:cato", "r2 t1 o:oda+ola b:bo", "r3 t1 o:ola s:siv")
    assert (score(a_hall(), alone).waits, score(a_hall(), together).waits) == (1, 0)


def test_moves_count_tables_changed_from_meeting_to_meeting_per_person() -> None:
    # cato: t1, t2; siv: t2, t2; ola: t1; oda: t2.
    assert score(a_hall(), held("r1 t1 o:ola c:cato", "r2 t2 o:oda s:siv", "r3 t2 c:cato s:siv")).moves == 1
    # ola: t1, t2, t1, over a round without a meeting in the first change as well.
    assert score(a_hall(), held("r1 t1 o:ola c:cato", "r3 t2 o:ola s:siv")).moves == 1
    assert score(a_hall(), held("r1 t1 o:ola c:cato", "r2 t2 o:ola s:siv", "r3 t1 o:ola b:bo")).moves == 2


# The best of small halls, by hand: shortfall, worth, waits, moves.
BY_HAND = {
    # Four meetings in three rounds: o–b is held beside another, so that somebody must wait or change tables.
    "everything fits": (a_hall(), (0, 36, 0, 1)),
    "one round, one table: the best pair": (a_hall(rounds=[{"id": "r1"}], tables=[{"id": "t2"}]), (0, 20, 0, 0)),
    "one round, two tables: the office splits": (a_hall(rounds=[{"id": "r1"}]), (0, 30, 0, 0)),
    "a minimum is worth more than any worth": (
        a_hall(
            rounds=[{"id": "r1"}],
            tables=[{"id": "t1"}],
            parties=[*a_hall()["parties"][:3], {"id": "b", "people": ["bo"], "min_meetings": 1}],
        ),
        (0, 1, 0, 0),
    ),
    "keeping pays more than a little worth": (
        a_hall(
            rounds=[{"id": "r1"}],
            tables=[{"id": "t1"}],
            previous=held("r1 t1 o:ola c:cato")["meetings"],
            change_cost=11,
        ),
        (0, 10, 0, 0),
    ),
    "but not more than much": (
        a_hall(
            rounds=[{"id": "r1"}],
            tables=[{"id": "t1"}],
            previous=held("r1 t1 o:ola c:cato")["meetings"],
            change_cost=9,
        ),
        (0, 11, 0, 0),
    ),
    "a volunteer for two cannot be in two places": (
        a_hall(
            rounds=[{"id": "r1"}],
            parties=[
                a_hall()["parties"][0],
                {"id": "c", "people": ["siv"]},
                {"id": "s", "people": ["siv"]},
                a_hall()["parties"][3],
            ],
        ),
        (0, 21, 0, 0),
    ),
}


@pytest.mark.parametrize("case", BY_HAND)
def test_the_best_worked_out_by_hand(case: str) -> None:
    problem, expected = BY_HAND[case]
    best = optimum(problem)
    assert best is not None
    assert best.marks[:4] == expected
    answer = matching.solve(matching.read_problem(json.dumps(problem)), seconds=10, workers=1)
    assert rules_broken(problem, json.loads(matching.write_schedule(answer))) == set()
    assert (answer.score.shortfall, answer.score.worth) == expected[:2]
    assert answer.bound.shortfall <= expected[0]
    assert answer.bound.worth >= expected[1]


def test_what_is_loaded_late_is_what_it_is_called() -> None:
    for name in matching.LATER:
        assert getattr(matching, name).__name__ == name
    with pytest.raises(AttributeError, match="no attribute 'explain_nothing'"):
        _ = matching.explain_nothing
