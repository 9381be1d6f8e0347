"""The bench measures what it says: its problems are sound, its baselines keep the rules, its table is judged."""

import json

import pytest
from click.testing import CliRunner

import matching
from scenarios.bench import bench
from scenarios.bench.best_pair_first import best_pair_first
from scenarios.bench.contenders import Answer
from scenarios.bench.generator import VARIANTS, Raw, a_problem
from scenarios.bench.judge import breaches, marks
from scenarios.bench.one_program import one_program
from scenarios.bench.replanning import a_replan
from scenarios.bench.round_by_round import round_by_round
from scenarios.bench.rows import ROWS
from scenarios.bench.table import Run, judged


def a_small_replan(variant: str = "normal") -> Raw:
    problem = a_problem(parties=40, rounds=5, seed=2, variant=variant)
    return a_replan(problem, {"meetings": best_pair_first(problem)}, after=2, absent=0.3, seed=2, variant=variant)


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_engine_reads_every_kind_of_problem_and_replan(variant: str) -> None:
    for problem in (a_problem(parties=40, rounds=5, seed=2, variant=variant), a_small_replan(variant)):
        assert matching.read_problem(json.dumps(problem)).rounds == ("r1", "r2", "r3", "r4", "r5")


@pytest.mark.parametrize("variant", VARIANTS)
def test_taking_the_best_pair_first_keeps_the_rules(variant: str) -> None:
    for problem in (a_problem(parties=40, rounds=5, seed=2, variant=variant), a_small_replan(variant)):
        schedule = {"meetings": best_pair_first(problem)}
        assert breaches(problem, schedule) == []
        assert marks(problem, schedule).worth > 0


def test_the_other_baselines_keep_the_rules() -> None:
    for problem in (a_problem(parties=30, rounds=4, seed=2, variant="tight-tables"), a_small_replan()):
        for meetings in (round_by_round(problem), one_program(problem, 1)):
            assert breaches(problem, {"meetings": meetings}) == []


def test_one_program_finds_the_best_of_a_problem_that_it_can_finish() -> None:
    problem = a_problem(parties=8, rounds=2, seed=4)
    schedule = {"meetings": one_program(problem, 20)}
    answer = matching.solve(matching.read_problem(json.dumps(problem)), seconds=20)
    found = marks(problem, schedule)
    assert (found.shortfall, found.worth) == (answer.score.shortfall, answer.score.worth)


def test_people_who_are_gone_are_gone_with_their_colleagues() -> None:
    problem = a_small_replan()
    later = {"r3", "r4", "r5"}
    gone = {one["id"] for one in problem["people"] if not set(one.get("rounds", later)) & later}
    assert 0.25 < len(gone) / len(problem["people"]) < 0.45
    split = [party for party in problem["parties"] if 0 < len(gone & set(party["people"])) < len(party["people"])]
    assert len(split) <= 4, "only a shared or part-time speaker splits an organisation"


def test_the_same_seed_makes_the_same_problem() -> None:
    assert a_problem(parties=30, rounds=4, seed=9) == a_problem(parties=30, rounds=4, seed=9)
    assert a_problem(parties=30, rounds=4, seed=9) != a_problem(parties=30, rounds=4, seed=10)
    assert a_small_replan() == a_small_replan()


def test_no_figure_is_printed_for_a_schedule_that_breaks_a_rule() -> None:
    problem = a_problem(parties=12, rounds=3, seed=1)
    meetings = best_pair_first(problem)
    twice = Answer(schedule={"meetings": [*meetings, meetings[0]]}, seconds=1, cpu=1, megabytes=1)
    with pytest.raises(AssertionError, match="broke"):
        judged(Run(row=ROWS[0], variant="normal", seed=1), "somebody", problem, twice, {"shortfall": 0, "worth": 1})


def test_no_figure_is_printed_beside_a_bound_that_somebody_beats() -> None:
    problem = a_problem(parties=12, rounds=3, seed=1)
    answer = Answer(schedule={"meetings": best_pair_first(problem)}, seconds=1, cpu=1, megabytes=1)
    worth = marks(problem, answer.schedule).worth
    shortfall = marks(problem, answer.schedule).shortfall
    run = Run(row=ROWS[0], variant="normal", seed=1)
    assert judged(run, "somebody", problem, answer, {"shortfall": shortfall, "worth": worth}).of_bound == 1
    with pytest.raises(AssertionError, match="beats"):
        judged(run, "somebody", problem, answer, {"shortfall": shortfall, "worth": worth - 1})
    with pytest.raises(AssertionError, match="beats"):
        judged(run, "somebody", problem, answer, {"shortfall": shortfall + 1, "worth": worth})


def test_the_command_writes_a_problem_that_can_be_planned() -> None:
    written = CliRunner().invoke(bench, ["problem", "--parties", "12", "--rounds", "3", "--absent", "0.3"])
    assert written.exit_code == 0
    problem = matching.read_problem(written.stdout)
    assert problem.frozen_rounds == {"r1", "r2"}


def test_the_table_has_a_line_for_everybody_who_was_measured() -> None:
    shown = CliRunner().invoke(bench, ["--row", "60x8", "--seed", "2"])
    assert shown.exit_code == 0, shown.output
    for name in ("engine", "best pair first", "round by round", "one CP-SAT program"):
        assert f"| {name} " in shown.stdout
    assert "60x8, normal: " in shown.stdout
    refused = CliRunner().invoke(bench, ["--row", "70x8"])
    assert refused.exit_code == 2
    assert "200x3" in refused.output
