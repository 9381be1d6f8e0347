"""The hall that is loaded: a børs, planned and published, the first round rung, every link at hand."""

import asyncio
import contextlib
import itertools
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import ClientSession, ClientTimeout, CookieJar, TCPConnector
from sqlite_utils import Database
from yarl import URL

from borse.app import make_house
from borse.bus import Role
from borse.demo import make_demo
from borse.ids import new_id
from borse.links import tokens_of_people
from borse.reception.pages import arrival_id
from borse.settings import Settings
from borse.staff.reads import staff_links
from scenarios.crowd import crowd, hold
from scenarios.play.server import Server, a_server
from scenarios.play.visitor import Visitor

# An answer that takes longer is counted as wrong, and the load goes on.
GIVE_UP_SECONDS = 120.0


@dataclass(frozen=True)
class Known:
    """What the desks have on paper before the evening: links, and who comes."""

    slug: str
    links: dict[Role, str]
    people: dict[str, str]  # person → the secret of their page
    parties: list[str]


@dataclass
class Hall:
    """A running server, and a browser for each role that has been let in.

    `readers` are the secrets of personal pages, one after the other. `arrivals` are what the reception presses:
    everybody in, then everybody out again, so that each press changes something.
    """

    server: Server
    known: Known
    browsers: dict[Role, ClientSession]
    readers: Iterator[str] = field(init=False)
    arrivals: Iterator[tuple[str, dict[str, str]]] = field(init=False)

    def __post_init__(self) -> None:
        self.readers = itertools.cycle(self.known.people.values())
        self.arrivals = _in_and_out(list(self.known.people))

    def address(self, path: str) -> URL:
        """The address of a path of the børs."""
        return URL(f"{self.server.address}/{self.known.slug}{path}")


def _in_and_out(people: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Button and form of each press."""
    while True:
        forms = {person: new_id() for person in people}
        for person, form in forms.items():
            yield "kom", {"id": form, "person": person}
        for person, form in forms.items():
            yield "angre", {"id": new_id(), "arrivals": arrival_id(form, person), "at": person}


@asynccontextmanager
async def a_hall(folder: Path, people: int = 0, *, proxies: int = 0) -> AsyncIterator[Hall]:
    """Made in `folder`, served by another process until the block ends: the home scenario, or a crowd of `people`.

    With a proxy "in front" of it a browser has the address that it says it has (`X-Forwarded-For`).
    """
    known = await asyncio.to_thread(_known, folder, people)
    async with a_server(folder, BORSE_PROXIES=str(proxies)) as server, AsyncExitStack() as stack:
        browsers = {Role.PUBLIC: await stack.enter_async_context(_browser())}
        hall = Hall(server, known, browsers)
        for role, token in known.links.items():
            browsers[role] = await stack.enter_async_context(_browser())
            async with browsers[role].get(hall.address(f"/inn/{token}")) as answer:
                answer.raise_for_status()
        await _ring_in(hall)
        await _warm(server, browsers[Role.PUBLIC])
        yield hall


async def _warm(server: Server, browser: ClientSession) -> None:
    """A hall begins hours after its server: the first seconds, in which that one still loads, are nobody's evening."""
    while True:
        async with browser.get(f"{server.address}/health") as answer:
            if (await answer.json())["warm"]:
                return
        await asyncio.sleep(0.2)


def _known(folder: Path, people: int) -> Known:
    with contextlib.closing(make_house(Settings(data=folder))) as house:
        if people:
            gong_at = datetime.now(UTC) + timedelta(minutes=10)
            slug = asyncio.run(hold(house, crowd(people, gong_at=gong_at))).slug
        else:
            slug = make_demo(lambda data: make_house(Settings(data=data)), folder, lambda _line: None)
        store = house.exchange(slug).store
        return Known(
            slug=slug,
            links={link.role: link.token for link in store.ask(staff_links)},
            people=store.ask(tokens_of_people),
            parties=store.ask(_party_names),
        )


def _party_names(db: Database) -> list[str]:
    return [row["name"] for row in db.query("select name from party where withdrawn_at is null order by name")]


def _browser() -> ClientSession:
    # No bound on connections: each request of an open load is somebody else's telephone.
    return ClientSession(
        cookie_jar=CookieJar(unsafe=True),
        connector=TCPConnector(limit=0),
        timeout=ClientTimeout(total=GIVE_UP_SECONDS),
    )


async def _ring_in(hall: Hall) -> None:
    """The host starts the evening and presses on to the first round: agreements may be made between the gongs alone."""
    async with Visitor(hall.server.address) as host:
        await host.look(f"/{hall.known.slug}/inn/{hall.known.links[Role.HOST]}")
        for button in ("start", "neste", "neste"):
            page = await host.look(f"/{hall.known.slug}/klokke")
            page = await host.submit(page, page.form(f"/klokke/{button}"))
        assert re.search(r"Runde 1\b", page.text), "the clock did not come to the first round"
