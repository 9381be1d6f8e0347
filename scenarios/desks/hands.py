"""A notary's hands at a tablet, who counts what they press, and waits until the page shows what they wait for."""

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scenarios.chromium import PATIENCE

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page

LOOK_AGAIN_SECONDS = 0.02
# As many letters are typed before one looks at what is suggested below the field.
BEGINNING = 3
SUGGESTED = """() => [...document.getElementById(document.activeElement.getAttribute("aria-controls")).children]
  .map((row) => row.textContent)"""


async def until(page: "Page", question: str, arg: object = None) -> Any:
    """The first answer that is not nothing. The page may go on to another meanwhile. Raises TimeoutError."""
    from playwright.async_api import Error

    last = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < last:
        with suppress(Error):  # between two pages there is nobody to ask
            if answer := await page.evaluate(question, arg):
                return answer
        await asyncio.sleep(LOOK_AGAIN_SECONDS)
    raise TimeoutError(f"{page.url} never answered {question!r} with yes, asked about {arg!r}")


@dataclass
class Hands:
    """`presses` are keys and taps; `taps` those of them for which something has to be found on the screen."""

    page: "Page"
    presses: int = 0
    taps: int = 0

    async def tap(self, what: "Locator") -> None:
        self.presses += 1
        self.taps += 1
        await what.click()

    async def press(self, key: str) -> None:
        self.presses += 1
        await self.page.keyboard.press(key)

    async def type(self, text: str) -> None:
        """A key for each letter."""
        self.presses += len(text)
        await self.page.keyboard.type(text)

    async def choose(self, text: str, label: str) -> None:
        """Type until this is suggested; Enter if it stands first, else a tap. Raises LookupError when it never is."""
        for number, letter in enumerate(text, start=1):
            await self.type(letter)
            suggested = await self.page.evaluate(SUGGESTED)
            if suggested[:1] == [label]:
                return await self.press("Enter")
            if number >= BEGINNING and label in suggested:
                return await self.tap(self.page.get_by_role("option", name=label, exact=True))
        raise LookupError(f"{text!r} does not find {label!r}")
