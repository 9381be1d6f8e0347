"""Who is measured: the engine, and what one would do without it. Each runs in a process of its own.

A fresh process per run keeps one run's memory out of the next one's figure, and gives the engine the start that it
has from the command line.
"""

import json
import multiprocessing
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from scenarios.bench.generator import Raw


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A schedule (`borse-schedule/1`), the seconds spent on planning alone, and the process's peak memory in MB.

    `cpu` is the processor's seconds, reading and writing included: far less than `seconds` means a starved machine.
    """

    schedule: Raw
    seconds: float
    cpu: float
    megabytes: float


Plan = Callable[[str, float, int], tuple[Raw, float]]


def engine(text: str, seconds: float, seed: int) -> tuple[Raw, float]:
    import matching

    problem = matching.read_problem(text)
    started = time.monotonic()
    schedule = matching.solve(problem, seconds=seconds, seed=seed)
    spent = time.monotonic() - started
    return json.loads(matching.write_schedule(schedule)), spent


def best_pair_first(text: str, _seconds: float, _seed: int) -> tuple[Raw, float]:
    from scenarios.bench import best_pair_first as method

    return _timed(method.best_pair_first, text)


def round_by_round(text: str, _seconds: float, _seed: int) -> tuple[Raw, float]:
    from scenarios.bench import round_by_round as method

    return _timed(method.round_by_round, text)


def one_program(text: str, seconds: float, _seed: int) -> tuple[Raw, float]:
    from scenarios.bench import one_program as method

    return _timed(lambda problem: method.one_program(problem, seconds), text)


def _timed(method: Callable[[Raw], list[Raw]], text: str) -> tuple[Raw, float]:
    problem = json.loads(text)
    started = time.monotonic()
    meetings = method(problem)
    return {"format": "borse-schedule/1", "meetings": meetings}, time.monotonic() - started


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """A way to plan; `largest` is the number of parties up to which it is worth waiting for."""

    name: str
    plan: Plan
    largest: int | None = None

    def answer(self, problem: Raw, *, seconds: float, seed: int) -> Answer:
        """Plan in a fresh process; raises what the plan raises."""
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
            return pool.submit(_run, self.plan, json.dumps(problem), seconds, seed).result()


def _run(plan: Plan, text: str, seconds: float, seed: int) -> Answer:
    schedule, spent = plan(text, seconds, seed)
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return Answer(
        schedule=schedule,
        seconds=spent,
        cpu=sum(one.ru_utime + one.ru_stime for one in usage),
        megabytes=sum(one.ru_maxrss for one in usage) / 1024,
    )


ENGINE = Contender(name="engine", plan=engine)
BASELINES = (
    Contender(name="best pair first", plan=best_pair_first),
    # networkx's blossoms are pure Python and cubic in the people: 4 s of processor at 200 parties and 8 rounds.
    Contender(name="round by round", plan=round_by_round, largest=200),
    # 55,000 Booleans at 200 parties and 8 rounds, with which it mostly finds nothing in time; 575,000 at 600.
    Contender(name="one CP-SAT program", plan=one_program, largest=200),
)
