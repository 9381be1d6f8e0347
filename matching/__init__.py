"""Børs's engine: who meets whom, when and where, within a hair of the proven best.

A pure library: values in, values out; no network, no database, no web. Time, seed and effort are arguments. The files
are described in `docs/engine.md`, and so is the method.
"""

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
    "faults_of",
    "pair_key",
    "read_problem",
    "read_schedule",
    "score",
    "solve",
    "verify",
    "write_problem",
    "write_schedule",
]
