"""Pages in a real browser among those that are played: a telephone and a big screen, and when the eye sees a gong.

`static/js/hall.js` says on the document which place in the run sheet it shows; what stands there at the next frame is
what somebody in the hall sees.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from borse.bus import Role
from scenarios.chromium import CHROMIUM, FLAGS
from scenarios.load.hall import Hall

if TYPE_CHECKING:
    from playwright.async_api import Page

PHONE, SCREEN = (390, 844), (1920, 1080)
WATCH = """
  const root = document.documentElement;
  const seen = () => requestAnimationFrame(() => turned(Number(root.dataset.hallPlace)));
  new MutationObserver(seen).observe(root, { attributes: true, attributeFilter: ["data-hall-place"] });
"""
WHERE = """() => {
  const hall = JSON.parse(document.querySelector("[data-hall]").dataset.hall);
  return hall.turn - hall.place;
}"""


@dataclass
class RealPage:
    """`shown` as of a `Watcher`: turns of the clock, and when by the loop's clock. More is not known of it."""

    shown: list[tuple[int, float]] = field(default_factory=list)

    async def open(self, page: "Page", address: str) -> None:
        loop = asyncio.get_running_loop()
        ahead = 0  # the turns of the clock that did not go on to the next place: the start

        def turned(place: int) -> None:
            self.shown.append((place + ahead, loop.time()))

        await page.expose_function("turned", turned)
        await page.goto(address)
        await page.wait_for_selector("html[data-hall-place]", state="attached")
        ahead = await page.evaluate(WHERE)
        await page.evaluate(WATCH)


@asynccontextmanager
async def real_pages(hall: Hall) -> AsyncIterator[list[RealPage]]:
    """Somebody's own page on a telephone, and the big screen, open until the block ends."""
    from playwright.async_api import async_playwright  # with the tools of the tests; the other scenarios need none

    addresses = {
        PHONE: str(hall.address(f"/p/{next(hall.readers)}")),
        SCREEN: str(hall.address("/storskjerm")),
    }
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        pages = []
        for (width, height), address in addresses.items():
            context = await browser.new_context(viewport={"width": width, "height": height}, locale="nb-NO")
            page = await context.new_page()
            if (width, height) == SCREEN:
                await page.goto(str(hall.address(f"/inn/{hall.known.links[Role.SCREEN]}")))
            pages.append(RealPage())
            await pages[-1].open(page, address)
        yield pages
        await browser.close()
