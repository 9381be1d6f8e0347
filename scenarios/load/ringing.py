"""The host presses on, and everybody's page follows: how soon, and what it cost."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from borse.bus import Role
from scenarios.load.chromium import RealPage
from scenarios.load.figures import percentile
from scenarios.load.hall import Hall
from scenarios.load.watchers import Watcher
from scenarios.play.visitor import Visitor

# The next gong comes when all show this one, not sooner than the first; who does not by the second has missed it.
BETWEEN_GONGS_SECONDS, GIVE_UP_SECONDS = 3.0, 60.0
LOOK_SECONDS = 0.1
# Every page shows it within the first, 99 of 100 within the second; 99 of 100 answers are there within the second.
BAR_SECONDS, BAR_P99_SECONDS = 2.0, 0.5


@dataclass(frozen=True, kw_only=True)
class Told:
    """Of all gongs and pages: seconds from the host's press until each was told, and until each showed it.

    `seen` are those of `shown` in a real browser, `missed` counts those who did not show it; `answers` are the seconds
    that each answer took that was asked for meanwhile; `own_seconds` is what this process used of a processor for each
    gong: where that is much, it has measured itself.
    """

    gongs: int
    watchers: int
    told: list[float]
    shown: list[float]
    seen: list[float]
    answers: list[float]
    missed: int
    own_seconds: float

    @property
    def holds(self) -> bool:
        answered, shown = (percentile(sorted(times), 0.99) if times else 0.0 for times in (self.answers, self.shown))
        is_quick = shown <= BAR_P99_SECONDS and answered <= BAR_P99_SECONDS
        return not self.missed and max(self.shown) <= BAR_SECONDS and is_quick


async def gongs(hall: Hall, watchers: Sequence[Watcher], real: Sequence[RealPage], number: int) -> Told:
    """The host presses on so many times. `watchers` are played, `real` are in Chromium."""
    loop = asyncio.get_running_loop()
    began, used = loop.time(), time.process_time()
    told: list[float] = []
    shown: list[float] = []
    seen: list[float] = []
    async with Visitor(hall.server.address) as host:
        await host.look(f"/{hall.known.slug}/inn/{hall.known.links[Role.HOST]}")
        for _gong in range(number):
            page = await host.look(f"/{hall.known.slug}/klokke")
            form = page.form("/klokke/neste")
            turn = int(next(field.value for field in form.fields if field.name == "turn"))
            pressed = loop.time()
            await host.submit(page, form)
            await asyncio.sleep(BETWEEN_GONGS_SECONDS)
            while len(_after([*watchers, *real], turn, pressed)) < len(watchers) + len(real):
                if loop.time() > pressed + GIVE_UP_SECONDS:
                    break
                await asyncio.sleep(LOOK_SECONDS)
            told += [news[0] - pressed for one in watchers if (news := [at for at in one.told if at >= pressed])]
            shown += _after(watchers, turn, pressed)
            seen += _after(real, turn, pressed)
    return Told(
        gongs=number,
        watchers=len(watchers) + len(real),
        told=told,
        shown=shown + seen,
        seen=seen,
        answers=[took for one in watchers for asked, took in one.answers if asked >= began],
        missed=number * (len(watchers) + len(real)) - len(shown) - len(seen),
        own_seconds=(time.process_time() - used) / number,
    )


def _after(pages: Sequence[Watcher | RealPage], turn: int, pressed: float) -> list[float]:
    """Seconds from the press until each showed what came after `turn`; nothing of who has not."""
    return [at[0] - pressed for one in pages if (at := [when for its, when in one.shown if its > turn])]
