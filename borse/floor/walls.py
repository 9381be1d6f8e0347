"""What the big screens of a børs show: read, drawn and packed once for all of them.

Twenty screens ask in the same second when the gong sounds, and again at each agreement. What follows from what is on
file holds until the next event; who sits where, which takes 50 ms to put together for 600 people, until one that may
seat somebody elsewhere. The page says what time it is as well, and holds for a second.
"""

import asyncio
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from aiohttp import web
from jinja2 import Environment
from markupsafe import Markup
from sqlite_utils import Database

from borse.floor.alphabet import Share, Shares
from borse.floor.messages import ClockWasReset
from borse.floor.moved import Moved, moved_after, moved_people
from borse.floor.names import by_letter, rounds_by_name
from borse.floor.reads import Screen, screen, shares
from borse.floor.seating import counted_on, in_the_hall, seating
from borse.frame.packing import Packed
from borse.house import OpenExchange
from borse.hub import newest_event

A_PAGE_HOLDS = timedelta(seconds=1)
# Whatever happens under these topics, nobody sits elsewhere for it, nor is called otherwise; but that what has changed
# since the evening began is another matter when it has not begun after all. Who can be counted on is asked each time.
MOVE_NOBODY = frozenset({"agreements", "floor", "planning", "prizes", "queue", "reception", "seen", "votes"})
BEGINS_ANEW = ClockWasReset.__name__

# Whether it is a tablet, which has a lock, and whether it is at a desk, whose queue is always in sight.
DeviceKind = tuple[bool, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """`lists` are the drawn lists of names of those rounds in `looked` that have any, by round and first letter.

    They, `people` who have moved (`moved.py`) and `shares` (by number of screens, who shows which letters) are as of
    event `seated`, with those who were `counted_on` then; `here` are people in the hall now. `pages` are drawn pages
    and when: for each share and each `kind` of device that has more on it than the wall.
    """

    screen: Screen
    seated: int
    counted_on: frozenset[str]
    looked: frozenset[int]
    lists: dict[int, dict[str, Markup]]
    people: dict[int, dict[str, str]]
    here: frozenset[str]
    shares: Shares
    pages: dict[tuple[Share | None, DeviceKind], tuple[datetime, Packed]] = field(default_factory=dict)

    def names(self, share: Share | None) -> dict[int, Markup]:
        """The lists of a screen that shows a share of the alphabet, or all of it."""
        return {
            number: Markup().join(lines for letter, lines in list_.items() if share is None or letter in share.letters)
            for number, list_ in self.lists.items()
        }

    def moved(self, share: Share | None) -> Moved | None:
        """Who is to go elsewhere in a round whose list does not stand there yet."""
        return moved_after(self.screen.cards[0].round, self.people, self.here, share)

    def page(self, at: datetime, draw: Callable[[], web.Response], *, share: Share | None, kind: DeviceKind) -> Packed:
        """The page as it is at a moment, or was less than a second before."""
        drawn = self.pages.get((share, kind))
        if drawn is None or not timedelta() <= at - drawn[0] < A_PAGE_HOLDS:
            drawn = self.pages[share, kind] = at, Packed.of(draw())
        return drawn[1]


class Walls:
    """One wall per børs: the newest, and while it is being read the promise of it."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._kept: dict[str, tuple[int, asyncio.Task[Wall]]] = {}

    async def of(self, exchange: OpenExchange, now: datetime) -> Wall:
        event = await exchange.store.read(newest_event)
        kept = self._kept.get(exchange.slug)
        if kept is None or kept[0] != event or _failed(kept[1]):
            before = kept[1].result() if kept is not None and kept[1].done() and not _failed(kept[1]) else None
            topics = exchange.hub.topics
            harmless = [kind for kind, topic in topics.items() if topic in MOVE_NOBODY and kind != BEGINS_ANEW]
            kept = (event, asyncio.create_task(exchange.store.read(self._read, now, before, harmless)))
            self._kept[exchange.slug] = kept
        return await asyncio.shield(kept[1])  # one screen that goes away takes nothing from the others

    def _read(self, db: Database, now: datetime, before: Wall | None, harmless: list[str]) -> Wall:
        shown = screen(db, now)
        rounds = frozenset(card.round for card in shown.cards if card.round)
        counted, here, event = counted_on(db, now), in_the_hall(db), newest_event(db)
        as_before = before is not None and rounds <= before.looked and counted == before.counted_on
        if before is not None and as_before and not may_have_moved(db, before.seated, harmless):
            return replace(before, screen=shown, seated=event, here=here, pages={})
        seats = seating(db, counted)
        names = rounds_by_name(seats, sorted(rounds))
        return Wall(
            screen=shown,
            seated=event,
            counted_on=counted,
            looked=rounds,
            lists={number: by_letter(self._environment, entries) for number, entries in names.items()},
            people=moved_people(seats),
            here=here,
            shares=shares(db),
        )


def may_have_moved(db: Database, event: int, harmless: Iterable[str]) -> bool:
    """Whether anything but what is harmless happened after `event`."""
    row = db.execute(
        "select exists (select 1 from event where id > ? and kind not in (select value from json_each(?)))",
        [event, json.dumps(list(harmless))],
    ).fetchone()
    return bool(row[0])


def _failed(task: "asyncio.Task[Wall]") -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)


WALLS = web.AppKey("walls", Walls)
