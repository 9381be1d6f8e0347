"""A tablet takes its place at a notary's desk, in a real browser: the organiser shows a code, fingers type it."""

from typing import TYPE_CHECKING

from borse.bus import Role
from scenarios.laptop import Laptop
from scenarios.play.pairing import choose_pin, code_for
from scenarios.play.visitor import Visitor

if TYPE_CHECKING:
    from playwright.async_api import Page


async def codes_for(laptop: Laptop, number: int) -> list[str]:
    """What is to be typed on so many tablets."""
    async with Visitor(laptop.base) as organiser:
        await organiser.look(laptop.link(Role.ORGANISER))
        await choose_pin(organiser, laptop.base)
        return [await code_for(organiser, laptop.base, f"Notar {desk}", Role.NOTARY) for desk in range(1, number + 1)]


async def pair(page: "Page", base: str, code: str) -> None:
    """As without a camera; then it is at its desk."""
    await page.goto(f"{base}/koble")
    await page.get_by_label("Koden på arrangørens skjerm").fill(code)
    await page.get_by_role("button", name="Gå videre").click()
    await page.get_by_role("button", name="Koble til").click()
    await page.get_by_role("heading", name="Notar", level=1).wait_for()
    await page.wait_for_selector("html[data-queue-ready]", state="attached")
