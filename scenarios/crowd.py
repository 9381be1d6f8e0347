"""A børs of any size, of the home scenario's people and posts: for whatever is to hold with 200 or 600 in the hall.

Each party is there once per copy, named for a place of its own; people's first and last names are dealt anew. Offers
and needs stay word for word, so planning has the real texts to think about.
"""

import tomllib
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from borse.bus import Actor, Role
from borse.demo import sign_ups
from borse.house import House, OpenExchange
from borse.ids import new_id
from borse.programme.messages import PublishProgramme
from borse.programme.planning import Request, plan
from borse.programme.world import world_of
from borse.staff.create import from_file
from borse.staff.messages import MakeLink

HOME = Path(__file__).parent / "lorenskog.toml"
PLACES = ("Skårer", "Fjellhamar", "Rasta", "Finstad", "Losby", "Ødegården", "Røyken", "Hammer", "Luhr", "Vallerud")
ORGANISER = Actor(role=Role.ORGANISER, name="Tove Arrangør")

Table = dict[str, Any]


@dataclass(frozen=True)
class Crowd:
    """A scenario as `lorenskog.toml` writes it, but for agreements: `table` has the same keys."""

    table: Table

    @property
    def slug(self) -> str:
        return str(self.table["exchange"]["slug"])


def crowd(people: int, *, gong_at: datetime, rounds: int = 8) -> Crowd:
    """`people` people, with two tables to five of them. The last party may have fewer than at home."""
    home = tomllib.loads(HOME.read_text(encoding="utf-8"))
    named = {person["key"]: person for person in home["person"]}
    table: Table = {"exchange": _exchange(home["exchange"], gong_at, people, rounds), "person": [], "party": []}
    for copy in count():
        for party in home["party"]:
            _add(table, party, copy, named, people)
            if len(table["person"]) >= people:
                return Crowd(table)
    raise AssertionError("there is no end to copies")


async def hold(house: House, crowd: Crowd, *, seconds: float = 10.0) -> OpenExchange:
    """Make the børs in `house`: everybody signed up, the programme planned in so many seconds, and published."""
    slug, _password = await from_file(house, crowd.table["exchange"], ORGANISER.name)
    exchange = house.exchange(slug)
    link = MakeLink(id=new_id(), link=new_id(), role=Role.ORGANISER, label="Arrangør")
    for command in (link, *sign_ups(crowd.table)):
        await exchange.bus.send(command, ORGANISER)
    draft = plan(new_id(), await exchange.store.read(world_of), Request(seconds=seconds))
    await exchange.bus.send(draft, ORGANISER)
    await exchange.bus.send(PublishProgramme(id=new_id(), version=1, draft=draft.id), ORGANISER)
    return exchange


def _exchange(home: Table, gong_at: datetime, people: int, rounds: int) -> Table:
    zone = _zone_of_noon(gong_at)

    def hour(minutes: int) -> time:
        return (gong_at + timedelta(minutes=minutes)).astimezone(ZoneInfo(zone)).time()

    length = rounds * (home["round_minutes"] + home["change_minutes"]) + home["floor_minutes"]
    return home | {
        "name": f"Børsen for {people}",
        "slug": f"folksomt-{people}",
        "timezone": zone,
        "date": gong_at.astimezone(ZoneInfo(zone)).date(),
        "doors": hour(-45),
        "welcome": hour(-15),
        "gong": hour(0),
        "last_gong": hour(length),
        "end": hour(length + 15),
        "rounds": rounds,
        "tables": list(_tables(home["tables"], -(-people * 2 // 5))),
    }


def _zone_of_noon(gong_at: datetime) -> str:
    """Where the gong is between twelve and one: the hours of a file are of one day, a crowd is wanted at any."""
    east = 12 - gong_at.astimezone(UTC).hour
    return f"Etc/GMT{-east:+}"  # these names count westwards


def _tables(home: list[Table], number: int) -> Iterator[Table]:
    """The home scenario's features, over and over."""
    for place in range(number):
        known = home[place % len(home)]
        yield {"number": place + 1, "name": f"Bord {place + 1}", "features": known.get("features", [])}


def _add(table: Table, party: Table, copy: int, named: dict[str, Table], people: int) -> None:
    """The party in its `copy`, and those of its people who are not there yet: no more than make `people` in all."""
    there = {person["key"] for person in table["person"]}

    def name(key: str) -> str:
        return f"{key}-{copy}"

    suffix = f" på {PLACES[copy % len(PLACES)]}" + (f" {copy // len(PLACES) + 1}" if copy >= len(PLACES) else "")
    for key in party["people"]:
        if name(key) not in there and len(table["person"]) < people:
            there.add(name(key))
            table["person"].append(_person(named, key, name(key), copy, len(table["person"]) + 1))
    added = deepcopy(party) | {
        "key": name(party["key"]),
        "name": party["name"] + (suffix if copy else ""),
        "people": [name(key) for key in party["people"] if name(key) in there],
        "wishes": [],
        "vetoes": [],
    }
    if copy:
        added.pop("orgnr", None)
    table["party"].append(added)


def _person(named: dict[str, Table], key: str, new_key: str, copy: int, number: int) -> Table:
    """Their first name, and the last name of somebody else: a hall has many a Kari, and few of one name."""
    people = list(named.values())
    other = people[(list(named).index(key) + 7 * copy) % len(people)]
    first, last = named[key]["name"].split(" ", 1)[0], other["name"].rsplit(" ", 1)[-1]
    known = {name: value for name, value in named[key].items() if name not in {"present_from", "present_until"}}
    return known | {
        "key": new_key,
        "name": f"{first} {last}",
        "email": f"gjest{number}@example.org",
        "phone": f"440 {number // 1000:02} {number % 1000:03}",
    }
