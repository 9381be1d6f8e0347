"""Files that are wrong, by accident or on purpose: exit code 2, a line per fault on stderr, nothing on stdout."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import matching
from matching.__main__ import main
from scenarios.bench.judge import breaches
from tests.matching.builders import a_tiny_problem
from tests.patience import PATIENCE

Raw = dict[str, Any]
T = TypeVar("T")


def a_problem(**changes: Any) -> Raw:
    """Three parties, two rounds, a table, everything written out; `changes` replace whole keys."""
    problem: Raw = {
        "format": "borse-problem/1",
        "rounds": [{"id": "r1"}, {"id": "r2"}],
        "tables": [{"id": "t1", "features": ["quiet"]}],
        "people": [
            {"id": "p1", "rounds": ["r1", "r2"], "requires": ["quiet"], "home_table": "t1"},
            {"id": "p2"},
            {"id": "p3"},
        ],
        "parties": [
            {"id": "o1", "side": "business", "people": ["p1"], "min_meetings": 1, "max_meetings": 2},
            {"id": "o2", "side": "association", "people": ["p2"]},
            {"id": "o3", "side": "municipal", "people": ["p3"]},
        ],
        "pairs": [{"a": "o1", "b": "o2", "worth": 3, "uses": ["tolk"]}, {"a": "o1", "b": "o3", "worth": 4}],
        "goals": [{"id": "n1", "party": "o1", "worth": 10, "enough": 1, "pairs": [["o2", "o1"], ["o1", "o3"]]}],
        "resources": [{"id": "tolk", "per_round": 1}],
        "locked": [],
        "previous": [],
        "frozen_rounds": [],
        "change_cost": 0,
    }
    return {**problem, **changes}


@pytest.fixture
def run(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Any:
    def run(content: Any, *, seconds: str = "2") -> tuple[int, str, list[str]]:
        path = tmp_path / "problem.json"
        raw = content if isinstance(content, bytes) else content.encode() if isinstance(content, str) else None
        path.write_bytes(json.dumps(content).encode() if raw is None else raw)
        code = main(["solve", str(path), "--seconds", seconds, "--workers", "1"])
        out, err = capfd.readouterr()
        return code, out, err.splitlines()

    return run


def test_the_example_itself_is_fine(run: Any) -> None:
    code, out, _ = run(a_problem())
    assert code == 0
    answer = json.loads(out)
    assert answer["score"] == {"shortfall": 0, "worth": 17, "waits": 0, "moves": 0, "changes": 0}
    assert breaches(a_problem(), answer) == []


# What is wrong, and the words that each line must hold: where it stands, and what stands there.
ONE_FAULT_EACH = {
    "unknown round of a person": (
        a_problem(people=[{"id": "p1", "rounds": ["r9"]}], parties=[], pairs=[], goals=[]),
        ["people[0].rounds[0]", "r9"],
    ),
    "unknown home table": (
        a_problem(people=[{"id": "p1", "home_table": "t9"}], parties=[], pairs=[], goals=[]),
        ["people[0].home_table", "t9"],
    ),
    "unknown speaker": (
        a_problem(parties=[{"id": "o1", "people": ["p9"]}], pairs=[], goals=[]),
        ["parties[0].people[0]", "p9"],
    ),
    "unknown party in a pair": (a_problem(pairs=[{"a": "o1", "b": "o9", "worth": 3}], goals=[]), ["pairs[0].b", "o9"]),
    "unknown resource": (
        a_problem(pairs=[{"a": "o1", "b": "o2", "worth": 3, "uses": ["bil"]}], goals=[]),
        ["pairs[0].uses[0]", "bil"],
    ),
    "unknown party of a goal": (
        a_problem(goals=[{"id": "n", "party": "o9", "worth": 1, "pairs": []}]),
        ["goals[0].party", "o9"],
    ),
    "goal of a pair that is not listed": (
        a_problem(goals=[{"id": "n", "party": "o1", "worth": 1, "pairs": [["o2", "o3"]]}]),
        ["goals[0].pairs[0]", "o2", "o3"],
    ),
    "goal with three parties": (
        a_problem(goals=[{"id": "n", "party": "o1", "worth": 1, "pairs": [["o1", "o2", "o3"]]}]),
        ["goals[0].pairs[0]"],
    ),
    "unknown round of a lock": (a_problem(locked=[{"round": "r9", "a": "o1", "b": "o2"}]), ["locked[0].round", "r9"]),
    "unknown frozen round": (a_problem(frozen_rounds=["r9"]), ["frozen_rounds[0]", "r9"]),
    "previous at an unknown table": (
        a_problem(
            previous=[{"round": "r1", "table": "t9", "a": "o1", "b": "o2", "a_people": ["p1"], "b_people": ["p2"]}]
        ),
        ["previous[0].table", "t9"],
    ),
    "previous without people": (
        a_problem(previous=[{"round": "r1", "table": "t1", "a": "o1", "b": "o2", "b_people": ["p2"]}]),
        ["previous[0]", "a_people"],
    ),
    "round twice": (a_problem(rounds=[{"id": "r1"}, {"id": "r2"}, {"id": "r1"}]), ["rounds[2]", "r1"]),
    "table twice": (a_problem(tables=[{"id": "t1", "features": ["quiet"]}, {"id": "t1"}]), ["tables[1]", "t1"]),
    "person twice": (a_problem(people=[{"id": "p1"}, {"id": "p2"}, {"id": "p3"}, {"id": "p1"}]), ["people[3]", "p1"]),
    "pair twice, the other way round": (
        a_problem(pairs=[{"a": "o1", "b": "o2", "worth": 3}, {"a": "o2", "b": "o1", "worth": 4}], goals=[]),
        ["pairs[1]", "o1", "o2"],
    ),
    "pair with itself": (a_problem(pairs=[{"a": "o1", "b": "o1", "worth": 3}], goals=[]), ["pairs[0]", "o1"]),
    "goal twice": (a_problem(goals=[{"id": "n", "party": "o1", "worth": 1, "pairs": []}] * 2), ["goals[1]", "n"]),
    "resource twice": (a_problem(resources=[{"id": "tolk", "per_round": 1}] * 2), ["resources[1]", "tolk"]),
    "speaker twice": (
        a_problem(parties=[{"id": "o1", "people": ["p1", "p1"]}], pairs=[], goals=[]),
        ["parties[0].people[1]", "p1"],
    ),
    "worth below nothing": (a_problem(pairs=[{"a": "o1", "b": "o2", "worth": -1}], goals=[]), ["pairs[0].worth", "-1"]),
    "worth beyond a million": (
        a_problem(pairs=[{"a": "o1", "b": "o2", "worth": 1_000_001}], goals=[]),
        ["pairs[0].worth", "1000001"],
    ),
    "worth with decimals": (
        a_problem(pairs=[{"a": "o1", "b": "o2", "worth": 3.0}], goals=[]),
        ["pairs[0].worth", "3.0"],
    ),
    "worth in quotes": (a_problem(pairs=[{"a": "o1", "b": "o2", "worth": "3"}], goals=[]), ["pairs[0].worth", '"3"']),
    "worth that is true": (
        a_problem(pairs=[{"a": "o1", "b": "o2", "worth": True}], goals=[]),
        ["pairs[0].worth", "true"],
    ),
    "worth that is nothing": (
        a_problem(pairs=[{"a": "o1", "b": "o2", "worth": None}], goals=[]),
        ["pairs[0].worth", "null"],
    ),
    "pair without worth": (a_problem(pairs=[{"a": "o1", "b": "o2"}], goals=[]), ["pairs[0]", "worth"]),
    "change cost in quotes": (a_problem(change_cost="5"), ["change_cost", "5"]),
    "enough that is a list": (
        a_problem(goals=[{"id": "n", "party": "o1", "worth": 1, "enough": [1], "pairs": []}]),
        ["goals[0].enough", "[1]"],
    ),
    "rounds as an object": (
        a_problem(rounds={"id": "r1"}, people=[], parties=[], pairs=[], goals=[]),
        ["rounds", "list"],
    ),
    "a round that is a text": (
        a_problem(rounds=["r1"], people=[], parties=[], pairs=[], goals=[]),
        ["rounds[0]", "r1"],
    ),
    "an id that is a number": (
        a_problem(tables=[{"id": 1}], people=[], parties=[], pairs=[], goals=[]),
        ["tables[0].id", "1"],
    ),
    "an id that is empty": (
        a_problem(tables=[{"id": ""}], people=[], parties=[], pairs=[], goals=[]),
        ["tables[0].id"],
    ),
    "misspelt key at the top": ({**a_problem(), "frozen": []}, ["frozen"]),
    "misspelt key in a party": (
        a_problem(parties=[{"id": "o1", "people": [], "min_meeting": 3}], pairs=[], goals=[]),
        ["parties[0]", "min_meeting"],
    ),
    "another format": (a_problem(format="borse-problem/2"), ["format", "borse-problem/2"]),
    "no format": ({key: value for key, value in a_problem().items() if key != "format"}, ["format"]),
}


@pytest.mark.parametrize("case", ONE_FAULT_EACH)
def test_a_fault_gets_one_line_that_says_where_what_and_how_to_mend_it(case: str, run: Any) -> None:
    problem, words = ONE_FAULT_EACH[case]
    code, out, lines = run(problem)
    assert (code, out) == (2, "")
    assert len(lines) == 1, lines
    assert all(word in lines[0] for word in words), lines[0]
    says_where, _, says_what_and_how = lines[0].partition(": ")
    assert says_where
    assert "; " in says_what_and_how, "what is wrong; how to mend it"


def test_every_fault_of_a_file_is_told_at_once(run: Any) -> None:
    problem = a_problem(change_cost=-1, frozen_rounds=["r9"], locked=[{"round": "r9", "a": "o1", "b": "o8"}], tabels=[])
    code, out, lines = run(problem)
    assert (code, out) == (2, "")
    assert len(lines) == 5


NOT_A_PROBLEM = {
    "empty": b"",
    "blank": b" \n ",
    "a list": b"[]",
    "a number": b"1",
    "null": b"null",
    "an empty object": b"{}",
    "half a file": json.dumps(a_problem()).encode()[:-20],
    "two objects": b"{}{}",
    "a key twice": b'{"format": "borse-problem/1", "rounds": [], "rounds": [{"id": "r1"}]}',
    "a key twice, deep down": b'{"format": "borse-problem/1", "rounds": [{"id": "r1", "id": "r2"}]}',
    "not a number": b'{"format": "borse-problem/1", "change_cost": NaN}',
    "infinity": b'{"format": "borse-problem/1", "change_cost": -Infinity}',
    "beyond any float": b'{"format": "borse-problem/1", "change_cost": 1e999}',
    "a number of ten thousand digits": b'{"format": "borse-problem/1", "change_cost": ' + b"9" * 10_000 + b"}",
    "Windows letters": '{"format": "børse-problem/1"}'.encode("cp1252"),
    "UTF-16": json.dumps(a_problem()).encode("utf-16"),
    "a NUL byte": b"\0",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "half a letter": b'{"format": "borse-problem/1", "tables": [{"id": "\\ud800"}]}',
    **{f"{depth} lists deep": b"[" * depth + b"]" * depth for depth in (50, 900, 990, 5_000, 1_000_000)},
    **{
        f"{depth} lists deep in a field": b'{"format": "borse-problem/1", "rounds": '
        + b"[" * depth
        + b"]" * depth
        + b"}"
        for depth in (50, 900, 960, 990, 5_000)
    },
    "a hundred thousand objects deep": b'{"rounds":' * 100_000,
    "10 MB of zeros": bytes(10_000_000),
    "10 MB of letters": b"a" * 10_000_000,
    "10 MB of noise": Random(1).randbytes(10_000_000),
    "10 MB in one string": b'{"format": "' + b"x" * 10_000_000 + b'"}',
    "a hundred thousand faults": b'{"format": "borse-problem/1", "rounds": [' + b"{}," * 100_000 + b"{}]}",
}


@pytest.mark.parametrize("case", NOT_A_PROBLEM)
def test_nonsense_is_refused_in_short_lines_and_soon(case: str, run: Any) -> None:
    started = time.process_time()
    code, out, lines = run(NOT_A_PROBLEM[case])
    assert (code, out) == (2, "")
    assert lines
    assert all(line.strip() and len(line) < 500 for line in lines[:1000])
    assert not any("Traceback" in line for line in lines[:1000])
    # No timing is promised here; this only catches time that grows with the square of the file.
    assert time.process_time() - started < 60


def test_a_byte_order_mark_is_no_fault(run: Any) -> None:
    assert run(b"\xef\xbb\xbf" + json.dumps(a_problem()).encode())[0] == 0


def test_ids_may_hold_any_letters_and_still_get_one_line_each(run: Any) -> None:
    strange = "Ærlig\u2028 \n\r\x1b[31m «bord»"
    code, out, lines = run(a_problem(frozen_rounds=[strange, strange + "2"]))
    assert (code, out, len(lines)) == (2, "", 2)
    assert not any("\x1b" in line for line in lines)
    code, out, _ = run(
        a_problem(tables=[{"id": strange, "features": ["quiet"]}], people=[{"id": "p1"}, {"id": "p2"}, {"id": "p3"}])
    )
    assert code == 0
    assert {meeting["table"] for meeting in json.loads(out)["meetings"]} == {strange}


IMPOSSIBLE: dict[str, Raw] = {
    "lock of a pair that is not listed": {"locked": [{"round": "r1", "a": "o2", "b": "o3"}]},
    "one pair locked to two rounds": {
        "locked": [{"round": "r1", "a": "o1", "b": "o2"}, {"round": "r2", "a": "o2", "b": "o1"}]
    },
    "one person locked to two meetings at once": {
        "locked": [{"round": "r1", "a": "o1", "b": "o2"}, {"round": "r1", "a": "o1", "b": "o3"}]
    },
    "lock of somebody who is not there": {
        "people": [{"id": "p1", "rounds": ["r2"]}, {"id": "p2"}, {"id": "p3"}],
        "locked": [{"round": "r1", "a": "o1", "b": "o2"}],
    },
    "lock beyond the maximum": {
        "parties": [
            {"id": "o1", "people": ["p1"], "max_meetings": 0},
            {"id": "o2", "people": ["p2"]},
            {"id": "o3", "people": ["p3"]},
        ],
        "locked": [{"round": "r1", "a": "o1", "b": "o2"}],
    },
    "lock without a fit table": {"tables": [{"id": "t1"}], "locked": [{"round": "r1", "a": "o1", "b": "o2"}]},
    "lock without a table": {
        "tables": [],
        "people": [{"id": "p1"}, {"id": "p2"}, {"id": "p3"}],
        "locked": [{"round": "r1", "a": "o1", "b": "o2"}],
    },
    "lock without the resource": {
        "resources": [{"id": "tolk", "per_round": 0}],
        "locked": [{"round": "r1", "a": "o1", "b": "o2"}],
    },
    "lock in a frozen round that did not hold it": {
        "frozen_rounds": ["r1"],
        "locked": [{"round": "r1", "a": "o1", "b": "o2"}],
    },
    "frozen meeting of two who may not meet": {
        "frozen_rounds": ["r1"],
        "previous": [{"round": "r1", "table": "t1", "a": "o2", "b": "o3", "a_people": ["p2"], "b_people": ["p3"]}],
    },
    "frozen meeting with somebody else's speaker": {
        "frozen_rounds": ["r1"],
        "previous": [{"round": "r1", "table": "t1", "a": "o1", "b": "o2", "a_people": ["p3"], "b_people": ["p2"]}],
    },
    "frozen meeting with nobody": {
        "frozen_rounds": ["r1"],
        "previous": [{"round": "r1", "table": "t1", "a": "o1", "b": "o2", "a_people": [], "b_people": ["p2"]}],
    },
    "frozen pair locked to another round": {
        "frozen_rounds": ["r1"],
        "locked": [{"round": "r2", "a": "o1", "b": "o2"}],
        "previous": [{"round": "r1", "table": "t1", "a": "o1", "b": "o2", "a_people": ["p1"], "b_people": ["p2"]}],
    },
    "two frozen meetings at one table": {
        "frozen_rounds": ["r1"],
        "people": [{"id": "p1"}, {"id": "p2"}, {"id": "p3"}, {"id": "p4"}],
        "parties": [
            {"id": "o1", "people": ["p1", "p4"]},
            {"id": "o2", "people": ["p2"]},
            {"id": "o3", "people": ["p3"]},
        ],
        "previous": [
            {"round": "r1", "table": "t1", "a": "o1", "b": "o2", "a_people": ["p1"], "b_people": ["p2"]},
            {"round": "r1", "table": "t1", "a": "o1", "b": "o3", "a_people": ["p4"], "b_people": ["p3"]},
        ],
    },
}


@pytest.mark.parametrize("case", IMPOSSIBLE)
def test_promises_that_cannot_be_kept_are_told_in_a_sentence_each(case: str, run: Any) -> None:
    code, out, lines = run(a_problem(**IMPOSSIBLE[case]))
    assert (code, out) == (3, "")
    assert lines
    assert all(any(name in line for name in ("o1", "o2", "o3", "p1", "t1", "r1")) for line in lines), (
        "names what clashes"
    )


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        assert main(["solve", str(path)]) == 2
        out, err = capfd.readouterr()
        assert out == ""
        assert str(path) in err
        assert len(err.splitlines()) == 1


def test_the_real_command_line_refuses_and_solves_from_standard_input() -> None:
    def solve(content: bytes) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "matching", "solve", "-", "--seconds", "2"]
        return subprocess.run(command, input=content, capture_output=True, check=False, timeout=PATIENCE)

    refused = solve(b'{"format": "borse-problem/1", "rounds": [{"id": 7}]}')
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert b"rounds[0].id" in refused.stderr
    done = solve(json.dumps(a_problem()).encode())
    assert done.returncode == 0
    assert json.loads(done.stdout)["score"]["worth"] == 17


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_a_problem_with_a_piece_replaced_is_read_or_refused_but_never_crashes(seed: int) -> None:
    chance = Random(seed)
    spoilt = with_a_piece_replaced(chance, a_tiny_problem(chance))
    problem = read_or_refused(matching.read_problem, spoilt)
    schedule = None if problem is None else solved_or_refused(problem)
    if schedule is not None:
        assert breaches(spoilt, json.loads(matching.write_schedule(schedule))) == []


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_a_schedule_with_a_piece_replaced_is_checked_or_refused_but_never_crashes(seed: int) -> None:
    chance = Random(seed)
    problem = matching.read_problem(json.dumps(a_problem()))
    meeting = {"round": "r1", "table": "t1", "a": "o1", "b": "o2", "a_people": ["p1"], "b_people": ["p2"]}
    schedule = {
        "format": "borse-schedule/1",
        "meetings": [meeting],
        "score": {"shortfall": 0, "worth": 13, "waits": 0, "moves": 0, "changes": 0},
        "bound": {"shortfall": 0, "worth": 17},
        "seconds": 0.5,
    }
    spoilt = with_a_piece_replaced(chance, schedule)
    read = read_or_refused(matching.read_schedule, spoilt)
    if read is None:
        return
    found = {broken.rule for broken in matching.verify(problem, read)}
    assert found == {breach.rule for breach in breaches(a_problem(), spoilt)}
    matching.score(problem, read)


def read_or_refused(read: Callable[[str], T], file: Raw) -> T | None:
    try:
        return read(json.dumps(file))
    except matching.Faulty as refusal:
        lines = refusal.faults
    assert lines
    assert all(line and "\n" not in line for line in lines)
    return None


def solved_or_refused(problem: matching.Problem) -> matching.Schedule | None:
    try:
        return matching.solve(problem, seconds=5, workers=1)
    except matching.Clash as clash:
        sentences = clash.clashes
    assert sentences
    return None


def with_a_piece_replaced(chance: Random, file: Raw) -> Raw:
    """The file with one value, anywhere in it, changed into another, taken away, or given a strange name."""
    file = deepcopy(file)
    node: Any = file
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        key = chance.choice(keys)
        inner = node[key]
        if not (isinstance(inner, dict | list) and inner) or chance.random() < 0.15:
            break
        node = inner
    strange: list[Any] = [None, True, 0, -1, 2.5, "", "r1", "p1", "o1", "t1", [], {}, [[]], ["p1"], {"id": "x"}, 10**30]
    if chance.random() < 0.3:
        del node[key]
    elif isinstance(node, dict) and chance.random() < 0.2:
        node[f"x{key}"] = node.pop(key)
    else:
        node[key] = chance.choice(strange)
    return file
