"""The evening at the door: who comes, with the server and without, and what the file must hold of it."""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from borse.app import make_house
from borse.bus import Role
from borse.floor.messages import NextPhase, StartEvening
from borse.ids import new_id
from borse.reception.messages import CheckIn
from borse.settings import Settings
from scenarios.crowd import ORGANISER, crowd, hold
from scenarios.door.figures import WalkedIn, Welcomed
from scenarios.door.hands import STOPWATCH, Hands
from scenarios.door.said import Guest, dealt
from scenarios.laptop import Laptop

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

PLANNED_SECONDS = 10.0
GUESTS = """
    select person.name, contact.phone, group_concat(party.name, '|' order by speaks_for.position)
    from person join contact on contact.person = person.id
    join speaks_for on speaks_for.person = person.id join party on party.id = speaks_for.party
    where person.arrived_at is null group by person.id order by person.name, contact.phone
"""
HERE = "select name from person where arrived_at is not null and left_at is null order by name"
WALK_INS = (
    ("Gudrun Innom", "Kom-som-du-er-laget", "plakater"),
    ("Idar Plutselig", "Nabohjelpa", "telt"),
)


@dataclass
class Door:
    """What was seen with the server there (`online`) and gone, and what is wrong."""

    online: list[Welcomed] = field(default_factory=list)
    offline: list[Welcomed] = field(default_factory=list)
    walk_ins: list[WalkedIn] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


async def prepare(folder: Path, people: int) -> str:
    """A børs for so many in `folder`, in its first round; every other guest has come. Its slug."""
    with closing(make_house(Settings(data=folder))) as house:
        gong_at = datetime.now(UTC) + timedelta(minutes=10)
        exchange = await hold(house, crowd(people, gong_at=gong_at), seconds=PLANNED_SECONDS)
        for command in (StartEvening(id=new_id()), *(NextPhase(id=new_id(), turn=turn) for turn in (1, 2))):
            await exchange.bus.send(command, ORGANISER)
        here = exchange.store.ask(
            lambda db: [row["id"] for row in db.query("select id from person order by name")][::2]
        )
        for person in here:
            await exchange.bus.send(CheckIn(id=new_id(), person=person), ORGANISER)
        return exchange.slug


def play(laptop: Laptop, context: "BrowserContext", *, guests: int, slower: int, say: Callable[[str], None]) -> Door:
    """So many guests with the server there, as many without it; two walk-ins, one of them without."""
    door = Door()
    before = [name for (name,) in laptop.ask(HERE)]
    coming = dealt([_guest(*row) for row in laptop.ask(GUESTS)], 2 * guests)
    page = _open(laptop, context, slower)
    say(f"{guests} guests, the server is there …")
    door.online = [_welcome(page, *one, door, there=True) for one in coming[:guests]]
    door.walk_ins.append(_with_badge(page, *WALK_INS[0], door))
    page.goto(f"{laptop.base}/resepsjon")
    page.wait_for_selector("html[data-kept]")
    laptop.kill()
    page.reload()
    page.wait_for_selector("[data-door][data-ready]")
    say(f"{guests} guests, the server is gone …")
    door.offline = [_welcome(page, *one, door, there=False) for one in coming[guests:]]
    door.walk_ins.append(_without_sign_up(Hands(page), *WALK_INS[1]))
    say("the server is back …")
    laptop.start()
    page.locator("[data-queue][data-state=saved]").wait_for()
    expected = sorted([*before, *(guest.name for guest, _way, _typed in coming), *(name for name, _, _ in WALK_INS)])
    held = [name for (name,) in laptop.ask(HERE)]
    if sorted(held) != expected:
        door.wrong.append(f"welcomed and not here, or here and not welcomed: {sorted(set(held) ^ set(expected))}")
    ((arrivals,),) = laptop.ask("select count(*) from arrival")
    if arrivals != len(expected):
        door.wrong.append(f"{len(expected)} came, and there are {arrivals} arrivals")
    return door


def _guest(name: str, phone: str, parties: str) -> Guest:
    return Guest(name, tuple(parties.split("|")), phone)


def _open(laptop: Laptop, context: "BrowserContext", slower: int) -> "Page":
    """The reception's page, the processor as many times slower as a tablet's is."""
    context.add_init_script(STOPWATCH)
    page = context.new_page()
    page.goto(laptop.link(Role.RECEPTION))
    page.goto(f"{laptop.base}/resepsjon")
    page.wait_for_selector("html[data-kept]")
    page.wait_for_selector("[data-door][data-ready]")
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    return page


def _welcome(page: "Page", guest: Guest, way: str, typed: str, door: Door, *, there: bool) -> Welcomed:
    hands = Hands(page)
    left = hands.find(typed)
    row = page.locator(".guests li:not([hidden])", has=page.get_by_text(guest.name, exact=True)).locator("button")
    if left != 1:
        door.wrong.append(f"{typed!r} leaves {left} for {guest.name}")
    hands.tap(row)
    here = hands.green("here")
    shown = page.locator(".welcome-name").inner_text()
    if shown != guest.name:
        door.wrong.append(f"{guest.name} was tapped, and {shown} was welcomed")
    return Welcomed(
        name=guest.name,
        way=way,
        presses=hands.presses,
        keys=hands.keys,
        here=here,
        there=hands.green("there") if there else None,
    )


def _without_sign_up(hands: Hands, name: str, party: str, need: str) -> WalkedIn:
    """Searched for in vain, then written down: the name that was typed is taken along."""
    page, began = hands.page, time.monotonic()
    page.locator("[data-find] input").focus()
    hands.type(name)
    hands.tap(page.locator("[data-walk-in-open]"))
    form = page.locator("[data-walk-in]")
    for field_, text in (("name", party), ("need", need)):
        hands.tap(form.locator(f"[name={field_}]"))
        hands.type(text)
    hands.tap(form.get_by_label("Forening"))
    hands.tap(form.locator("[name=rules_accepted]"))
    hands.tap(form.get_by_role("button", name="Registrer og sjekk inn"))
    page.locator(".welcome[data-state=here] .welcome-name", has_text=name).wait_for()
    return WalkedIn(name=name, presses=hands.presses, machine=time.monotonic() - began, meetings=0)


def _with_badge(page: "Page", name: str, party: str, need: str, door: Door) -> WalkedIn:
    """And a place in the rounds that remain, and the badge: the last press is the one in the printer's window."""
    hands, began = Hands(page), time.monotonic()
    _without_sign_up(hands, name, party, need)
    hands.tap(page.get_by_role("link", name="Gi plass i programmet"))
    hands.tap(page.get_by_role("button", name="Gi plass i rundene som er igjen"))
    meetings = page.locator("#place .row")
    page.locator("#place .row, #place .message").first.wait_for()
    found = meetings.count()
    if not found:
        door.wrong.append(f"no place was found for {name}")
    hands.tap(page.get_by_role("link", name="Skriv ut lapp"))
    badge = page.get_by_role("button", name="Navnelapp")
    with page.expect_response(lambda answer: answer.url.endswith(".pdf")) as press:
        hands.tap(badge)
    if press.value.headers["content-type"] != "application/pdf":
        door.wrong.append(f"the badge of {name} is no PDF")
    hands.presses += 1
    return WalkedIn(name=name, presses=hands.presses, machine=time.monotonic() - began, meetings=found)
