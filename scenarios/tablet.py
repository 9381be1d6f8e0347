"""A reception's tablet, offline for a whole evening, its browser killed again and again: nothing is lost.

A real Chromium with a profile on disk, a real server that is switched off with SIGKILL. Each entry is made as fingers
make it: search, tap; a newcomer's form filled in. What the screen has called checked in counts as promised. The
browser is killed (SIGKILL, the whole of it) the moment after such a promise. In the end the server is started, and its
file must hold what was promised, each entry once. Shared by `python -m scenarios tablet` and the tests.
"""

import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from borse.app import make_house
from borse.bus import Role
from borse.demo import make_demo
from borse.settings import Settings
from borse.staff.reads import staff_links
from borse.store.database import connect

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, BrowserType, Page, ViewportSize

ROOT = Path(__file__).parent.parent
SLUG = "lorenskog-2027"
TABLET: "ViewportSize" = {"width": 800, "height": 1280}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
# One act in so many is a newcomer, and in so many a check-in that is undone again.
NEWCOMER, UNDO = 20, 6

said = Console(stderr=True)


class Hall:
    """The server of the home scenario, at an address that stays the same: it can be switched off and on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}/{SLUG}"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def file(self) -> Path:
        return self.folder / f"{SLUG}.db"

    def link(self) -> str:
        """The reception's."""
        house = make_house(Settings(data=self.folder))
        with closing(house):
            links = house.exchange(SLUG).store.ask(staff_links)
        return f"{self.address}/inn/{next(one.token for one in links if one.role is Role.RECEPTION)}"

    def on(self) -> None:
        environ = os.environ | {"BORSE_DATA": str(self.folder), "PORT": str(self.port), "HOST": "127.0.0.1"}
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "borse", "serve"], cwd=ROOT, env=environ, stdout=log, stderr=log
            )
        while self._process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            time.sleep(0.05)
        raise RuntimeError((self.folder / "server.log").read_text())

    def off(self) -> None:
        """As the power goes."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """What the file holds."""
        with closing(connect(self.file, read_only=True).conn) as db:
            return [tuple(row) for row in db.execute(question)]


class Device:
    """A tablet: a browser whose profile stays on disk when the browser dies."""

    def __init__(self, browser: "BrowserType", hall: Hall, profile: Path) -> None:
        self._browser, self._hall, self._profile = browser, hall, profile
        self._context: BrowserContext | None = None
        self.page: Page
        # A script that runs before the page's own, from the next opening on: it may set the device's clock wrong.
        self.before = ""

    def open(self, *, link: str = "") -> "Page":
        """The reception's page, by its link the first time; ready to be used."""
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        self._context = self._browser.launch_persistent_context(
            self._profile,
            executable_path=path,
            args=FLAGS,
            viewport=TABLET,
            locale="nb-NO",
        )
        if self.before:
            self._context.add_init_script(self.before)
        self.page = self._context.pages[0]
        if link:
            self.page.goto(link)
        self.page.goto(f"{self._hall.address}/resepsjon")
        self.page.wait_for_selector("[data-door][data-ready]")
        if link:
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

    def check_in(self, name: str) -> None:
        """Returns when the screen calls it done, which is when it is on the device's disk."""
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


@dataclass
class Promised:
    """What the screen has called done: how many of each kind, and who is here."""

    kinds: Counter[str] = field(default_factory=Counter)
    here: set[str] = field(default_factory=set)
    newcomers: list[str] = field(default_factory=list)
    kills: int = 0

    @property
    def entries(self) -> int:
        return self.kinds.total()


def evening(hall: Hall, device: Device, *, entries: int, kills: int, say: Callable[[str], None]) -> Promised:
    """Play it, in a hall that is on and on a device never opened. Raises AssertionError when something was lost."""
    chance = random.Random(2027)
    device.open(link=hall.link())
    device.close()  # in the afternoon; Chromium writes its cookies down every half minute, or when it is closed
    names = [row[0] for row in hall.ask("select name from person where withdrawn_at is null order by id")]
    assert len(set(names)) == len(names)
    hall.off()
    device.open()
    promised = Promised()
    due = {round(entries * (number + 1) / (kills + 1)) for number in range(kills)}
    while promised.entries < entries:
        _act(device, promised, names, chance)
        passed = {number for number in due if number <= promised.entries}
        if passed:
            due -= passed
            device.kill()
            promised.kills += 1
            say(f"  killed {promised.kills} times, {promised.entries} entries promised")
            device.open()
            _holds(device, promised)
    hall.on()
    device.page.evaluate("dispatchEvent(new Event('online'))")
    device.page.locator("[data-queue][data-state=saved]").wait_for(timeout=120_000)
    _arrived(hall, promised)
    return promised


def _act(device: Device, promised: Promised, names: list[str], chance: random.Random) -> None:
    away = [name for name in names if name not in promised.here]
    if chance.randrange(NEWCOMER) == 0:
        name = f"Gjest {len(promised.newcomers) + 1:03} Nykommer"
        device.register(name, f"Laget til {name}")
        promised.kinds["RegisterWalkIn"] += 1
        promised.newcomers.append(name)
        promised.here.add(name)
    elif away and chance.randrange(UNDO):
        name = chance.choice(away)
        device.check_in(name)
        promised.kinds["CheckIn"] += 1
        promised.here.add(name)
    else:
        name = chance.choice([one for one in names if one in promised.here] or names)
        if name not in promised.here:
            return
        device.page.locator("[data-find] input[type=search]").fill(name)
        device.page.locator(".guests li:not([hidden]) button").first.click()
        device.page.locator(".welcome[data-state=here] .welcome-name", has_text=name).wait_for()
        device.undo()
        promised.kinds["UndoCheckIn"] += 1
        promised.here.discard(name)


def _holds(device: Device, promised: Promised) -> None:
    """After a start without a server: all that was promised is on the device."""
    line = device.waits()
    assert line.startswith(f"{promised.entries} innføring"), f"{promised.entries} were promised, and it says: {line}"
    shown = device.page.locator("[data-arrived]").inner_text()
    assert int(shown) == len(promised.here), f"{len(promised.here)} were here, and it says {shown}"


def _arrived(hall: Hall, promised: Promised) -> None:
    """Each entry is in the file once, and the hall is as the screen said."""
    kinds = ", ".join(f"'{kind}'" for kind in promised.kinds)
    held = Counter(dict(hall.ask(f"select kind, count(*) from command where kind in ({kinds}) group by kind")))  # noqa: S608 -- names of our commands
    assert held == promised.kinds, f"promised {promised.kinds}, held {held}"
    here = {row[0] for row in hall.ask("select name from person where arrived_at is not null and left_at is null")}
    assert here == promised.here, here ^ promised.here


@contextmanager
def a_hall() -> Iterator[Hall]:
    """The home scenario, made and served in a folder of its own until the block ends."""
    with tempfile.TemporaryDirectory(prefix="borse-tablet-") as folder:
        make_demo(lambda data: make_house(Settings(data=data)), Path(folder), lambda _line: None)
        hall = Hall(Path(folder))
        hall.on()
        try:
            yield hall
        finally:
            hall.off()


@click.command()
@click.option("--entries", default=1000, show_default=True, help="How many entries are made offline.")
@click.option("--kills", default=50, show_default=True, help="How often the browser is killed.")
def tablet(entries: int, kills: int) -> None:
    """A tablet offline for a whole evening, its browser killed again and again; no entry may be lost or doubled."""
    from playwright.sync_api import sync_playwright

    began = time.monotonic()
    with a_hall() as hall, sync_playwright() as playwright:
        device = Device(playwright.chromium, hall, hall.folder / "profile")
        try:
            promised = evening(hall, device, entries=entries, kills=kills, say=said.print)
        except AssertionError as lost:
            said.print(f"[red]✗[/] {lost}")
            sys.exit(1)
        finally:
            device.close()
    counted = ", ".join(f"{number} {kind}" for kind, number in sorted(promised.kinds.items()))
    said.print(
        f"[green]✓[/] {promised.entries} entries ({counted}), the browser killed {promised.kills} times: "
        f"none lost, none doubled ({time.monotonic() - began:.0f} s)"
    )
