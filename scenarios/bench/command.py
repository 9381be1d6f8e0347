"""The bench's command line: `bench` prints the table, `bench problem` writes one problem to play with."""

import json
import sys
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import TextIO

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from scenarios.bench.best_pair_first import best_pair_first
from scenarios.bench.contenders import BASELINES, ENGINE
from scenarios.bench.generator import VARIANTS, Raw, a_problem
from scenarios.bench.replanning import a_replan
from scenarios.bench.rows import AFTER, ROWS
from scenarios.bench.table import Measured, Run, heading, judged, summary


@click.group(invoke_without_command=True)
@click.option("--row", "rows", multiple=True, help="Only halls whose name begins so, like 200x8 or 'replan 200'.")
@click.option("--variant", "variants", multiple=True, type=click.Choice([*VARIANTS, "all"]), default=("normal",))
@click.option("--seed", "seeds", multiple=True, type=int, default=(1,), show_default=True, help="May be repeated.")
@click.option("--baselines/--no-baselines", default=True, show_default=True, help="Measure what one would do without.")
@click.option("--patient", is_flag=True, help="Wait for the baselines at every size.")
@click.pass_context
def bench(
    context: click.Context,
    *,
    rows: tuple[str, ...],
    variants: tuple[str, ...],
    seeds: tuple[int, ...],
    baselines: bool,
    patient: bool,
) -> None:
    """Measure the engine beside what one would do without it.

    Every schedule is checked and counted by an independent judge before its figures are printed. The table goes to
    standard output, progress to standard error.
    """
    if context.invoked_subcommand:
        return
    chosen = [row for row in ROWS if not rows or any(row.name.startswith(name) for name in rows)]
    if not chosen:
        raise click.UsageError(f"There is no such hall; there are {', '.join(row.name for row in ROWS)}.")
    kinds = list(VARIANTS) if "all" in variants else list(variants)
    runs = [Run(row=row, variant=kind, seed=seed) for row, kind, seed in product(chosen, kinds, seeds)]
    measured: list[Measured] = []
    click.echo(heading())
    with _progress() as progress:
        task = progress.add_task("", total=len(runs))
        for run in runs:
            for one in _measure(run, baselines=baselines, patient=patient, progress=progress):
                measured.append(one)
                click.echo(one.line())
            progress.advance(task)
    click.echo(f"\n{summary(measured)}")


def _progress() -> Progress:
    columns = (BarColumn(), TextColumn("{task.completed} of {task.total}"), TimeElapsedColumn())
    return Progress(*columns, TextColumn("{task.description}"), console=Console(stderr=True))


def _measure(run: Run, *, baselines: bool, patient: bool, progress: Progress) -> Iterator[Measured]:
    row = run.row

    def tell(step: str) -> None:
        progress.update(progress.task_ids[0], description=f"{row.name} {run.variant} seed {run.seed}: {step}")

    tell("making the problem")
    problem = _problem_of(run)
    tell(ENGINE.name)
    ours = ENGINE.answer(problem, seconds=row.seconds, seed=run.seed)
    bound: Raw = ours.schedule["bound"]
    yield judged(run, ENGINE.name, problem, ours, bound)
    for contender in BASELINES if baselines else ():
        if patient or contender.largest is None or row.parties <= contender.largest:
            tell(contender.name)
            theirs = contender.answer(problem, seconds=row.seconds, seed=run.seed)
            yield judged(run, contender.name, problem, theirs, bound)


def _problem_of(run: Run) -> Raw:
    row = run.row
    problem = a_problem(parties=row.parties, rounds=row.rounds, seed=run.seed, variant=run.variant)
    if not row.absent:
        return problem
    published = _published(row.parties, row.rounds, run.seed, run.variant)
    return a_replan(problem, published, after=AFTER, absent=row.absent, seed=run.seed, variant=run.variant)


@cache
def _published(parties: int, rounds: int, seed: int, variant: str) -> Raw:
    """The programme that a replan starts from: the engine's own, with the time that a hall of this size is given."""
    seconds = next(row.seconds for row in ROWS if (row.parties, row.rounds) == (parties, rounds) and not row.absent)
    problem = a_problem(parties=parties, rounds=rounds, seed=seed, variant=variant)
    return ENGINE.answer(problem, seconds=seconds, seed=seed).schedule


@bench.command()
@click.option("--parties", default=200, show_default=True)
@click.option("--rounds", default=8, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--variant", type=click.Choice(list(VARIANTS)), default="normal", show_default=True)
@click.option("--absent", type=float, default=0.0, help="A replan: this share of the people is gone.")
@click.option("--after", default=AFTER, show_default=True, help="A replan: rounds that have been held.")
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
