"""The børs whose server is killed, and the secrets of those who use it."""

import contextlib
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from borse.app import make_house
from borse.bus import Actor, Role
from borse.demo import sign_ups
from borse.ids import new_id
from borse.settings import Settings
from borse.staff.create import from_file
from borse.staff.messages import MakeLink
from borse.staff.reads import staff_links
from scenarios.crowd import crowd

SCENARIO = Path(__file__).parent.parent / "lorenskog.toml"


@dataclass(frozen=True)
class Bors:
    """`links` are the secrets of the desks' links."""

    folder: Path
    slug: str
    links: dict[Role, str]

    @property
    def file(self) -> Path:
        return self.folder / f"{self.slug}.db"


async def a_bors(folder: Path, people: int = 0) -> Bors:
    """Made in `folder`, which is empty: without people, or with so many who have signed up."""
    scenario = _scenario(people)
    with contextlib.closing(make_house(Settings(data=folder))) as house:
        slug, _password = await from_file(house, scenario["exchange"], "Prøve")
        exchange, organiser = house.exchange(slug), Actor(role=Role.ORGANISER, name="Prøve")
        await exchange.bus.send(MakeLink(id=new_id(), link=new_id(), role=Role.ORGANISER, label="Arrangør"), organiser)
        for command in sign_ups(scenario) if people else ():
            await exchange.bus.send(command, organiser)
        links = {link.role: link.token for link in exchange.store.ask(staff_links)}
    return Bors(folder, slug, links)


def _scenario(people: int) -> dict[str, Any]:
    if people:
        return crowd(people, gong_at=datetime.now(UTC) + timedelta(minutes=10)).table
    return tomllib.loads(SCENARIO.read_text(encoding="utf-8"))
