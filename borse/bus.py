"""How something happens: a command comes in, a desk decides, rows and events are written in one transaction.

    send(command) ─► writer: seen this id? ─ yes ─► the same answer again
                                 │ no
                                 └► desk(command, db, given) writes rows, yields events ─► events to disk
                                                      followers write what follows from them ◄─┘
                                                                         └─► COMMIT ─► listeners, and the answer

A command carries an id made by its sender. Sent twice, it counts once and gets the same answer: one rule for the double
click, the lost reply, and the tablet that was offline for an hour. A refusal changes nothing and is not remembered.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextvars import copy_context
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Annotated, Any, ClassVar, NamedTuple

import structlog
from pydantic import BaseModel, ConfigDict, Field
from sqlite_utils import Database

from borse.language import gettext as _
from borse.refusals import AlreadySent
from borse.store.store import Answer, Outcome, Store, attempt_all
from borse.times import moment, stamp, utc_now

log = structlog.get_logger()

Id = Annotated[str, Field(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]


class Role(StrEnum):
    """Who somebody is in the hall. `PUBLIC` is anybody at all."""

    PUBLIC = "public"
    PARTICIPANT = "participant"
    SCREEN = "screen"
    VIEWER = "viewer"
    JURY = "jury"
    HOST = "host"
    NOTARY = "notary"
    BROKER = "broker"
    RECEPTION = "reception"
    ORGANISER = "organiser"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who sends a command. `link` is the link or session it came by; `person` is set for a participant.

    `device` tells those apart who came by the same link; it is "" where nobody has to.
    """

    role: Role
    name: str = ""
    link: str | None = None
    person: str | None = None
    device: str = ""


class Command(BaseModel):
    """Something that somebody wants to happen: imperative. `id` is made by the sender."""

    # Built when the first of its kind is sent: two hundred kinds at start-up would be a tenth of it.
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True)
    id: Id


class Event(BaseModel):
    """Something that happened: past tense, ids only, no contact details. `topic` is what live pages listen for."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    topic: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Given:
    """What a desk may know besides the command and the database: the time, who asks, and when they did it.

    `happened_at` is earlier than `now` for what a tablet wrote while it was offline.
    """

    now: datetime
    by: Actor
    happened_at: datetime


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event on disk. `id` grows; it is what the live stream replays from."""

    id: int
    at: datetime
    event: Event


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to a command: what happened. The same for the same id, however often it is sent."""

    command: str
    events: tuple[Recorded, ...]
    repeated: bool = False


class Sending(NamedTuple):
    """A command on its way. `age` is how long ago it was done, where that was on a tablet without a connection."""

    command: Command
    by: Actor
    age: timedelta = timedelta()


Handler = Callable[[Any, Database, Given], Iterable[Event]]
Follower = Callable[[Any, Database, Given], None]
Listener = Callable[[Recorded], Awaitable[None] | None]


class Bus:
    """Commands of one børs. `handlers`, `kinds` and `followers` are put together in `app.py` and `following.py`.

    A follower is given an event in the transaction that it happened in (`docs/decisions.md`, 13): what it writes stands
    if and only if the event does. So it writes a row or two, and leaves everything that may fail for later.
    """

    def __init__(
        self,
        store: Store,
        handlers: Mapping[type[Command], Handler],
        kinds: Iterable[type[Event]],
        now: Callable[[], datetime] = utc_now,
        followers: Mapping[type[Event], Follower] | None = None,
    ) -> None:
        self.store = store
        self._followers = followers or {}
        self.now = now
        self._handlers = handlers
        self._kinds = {kind.__name__: kind for kind in kinds}
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        """`listener` is told of each event after COMMIT, in order. What it raises is logged, and stops nothing."""
        self._listeners.append(listener)

    async def send(self, command: Command, by: Actor, *, age: timedelta = timedelta()) -> Receipt:
        """Carry out `command`; return when it is on disk. Raises a Refusal when the desk says no."""
        here = copy_context()  # a refusal is said in the language of whoever is refused
        receipt = await asyncio.wrap_future(self.store.write(lambda db: here.run(self.decide, db, command, by, age)))
        await self._tell([receipt])
        return receipt

    async def send_all(
        self, sent: Sequence[Sending], then: Callable[[Database, list[Outcome[Receipt]]], Answer]
    ) -> tuple[list[Outcome[Receipt]], Answer]:
        """Carry out all, in order; return when it is on disk. Where a desk said no, its Refusal is the answer.

        `then` is asked about all of them in the same transaction. The whole changes threads once: two that work on
        entry after entry in turn take three times as long, for the sake of Python's lock.
        """
        here = copy_context()
        jobs = [partial(self.decide, command=one.command, by=one.by, age=one.age) for one in sent]

        def job(db: Database) -> tuple[list[Outcome[Receipt]], Answer]:
            outcomes = attempt_all(db, jobs)
            return outcomes, then(db, outcomes)

        outcomes, answer = await asyncio.wrap_future(self.store.write(lambda db: here.run(job, db), len(sent)))
        await self._tell(outcome for outcome in outcomes if isinstance(outcome, Receipt))
        return outcomes, answer

    def send_from_thread(self, command: Command, by: Actor) -> Receipt:
        """The same without listeners: for the command line, where nobody is looking."""
        return self.store.write(lambda db: self.decide(db, command, by)).result()

    def decide(self, db: Database, command: Command, by: Actor, age: timedelta = timedelta()) -> Receipt:
        """Inside the writer's transaction."""
        content = hashlib.sha256(command.model_dump_json().encode()).hexdigest()
        kind = type(command).__name__
        seen = db.execute("select kind, fingerprint from command where id = ?", [command.id]).fetchone()
        if seen is not None:
            if tuple(seen) != (kind, content):
                raise AlreadySent(_("Dette skjemaet er alt sendt inn. Åpne siden på nytt for å sende noe mer."))
            return Receipt(command.id, self._recorded(db, command.id), repeated=True)
        now = self.now()
        # Plain SQL: this runs for each of ten thousand entries when a hall full of tablets comes back.
        db.execute("insert into command values (?, ?, ?, ?)", [command.id, kind, content, stamp(now)])
        given = Given(now, by, happened_at(db, now, age))
        happened = tuple(self._handlers[type(command)](command, db, given))
        recorded = tuple(self._record(db, event, command, now, by) for event in happened)
        for event in happened:
            if follower := self._followers.get(type(event)):
                follower(event, db, given)
        return Receipt(command.id, recorded)

    def _record(self, db: Database, event: Event, command: Command, now: datetime, by: Actor) -> Recorded:
        row = db.execute(
            "insert into event (at, kind, data, command, by_role, by_link) values (?, ?, ?, ?, ?, ?)",
            [stamp(now), type(event).__name__, event.model_dump_json(), command.id, by.role, by.link],
        )
        assert row.lastrowid is not None
        return Recorded(row.lastrowid, now, event)

    def _recorded(self, db: Database, command: str) -> tuple[Recorded, ...]:
        rows = db.query("select * from event where command = ? order by id", [command])
        return tuple(self.remember(row) for row in rows)

    def remember(self, row: Mapping[str, Any]) -> Recorded:
        """An event as it stands in the table, as a value again."""
        return Recorded(row["id"], moment(row["at"]), self._kinds[row["kind"]].model_validate_json(row["data"]))

    async def _tell(self, receipts: Iterable[Receipt]) -> None:
        for recorded in [event for receipt in receipts if not receipt.repeated for event in receipt.events]:
            for listener in self._listeners:
                try:
                    told = listener(recorded)
                    if told is not None:
                        await told
                except Exception:  # the command stands; a listener's trouble is its own
                    log.exception("a listener failed", kind=type(recorded.event).__name__, id=recorded.id)


def happened_at(db: Database, now: datetime, age: timedelta) -> datetime:
    """When something was done that is `age` old. Not later than now, and not before the doors opened.

    A tablet says how old an entry is and never what its clock shows, so a clock that is wrong does no harm. One
    that was set right between writing and sending gives an age that cannot be.
    """
    if not age:
        return now
    doors = moment(db.execute("select doors_at from exchange").fetchone()[0])
    return min(now, max(now - max(age, timedelta()), doors))
