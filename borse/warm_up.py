"""What is done once when the server has begun to answer, so that nobody waits for it in the evening.

Measured on two cores: the first visitor of a page waited 20 to 60 ms for its template (before compiled ones were kept),
the first picture half a second for matplotlib; and a full round of the garbage collector, a few times an evening,
stopped everybody for 120 to 270 ms while it looked through a hundred thousand parts of the program that are never
thrown away.
"""

import asyncio
import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from importlib import import_module

import structlog
from aiohttp import web

from borse.affinity import standard_lexicon
from borse.frame.keys import TEMPLATES, WARM
from borse.frame.qr import qr_svg
from borse.language import TONGUES, catalogue
from borse.pictures import DAY, svg_of
from borse.tables import Picture, Table
from borse.times import clock_time, long_date

# Those who have waited for the server go first.
PATIENCE_SECONDS = 1.0
# A thread that computes (a picture, sixty sheets) lets the others in after this time; Python's own is five times as
# long, and a page passes from thread to thread some six times.
SWITCH_SECONDS = 0.001
# When the collector goes round: after so many new objects, every tenth time through those that were left, and through
# all of them once in an hour or two. With Python's own numbers (700, 10, 10) that last and slow round came every six
# seconds of an evening's load; nearly all that a request leaves behind is freed without any round.
ROUNDS = (5_000, 10, 1_000)
# What a start does without, the soonest needed first.
LEFT_OUT = ("phonenumbers", "icalendar", "borse.affinity.scoring", "rapidfuzz.process", "xlsxwriter")
A_DAY = datetime(2027, 3, 16, 17, tzinfo=UTC)
A_TABLE = Table(key="", name="", title="", columns=("", ""), rows=(("Børs", 1),), picture=Picture(columns=(1,)))

log = structlog.get_logger()


async def warm_up(app: web.Application, stop: asyncio.Event) -> None:
    """Do once what is slow the first time: a second in a thread, one errand after another until `stop` is set.

    One that fails (no file can be opened just now) is done when somebody needs it.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), PATIENCE_SECONDS)
    for errand in _errands(app):
        if stop.is_set():
            return
        try:
            await asyncio.to_thread(errand)
        except Exception:  # the server runs, and must go on
            log.exception("cannot be done ahead")
    app[WARM].set()


def _errands(app: web.Application) -> Iterator[Callable[[], object]]:
    templates = app[TEMPLATES]
    yield from (partial(templates.get_template, name) for name in templates.list_templates(extensions=["html"]))
    yield from (partial(import_module, name) for name in LEFT_OUT)
    yield from (partial(catalogue, tongue) for tongue in TONGUES)
    yield partial(long_date, A_DAY)
    yield partial(clock_time, A_DAY)
    yield partial(qr_svg, "BØRS")
    yield partial(svg_of, A_TABLE, DAY)
    yield standard_lexicon
    yield _settle_down


def _settle_down() -> None:
    """What is here now stays until the server ends: out of the collector's sight with it.

    https://docs.python.org/3/library/gc.html#gc.freeze
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*ROUNDS)
