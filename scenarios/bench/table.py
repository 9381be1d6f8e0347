"""The bench's table: Markdown, aligned, one line at a time, so that a long run can be read while it goes on."""

from dataclasses import dataclass

from scenarios.bench.contenders import ENGINE, Answer
from scenarios.bench.generator import Raw
from scenarios.bench.judge import breaches, marks
from scenarios.bench.rows import Row

YARDSTICK = "best pair first"
"""Whose waits and moves the engine's are compared with."""

COLUMNS = {
    "hall": 20, "variant": 19, "seed": 4, "limit s": 7, "planned by": 18, "of bound": 9, "bar": 7, "shortfall": 9,
    "bound": 5, "waits": 6, "moves": 6, "seconds": 7, "cpu s": 6, "MB": 5, "": 6,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One problem of the bench."""

    row: Row
    variant: str
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """An answer that the independent judge has gone through."""

    run: Run
    planned_by: str
    of_bound: float
    shortfall: int
    least_shortfall: int
    waits: int
    moves: int
    seconds: float
    cpu: float
    megabytes: float

    @property
    def held(self) -> bool:
        """Whether it reaches the bar of its row, time apart."""
        slack = self.run.row.shortfall
        return self.of_bound >= self.run.row.worth and (slack is None or self.shortfall <= self.least_shortfall + slack)

    def line(self) -> str:
        row, by_the_engine = self.run.row, self.planned_by == ENGINE.name
        return _line(
            row.name if by_the_engine else "",
            self.run.variant if by_the_engine else "",
            self.run.seed if by_the_engine else "",
            f"{row.seconds:g}" if by_the_engine else "",
            self.planned_by,
            f"{self.of_bound:.3%}",
            f"{row.worth:.1%}" if by_the_engine else "",
            self.shortfall,
            self.least_shortfall if by_the_engine else "",
            self.waits,
            self.moves,
            f"{self.seconds:.2f}",
            f"{self.cpu:.1f}",
            f"{self.megabytes:.0f}",
            ("held" if self.held else "MISSED") if by_the_engine else "",
        )


def judged(run: Run, planned_by: str, problem: Raw, answer: Answer, bound: Raw) -> Measured:
    """The figures of an answer, counted by the judge and not by whoever planned. Raises on a broken rule or bound."""
    if broken := breaches(problem, answer.schedule):
        raise AssertionError(f"{planned_by} broke {len(broken)} rules in {run}, the first: {broken[0]}")
    found = marks(problem, answer.schedule)
    given = answer.schedule.get("score")
    if given is not None and given != found._asdict():
        raise AssertionError(f"{planned_by} miscounted in {run}: {given} is {found._asdict()}")
    if (found.shortfall, -found.worth) < (bound["shortfall"], -bound["worth"]):
        raise AssertionError(f"{planned_by} beats what was proven in {run}: {found} against {bound}")
    return Measured(
        run=run,
        planned_by=planned_by,
        of_bound=found.worth / bound["worth"] if bound["worth"] else 1.0,
        shortfall=found.shortfall,
        least_shortfall=bound["shortfall"],
        waits=found.waits,
        moves=found.moves,
        seconds=answer.seconds,
        cpu=answer.cpu,
        megabytes=answer.megabytes,
    )


def heading() -> str:
    return f"{_line(*COLUMNS)}\n|{'|'.join('-' * (width + 2) for width in COLUMNS.values())}|"


def _line(*cells: object) -> str:
    return "| " + " | ".join(f"{cell!s:<{width}}" for cell, width in zip(cells, COLUMNS.values(), strict=True)) + " |"


def summary(measured: list[Measured]) -> str:
    """The worst of the engine's figures per hall and variant, over all seeds."""
    lines = ["The engine at its worst over the seeds:", ""]
    greedy = {one.run: one for one in measured if one.planned_by == YARDSTICK}
    for row, variant in dict.fromkeys((one.run.row, one.run.variant) for one in measured):
        ours = [
            one
            for one in measured
            if (one.run.row, one.run.variant) == (row, variant) and one.planned_by == ENGINE.name
        ]
        beside = [(one, greedy[one.run]) for one in ours if one.run in greedy]
        calm = "".join(
            f", {what} {max(getattr(one, what) / max(1, getattr(other, what)) for one, other in beside):.0%}"
            for what in ("waits", "moves")
            if beside
        )
        lines.append(
            f"- {row.name}, {variant}: {min(one.of_bound for one in ours):.3%} of the bound (bar {row.worth:.1%}), "
            f"shortfall at most {max(one.shortfall - one.least_shortfall for one in ours)} above its bound, "
            f"{max(one.seconds for one in ours):.1f} s (limit {row.seconds:g} s)"
            f"{calm}{f' of {YARDSTICK}' if calm else ''}; {sum(one.held for one in ours)} of {len(ours)} held"
        )
    return "\n".join(lines)
