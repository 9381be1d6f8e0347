"""The list that tablets keep (`roster.py`): read and packed once for all who ask.

Thirty tablets ask in the same seconds when a queue has come in, and putting the list together takes 20 to 60 ms of a
processor for 600 people. It follows from what is on file alone, so it holds until something is carried out, and a
tablet that has it already is told so (`ETag`) and fetches nothing. Only the words in it depend on who asks: one list
per language. How long it may be kept goes beside it, in a header, because that becomes less by the second; and what
time it is, from which the tablet knows the hall's without a question of its own.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple
from weakref import WeakKeyDictionary

from aiohttp import ETag, web
from sqlite_utils import Database

from borse.frame.packing import Packed
from borse.hall import milliseconds
from borse.house import OpenExchange
from borse.hub import newest_event
from borse.language import language
from borse.reception.roster import forgotten_at, roster
from borse.store.store import Store
from borse.times import stamp

# After a list has been put together the next one waits so many times as long as that took, and no longer than so many
# seconds: while a hall of queues comes in, each batch is news, and lists would take all the time from the batches.
REST, REST_AT_MOST = 6, 1.0


class AsOf(NamedTuple):
    """What a list was read after. An undo that changes nobody's presence is a command without an event."""

    event: int
    commands: int


@dataclass(frozen=True, slots=True)
class Listed:
    """The list as it travels."""

    as_of: AsOf
    forgotten_at: datetime
    tag: ETag
    packed: Packed

    def answer(self, request: web.Request, at: datetime) -> web.Response:
        """The list, or 304 for a tablet that has this very one."""
        is_known = any(known.value == self.tag.value for known in request.if_none_match or ())
        answer = web.Response(status=304) if is_known else self.packed.answer(request)
        answer.etag = self.tag
        left = max(0, round((self.forgotten_at - at).total_seconds() * 1000))
        answer.headers["Keep-Milliseconds"] = str(left)
        answer.headers["Now-Milliseconds"] = str(milliseconds(at))
        return answer


class Rosters:
    """The newest list of each børs, as long as the børs is open here."""

    def __init__(self) -> None:
        self._of: WeakKeyDictionary[Store, dict[str, _InOneLanguage]] = WeakKeyDictionary()

    async def of(self, exchange: OpenExchange) -> Listed:
        """With all that had been carried out when this was asked for."""
        lists = self._of.setdefault(exchange.store, {})
        return await lists.setdefault(language(), _InOneLanguage()).of(exchange.store)


class _InOneLanguage:
    """`begun` is being read, and knows at least so much; `coming` has not begun, and will know all that there is."""

    def __init__(self) -> None:
        self._newest: Listed | None = None
        self._begun: tuple[AsOf, asyncio.Task[Listed]] | None = None
        self._coming: asyncio.Task[Listed] | None = None
        self._turn = asyncio.Lock()
        self._not_before = 0.0

    async def of(self, store: Store) -> Listed:
        as_of = await store.read(_as_of)
        if self._newest is not None and self._newest.as_of == as_of:
            return self._newest
        if self._begun is not None and self._begun[0] == as_of:
            return await asyncio.shield(self._begun[1])  # one tablet that goes away takes nothing from the others
        if self._coming is None:
            self._coming = asyncio.create_task(self._next(store, as_of))
        return await asyncio.shield(self._coming)

    async def _next(self, store: Store, as_of: AsOf) -> Listed:
        time = asyncio.get_running_loop().time
        async with self._turn:
            await asyncio.sleep(self._not_before - time())
            began = time()
            assert self._coming is not None
            self._begun, self._coming = (as_of, self._coming), None
            try:
                self._newest = await store.read(_listed)
            finally:
                self._begun = None
                self._not_before = time() + min(REST_AT_MOST, REST * (time() - began))
            return self._newest


def _as_of(db: Database) -> AsOf:
    return AsOf(newest_event(db), db.execute("select count(*) from command").fetchone()[0])


def _listed(db: Database) -> Listed:
    page = web.json_response(roster(db))
    assert isinstance(page.body, bytes)
    until = forgotten_at(db)
    # Weak, because the same list goes out gzipped and plain. It is another when the børs is moved: a tablet learns only
    # with a list how long it may keep it.
    tag = ETag(blake2b(page.body + stamp(until).encode(), digest_size=12).hexdigest(), is_weak=True)
    return Listed(_as_of(db), until, tag, Packed.of(page))


ROSTERS = web.AppKey("rosters", Rosters)
