"""Waiting for what a page has to ask somebody about, or is told."""

import time
from contextlib import suppress

from playwright.sync_api import FloatRect, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

# Run before a page's own scripts: then it asks for nothing by the clock, and what it shows it was told by the stream.
ONLY_BY_THE_STREAM = """
    const every = window.setInterval.bind(window);
    window.setInterval = (call, wait, ...rest) => every(call, wait < 15_000 ? wait : 2 ** 31 - 1, ...rest);
"""


# Run before a page's own scripts: it gives the server all the time that it needs. (One that has not answered for two
# seconds or three counts as gone, and the page goes on without: answer.js, there.js. Where the connection is refused,
# or the browser has no net, it is gone all the same.)
NO_HURRY = """
    const later = window.setTimeout.bind(window);
    window.setTimeout = (call, wait, ...rest) => later(call, wait === 2500 ? 2 ** 31 - 1 : wait, ...rest);
    AbortSignal.timeout = () => new AbortController().signal;
"""
# And no page that was kept stands for one that is late.
NOTHING_KEPT = "Object.defineProperty(navigator, 'serviceWorker', { value: undefined });"


def until(page: Page, question: str, arg: object = None, seconds: float = 180.0) -> None:
    """Ask `question`, a function of JavaScript that may be async, until it says yes. Raises TimeoutError.

    Playwright's own `wait_for_function` takes a promise for its answer: an `async` question is true at once.
    """
    last = time.monotonic() + seconds
    while not page.evaluate(question, arg):
        if time.monotonic() > last:
            raise TimeoutError(question)
        page.wait_for_timeout(100)


def box_of(shown: Locator) -> FloatRect:
    """Where it stands. News may put another in its place while that is asked, and then it is asked again."""
    while (box := shown.bounding_box()) is None:
        expect(shown).to_be_visible()
    return box


def is_registered(page: Page, number: int) -> None:
    """The page of the agreement that was just written, reached as a notary does.

    A server that needs longer than the form waits (answer.js) gives the number a moment later, with a link. One that
    answers in time sends the page on by itself, and the link may be seen for a moment before it goes.
    """
    heading = page.get_by_role("heading", level=1, name=f"Avtale nr. {number}", exact=True)
    receipt = page.locator("[data-receipts] li", has_text=f"Avtale nr. {number}.").get_by_role("link")
    expect(heading.or_(receipt).first).to_be_visible()
    while not heading.is_visible() and receipt.count():
        with suppress(PlaywrightTimeout):  # the page went by itself
            receipt.click(timeout=2_000)
    expect(heading).to_be_visible()
