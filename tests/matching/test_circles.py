"""Circles: nobody meets the same person twice where that is possible, sides are mixed, wishes are honoured."""

import json
import random
from dataclasses import replace
from itertools import combinations, count, permutations
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.__main__ import main
from matching.circles import seat_circles
from matching.circles_check import broken_circles
from matching.circles_designs import Field, ready_made
from matching.circles_files import read_circles, write_circles
from matching.circles_model import Cafe, CafeTable, Circle, CirclePlan, Guest, bound_circles, score_circles, table_sizes
from matching.circles_room import FORBIDDEN, Room
from matching.refusals import Faulty

SIDES = ("association", "association", "business", "municipal")


@pytest.fixture(autouse=True)
def no_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds are so many steps; the wall clock, which would stop a machine that is slow or busy, stands still."""
    monkeypatch.setattr("matching.circles.time", SimpleNamespace(monotonic=lambda: 0.0))


def a_cafe(people: int, table_size: int, rounds: int, **changes: Any) -> Cafe:
    guests = tuple(Guest(id=f"p{i}", side=SIDES[i % 4]) for i in range(people))
    cafe = Cafe(rounds=tuple(f"r{i}" for i in range(rounds)), table_size=table_size, guests=guests)
    return replace(cafe, **changes)


def times_met_twice(plan: CirclePlan) -> int:
    """Counted afresh, from nothing but who sits with whom."""
    met: set[frozenset[str]] = set()
    again = 0
    for circle in plan.circles:
        for two in combinations(circle.guests, 2):
            again += frozenset(two) in met
            met.add(frozenset(two))
    return again


@pytest.mark.parametrize(
    ("people", "table_size", "rounds"),
    [
        pytest.param(16, 4, 5, id="an affine plane"),
        pytest.param(15, 3, 7, id="Kirkman's schoolgirls"),
        pytest.param(32, 4, 6, id="thirty-two in eight fours"),
        pytest.param(25, 5, 6, id="an affine plane of order five"),
        pytest.param(24, 4, 7, id="six is no prime power"),
        pytest.param(23, 4, 5, id="one short of six fours"),
        pytest.param(38, 5, 4, id="tables of five and four"),
        pytest.param(27, 3, 13, id="everybody meets everybody"),
        pytest.param(8, 2, 7, id="a round robin"),
        pytest.param(60, 6, 3, id="an ordinary café"),
    ],
)
def test_a_solvable_cafe_comes_out_without_a_repeat(people: int, table_size: int, rounds: int) -> None:
    cafe = a_cafe(people, table_size, rounds)
    plan = seat_circles(cafe, seconds=2)
    assert broken_circles(cafe, plan.circles) == []
    assert times_met_twice(plan) == plan.score.repeats == 0


def test_where_repeats_are_needed_there_are_as_few_as_the_bound_proves() -> None:
    """Of four at a table, two must have shared one of the three tables of the round before."""
    plan = seat_circles(a_cafe(12, 4, 3), seconds=2)
    assert plan.score.repeats == times_met_twice(plan) == plan.bound.repeats == 6


def test_sides_are_spread_over_the_tables() -> None:
    plan = seat_circles(a_cafe(32, 4, 4), seconds=4)
    assert plan.score.repeats == 0
    assert plan.score.same_side == plan.bound.same_side


def test_people_who_know_each_other_already_are_kept_apart() -> None:
    met = frozenset(frozenset((f"p{i}", f"p{i + 1}")) for i in range(0, 16, 2))
    plan = seat_circles(a_cafe(16, 4, 4, met=met), seconds=4)
    assert plan.score.repeats == 0
    assert not [two for circle in plan.circles for two in combinations(circle.guests, 2) if frozenset(two) in met]


def test_everybody_gets_to_the_themes_that_they_wished_for() -> None:
    themes = ("youth", "climate", "culture", "sport")
    guests = tuple(Guest(id=f"p{i}", wishes=(themes[i % 3],)) for i in range(16))
    tables = tuple(CafeTable(id=f"table-{theme}", theme=theme) for theme in themes)
    plan = seat_circles(a_cafe(16, 4, 3, guests=guests, tables=tables), seconds=4)
    assert (plan.score.repeats, plan.score.wishes) == (0, 16)


def test_who_comes_late_sits_from_then_on() -> None:
    guests = tuple(Guest(id=f"p{i}", rounds=frozenset({"r1", "r2"}) if i < 3 else None) for i in range(17))
    cafe = a_cafe(17, 4, 3, guests=guests)
    plan = seat_circles(cafe, seconds=2)
    assert broken_circles(cafe, plan.circles) == []
    assert sorted(len(circle.guests) for circle in plan.circles if circle.round == "r0") == [3, 3, 4, 4]
    # Five who sat together cannot all sit apart at four tables in the round after.
    assert plan.score.repeats == plan.bound.repeats == 1


@given(st.integers(0, 300), st.integers(2, 12))
def test_tables_are_of_k_and_one_more_or_less(people: int, k: int) -> None:
    sizes = table_sizes(people, k)
    assert sum(sizes) == people
    assert max(sizes, default=0) - min(sizes, default=0) <= 1
    even_split_exists = any(count * (k - 1) <= people <= count * (k + 1) for count in range(1, people + 1))
    assert all(abs(size - k) <= 1 for size in sizes) or not even_split_exists


@settings(max_examples=60)
@given(st.integers(2, 40), st.integers(2, 7), st.integers(1, 9))
def test_what_a_construction_gives_has_no_repeat(people: int, k: int, rounds: int) -> None:
    seating = ready_made(people, k, rounds)
    if seating is None:
        return
    assert len(seating) == rounds
    for tables in seating:
        assert sorted(seat for table in tables for seat in table) == list(range(people))
        assert sorted(map(len, tables), reverse=True) == list(table_sizes(people, k))
    pairs = [frozenset(two) for tables in seating for table in tables for two in combinations(table, 2)]
    assert len(set(pairs)) == len(pairs)


@pytest.mark.parametrize("order", [2, 3, 4, 5, 7, 8, 9, 16])
def test_a_field_is_a_field(order: int) -> None:
    field, everything = Field(order), range(order)
    for a in everything:
        assert sorted(field.plus(a, b) for b in everything) == list(everything)
        assert a == 0 or sorted(field.times(a, b) for b in everything) == list(everything)
        for b in everything:
            c = (a + b) % order
            assert field.times(a, field.plus(b, c)) == field.plus(field.times(a, b), field.times(a, c))


def a_mixed_room(seed: int) -> Room:
    """Sides, themes, wishes, acquaintances and a latecomer, seated by chance."""
    chance = random.Random(seed)
    tables = tuple(CafeTable(id=f"t{i}", theme=theme) for i, theme in enumerate(("a", "b", "a", "c")))
    guests = tuple(
        Guest(
            id=f"p{i}",
            side=chance.choice(("x", "y", "")),
            wishes=tuple(sorted(chance.sample("abc", 2))),
            rounds=frozenset({"r1", "r2"}) if i == 0 else None,
        )
        for i in range(13)
    )
    met = frozenset(frozenset(chance.sample([g.id for g in guests], 2)) for _ in range(6))
    room = Room(a_cafe(13, 4, 3, guests=guests, tables=tables, met=met))
    room.seat([], chance)
    return room


@pytest.mark.parametrize("seed", range(6))
def test_the_worth_of_an_exchange_is_what_it_changes(seed: int) -> None:
    """The matrices that steer the search, held against counting the whole seating before and after."""
    room = a_mixed_room(seed)
    before, together = room.cost(), room.times_together()
    everywhere = room.exchanges_everywhere(together)
    inside = [room.exchanges_in(r, together) for r in range(room.rounds)]
    for a, b in combinations(range(room.people), 2):
        if everywhere[a, b] < FORBIDDEN:
            room.exchange_everywhere(a, b)
            assert room.cost() - before == everywhere[a, b]
            room.exchange_everywhere(a, b)
        for r in range(room.rounds):
            if inside[r][a, b] < FORBIDDEN:
                room.exchange_in(r, a, b)
                assert room.cost() - before == inside[r][a, b]
                room.exchange_in(r, a, b)
    counted = score_circles(room.cafe, room.circles())
    missed = int(np.sum(room.wants)) - counted.wishes
    assert before == sum(w * c for w, c in zip(room.weights, (counted.repeats, counted.same_side, missed), strict=True))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(4, 6), st.integers(2, 3))
def test_a_tiny_cafe_is_seated_as_well_as_trying_everything(seed: int, people: int, rounds: int) -> None:
    chance = random.Random(seed)
    tables = tuple(CafeTable(id=theme, theme=theme) for theme in "ab")
    guests = tuple(
        Guest(id=f"p{i}", side=chance.choice("xy"), wishes=tuple(chance.sample("ab", chance.randint(0, 2))))
        for i in range(people)
    )
    cafe = a_cafe(people, 3, rounds, guests=guests, tables=tables)
    plan = seat_circles(cafe, seconds=1, seed=seed)
    best = best_by_trying_everything(cafe)
    assert plan.score.rank == best.score.rank
    assert plan.bound.repeats <= best.score.repeats
    assert plan.bound.same_side <= best.score.same_side
    assert plan.bound.wishes >= best.score.wishes


def best_by_trying_everything(cafe: Cafe) -> CirclePlan:
    names = [guest.id for guest in cafe.guests]
    first, *_ = cafe.sizes(cafe.rounds[0])
    assert cafe.tables is not None
    ways = []
    for members in combinations(names, first):
        groups = [members, tuple(name for name in names if name not in members)]
        orders = permutations(cafe.tables, len([group for group in groups if group]))
        ways += [[(table.id, g) for table, g in zip(order, groups, strict=False) if g] for order in orders]
    best: tuple[Circle, ...] = ()

    def rank(circles: tuple[Circle, ...]) -> tuple[int, int, int]:
        return score_circles(cafe, circles).rank

    def extend(done: tuple[Circle, ...], rounds: tuple[str, ...], least: int) -> None:
        nonlocal best
        if not rounds:
            best = done if not best or rank(done) < rank(best) else best
            return
        for i in range(least, len(ways)):  # rounds are alike, so their order does not matter
            circles = tuple(Circle(round=rounds[0], table=table, guests=group) for table, group in ways[i])
            extend(done + circles, rounds[1:], i)

    extend((), cafe.rounds, 0)
    return CirclePlan(circles=best, score=score_circles(cafe, best), bound=bound_circles(cafe))


def test_the_same_seed_gives_the_same_circles() -> None:
    cafe = a_mixed_room(3).cafe

    def plan(seed: int) -> CirclePlan:
        steps = iter(range(300))  # the search asks once a step whether to go on: the clock has no say here
        return seat_circles(cafe, seconds=600, seed=seed, cancelled=lambda: next(steps, None) is None)

    assert plan(5).circles == plan(5).circles
    assert plan(5).circles != plan(6).circles


def test_cancelled_at_once_everybody_still_has_a_seat() -> None:
    cafe = a_cafe(50, 5, 8)
    assert broken_circles(cafe, seat_circles(cafe, seconds=10, cancelled=lambda: True).circles) == []


def test_a_machine_that_is_slow_is_stopped_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = count()  # a second later at each look
    monkeypatch.setattr("matching.circles.time", SimpleNamespace(monotonic=lambda: float(next(looks))))
    cafe = a_cafe(50, 5, 8)
    plan = seat_circles(cafe, seconds=10)
    assert broken_circles(cafe, plan.circles) == []
    assert plan.seconds < 20


def test_every_breach_of_a_circle_gets_a_sentence() -> None:
    cafe = a_cafe(4, 2, 1, tables=(CafeTable(id="t1"), CafeTable(id="t2")))
    wrong = [
        Circle(round="r0", table="t1", guests=("p0", "p1", "p2")),
        Circle(round="r0", table="t1", guests=("p2",)),
        Circle(round="r9", table="t9", guests=()),
    ]
    sentences = broken_circles(cafe, wrong)
    assert len(sentences) == 6
    assert "p3 has 0 seats in round r0; it should be 1." in sentences


def test_an_empty_cafe_has_no_circles() -> None:
    assert seat_circles(a_cafe(0, 4, 3), seconds=1).circles == ()
    assert seat_circles(a_cafe(4, 4, 0), seconds=1).circles == ()


def test_a_cafe_file_says_all_that_is_wrong_with_it() -> None:
    text = json.dumps(
        {
            "format": "borse-circles/1",
            "table_size": 1,
            "tables": [{"id": "t", "theme": "youth", "seats": 4}],
            "people": [{"id": "p", "wishes": ["sport"]}, {"id": "p"}],
            "met": [["p", "p"], ["p"], ["p", "q"]],
        }
    )
    with pytest.raises(Faulty) as refusal:
        read_circles(text)
    assert len(refusal.value.faults) == 7


def test_too_few_tables_are_refused() -> None:
    with pytest.raises(Faulty, match="1 tables of 4 or 5 do not seat 6 people"):
        seat_circles(a_cafe(6, 4, 1, tables=(CafeTable(id="t1"),)), seconds=1)


def test_the_command_prints_circles(tmp_path: Path, capfdbinary: Any) -> None:
    file = tmp_path / "circles.json"
    file.write_text(write_circles(a_cafe(9, 3, 4)))
    assert main(["circles", str(file), "--seconds", "1"]) == 0
    plan = json.loads(capfdbinary.readouterr().out)
    assert (plan["format"], plan["score"]["repeats"], len(plan["circles"])) == ("borse-circles-plan/1", 0, 12)
