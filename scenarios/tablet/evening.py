"""The evening that is played on the tablet, and what is promised in it."""

import random
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from scenarios.laptop import Laptop
from scenarios.tablet.device import Device

# One act in so many is a newcomer, and in so many a check-in that is undone again.
NEWCOMER, UNDO = 20, 6


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


def evening(
    laptop: Laptop,
    device: Device,
    *,
    entries: int,
    kills: int,
    say: Callable[[str], None],
    meanwhile: AbstractContextManager[object] | None = None,
) -> Promised:
    """Play it, with the laptop on and a device never opened. Raises AssertionError when something was lost.

    `meanwhile` lasts as long as the tablet sends: no server can do anything before.
    """
    chance = random.Random(2027)
    device.open(by_link=True)
    device.close()  # in the afternoon; Chromium writes its cookies down every half minute, or when it is closed
    names = [row[0] for row in laptop.ask("select name from person where withdrawn_at is null order by id")]
    assert len(set(names)) == len(names)
    laptop.kill()
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
    laptop.start()
    with meanwhile or nullcontext():
        device.page.evaluate("dispatchEvent(new Event('online'))")
        device.page.locator("[data-queue][data-state=saved]").wait_for(timeout=120_000)
    _arrived(laptop, promised)
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
        device.tap(name)
        promised.kinds["CheckIn"] += 1
        promised.here.add(name)
    else:
        name = chance.choice([one for one in names if one in promised.here] or names)
        if name not in promised.here:
            return
        device.tap(name)
        device.undo()
        promised.kinds["UndoCheckIn"] += 1
        promised.here.discard(name)


def _holds(device: Device, promised: Promised) -> None:
    """After a start without a server: all that was promised is on the device."""
    line = device.waits()
    assert line.startswith(f"{promised.entries} innføring"), f"{promised.entries} were promised, and it says: {line}"
    shown = device.page.locator("[data-arrived]").inner_text()
    assert int(shown) == len(promised.here), f"{len(promised.here)} were here, and it says {shown}"


def _arrived(laptop: Laptop, promised: Promised) -> None:
    """Each entry is in the file once, and the hall is as the screen said."""
    kinds = ", ".join(f"'{kind}'" for kind in promised.kinds)
    held = Counter(dict(laptop.ask(f"select kind, count(*) from command where kind in ({kinds}) group by kind")))  # noqa: S608 -- names of our commands
    assert held == promised.kinds, f"promised {promised.kinds}, held {held}"
    here = {row[0] for row in laptop.ask("select name from person where arrived_at is not null and left_at is null")}
    assert here == promised.here, here ^ promised.here
