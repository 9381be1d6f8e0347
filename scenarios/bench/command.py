"""The bench's command line: `bench` prints the table, `bench problem` writes one problem to play with."""

import json
import sys
from typing import TextIO

import click

from scenarios.bench.best_pair_first import best_pair_first
from scenarios.bench.generator import VARIANTS, a_problem
from scenarios.bench.replanning import a_replan


@click.group(invoke_without_command=True)
def bench() -> None:
    """Measure the engine beside what one would do without it."""


@bench.command()
@click.option("--parties", default=200, show_default=True)
@click.option("--rounds", default=8, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--variant", type=click.Choice(list(VARIANTS)), default="normal", show_default=True)
@click.option("--absent", type=float, default=0.0, help="A replan: this share of the people is gone.")
@click.option("--after", default=2, show_default=True, help="A replan: rounds that have been held.")
@click.option("--previous", type=click.File(), help="A replan of this schedule; else of one made best pair first.")
def problem(
    *, parties: int, rounds: int, seed: int, variant: str, absent: float, after: int, previous: TextIO | None
) -> None:
    """Write one problem file to standard output."""
    raw = a_problem(parties=parties, rounds=rounds, seed=seed, variant=variant)
    if absent or previous:
        schedule = json.load(previous) if previous else {"meetings": best_pair_first(raw)}
        raw = a_replan(raw, schedule, after=after, absent=absent, seed=seed, variant=variant)
    json.dump(raw, sys.stdout, ensure_ascii=False)
