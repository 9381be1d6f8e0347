"""Where the queue of a tablet comes out: `POST /{slug}/ko`. The protocol stands in `docs/offline.md`.

    {"entries": [{"id": …, "kind": "CheckIn", "age": 12.5, "data": {…}}, …]}            at most 100, the oldest first
    {"answers": [{"id": …, "status": "saved" | "repeated" | "refused", "sentence": …, "note": …}]}   one each, in order

An entry is a command with an id that the tablet made. One that is refused holds nobody up: it is answered, and the
tablet keeps it for a person to look at. When the disk fails, the whole answer is 503 and the tablet sends all of it
again; the ids see to it that nothing counts twice.
"""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any, Final, NamedTuple

import structlog
from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlite_utils import Database

from borse.bus import Actor, Id, Receipt, Role, Sending
from borse.frame.forms import READ_SECONDS
from borse.frame.keys import ENTRIES, HELD, open_exchange
from borse.frame.routes import Allow, Entry
from borse.language import gettext as _
from borse.refusals import NotAllowed, NotSaved, NotUnderstood, Refusal, TooLarge, TooSlow
from borse.sentences import sentences
from borse.store.store import Outcome

log = structlog.get_logger()

MOST: Final = 100


class Sent(BaseModel):
    """An entry as it comes from a tablet. `age` is in seconds, by the tablet's own clock: now minus then."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    id: Id
    kind: str
    age: float = Field(default=0.0, allow_inf_nan=False)
    data: dict[str, Any]

    @property
    def length(self) -> timedelta:
        """The age, no longer than anybody keeps a tablet: a clock may have been set right since."""
        return timedelta(seconds=min(max(self.age, 0.0), 86_400.0 * 366))


class Understood(NamedTuple):
    """An entry that can be carried out."""

    kind: Entry
    sent: Sending


def who_may_send(entries: Mapping[str, Entry]) -> Allow:
    return frozenset().union(*(entry.allow for entry in entries.values()))


def writes_here(request: web.Request) -> bool:
    """Whether this device works at a desk that its queue goes on for: its line is on every page that it may open.

    The organiser, who is at no desk, has it on the desks' own pages; nobody's own page has it, whose bytes are counted.
    """
    held = {actor.role for actor in request.get(HELD, ())}
    is_at_work = Role.ORGANISER not in held and not held.isdisjoint(who_may_send(request.app[ENTRIES]))
    return is_at_work and "personal" not in request.match_info


async def take(request: web.Request) -> web.Response:
    """What a tablet wrote. Raises a Refusal when nothing can be said of it."""
    return web.json_response({"answers": await carry_out(request, await _entries(request), request[HELD])})


async def carry_out(
    request: web.Request, entries: list[dict[str, Any]], held: tuple[Actor, ...]
) -> list[dict[str, str]]:
    """Carry out `entries` as whoever is `held`, in order, in one commit. An answer for each. Raises NotSaved."""
    kinds = request.app[ENTRIES]
    read = [_read(kinds, entry, held) for entry in entries]
    understood = [one for one in read if isinstance(one, Understood)]
    done, notes = await open_exchange(request).bus.send_all(
        [one.sent for one in understood], partial(_notes, understood)
    )
    for outcome in done:
        if isinstance(outcome, NotSaved):
            raise outcome
    told = iter(zip(done, notes, strict=True))
    return [
        _answer(entry, *(next(told) if isinstance(one, Understood) else (one, "")))
        for entry, one in zip(entries, read, strict=True)
    ]


async def _entries(request: web.Request) -> list[dict[str, Any]]:
    """The entries, not yet looked at one by one."""
    try:
        async with asyncio.timeout(READ_SECONDS):
            body = await request.json()
    except TimeoutError:
        raise TooSlow(_("Det som ble sendt, kom ikke helt fram.")) from None
    except (ValueError, LookupError, RecursionError):  # no JSON, no text, nested without end
        body = None
    entries = body.get("entries") if isinstance(body, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise NotUnderstood(_("Det som ble sendt, kan ikke leses."))
    if len(entries) > MOST:
        raise TooLarge(_("Send høyst %(most)s om gangen.") % {"most": MOST})
    return entries


def _read(kinds: Mapping[str, Entry], entry: dict[str, Any], held: tuple[Actor, ...]) -> Understood | Refusal:
    try:
        written = Sent.model_validate(entry)
        kind = _kind(kinds, written.kind)
        by = _sender(held, kind)
        command = kind.command.model_validate({**written.data, "id": written.id})
    except Refusal as refusal:
        return refusal
    except ValidationError as error:
        return NotUnderstood(" ".join(dict.fromkeys(sentences(error.errors()).values())))
    return Understood(kind, Sending(command, by, written.length))


def _kind(entries: Mapping[str, Entry], name: str) -> Entry:
    if name not in entries:
        raise NotUnderstood(_("Børsen kjenner ikke denne typen innføring: %s.") % name[:40])
    return entries[name]


def _sender(held: tuple[Actor, ...], kind: Entry) -> Actor:
    """Which of the roles that the tablet holds may send this. Raises NotAllowed when none does."""
    for actor in held:
        if actor.role in kind.allow:
            return actor
    raise NotAllowed(_("Dette nettbrettet kan ikke føre inn dette. Det må gjøres ved en annen skranke."))


def _notes(understood: list[Understood], db: Database, outcomes: list[Outcome[Receipt]]) -> list[str]:
    """What is to be said of each, now that all of them are carried out."""
    return [
        _note(db, one) if isinstance(outcome, Receipt) else ""
        for one, outcome in zip(understood, outcomes, strict=True)
    ]


def _note(db: Database, one: Understood) -> str:
    if one.kind.note is None:
        return ""
    try:
        return one.kind.note(db, one.sent.command)
    except Exception:  # what could be said of it is no reason not to save it
        log.exception("a note failed", kind=type(one.sent.command).__name__)
        return ""


def _answer(entry: dict[str, Any], outcome: Outcome[Receipt], note: str) -> dict[str, str]:
    id_ = str(entry.get("id", ""))
    if isinstance(outcome, Receipt):
        status = "repeated" if outcome.repeated else "saved"
        return {"id": id_, "status": status, "sentence": note, "note": note}
    if isinstance(outcome, Refusal):
        sentence = outcome.sentence
    else:  # one entry that trips us up must not keep the others waiting for ever
        log.error("an entry failed", kind=str(entry.get("kind"))[:40], exc_info=outcome)
        sentence = _("Noe gikk galt hos oss, og dette er ikke lagret. Si fra til arrangøren.")
    return {"id": id_, "status": "refused", "sentence": sentence, "note": ""}
