"""Børs's engine: who meets whom, when and where, within a hair of the proven best.

A pure library: values in, values out; no network, no database, no web. Time, seed and effort are arguments. The files
are described in `docs/engine.md`, and so is the method.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from matching.changes import Change, Changes, Kind, changes
from matching.files import faults_of, read_problem, write_problem
from matching.problem import (
    Goal,
    Lock,
    Meeting,
    Pair,
    Party,
    Person,
    Problem,
    Resource,
    Table,
    pair_key,
)
from matching.refusals import Clash, Faulty, Refusal
from matching.rules import Broken, verify
from matching.schedule import Bound, Progress, Schedule, Score
from matching.schedule_file import read_schedule, write_schedule
from matching.score import score
from matching.solve import solve

if TYPE_CHECKING:
    from matching.circles import seat_circles
    from matching.explain import explain_pair
    from matching.explain_shortfall import explain_minima
    from matching.rings import plan_rings

LATER = {
    "explain_minima": "matching.explain_shortfall",
    "explain_pair": "matching.explain",
    "plan_rings": "matching.rings",
    "seat_circles": "matching.circles",
}
"""What is loaded when it is first asked for: whoever only reads or checks a file need not wait for it."""


def __getattr__(name: str) -> object:
    if name not in LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(LATER[name]), name)


__all__ = [
    "Bound",
    "Broken",
    "Change",
    "Changes",
    "Clash",
    "Faulty",
    "Goal",
    "Kind",
    "Lock",
    "Meeting",
    "Pair",
    "Party",
    "Person",
    "Problem",
    "Progress",
    "Refusal",
    "Resource",
    "Schedule",
    "Score",
    "Table",
    "changes",
    "explain_minima",
    "explain_pair",
    "faults_of",
    "pair_key",
    "plan_rings",
    "read_problem",
    "read_schedule",
    "score",
    "seat_circles",
    "solve",
    "verify",
    "write_problem",
    "write_schedule",
]
