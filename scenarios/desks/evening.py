"""The floor is open: five tablets are paired, drafts lie in the queue, and sixty stand in line. Then the power goes."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from borse.app import make_house
from borse.clock import clock_of
from borse.floor.messages import NextPhase, StartEvening
from borse.ids import new_id
from borse.notary.roster import roster
from borse.settings import Settings
from scenarios.chromium import CHROMIUM, FLAGS, PATIENCE
from scenarios.crowd import ORGANISER, crowd, hold
from scenarios.desks.desk import Desk
from scenarios.desks.figures import Visit
from scenarios.desks.hands import until
from scenarios.desks.line import Agreeing, Deal, kinds
from scenarios.desks.pairing import codes_for, pair
from scenarios.desks.phones import write_down
from scenarios.desks.proof import differences, held_in
from scenarios.laptop import Laptop
from scenarios.tablet.device import TABLET

if TYPE_CHECKING:
    from playwright.async_api import Page

PLANNED_SECONDS = 5.0
TWICE = 7  # every seventh is sent with two presses of Enter
# Who sat together in an earlier round, the latest first: they have had time to write it on a telephone.
MET = """
    select a.name, b.name from meeting_now m join party a on a.id = m.a join party b on b.id = m.b
    where m.round < (select max(round) from phase_log where kind = 'round') order by m.round desc, m.id
"""
KEPT = """async (drafts) => {
  const page = (path) => caches.match(location.pathname.replace(/notar$/, path)).then((answer) => answer?.text() ?? "");
  const [queue, form] = [await page("notar"), await page("avtale")];
  return Boolean(form) && drafts.every((draft) => queue.includes(draft));
}"""
# The green lines, when nothing waits any more: agreements, and their numbers as they stand there.
NUMBERED = """(number) => {
  const lines = [...document.querySelectorAll("[data-receipts] li")];
  if (lines.length < number || lines.some((line) => line.dataset.state !== "saved")) return null;
  return lines.flatMap((line) => {
    const number = /Avtale nr. (\\d+)/.exec(line.textContent)?.[1]; // what was sent back has none
    return number ? [[line.querySelector("a").href.split("/").at(-1), Number(number)]] : [];
  });
}"""


@dataclass
class Desks:
    """What was seen: who was served, the numbers on the screens by agreement, and what is wrong.

    Seconds: `burst` for all of them at full speed; `kept_seconds` until `kept` more lay on the tablets without the
    server, and `drained` from its start to the last number.
    """

    visits: list[Visit] = field(default_factory=list)
    shown: dict[str, int] = field(default_factory=dict)
    burst: float = 0.0
    kept: int = 0
    kept_seconds: float = 0.0
    drained: float = 0.0
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Prepared:
    """The file is made: its slug, and who may agree with whom on what."""

    slug: str
    agreeing: Agreeing


async def prepare(folder: Path, people: int) -> Prepared:
    """A børs for so many in `folder`; its rounds are over, and the free floor has just begun."""
    with closing(make_house(Settings(data=folder))) as house:
        gong_at = datetime.now(UTC) + timedelta(minutes=10)
        exchange = await hold(house, crowd(people, gong_at=gong_at), seconds=PLANNED_SECONDS)
        await exchange.bus.send(StartEvening(id=new_id()), ORGANISER)
        while (clock := exchange.store.ask(clock_of)).phase and clock.phase.kind != "floor":
            await exchange.bus.send(NextPhase(id=new_id(), turn=clock.turn), ORGANISER)
        return Prepared(exchange.slug, exchange.store.ask(_agreeing))


def _agreeing(db: Database) -> Agreeing:
    return Agreeing(roster(db), db.execute(MET).fetchall())


async def play(
    laptop: Laptop, agreeing: Agreeing, *, desks: int, agreements: int, offline: int, say: Callable[[str], None]
) -> Desks:
    """`agreements` with the server there, `offline` more without it, at so many desks."""
    seen = Desks()
    deals = [agreeing.deal(kind) for kind in kinds(agreements)]
    drafts = await write_down(laptop, [deal for deal in deals if deal.is_draft])
    async with _tablets(laptop, desks) as pages:
        staffed = [Desk(page) for page in pages]
        say(f"{agreements} agreements at {desks} desks, the server is there …")
        began = time.perf_counter()
        await _serve(staffed, deals, drafts, seen)
        seen.burst = time.perf_counter() - began
        seen.shown = {visit.agreement: visit.number for visit in seen.visits if visit.number}
        seen.wrong += differences(held_in(laptop.file), deals, seen.shown)
        say(f"{offline} more, the server is gone …")
        deals += await _without_the_server(laptop, staffed, agreeing, number=offline, seen=seen)
    seen.wrong += differences(held_in(laptop.file), deals, seen.shown)
    return seen


async def _serve(desks: list[Desk], deals: list[Deal], drafts: dict[str, Deal], seen: Desks) -> None:
    """All stand there at once; the next goes to whichever desk is free. Who was sent back comes again at the end."""
    line, number = deque(deals), iter(range(1, 10_000))

    async def work(desk: Desk) -> None:
        while line:
            deal = line.popleft()
            if deal.kind == "mended":
                seen.visits.append(await desk.mend(deal))
            elif deal.is_draft:  # the queue gives the desk the one that has waited longest
                visit, again = await desk.take_next(drafts)
                seen.visits.append(visit)
                line.extend([again] if again else [])
            else:
                seen.visits.append(await desk.register(deal, twice=next(number) % TWICE == 0))

    async with asyncio.TaskGroup() as group:
        for desk in desks:
            group.create_task(work(desk))


async def _without_the_server(
    laptop: Laptop, desks: list[Desk], agreeing: Agreeing, *, number: int, seen: Desks
) -> list[Deal]:
    """Each desk mends a draft that it has seen, and then writes down its share of the others. What was agreed."""
    drafts = await write_down(laptop, [agreeing.deal("draft, something missing") for _desk in desks])
    others = [agreeing.deal(kind) for kind in kinds(10 * number) if not kind.startswith("draft")]
    shares = [others[place : max(number - len(desks), 0) : len(desks)] for place in range(len(desks))]
    await asyncio.gather(*(_ready(desk.page, laptop.base, list(drafts)) for desk in desks))
    await asyncio.to_thread(laptop.kill)

    async def work(desk: Desk, draft: str, share: list[Deal]) -> None:
        await desk.mend_here(draft, drafts[draft])
        for deal in share:
            await desk.register_here(deal)

    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for desk, draft, share in zip(desks, drafts, shares, strict=True):
            group.create_task(work(desk, draft, share))
    seen.kept, seen.kept_seconds = len(drafts) + sum(map(len, shares)), time.perf_counter() - began
    began = time.perf_counter()
    await asyncio.to_thread(laptop.start)
    numbered = await asyncio.gather(
        *(until(desk.page, NUMBERED, 1 + len(share)) for desk, share in zip(desks, shares, strict=True))
    )
    seen.drained = time.perf_counter() - began
    seen.shown |= {agreement: number for lines in numbered for agreement, number in lines}
    return [*drafts.values(), *(deal for share in shares for deal in share)]


async def _ready(page: "Page", base: str, drafts: list[str]) -> None:
    """The queue has the drafts, and the tablet has kept it, with the form."""
    await page.goto(f"{base}/notar")
    await page.wait_for_selector("html[data-queue-ready][data-kept]", state="attached")
    await page.reload()
    await page.wait_for_selector("html[data-queue-ready]", state="attached")
    await until(page, KEPT, drafts)


@asynccontextmanager
async def _tablets(laptop: Laptop, number: int) -> AsyncIterator[list["Page"]]:
    """So many tablets at the notaries' desks, until the block ends."""
    from playwright.async_api import async_playwright

    async with AsyncExitStack() as stack:
        playwright = await stack.enter_async_context(async_playwright())
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        stack.push_async_callback(browser.close)
        pages = []
        for code in await codes_for(laptop, number):
            context: Any = await browser.new_context(viewport=TABLET, locale="nb-NO")
            context.set_default_timeout(PATIENCE)
            pages.append(await context.new_page())
            await pair(pages[-1], laptop.base, code)
        yield pages
