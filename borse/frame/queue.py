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
from typing import Any, Final, NamedTuple

import structlog
from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlite_utils import Database

from borse.bus import Actor, Command, Id, Receipt
from borse.frame.forms import READ_SECONDS
from borse.frame.keys import ENTRIES, HELD, open_exchange
from borse.frame.routes import Allow, Entry
from borse.language import gettext as _
from borse.refusals import NotAllowed, NotSaved, NotUnderstood, Refusal, TooLarge, TooSlow
from borse.sentences import sentences

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


class Done(NamedTuple):
    """What became of one entry: a receipt, or why not."""

    kind: Entry | None
    command: Command | None
    outcome: Receipt | Refusal


def who_may_send(entries: Mapping[str, Entry]) -> Allow:
    return frozenset().union(*(entry.allow for entry in entries.values()))


async def take(request: web.Request) -> web.Response:
    """Carry out what a tablet wrote, in order, in a commit or two. Raises a Refusal when nothing can be said of it."""
    sent = await _sent(request)
    done = await asyncio.gather(*(_carry_out(request, one) for one in sent))
    for one in done:
        if isinstance(one.outcome, NotSaved):
            raise one.outcome
    notes = await open_exchange(request).store.read(_notes, done)
    answers = [_answer(one, about, note) for one, about, note in zip(sent, done, notes, strict=True)]
    return web.json_response({"answers": answers})


async def _sent(request: web.Request) -> list[Any]:
    """The entries, not yet looked at one by one."""
    try:
        async with asyncio.timeout(READ_SECONDS):
            body = await request.json()
    except TimeoutError:
        raise TooSlow(_("Det som ble sendt, kom ikke helt fram.")) from None
    except ValueError:  # neither JSON nor text
        body = None
    entries = body.get("entries") if isinstance(body, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise NotUnderstood(_("Det som ble sendt, kan ikke leses."))
    if len(entries) > MOST:
        raise TooLarge(_("Send høyst %(most)s om gangen.") % {"most": MOST})
    return entries


async def _carry_out(request: web.Request, entry: dict[str, Any]) -> Done:
    kind = command = None
    try:
        sent = Sent.model_validate(entry)
        kind = _kind(request.app[ENTRIES], sent.kind)
        by = _sender(request[HELD], kind)
        command = kind.command.model_validate({**sent.data, "id": sent.id})
        return Done(kind, command, await open_exchange(request).bus.send(command, by, age=sent.length))
    except Refusal as refusal:
        return Done(kind, command, refusal)
    except ValidationError as error:
        return Done(kind, command, NotUnderstood(" ".join(dict.fromkeys(sentences(error.errors()).values()))))
    except Exception:  # one entry that trips us up must not keep the others waiting for ever
        log.exception("an entry failed", kind=type(command).__name__)
        return Done(kind, command, Refusal(_("Noe gikk galt hos oss, og dette er ikke lagret. Si fra til arrangøren.")))


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


def _notes(db: Database, done: list[Done]) -> list[str]:
    return [
        one.kind.note(db, one.command) if isinstance(one.outcome, Receipt) and one.kind and one.kind.note else ""
        for one in done
    ]


def _answer(sent: dict[str, Any], done: Done, note: str) -> dict[str, str]:
    id_ = str(sent.get("id", ""))
    if isinstance(done.outcome, Refusal):
        return {"id": id_, "status": "refused", "sentence": done.outcome.sentence, "note": ""}
    status = "repeated" if done.outcome.repeated else "saved"
    return {"id": id_, "status": status, "sentence": note, "note": note}
