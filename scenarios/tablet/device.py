"""A tablet: a browser whose profile stays on disk when the browser dies, and what fingers do on it."""

import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from borse.bus import Role
from scenarios.chromium import CHROMIUM, FLAGS, PATIENCE
from scenarios.laptop import Laptop

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, BrowserType, Page, ViewportSize

TABLET: "ViewportSize" = {"width": 800, "height": 1280}


class Device:
    """The reception's."""

    def __init__(self, browser: "BrowserType", laptop: Laptop, profile: Path) -> None:
        self._browser, self._laptop, self._profile = browser, laptop, profile
        self._context: BrowserContext | None = None
        self.page: Page
        # A script that runs before the page's own, from the next opening on: it may set the device's clock wrong.
        self.before = ""

    def open(self, *, by_link: bool = False) -> "Page":
        """The page that finds people, by its link the first time; ready to be used."""
        self._context = self._browser.launch_persistent_context(
            self._profile,
            executable_path=CHROMIUM,
            args=FLAGS,
            viewport=TABLET,
            locale="nb-NO",
        )
        self._context.set_default_timeout(PATIENCE)
        if self.before:
            self._context.add_init_script(self.before)
        self.page = self._context.pages[0]
        if by_link:
            self.page.goto(self._laptop.link(Role.RECEPTION))
        self.page.goto(f"{self._laptop.base}/resepsjon")
        self.page.wait_for_selector("[data-door][data-ready]")
        if by_link:
            self.page.wait_for_selector("html[data-kept]")
        return self.page

    def kill(self) -> None:
        """SIGKILL to every process of the browser."""
        assert self._context is not None
        mark = f"--user-data-dir={self._profile}".encode()
        for process in Path("/proc").iterdir():
            with suppress(OSError, ValueError):
                if mark in (process / "cmdline").read_bytes().split(b"\0"):
                    os.kill(int(process.name), signal.SIGKILL)
        with suppress(Exception):  # it is gone; Playwright only has to hear of it
            self._context.close()
        self._context = None
        (self._profile / "SingletonLock").unlink(missing_ok=True)

    def close(self) -> None:
        if self._context is not None:
            self._context.close()
            self._context = None

    # ---- what fingers do -------------------------------------------------------------------------------------------

    def tap(self, name: str) -> None:
        """Find somebody and tap: they are checked in; or shown, when they are here already.

        Returns when the screen calls them checked in, which is when that is on the device's disk.
        """
        self.page.locator("[data-find] input[type=search]").fill(name)
        self.page.locator(".guests li:not([hidden]) button").first.click()
        self.page.locator(".welcome[data-state=here] .welcome-name", has_text=name).wait_for()

    def undo(self) -> None:
        """What was done last."""
        self.page.get_by_role("button", name="Angre innsjekking").click()
        self.page.locator(".welcome[data-state=away]").wait_for()

    def register(self, name: str, party: str) -> None:
        self.page.locator("[data-walk-in-open]").click()
        form = self.page.locator("[data-walk-in]")
        form.locator("[name=person_name]").fill(name)
        form.locator("[name=name]").fill(party)
        if form.get_by_label("Forening").is_visible():
            form.get_by_label("Forening").check()
        form.get_by_role("button", name="Registrer og sjekk inn").click()
        self.page.locator(".welcome[data-state=here] .welcome-name", has_text=name).wait_for()

    def waits(self) -> str:
        """The line about what is saved here."""
        return self.page.locator("[data-queue-says]").inner_text()
