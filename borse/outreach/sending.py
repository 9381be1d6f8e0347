"""Messages that go out together: as many at a time as each channel takes, those to one recipient one after the other.

Each is claimed on disk before it is sent and marked on disk afterwards (`docs/decisions.md`, 14). What has no way by
the net goes to the printer's queue, what nobody needs away.
"""

import asyncio
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import structlog
from sqlite_utils import Database

from borse.bus import Actor, Command, Role
from borse.frame.qr import qr_png
from borse.house import OpenExchange
from borse.ids import new_id
from borse.outreach import messages, outbox
from borse.outreach.channels import Outreach
from borse.outreach.delivery import Outcome, Post, Result
from borse.outreach.due import Due
from borse.outreach.kinds import KINDS
from borse.outreach.letters import Letter, NotNeeded, Wanted, letter_for
from borse.outreach.opting_out import know_opt_out

log = structlog.get_logger()

THE_POST = Actor(role=Role.ORGANISER, name="Posten")
WITH_CALENDAR = frozenset({"programme_ready", "programme_changed", "changed_now", "moved"})
WITH_PICTURE = frozenset({"signed_up", "link_again"})


@dataclass(slots=True)
class Sending:
    """What goes out of one børs after one look at its outbox. `fault`: what made it impossible to note a failure."""

    exchange: OpenExchange
    outreach: Outreach
    fault: Exception | None = None

    async def all(self, due: Iterable[Due]) -> int:
        """Send them, begun in their order. How many came to something. Raises `fault` when the last has ended."""
        tasks: list[asyncio.Task[bool]] = []
        last: dict[str, asyncio.Task[bool]] = {}
        for one in due:
            # Two people may share a telephone, and one person may be told by two channels.
            recipient = {one.person, one.to or one.person}
            earlier = {last[whose] for whose in recipient if whose in last}
            tasks.append(asyncio.create_task(self._in_turn(one, earlier)))
            last |= dict.fromkeys(recipient, tasks[-1])
        done = await asyncio.gather(*tasks)
        if self.fault is not None:
            raise self.fault
        return sum(done)

    async def _in_turn(self, due: Due, earlier: Collection[asyncio.Task[bool]]) -> bool:
        if earlier:
            await asyncio.wait(earlier)
        assert due.channel is not None
        async with self.outreach.turns(due.channel):
            if self.outreach.stopping.is_set() or self.fault is not None:
                return False
            try:
                return await self._handle(due)
            except Exception:  # one letter that cannot be written must not keep back the others
                log.exception("a letter failed", id=due.id, kind=due.kind)
                return await self._set_aside(due)

    async def _set_aside(self, due: Due) -> bool:
        try:
            return await sort_out(self.exchange, due.id, "failed", "fault")
        except Exception as fault:  # noqa: BLE001 -- raised by `all`, when those that are under way have ended
            self.fault = fault
            return False

    async def _handle(self, due: Due) -> bool:
        """True when the message came to something."""
        assert due.channel is not None
        if due.channel != "paper" and due.channel not in self.outreach.can_send(self.exchange.bus.now()):
            return False
        base = f"{self.outreach.base}/{self.exchange.slug}"
        letter = await self.exchange.store.read(_letter, due, base)
        if isinstance(letter, NotNeeded):
            return await sort_out(self.exchange, due.id, "dropped", letter.why)
        if due.channel == "paper":
            if not KINDS[due.kind].on_paper:
                return await sort_out(self.exchange, due.id, "dropped", "no_way")
            return await sort_out(self.exchange, due.id, "to_print", "")
        calendar = None
        if due.kind in WITH_CALENDAR and due.channel == "email" and self.outreach.calendar_of is not None:
            calendar = await self.exchange.store.read(self.outreach.calendar_of, due.person, base)
        picture = qr_png(letter.link) if due.channel == "email" and due.kind in WITH_PICTURE else None
        if not await self._claim(due, letter):
            return False
        result = await self._try(due, Post(id=due.id, to=due.to, letter=letter, calendar=calendar, picture=picture))
        log.info(
            "message", id=due.id, kind=due.kind, channel=due.channel, outcome=str(result.outcome), note=result.note
        )
        noted = messages.NoteOutcome(
            id=new_id(),
            message=due.id,
            outcome=result.outcome.value,
            note=result.note,
            channel_is_down=result.channel_is_down,
        )
        await send(self.exchange, noted)
        return True

    async def _claim(self, due: Due, letter: Letter) -> bool:
        """False when somebody was quicker."""
        assert due.channel is not None
        channel, now = due.channel, self.exchange.bus.now()
        said = {"subject": letter.subject, "body": letter.said, "version": letter.version}

        def claim(db: Database) -> outbox.Claimed | None:
            know_opt_out(db, due.person)
            return outbox.claim(db, due.id, channel, said, now)

        return await asyncio.wrap_future(self.exchange.store.write(claim)) is not None

    async def _try(self, due: Due, post: Post) -> Result:
        assert due.channel is not None
        if due.channel not in self.outreach.can_send(self.exchange.bus.now()):
            # Another message has been told so while this one was claimed.
            return Result(outcome=Outcome.LATER, channel_is_down=True)
        result = await self.outreach.channels[due.channel].send(post)
        self.outreach.remember(due.channel, result, self.exchange.bus.now())
        return result


async def sort_out(exchange: OpenExchange, message: str, status: str, note: str) -> bool:
    """What waits is not sent, and why. Always true: it came to something."""
    command = messages.SortOut.model_validate({"id": new_id(), "message": message, "status": status, "note": note})
    await send(exchange, command)
    return True


async def send(exchange: OpenExchange, command: Command) -> None:
    await exchange.bus.send(command, THE_POST)


def _letter(db: Database, due: Due, base: str) -> Letter | NotNeeded:
    assert due.channel is not None
    wanted = Wanted(kind=due.kind, person=due.person, channel=due.channel, about=due.about)
    return letter_for(db, wanted, base)
