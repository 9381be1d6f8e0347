"""Explaining: what is in the way is named, and a price is never less than the truth nor more than what was found."""

import json
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import matching
from matching import Goal, Lock, Meeting, Pair, Party, Person, Problem, Resource, Schedule, Table
from matching.__main__ import main
from matching.explain import Apart, Meets, explain_minima, explain_pair, sentences
from matching.explain_values import Kind, Price
from tests.matching.brute_force import optimum
from tests.matching.builders import a_tiny_problem

pytestmark = pytest.mark.usefixtures("no_hurry")


def a_problem(**changes: Any) -> Problem:
    """Four parties of one person each, two rounds, two tables. A may meet everybody, and is best off with B and C."""
    problem = Problem(
        rounds=("r1", "r2"),
        tables=(Table(id="t1"), Table(id="t2")),
        people=tuple(Person(id=name) for name in "abcd"),
        parties=tuple(Party(id=name.upper(), people=(name,)) for name in "abcd"),
        pairs=(
            Pair(a="A", b="B", worth=5),
            Pair(a="A", b="C", worth=7),
            Pair(a="A", b="D", worth=0),
            Pair(a="B", b="C", worth=1),
        ),
    )
    return replace(problem, **changes)


def solved(problem: Problem) -> Schedule:
    return matching.solve(problem, seconds=1)


def apart(problem: Problem, a: str, b: str, schedule: Schedule | None = None) -> Apart:
    answer = explain_pair(problem, schedule or solved(problem), a, b, seconds=1)
    assert isinstance(answer, Apart)
    return answer


def price_of(answer: Apart) -> Price:
    assert answer.price is not None
    return answer.price


def lost_meetings(price: Price) -> int:
    return sum(len(loss.meetings) for loss in price.losses)


def test_two_who_meet_are_told_what_it_is_worth_and_which_goals_it_serves() -> None:
    goals = (
        Goal(id="roof", party="A", worth=20, pairs=(("A", "C"), ("A", "B"))),
        Goal(id="cake", party="C", worth=30, pairs=(("C", "A"),)),
    )
    problem = a_problem(goals=goals)
    answer = explain_pair(problem, solved(problem), "C", "A")
    assert isinstance(answer, Meets)
    assert [(goal.goal, goal.counts) for goal in answer.goals] == [("roof", False), ("cake", True)]
    assert (answer.worth, answer.adds) == (7, 37)
    said = " ".join(sentences(answer))
    assert "It serves cake of C, worth 30." in said
    assert "It serves roof of A, which enough other meetings serve already." in said


def test_what_a_meeting_adds_is_what_its_schedule_loses_without_it() -> None:
    for seed in range(8):
        problem = matching.read_problem(json.dumps(a_tiny_problem(Random(seed), promises=False)))
        schedule = solved(problem)
        for meeting in schedule.meetings:
            answer = explain_pair(problem, schedule, meeting.a, meeting.b)
            assert isinstance(answer, Meets)
            rest = tuple(other for other in schedule.meetings if other != meeting)
            without = matching.score(problem, replace(schedule, meetings=rest))
            assert answer.adds == matching.score(problem, schedule).worth - without.worth


def test_two_who_are_no_pair_never_meet() -> None:
    answer = apart(a_problem(), "B", "D")
    assert [each.kind for each in answer.never] == [Kind.NOT_A_PAIR]
    assert answer.price is None
    assert list(sentences(answer))[-1] == "So they cannot meet in any valid schedule."


def people(**of: Any) -> tuple[Person, ...]:
    return tuple(of.get(name) or Person(id=name) for name in "abcd")


NO_MEETINGS = Schedule(
    meetings=(),
    score=matching.Score(shortfall=0, worth=0, waits=0, moves=0, changes=0),
    bound=matching.Bound(shortfall=0, worth=0),
)
NEVER: dict[str, tuple[dict[str, Any], set[Kind]]] = {
    "one comes when the other has left": (
        {
            "people": people(
                a=Person(id="a", rounds=frozenset({"r1"})),
                d=Person(id="d", rounds=frozenset({"r2"})),
            )
        },
        {Kind.NOBODY_THERE},
    ),
    "one person speaks for both": (
        {"parties": (*(Party(id=n.upper(), people=(n,)) for n in "abc"), Party(id="D", people=("a",)))},
        {Kind.SAME_PERSON},
    ),
    "no table has what they need": (
        {"people": people(d=Person(id="d", requires=frozenset({"step_free"})))},
        {Kind.NO_TABLE},
    ),
    "each has a home table of their own": (
        {"people": people(a=Person(id="a", home_table="t1"), d=Person(id="d", home_table="t2"))},
        {Kind.NO_TABLE},
    ),
    "there are no tables": ({"tables": ()}, {Kind.NO_TABLE}),
    "there is no interpreter": (
        {
            "pairs": (Pair(a="A", b="D", worth=9, uses=frozenset({"interpreter"})), Pair(a="A", b="B", worth=5)),
            "resources": (Resource(id="interpreter", per_round=0),),
        },
        {Kind.NO_RESOURCE},
    ),
    "all rounds are frozen": ({"frozen_rounds": frozenset({"r1", "r2"})}, {Kind.FROZEN}),
    "one of them is locked elsewhere in every round": (
        {"locked": (Lock(round="r1", a="A", b="B"), Lock(round="r2", a="A", b="C"))},
        {Kind.LOCKED},
    ),
    "one of them may have no meeting": (
        {"parties": (*(Party(id=n.upper(), people=(n,)) for n in "abc"), Party(id="D", people=("d",), max_meetings=0))},
        {Kind.LOCKED},
    ),
}


@pytest.mark.parametrize("case", NEVER)
def test_what_forbids_a_meeting_is_named(case: str) -> None:
    changes, kinds = NEVER[case]
    answer = apart(a_problem(**changes), "A", "D", NO_MEETINGS)
    assert {each.kind for each in answer.never} == kinds
    assert answer.price is None
    assert all(each.sentence.endswith(".") for each in answer.never)


def test_what_stands_in_the_way_just_now_is_named_with_the_price_and_who_would_lose() -> None:
    problem = a_problem(goals=(Goal(id="cake", party="B", worth=1, pairs=(("A", "B"),)),))
    answer = apart(problem, "A", "D")
    assert {(each.kind, each.who[0]) for each in answer.now} == {(Kind.BUSY, "A")}
    price = price_of(answer)
    # Held now: A with B and A with C, worth 5 + 1 and 7. D would take the place of B, which could then meet C.
    assert (price.shortfall, price.worth) == (0, 6 - 1)
    assert [(loss.party, loss.meetings, loss.goals) for loss in price.losses] == [
        ("A", ("B",), ()),
        ("B", ("A",), ("cake",)),
    ]
    assert "B would no longer meet A, meet C instead, have cake served less." in list(sentences(answer))


def test_beside_the_cheapest_way_stands_the_one_in_which_fewest_lose_a_meeting() -> None:
    """D can only come in place of B or C in A's two rounds: a chain of new meetings, or one party that goes without."""
    chain = (Pair(a="B", b="E", worth=4), Pair(a="E", b="F", worth=3), Pair(a="F", b="C", worth=3))
    problem = a_problem(
        tables=tuple(Table(id=f"t{n}") for n in range(3)),
        people=tuple(Person(id=name) for name in "abcdef"),
        parties=tuple(Party(id=name.upper(), people=(name,), max_meetings=2) for name in "abcdef"),
        pairs=(*a_problem().pairs, *chain),
    )
    answer = apart(problem, "A", "D")
    assert answer.mildest is not None
    assert lost_meetings(answer.mildest) <= lost_meetings(price_of(answer))
    assert answer.mildest.worth >= price_of(answer).worth
    assert matching.verify(problem, answer.mildest.schedule) == []


def test_taken_tables_interpreters_and_maxima_are_named() -> None:
    used = frozenset({"interpreter"})
    problem = Problem(
        rounds=("r1",),
        tables=(Table(id="t1"), Table(id="t2", features=frozenset({"quiet"}))),
        people=tuple(Person(id=name) for name in "abcdef"),
        parties=tuple(Party(id=n.upper(), people=(n,), max_meetings=1 if n in "ab" else None) for n in "abcdef"),
        pairs=(
            Pair(a="A", b="B", worth=9),
            Pair(a="C", b="D", worth=9, uses=used),
            Pair(a="E", b="F", worth=1, uses=used),
            Pair(a="A", b="E", worth=1),
        ),
        resources=(Resource(id="interpreter", per_round=1),),
    )
    assert [each.kind for each in apart(problem, "E", "F").now] == [Kind.TABLES_TAKEN]
    roomy = replace(problem, tables=(*problem.tables, Table(id="t3")))
    assert [each.kind for each in apart(roomy, "E", "F").now] == [Kind.RESOURCE_TAKEN]
    assert [each.kind for each in apart(problem, "A", "E").now] == [Kind.AT_MAXIMUM, Kind.BUSY]


def test_a_meeting_that_could_simply_be_added_is_said_to_be_free() -> None:
    problem = a_problem()
    schedule = replace(solved(problem), meetings=())
    answer = apart(problem, "A", "D", schedule)
    assert {each.kind for each in answer.now} == {Kind.NOTHING}
    assert price_of(answer).worth < 0


def test_a_price_in_shortfall_comes_first() -> None:
    parties = tuple(Party(id=n.upper(), people=(n,), min_meetings=1 if n in "bc" else 0) for n in "abcd")
    pairs = (Pair(a="A", b="B", worth=1), Pair(a="A", b="D", worth=50), Pair(a="A", b="C", worth=1))
    price = price_of(apart(a_problem(parties=parties, pairs=pairs), "A", "D"))
    assert (price.shortfall, price.worth, price.least_shortfall) == (1, -49, 1)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 100_000), st.integers(0, 5))
def test_prices_agree_with_trying_everything(seed: int, which: int) -> None:
    raw = a_tiny_problem(Random(seed))
    best = optimum(raw)
    pairs = [(pair["a"], pair["b"]) for pair in raw["pairs"]]
    if best is None or not pairs:
        return
    a, b = pairs[which % len(pairs)]
    problem = matching.read_problem(json.dumps(raw))
    answer = explain_pair(problem, matching.read_schedule(json.dumps(best.schedule)), a, b, seconds=1)
    if isinstance(answer, Meets):
        return
    open_rounds = [each["id"] for each in raw["rounds"] if each["id"] not in raw.get("frozen_rounds", [])]
    locked = [raw | {"locked": [*raw.get("locked", []), {"round": r, "a": a, "b": b}]} for r in open_rounds]
    truths = [(found.marks.shortfall, -found.marks.worth) for each in locked if (found := optimum(each))]
    if answer.price is None:
        assert truths == []
        assert answer.never
        return
    shortfall, less = min(truths)
    truth = (shortfall - best.marks.shortfall, best.marks.worth + less)
    price = answer.price
    assert matching.verify(problem, price.schedule) == []
    assert (price.least_shortfall, price.least_worth) <= truth <= (price.shortfall, price.worth)
    assert (price.shortfall, price.worth) == truth  # tiny problems are solved to the end
    assert answer.mildest is not None
    assert matching.verify(problem, answer.mildest.schedule) == []
    assert truth <= (answer.mildest.shortfall, answer.mildest.worth)
    assert lost_meetings(answer.mildest) <= lost_meetings(price) or answer.mildest.shortfall < price.shortfall


def test_minima_that_are_met_need_no_words() -> None:
    problem = a_problem()
    assert list(sentences(explain_minima(problem, solved(problem)))) == ["Everybody has their minimum of meetings."]


def test_minima_out_of_reach_are_put_into_words() -> None:
    parties = (
        Party(id="A", people=("a",)),
        Party(id="B", people=("b",), min_meetings=2),
        Party(id="C", people=("c",), min_meetings=1),
        Party(id="D", people=("d",), min_meetings=3, max_meetings=2),
    )
    problem = a_problem(parties=parties, people=people(b=Person(id="b", rounds=frozenset({"r1"}))))
    minima = explain_minima(problem, solved(problem), seconds=2)
    short = {each.party: each for each in minima.short}
    assert set(short) == {"B", "D"}
    assert "its people are there in only 1 round, with room for 1 meetings" in short["B"].reasons
    assert {"its maximum, 2, is below its minimum, 3", "it has only 1 possible pair"} <= set(short["D"].reasons)
    assert (short["B"].alone, short["D"].alone) == (1, 2)
    assert minima.least == minima.shortfall == 3
    assert "none can have less" in next(iter(sentences(minima)))


def test_too_few_tables_are_said_to_be_too_few() -> None:
    parties = tuple(Party(id=n.upper(), people=(n,), min_meetings=2) for n in "abcd")
    problem = a_problem(parties=parties, tables=(Table(id="t1"),))
    minima = explain_minima(problem, solved(problem), seconds=2)
    assert "All minima together ask for 4 meetings; 1 tables in 2 rounds hold 2." in minima.hall
    assert "All tables are taken in r1, r2." in minima.hall
    assert any("with no room left" in reason for short in minima.short for reason in short.reasons)


def test_the_command_prints_sentences_and_refuses_unknown_parties_and_broken_schedules(
    tmp_path: Path, capfd: Any
) -> None:
    problem, good, bad = tmp_path / "problem.json", tmp_path / "schedule.json", tmp_path / "bad.json"
    problem.write_text(matching.write_problem(a_problem()))
    schedule = solved(a_problem())
    good.write_text(matching.write_schedule(schedule))
    nowhere = Meeting(round="r1", table="t9", a="A", b="B", a_people=("a",), b_people=("b",))
    bad.write_text(matching.write_schedule(replace(schedule, meetings=(nowhere,))))
    assert main(["explain", str(problem), str(good), "A", "D", "--seconds", "1"]) == 0
    assert capfd.readouterr().out.startswith("A and D do not meet.\n")
    assert main(["explain", str(problem), str(good), "--seconds", "1"]) == 0
    assert capfd.readouterr().out == "Everybody has their minimum of meetings.\n"
    assert main(["explain", str(problem), str(good), "A", "nobody"]) == 2
    assert 'there is no party "nobody"' in capfd.readouterr().err
    assert main(["explain", str(problem), str(bad), "A", "B"]) == 2
    assert "there is no table t9" in capfd.readouterr().err
