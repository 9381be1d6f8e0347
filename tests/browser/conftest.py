"""A real browser before a real server with the home scenario. `CHROMIUM` says where the browser is.

A server takes seconds to start, a copy of the børs none: the tests of a file share a server, and each has a børs of its
own on it. Who needs settings of their own, or to stop the server, starts one (`serving`, `laptop.py`).
"""

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from borse.app import make_house
from borse.demo import greeting, make_demo
from borse.ids import new_id
from borse.settings import Settings
from borse.store.database import connect
from scenarios.chromium import CHROMIUM, FLAGS, PATIENCE

ROOT = Path(__file__).parent.parent.parent
SCREENSHOTS = ROOT / "screenshots"
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}


@dataclass(frozen=True)
class Served:
    """A børs with the home scenario, and its server. `links` are addresses by role as people are shown them."""

    address: str
    slug: str
    new_exchange: str
    links: dict[str, str]

    def url(self, path: str) -> str:
        return f"{self.address}/{self.slug}{path}"


@dataclass(frozen=True)
class Server:
    """A server's process: where it answers, the page where a børs is made, the folder that it serves."""

    address: str
    new_exchange: str
    folder: Path

    def put_in(self, demo_file: Path, slug: str = "lorenskog-2027") -> Served:
        """A fresh copy of the børs, found by the server the first time that somebody asks for it."""
        copy = self.folder / f"{slug}.copy"
        shutil.copy(demo_file, copy)
        with closing(connect(copy).conn) as db:
            db.execute("update exchange set slug = ?", [slug])
            db.commit()
        copy.rename(self.folder / f"{slug}.db")  # whole, whenever the server looks
        house = make_house(Settings(data=self.folder))
        lines = [line.split() for line in greeting(house.exchange(slug))]
        house.close()
        links = {role: link.replace("{address}", self.address) for role, link in lines}
        return Served(self.address, slug, self.new_exchange, links)


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home scenario, signed up, planned and published; made once, by whichever of two processes comes first.

    Who meets whom, and where, is another on each machine and in each run: as far as the planning came in its seconds.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    with (folder / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        make_demo(lambda data: make_house(Settings(data=data)), folder / "demo", lambda _line: None)
    return folder / "demo" / "lorenskog-2027.db"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """What the tests of a file share."""
    with serving(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture
def served(server: Server, demo_file: Path) -> Served:
    """A børs that nobody has touched."""
    return server.put_in(demo_file, f"lorenskog-{new_id()[:8]}")


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[Server]:
    """A server of `folder`, in a process that has these `settings` in its environment."""
    environ = os.environ | {"BORSE_DATA": str(folder), "PORT": "0", "NO_COLOR": "1"} | settings
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "borse", "serve"], cwd=ROOT, env=environ, stderr=subprocess.PIPE, stdout=log
        )
        assert process.stderr is not None
        address, new_exchange = (process.stderr.readline().decode().split()[-1] for _line in range(2))
        # What it says from now on goes to the log; a pipe that nobody reads would stop it.
        tail = subprocess.Popen(["cat"], stdin=process.stderr, stdout=log)
        try:
            yield Server(address, new_exchange, folder)
        finally:
            process.terminate()
            status = process.wait(PATIENCE / 1000)
            tail.wait()
            process.stderr.close()
        assert status == 0


@pytest.fixture(scope="session")
def chromium(demo_file: Path) -> Iterator[Browser]:
    """Playwright has a loop in this thread from now on, so whatever needs one of its own has been done before."""
    del demo_file
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        expect.set_options(timeout=PATIENCE)
        yield browser
        browser.close()


class Watched:
    """A page that remembers what should never happen: errors, complaints of the policy, requests to other hosts.

    `before`: scripts that run before those of its pages.
    """

    def __init__(
        self,
        browser: Browser,
        size: str = "desktop",
        *,
        javascript: bool = True,
        locale: str = "nb-NO",
        before: tuple[str, ...] = (),
    ) -> None:
        width, height = SIZES[size]
        self.size = size
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, locale=locale, java_script_enabled=javascript
        )
        self.context.set_default_timeout(PATIENCE)
        for script in before:
            self.context.add_init_script(f"{{{script}}}")
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("console", lambda message: self._heard(message.type, message.text))
        self.page.on("request", lambda request: self._asked(request.url))

    def shoot(self, name: str, *, whole: bool = True) -> None:
        """A picture for people to look at: `screenshots/<name>-<size>.png`."""
        SCREENSHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}-{self.size}.png", full_page=whole)

    def is_wider_than_the_screen(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))

    def close(self) -> None:
        self.context.close()
        assert self.complaints == []

    def _heard(self, kind: str, text: str) -> None:
        # A page that is refused (401, 404, 422) is an answer, though the browser logs it as an error.
        if kind in {"error", "warning"} and not re.search(r"status of 4\d\d", text):
            self.complaints.append(f"{kind}: {text}")

    def _asked(self, url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self.complaints.append(f"request to {url}")
