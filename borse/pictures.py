"""Bars, drawn with matplotlib: each named, each with its figure written at its end, so that colour is only decoration.

A picture is a pure function of its table and its look (the same figures give the same bytes), so it is kept by value.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Any

from borse.bars import Bar, groups_of
from borse.tables import Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.font_manager import FontProperties


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Lengths in points. Colours are roles of static/css/theme.css in sRGB, one of `fills` for each bar of a group.

    Fill or edge stands out from the ground by 3:1 at least (WCAG 1.4.11).
    """

    width: float
    letters: float
    air: float  # between the lines: 1 is a screen's, 0 none
    ink: str
    fills: tuple[str, str]
    edges: tuple[str, str]


DAY = Look(width=320, letters=12, air=1, ink="#27241e", fills=("#005b4d", "#bee0d7"), edges=("#005b4d", "#4c8477"))
NIGHT = Look(width=320, letters=12, air=1, ink="#f2eee6", fills=("#85cfbe", "#26443d"), edges=("#85cfbe", "#5b9386"))
PAPER = Look(width=215, letters=8, air=0.12, ink="#000000", fills=("#005b4d", "#bee0d7"), edges=("#005b4d", "#4c8477"))

# matplotlib's settings and its store of letters belong to the whole process.
_one_at_a_time = Lock()


@lru_cache(maxsize=256)
def svg_of(table: Table, look: Look) -> bytes:
    """The picture of `table`. Letters are drawn as paths: it looks the same everywhere. Slow: keep it off the loop."""
    with _one_at_a_time:
        return _draw(table, look)


def _draw(table: Table, look: Look) -> bytes:
    import matplotlib as mpl  # half a second: not at start-up
    from matplotlib.figure import Figure

    mpl.rcParams.update({"svg.hashsalt": "borse", "svg.fonttype": "path", "text.parse_math": False})
    pen = _Pen(look, table)
    figure = Figure(figsize=(look.width / 72, pen.height / 72), facecolor="none")
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, look.width), ylim=(pen.height, 0))
    axes.axis("off")
    pen.draw(axes)
    file = BytesIO()
    figure.savefig(file, format="svg", metadata={"Title": table.title, "Date": None, "Creator": None})
    return _without_styles(file.getvalue())


def _without_styles(svg: bytes) -> bytes:
    """Styles as attributes of their own: the browser may not read inline styles (CSP), nor would we let it."""
    svg = re.sub(rb"<style.*?</style>", b"", svg, flags=re.DOTALL)
    return re.sub(
        rb'style="([^"]*)"',
        lambda found: b" ".join(
            name.strip() + b'="' + value.strip() + b'"'
            for name, _colon, value in (rule.partition(b":") for rule in found[1].split(b";") if rule.strip())
        ),
        svg,
    )


class _Pen:
    """Draws from the top down, in points: the name of a group, its bars below, the next group."""

    def __init__(self, look: Look, table: Table) -> None:
        self.look = look
        self.groups = groups_of(table)
        self.font, self.bold = _font("DejaVuSans"), _font("DejaVuSans-Bold")
        self.line = look.letters * (1.3 + 0.3 * look.air)
        self.thick = look.letters * (0.8 + 0.4 * look.air)
        bars = [bar for group in self.groups for bar in group.bars]
        room = max((self._wide(bar.said, self.bold) for bar in bars), default=0) + look.letters
        self.scale = (look.width - room) / max((bar.reach for bar in bars), default=1)
        self.height = sum(self._high(len(group.bars)) for group in self.groups)

    def draw(self, axes: "Axes") -> None:
        top = 0.0
        for group in self.groups:
            axes.text(0, top + self.line * 0.45, self._fitting(group.name), **self._letters)
            for number, bar in enumerate(group.bars):
                self._bar(axes, bar, number, top + self.line + number * self.thick * 1.25)
            top += self._high(len(group.bars))

    def _bar(self, axes: "Axes", bar: Bar, number: int, top: float) -> None:
        middle = top + self.thick / 2
        fill, edge = self.look.fills[number], self.look.edges[number]
        for reach, inside, outline in (
            (bar.whole or 0, self.look.fills[1], self.look.edges[1]),
            (bar.height, fill, edge),
        ):
            if reach:
                axes.barh(middle, reach * self.scale, self.thick, facecolor=inside, edgecolor=outline, linewidth=0.8)
        # Where a bar begins, also when it is nothing.
        axes.plot([0, 0], [top - 1, top + self.thick + 1], color=self.look.ink, linewidth=1, solid_capstyle="butt")
        axes.text(
            bar.reach * self.scale + self.look.letters / 2,
            middle,
            bar.said,
            **self._letters | {"fontproperties": self.bold},
        )

    @property
    def _letters(self) -> dict[str, Any]:
        return {
            "fontproperties": self.font,
            "fontsize": self.look.letters,
            "color": self.look.ink,
            "verticalalignment": "center_baseline",
        }

    def _high(self, bars: int) -> float:
        return self.line + bars * self.thick * 1.25 + self.look.letters * (0.3 + 0.6 * self.look.air)

    def _fitting(self, text: str) -> str:
        """A name that is too long for its line is cut; the table has it whole."""
        while self._wide(text, self.font) > self.look.width and len(text) > 1:
            text = text[:-2].rstrip() + "…"
        return text

    def _wide(self, text: str, font: "FontProperties") -> float:
        from matplotlib.textpath import TextPath

        return float(TextPath((0, 0), text, size=self.look.letters, prop=font).get_extents().width) if text else 0


def _font(name: str) -> "FontProperties":
    """The letters that matplotlib brings along: never those of the machine."""
    from matplotlib import get_data_path
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=f"{get_data_path()}/fonts/ttf/{name}.ttf")
