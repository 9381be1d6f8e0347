"""What was measured, side by side: alone and while a plan is being made."""

from collections.abc import Sequence

from rich.table import Table

from scenarios.load.errands import ERRANDS
from scenarios.load.figures import BAR, Figures, by_name, figures_of
from scenarios.load.open_loop import Sample

COLUMNS = ("requests", "p50", "p95", "p99", "max")


def table_of(alone: Sequence[Sample], planning: Sequence[Sample]) -> Table:
    """A row for each kind of request: the machine's floor, the pages, all pages, and our own lateness in sending."""
    table = Table(title="Milliseconds from the moment a request was due until it was answered whole")
    table.add_column("")
    for stage in ("alone", "planning"):
        for number, column in enumerate(COLUMNS):
            table.add_column(f"{stage}\n{column}" if number == 0 else f"\n{column}", justify="right")
    table.add_column("p99 of\nfloor's", justify="right")
    table.add_column(f"under\n{BAR:.0f} ms")
    stages = [by_name(alone), by_name(planning)]
    floor = _floor(stages[1])
    for errand in ERRANDS:
        figures = [_of(stage.get(errand.name, [])) for stage in stages]
        table.add_row(errand.name, *_cells(figures), *_judged(figures[1], None if errand.is_floor else floor))
        if errand.is_floor and not ERRANDS[ERRANDS.index(errand) + 1].is_floor:
            table.add_section()
    table.add_section()
    pages = [
        _of([one.took for one in samples if not one.errand.is_floor and not one.wrong]) for samples in (alone, planning)
    ]
    table.add_row("all pages", *_cells(pages), *_judged(pages[1], floor))
    late = [_of([one.late for one in samples]) for samples in (alone, planning)]
    table.add_row("sent late by", *_cells(late), "", "")
    return table


def _floor(stage: dict[str, list[float]]) -> Figures | None:
    return _of([took for errand in ERRANDS if errand.is_floor for took in stage.get(errand.name, [])])


def _of(times: list[float]) -> Figures | None:
    return figures_of(times) if times else None


def _cells(stages: Sequence[Figures | None]) -> list[str]:
    cells = []
    for one in stages:
        if one is None:
            cells += ["–"] * len(COLUMNS)
        else:
            cells += [str(one.requests), *(f"{value:.1f}" for value in (one.p50, one.p95, one.p99, one.longest))]
    return cells


def _judged(figures: Figures | None, floor: Figures | None) -> tuple[str, str]:
    if figures is None or floor is None:
        return "", ""
    return f"× {figures.p99 / floor.p99:.1f}", "[green]holds[/]" if figures.holds else "[red]no[/]"
