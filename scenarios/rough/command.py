"""`python -m scenarios rough_evening`: a børs of two hundred, all that goes wrong, and every figure at the end."""

import asyncio
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AsyncExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from borse.app import make_house
from borse.bus import Role
from borse.exchange import side_names
from borse.settings import Settings
from borse.staff.reads import staff_links
from scenarios.crowd import hold
from scenarios.play.count import Figure
from scenarios.play.count import figures as figures_of_report
from scenarios.play.stage import Stage
from scenarios.play.visitor import Visitor
from scenarios.ports import free_port
from scenarios.rough.evening import DESKS, DOORS, RoughEvening
from scenarios.rough.making import rough
from scenarios.rough.servers import Servers
from scenarios.script import Script

# Until a server that was killed is back, people press again.
PATIENCE_SECONDS = 120.0
PLANNING_SECONDS = 10.0

said = Console(stderr=True)


@click.command("rough_evening")
@click.option("--seed", default=1, show_default=True, help="Of who stays away, who is late, who agrees on what.")
@click.option("--keep", type=click.Path(path_type=Path), help="Keep the børs and the server's log in this folder.")
def rough_evening(*, seed: int, keep: Path | None) -> None:
    """Play the evening over HTTP against a real server, and hold every figure against the players' own count."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="borse-rough-") as folder:
        if keep:
            keep.mkdir(parents=True, exist_ok=True)
        wrong = asyncio.run(play(keep or Path(folder), seed))
    for line in wrong:
        said.print(f"[red]✗[/] {line}")
    if wrong:
        sys.exit(1)
    said.print(f"[green]✓[/] every figure is the players' own ({time.monotonic() - began:.0f} s)")


async def play(folder: Path, seed: int, *, planning_seconds: float = PLANNING_SECONDS) -> list[str]:
    """The whole evening in `folder`, its first programme planned so long. Returns what does not add up, a line each."""
    base, script = rough(gong_at=datetime.now(UTC) + timedelta(minutes=15), seed=seed)
    said.print(f"{len(script.people)} people sign up, and are planned for …")
    with closing(make_house(Settings(data=folder))) as house:
        exchange = await hold(house, base, seconds=planning_seconds)
        links = {link.role: link.token for link in exchange.store.ask(staff_links)}
    async with AsyncExitStack() as stack:
        servers = Servers(stack, folder, f"http://127.0.0.1:{free_port()}")
        stage = Stage(script, await servers.start(), said.print)
        for name, role in _cast():
            visitor = Visitor(servers.address, patience=PATIENCE_SECONDS)
            stage.cast[name] = await stack.enter_async_context(visitor)
            if role:
                await visitor.look(f"{stage.base}/inn/{links[role]}")
        evening = RoughEvening(stage, servers, seed)
        for act in (evening.pair_tablets, evening.open_doors, evening.hold_rounds, evening.close):
            assert act.__doc__ is not None
            said.print(act.__doc__)
            await act()
        figures = [*await _of_report(evening), *_of_file(evening, script), await _of_door(evening)]
        Console(width=100).print(_table_of(figures))
        return [*evening.wrong, *(str(one) for one in figures if not one.adds_up), *_told(evening), *_refused(evening)]


def _cast() -> list[tuple[str, Role | None]]:
    """Who plays, and the link that they came by; the doors have tablets."""
    desks = [(f"{role} {number}", role) for role in (Role.BROKER, Role.NOTARY) for number in range(1, DESKS + 1)]
    staff = [("organiser", Role.ORGANISER), ("host", Role.HOST), ("screen", Role.SCREEN), ("reception", Role.RECEPTION)]
    return [*staff, *desks, *((f"door {number}", None) for number in DOORS), ("public", None)]


async def _of_report(evening: RoughEvening) -> list[Figure]:
    report = await evening.cast["organiser"].fetch(f"{evening.base}/rapport.json")
    return figures_of_report(evening.count, json.loads(report), side_names())


async def _of_door(evening: RoughEvening) -> Figure:
    """Whoever was let in twice is one presence, and a note at the door."""
    guests = json.loads(await evening.cast["reception"].fetch(f"{evening.base}/resepsjon/liste.json"))["guests"]
    noted = sum(bool(guest["notes"]) for guest in guests)
    return Figure("checked in on two tablets; noted at the door", len(evening.at_two), noted)


def _of_file(evening: RoughEvening, script: Script) -> Iterator[Figure]:
    proof, plan = evening.proof, script.evening
    yield Figure("came after the second gong", len(plan.late), proof.arrived_late())
    away = sum(set(party.people) <= set(plan.no_shows) for party in script.parties)
    yield Figure("parties of whom nobody came", away, proof.stayed_away())
    yield Figure("tablets' entries; carried out", len(evening.entries), len(evening.entries & proof.carried_out()))
    answers = sum((tablet.answers for tablet in evening.tablets.values()), Counter())
    yield Figure("tablets' entries that were refused", 0, answers["refused"])
    agreements = sum(not one.intention for one in script.agreements)
    yield Figure("agreements' numbers", _span(range(1, agreements + 1)), _span(proof.numbers()))
    yield Figure("programmes published", 1 + len(evening.moved), proof.version())
    moved = set[str]().union(*evening.moved)
    yield Figure("moved by a replan; a message written", len(moved), len(moved & proof.meant_for()))


def _span(numbers: Sequence[int]) -> str:
    """As 1–120 when none is missing and none there twice."""
    whole = bool(numbers) and list(numbers) == list(range(numbers[0], numbers[-1] + 1))
    return f"{numbers[0]}–{numbers[-1]}" if whole else str(list(numbers))


def _table_of(figures: Iterable[Figure]) -> Table:
    table = Table(title="What the players counted, and what the børs says of it")
    for heading in ("", "players", "børs", ""):
        table.add_column(heading, justify="right" if heading else "left")
    for one in figures:
        table.add_row(one.what, _cell(one.ours), _cell(one.theirs), "[green]✓[/]" if one.adds_up else "[red]✗[/]")
    return table


def _cell(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else f"{value}"


def _refused(evening: RoughEvening) -> Iterator[str]:
    for tablet in evening.tablets.values():
        yield from (f"refused at the door: {sentence}" for sentence in tablet.refused)


def _told(evening: RoughEvening) -> Iterator[str]:
    """Of each replan those whom it moved are told, and nobody else; two that come quickly are one message."""
    moved = Counter(person for replan in evening.moved for person in replan)
    told, meant_for = evening.proof.told(), evening.proof.meant_for()
    yield from (f"told more often than there was news: {person}" for person in told if told[person] > moved[person])
    yield from (f"moved, and nobody wanted to tell them: {person}" for person in moved.keys() - meant_for)
