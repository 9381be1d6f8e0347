"""The home scenario, ready to walk about in: made once from its file, planned and published, then served.

Everything goes the way that people's own sign-ups go: one command each, through the bus. The file appears in the data
folder when it is whole; a demo that was interrupted leaves nothing.
"""

import asyncio
import os
import shutil
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from borse.bus import Actor, Role
from borse.house import House, OpenExchange
from borse.ids import fingerprint, new_id
from borse.jobs import role_names
from borse.language import gettext as _
from borse.links import tokens_of_people
from borse.newcomers import NewParty, NewPerson, NewPost, NewWish
from borse.programme.messages import PublishProgramme, SaveDraft
from borse.programme.planning import Request, plan
from borse.programme.world import world_of
from borse.signup.messages import RegisterParty
from borse.staff.create import from_file
from borse.staff.messages import MakeLink
from borse.staff.reads import staff_links
from borse.times import utc_now

SCENARIO = Path(__file__).parent.parent / "scenarios" / "lorenskog.toml"
PLANNING_SECONDS = 5.0

Say = Callable[[str], None]
Table = dict[str, Any]


def make_demo(make_house: Callable[[Path], House], data: Path, say: Say) -> str:
    """See to it that the demo børs lies in `data`. Returns its slug."""
    scenario = scenario_for(utc_now().date())
    slug: str = scenario["exchange"]["slug"]
    if (data / f"{slug}.db").exists():
        return slug
    data.mkdir(parents=True, exist_ok=True)
    clear_away(data)
    workshop = Path(tempfile.mkdtemp(prefix=f"demo-{os.getpid()}-", dir=data))
    try:
        house = make_house(workshop)
        asyncio.run(_fill(house, scenario, say))
        house.close()
        (workshop / f"{slug}.db").rename(data / f"{slug}.db")
    finally:
        shutil.rmtree(workshop)
    return slug


def scenario_for(today: date) -> Table:
    """The file, with an evening that people can still sign up for."""
    with SCENARIO.open("rb") as file:
        scenario = tomllib.load(file)
    planned: date = scenario["exchange"]["date"]
    day = still_to_come(planned, today)
    name: str = scenario["exchange"]["name"]
    scenario["exchange"] |= {"date": day, "name": name.replace(str(planned.year), str(day.year))}
    return scenario


def still_to_come(day: date, today: date) -> date:
    """`day`, or the same weekday 52 weeks later, as often as it takes: sign-up closes on the day before."""
    while day < today + timedelta(days=2):
        day += timedelta(weeks=52)
    return day


def clear_away(data: Path) -> None:
    """The workshop of a demo that was killed."""
    for workshop in data.glob("demo-[0-9]*-*"):
        try:
            os.kill(int(workshop.name.split("-")[1]), 0)
        except ProcessLookupError:
            shutil.rmtree(workshop, ignore_errors=True)
        except PermissionError:  # somebody else's, and at work
            continue


async def _fill(house: House, scenario: Table, say: Say) -> None:
    slug, password = await from_file(house, scenario["exchange"], "Tove Arrangør")
    say(_("Laget %(slug)s. Arrangørens passord: %(password)s") % {"slug": slug, "password": password})
    exchange = house.exchange(slug)
    organiser = Actor(role=Role.ORGANISER, name="Tove Arrangør")
    label = role_names()[Role.ORGANISER]
    await exchange.bus.send(MakeLink(id=new_id(), link=new_id(), role=Role.ORGANISER, label=label), organiser)
    commands = list(sign_ups(scenario))
    for command in commands:
        await exchange.bus.send(command, organiser)
    say(_("%s aktører er påmeldt. Planlegger i %g sekunder …") % (len(commands), PLANNING_SECONDS))
    draft = await _planned(exchange, organiser)
    say(_("%(meetings)s møter er planlagt og publisert.") % {"meetings": len(draft.meetings)})


async def _planned(exchange: OpenExchange, organiser: Actor) -> SaveDraft:
    world = await exchange.store.read(world_of)
    draft = plan(new_id(), world, Request(seconds=PLANNING_SECONDS))
    await exchange.bus.send(draft, organiser)
    await exchange.bus.send(PublishProgramme(id=new_id(), version=1, draft=draft.id), organiser)
    return draft


def sign_ups(scenario: Table) -> Iterator[RegisterParty]:
    """A command for each party of a scenario file, in the file's order. Somebody who speaks for two is one person."""
    zone, day = ZoneInfo(scenario["exchange"]["timezone"]), scenario["exchange"]["date"]
    people = {person["key"]: person for person in scenario["person"]}
    names = {party["key"]: party["name"] for party in scenario["party"]}

    def at(moment: time | None) -> datetime | None:
        return datetime.combine(day, moment, zone) if moment else None

    for party in scenario["party"]:
        key = party["key"]
        wishes = [("wish", name) for name in party.get("wishes", ())] + [
            ("veto", name) for name in party.get("vetoes", ())
        ]
        command = NewParty(
            party=id_of("party", key),
            name=party["name"],
            side=party["side"],
            orgnr=party.get("orgnr") or "",
            note=party.get("note", ""),
            people=tuple(
                NewPerson(
                    person=id_of("person", one),
                    name=people[one]["name"],
                    email=people[one].get("email", ""),
                    phone=people[one].get("phone", ""),
                    present_from=at(people[one].get("present_from")),
                    present_until=at(people[one].get("present_until")),
                    requires=tuple(people[one].get("requires", ())),
                )
                for one in party["people"]
            ),
            posts=tuple(_posts(party)),
            wishes=tuple(
                NewWish(wish=id_of(kind, key, number), kind=kind, text=names[name])  # type: ignore[arg-type]  # literals
                for number, (kind, name) in enumerate(wishes)
            ),
            rules_accepted=True,
        )
        yield RegisterParty(id=new_id(), **dict(command))


def id_of(*names: object) -> str:
    """An id without a name in it: ids stand in addresses. The same words, the same id."""
    return fingerprint("/".join(map(str, names)))[:32]


def _posts(party: Table) -> Iterator[NewPost]:
    for kind, posts in (("offer", party.get("offers", ())), ("need", party.get("needs", ()))):
        for number, post in enumerate(posts):
            yield NewPost(
                post=id_of(kind, party["key"], number),
                kind=kind,  # type: ignore[arg-type]  # one of the two literals above
                text=post["text"],
                categories=tuple(post["categories"]),
                quantity=post.get("quantity", ""),
                time=post.get("when", ""),
            )


def greeting(exchange: OpenExchange) -> list[str]:
    """A link per role, for whoever started the demo. `{address}` is where the server will answer."""
    base = f"{{address}}/{exchange.slug}"
    links = exchange.store.ask(staff_links)
    lines = [f"{role_names()[link.role]:12} {base}/inn/{link.token}" for link in links]
    tokens = exchange.store.ask(tokens_of_people)
    first = min(tokens, default=None)
    if first is not None:
        lines.append(f"{_('Deltaker'):12} {base}/p/{tokens[first]}")
    lines.append(f"{_('Alle'):12} {base}/")
    return lines
