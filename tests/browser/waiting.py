"""Waiting for what a page has to ask somebody about.

Playwright's `wait_for_function` takes a promise for its answer: an `async` question is true at once, whatever it finds.
"""

import time

from playwright.sync_api import Page


def until(page: Page, question: str, arg: object = None, seconds: float = 180.0) -> None:
    """Ask `question`, a function of JavaScript that may be async, until it says yes. Raises TimeoutError."""
    last = time.monotonic() + seconds
    while not page.evaluate(question, arg):
        if time.monotonic() > last:
            raise TimeoutError(question)
        page.wait_for_timeout(100)
