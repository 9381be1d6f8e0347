"""The engine's command line: solve, verify, explain, rings, circles.

    python -m matching solve problem.json --seconds 10 --seed 1 > schedule.json
    python -m matching verify problem.json schedule.json
    python -m matching explain problem.json schedule.json A B

Exit codes: 0 done; 1 `verify` found a broken rule; 2 a file is wrong; 3 locks and frozen rounds clash.
"""

import argparse
import gc
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from matching.files import read_problem
from matching.refusals import Clash, Faulty, Refusal
from matching.rules import verify
from matching.schedule import Progress
from matching.schedule_file import UNKNOWN, read_schedule, write_schedule
from matching.score import score
from matching.solve import solve

STARTED = time.monotonic()
"""The time limit is for the whole program: reading a large file takes seconds."""

ELSEWHERE = ("explain", "rings", "circles")
"""Commands that live in a module of their own, each with `main(arguments) -> exit code`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if words and words[0] in ELSEWHERE:
            return int(import_module(f"matching.{words[0]}").main(words[1:]))
        options = _parser().parse_args(words)
        return int(options.run(options))
    except Refusal as refusal:
        lines = (
            refusal.clashes
            if isinstance(refusal, Clash)
            else refusal.faults
            if isinstance(refusal, Faulty)
            else (str(refusal),)
        )
        for line in lines:
            print(one_line(line), file=sys.stderr)
        return 3 if isinstance(refusal, Clash) else 2


def one_line(text: str) -> str:
    """A message on one line, whatever the ids in it hold."""
    return " ".join(text.split())


def text_of(path: str) -> str:
    """The text of a file; `-` is standard input. Raises Faulty when it cannot be read as UTF-8."""
    try:
        raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise Faulty([f"{path}: cannot be read ({error.strerror}); give the path of a file."]) from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Faulty([f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8."]) from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m matching", description="Plans who meets whom, when and where.")
    commands = parser.add_subparsers(required=True, metavar="command")
    planning = commands.add_parser("solve", help="print the best schedule found in the time given")
    planning.add_argument("problem", help="a borse-problem/1 file, or - for standard input")
    planning.add_argument("--seconds", type=_positive, default=10.0, help="time limit (default: 10)")
    planning.add_argument("--seed", type=int, default=1, help="seed of every choice by chance (default: 1)")
    planning.add_argument("--workers", type=int, choices=(1, 2), default=2, help="threads for the solvers (default: 2)")
    planning.set_defaults(run=_solve)
    checking = commands.add_parser("verify", help="print one line per broken rule; exit code 1 when there is one")
    checking.add_argument("problem", help="a borse-problem/1 file")
    checking.add_argument("schedule", help="a borse-schedule/1 file")
    checking.set_defaults(run=_verify)
    for name in ELSEWHERE:
        commands.add_parser(name, help=f"see: python -m matching {name} --help", add_help=False)
    return parser


def _positive(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < 1e6:  # noqa: PLR2004 -- eleven days; also keeps out inf and nan
        raise argparse.ArgumentTypeError(f"{text} is not a number of seconds above 0")
    return seconds


def _tell(progress: Progress) -> None:
    found = progress.score
    words = "" if found is None else f": shortfall {found.shortfall}, worth {found.worth}"
    print(f"{progress.seconds:7.2f} s  {progress.step}{words}", file=sys.stderr, flush=True)


def _solve(options: argparse.Namespace) -> int:
    # What is read and planned holds no cycles worth collecting; at 2000 parties looking for them costs seconds.
    gc.disable()
    problem = read_problem(text_of(options.problem))
    schedule = solve(
        problem,
        seconds=options.seconds,
        seed=options.seed,
        workers=options.workers,
        progress=_tell,
        started=STARTED,
    )
    sys.stdout.buffer.write((write_schedule(schedule) + "\n").encode())
    return 0


def _verify(options: argparse.Namespace) -> int:
    problem = read_problem(text_of(options.problem))
    schedule = read_schedule(text_of(options.schedule))
    lines = [f"rule {broken.rule}: {broken.sentence}" for broken in verify(problem, schedule)]
    counted = score(problem, schedule)
    if schedule.score is not UNKNOWN:
        lines += [
            f"score: {name} is given as {getattr(schedule.score, name)}, but is {getattr(counted, name)}."
            for name in ("shortfall", "worth", "waits", "moves", "changes")
            if getattr(schedule.score, name) != getattr(counted, name)
        ]
    for line in lines:
        print(one_line(line))
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
