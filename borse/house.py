"""All the børser that this process serves: a folder with one file each, opened when somebody asks."""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from borse.bus import Bus, Command, Event, Follower, Handler
from borse.hub import Hub
from borse.language import gettext as _
from borse.news import Concern
from borse.refusals import NotFound, Refusal, Unreadable
from borse.store.database import DatabaseError
from borse.store.opening import is_behind, unreadable
from borse.store.store import Store

SLUG = re.compile(r"^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$")


@dataclass(frozen=True, slots=True)
class OpenExchange:
    """One børs, open: its file, its bus, and those who look on."""

    slug: str
    store: Store
    bus: Bus
    hub: Hub


class House:
    """The børser of a folder. `handlers`, `kinds`, `followers`, `concerns` and `shutting_out` are every
    desk's (`app.py`).
    """

    def __init__(
        self,
        folder: Path,
        handlers: Mapping[type[Command], Handler],
        kinds: Iterable[type[Event]],
        *,
        now: Callable[[], datetime],
        followers: Mapping[type[Event], Follower] | None = None,
        concerns: Mapping[type[Event], Concern] | None = None,
        shutting_out: Iterable[type[Event]] = (),
    ) -> None:
        self.folder = folder
        self._handlers, self._kinds, self._now = handlers, tuple(kinds), now
        self._followers, self._concerns, self._shutting_out = followers, concerns, tuple(shutting_out)
        self._topics = {kind.__name__: kind.topic for kind in self._kinds}
        self._open: dict[str, OpenExchange] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, slug: str) -> Path:
        if not SLUG.fullmatch(slug):
            raise NotFound(_("Det finnes ingen børs med dette navnet."))
        return self.folder / f"{slug}.db"

    def slugs(self) -> list[str]:
        """Of all the files, and of those that are open though somebody took them away."""
        found = {path.stem for path in self.folder.glob("*.db") if SLUG.fullmatch(path.stem)}
        return sorted(found | set(self._open))

    def exchange(self, slug: str) -> OpenExchange:
        """The børs called `slug`, opened if it was not. A file that is not there is never made here."""
        found = self._open.get(slug)
        if found is not None:
            if found.store.is_gone:
                found.store.write(lambda _db: None).exception()  # the writer sees it too, and rescues what there was
                raise Unreadable(found.store.gone())
            return found
        if not self.path(slug).exists():
            raise NotFound(_("Det finnes ingen børs med dette navnet."))
        return self.create(slug)

    def bring_up_to_date(self) -> None:
        """Open what an earlier version of the program left: whoever only looks into a file relies on its tables."""
        for slug in self.slugs():
            with suppress(Refusal):  # the log has it; one børs in trouble must not stop the others
                if is_behind(self.path(slug)):
                    self.exchange(slug)

    def create(self, slug: str) -> OpenExchange:
        store = Store(self.path(slug))
        bus = Bus(store, self._handlers, self._kinds, self._now, self._followers)
        try:
            hub = Hub(store, self._topics, self._now, self._concerns, self._shutting_out)
        except DatabaseError as error:
            store.close()
            raise unreadable(store.path, error) from error
        exchange = OpenExchange(slug, store, bus, hub)
        bus.listen(exchange.hub.tell)
        self._open[slug] = exchange
        return exchange

    def discard(self, slug: str) -> None:
        """Close a file that never became a børs, and delete it."""
        self._open.pop(slug).store.close()
        for path in (self.path(slug), self.path(slug).with_suffix(".db-wal"), self.path(slug).with_suffix(".db-shm")):
            path.unlink(missing_ok=True)

    @property
    def opened(self) -> tuple[OpenExchange, ...]:
        return tuple(self._open.values())

    def close(self) -> None:
        for exchange in self._open.values():
            exchange.hub.close()
            exchange.store.close()
        self._open.clear()
