"""`python -m scenarios kills`: the server is killed under load, over and over; what it said yes to must be there, once.

Eight tablets register walk-ins as fast as they are answered. At some moment the process gets SIGKILL (or SIGTERM). It
is started again, and the file is looked into from outside, past the application: every walk-in that was answered is
there, and the file is whole. Then everything is sent again, answered or not, as a tablet does that lost its reply: each
is there exactly once.
"""

import asyncio
import random
import signal
import tempfile
import time
import tomllib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import click
from aiohttp import ClientConnectionError, ClientSession, CookieJar
from rich.console import Console

from borse.app import make_house
from borse.bus import Role
from borse.ids import new_id
from borse.settings import Settings
from borse.staff.create import from_file
from borse.staff.reads import staff_links
from borse.store.database import connect
from scenarios.play.server import Server, a_server

SCENARIO = Path(__file__).parent / "lorenskog.toml"
TABLETS = 8
# The kill comes at some moment in this time after the first answer.
UNDER_LOAD_SECONDS = 0.6

said = Console(stderr=True)


@dataclass
class Tally:
    """Walk-ins by the id of their form: all that were sent, those that were answered; and what went wrong.

    `without_reply` are those that a kill met under way; `up_seconds` are from start to the first answer.
    """

    sent: list[str] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    without_reply: int = 0
    up_seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


@click.command("kills")
@click.option("--times", default=20, show_default=True, type=click.IntRange(1), help="How often the server is killed.")
@click.option("--seed", default=1, show_default=True, help="Of the moments of the kills.")
def kills(times: int, seed: int) -> None:
    """Kill the server under load; hold the file against the tablets' own count of what was answered."""
    with tempfile.TemporaryDirectory(prefix="borse-kills-") as folder, said.status("0 kills") as status:
        tell = lambda kills, tally: status.update(f"{kills} kills, {len(tally.wrong)} wrong")  # noqa: E731 -- one line
        tally = asyncio.run(killed(Path(folder), times, seed=seed, say=tell))
    slowest, usual = max(tally.up_seconds), sorted(tally.up_seconds)[len(tally.up_seconds) // 2]
    said.print(
        f"{times} kills, {len(tally.sent)} walk-ins, {tally.without_reply} of them under way when it was killed, "
        f"{len(tally.wrong)} lost or doubled; up again in {usual:.1f} s (median), {slowest:.1f} s (slowest)"
    )
    for line in tally.wrong:
        said.print(f"✗ {line}")
    if tally.wrong:
        raise SystemExit(1)


async def killed(
    folder: Path,
    times: int,
    *,
    seed: int = 1,
    ending: signal.Signals = signal.SIGKILL,
    say: Callable[[int, Tally], None] = lambda _kills, _tally: None,
) -> Tally:
    """`times` rounds of load and a signal in `folder`, which is empty. `say` is told after each."""
    slug, token = await a_bors(folder)
    chance, tally, known = random.Random(seed), Tally(), 0
    for number in range(times + 1):
        began = time.monotonic()
        async with a_server(folder) as server, _tablets(server, slug, token) as session:
            tally.up_seconds.append(time.monotonic() - began)
            _look(folder / f"{slug}.db", tally)
            for form in tally.sent[known:]:  # what was under way when it was killed, and what was answered just before
                await _register(session, server, slug, form, tally)
            known = len(tally.sent)
            if number == times:
                break
            tablets = [asyncio.create_task(_tablet(session, server, slug, tally)) for _one in range(TABLETS)]
            await asyncio.sleep(chance.uniform(0.05, UNDER_LOAD_SECONDS))
            server.process.send_signal(ending)
            await server.process.wait()
            await asyncio.gather(*tablets)
            tally.without_reply += len(tally.sent) - len(tally.answered)
            say(number + 1, tally)
    _count(folder / f"{slug}.db", tally)
    return tally


async def a_bors(folder: Path) -> tuple[str, str]:
    """A børs without people; its slug, and the secret of the reception's link."""
    house = make_house(Settings(data=folder))
    slug, _password = await from_file(house, tomllib.loads(SCENARIO.read_text(encoding="utf-8"))["exchange"], "Prøve")
    links = house.exchange(slug).store.ask(staff_links)
    house.close()
    return slug, next(link.token for link in links if link.role is Role.RECEPTION)


@asynccontextmanager
async def _tablets(server: Server, slug: str, token: str) -> AsyncIterator[ClientSession]:
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        async with session.get(f"{server.address}/{slug}/inn/{token}", allow_redirects=False) as answer:
            assert answer.status == 303, answer.status
        yield session


async def _tablet(session: ClientSession, server: Server, slug: str, tally: Tally) -> None:
    with suppress(ClientConnectionError):
        while True:
            form = new_id()
            tally.sent.append(form)
            await _register(session, server, slug, form, tally)


async def _register(session: ClientSession, server: Server, slug: str, form: str, tally: Tally) -> None:
    data = {
        "id": form,
        "person_name": f"Gjest {form}",
        "name": f"Lag {form}",
        "side": "association",
        "offer": "Vi rydder.",
    }
    async with session.post(f"{server.address}/{slug}/resepsjon/ny", data=data, allow_redirects=False) as answer:
        if answer.status == 303:
            tally.answered.add(form)
        else:
            tally.wrong.append(f"{form}: answered {answer.status}")


def _look(file: Path, tally: Tally) -> None:
    """The file as it came up: all that was answered is in it, and it is sound."""
    with closing(connect(file, read_only=True).conn) as db:
        found = {row[0].removeprefix("Lag ") for row in db.execute("select name from party")}
        sound = db.execute("pragma integrity_check(1)").fetchone()[0]
    tally.wrong += [f"{form}: answered, and lost" for form in tally.answered - found]
    if sound != "ok":
        tally.wrong.append(f"the file is damaged: {sound}")


def _count(file: Path, tally: Tally) -> None:
    """At the end each is there once, with its person, its post, its link and its events."""
    with closing(connect(file, read_only=True).conn) as db:
        counts = {
            "parties": "select count(*) from party",
            "names": "select count(distinct name) from party",
            "people who came": "select count(*) from person where arrived_at is not null",
            "posts": "select count(*) from post",
            "links": "select count(*) from link where person is not null",
            "registrations": "select count(*) from event where kind = 'WalkInRegistered'",
            "arrivals": "select count(*) from event where kind = 'PersonArrived'",
        }
        for what, question in counts.items():
            number = db.execute(question).fetchone()[0]
            if number != len(tally.sent):
                tally.wrong.append(f"{what}: {number}, and {len(tally.sent)} were sent")
