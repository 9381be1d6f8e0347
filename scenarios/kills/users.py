"""Those who use the server that is killed: eight tablets at the door, and an organiser who plans."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from aiohttp import ClientConnectionError, ClientSession, CookieJar

from borse.bus import Role
from borse.ids import new_id
from scenarios.kills.making import Bors
from scenarios.play.server import Server

TABLETS = 8
# Longer than any round lasts: the plan is never finished before the kill.
EFFORT_SECONDS = 30
# Each look is a whole page: more often would be work that the planning waits for.
LOOK_SECONDS = 0.5
# A process of the lowest priority begins when the machine has time for it.
BEGIN_SECONDS = 600


@dataclass
class Tally:
    """Walk-ins by the id of their form: all that were sent, those that were answered; and what went wrong.

    `without_reply` are those that a kill met under way; `up_seconds` are from each start after a kill to the first
    answer, `busy_seconds` the processor time of the server until then: what a machine with nothing else to do needs.
    """

    kills: int = 0
    sent: list[str] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    without_reply: int = 0
    up_seconds: list[float] = field(default_factory=list)
    busy_seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __add__(self, more: "Tally") -> "Tally":
        return Tally(
            kills=self.kills + more.kills,
            sent=self.sent + more.sent,
            answered=self.answered | more.answered,
            without_reply=self.without_reply + more.without_reply,
            up_seconds=self.up_seconds + more.up_seconds,
            busy_seconds=self.busy_seconds + more.busy_seconds,
            wrong=self.wrong + more.wrong,
        )


@asynccontextmanager
async def let_in(server: Server, bors: Bors, role: Role) -> AsyncIterator[ClientSession]:
    """A browser that has used the link of `role`."""
    async with ClientSession(f"{server.address}/{bors.slug}/", cookie_jar=CookieJar(unsafe=True)) as session:
        async with session.get(f"inn/{bors.links[role]}", allow_redirects=False) as answer:
            assert answer.status == 303, answer.status
        yield session


async def tablet(session: ClientSession, tally: Tally) -> None:
    """One walk-in after the other until the server is gone."""
    with suppress(ClientConnectionError):
        while True:
            form = new_id()
            tally.sent.append(form)
            await register(session, form, tally)


async def register(session: ClientSession, form: str, tally: Tally) -> None:
    data = {
        "id": form,
        "person_name": f"Gjest {form}",
        "name": f"Lag {form}",
        "side": "association",
        "offer": "Vi rydder.",
    }
    async with session.post("resepsjon/ny", data=data, allow_redirects=False) as answer:
        if answer.status == 303:
            tally.answered.add(form)
        else:
            tally.wrong.append(f"{form}: answered {answer.status}")


async def begin_to_plan(session: ClientSession) -> None:
    """Until the engine has told how far it is: it has loaded, and its process is at work."""
    async with asyncio.timeout(BEGIN_SECONDS):
        while not (progress := await _progress(session)):
            if progress is None:  # not begun; or proven to be the best plan between two looks
                await _plan(session)
            await asyncio.sleep(LOOK_SECONDS)


async def _plan(session: ClientSession) -> None:
    wanted = {"id": new_id(), "seconds": str(EFFORT_SECONDS)}
    async with session.post("styre/program/planlegg", data=wanted, allow_redirects=False) as answer:
        assert answer.status == 303, answer.status


async def _progress(session: ClientSession) -> int | None:
    """What the organiser's page says of it. None when nothing is being planned."""
    async with session.get("styre/program") as answer:
        page = await answer.text()
    assert "Det ble ikke noe utkast" not in page, "the planning failed"
    found = re.search(r'<progress[^>]* value="(\d+)', page)
    if "/styre/program/avbryt" not in page:
        return None
    return int(found[1]) if found else 0
