"""The door of a børs in its own file, at which an evening can be played as often as one likes."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlite_utils import Database

from borse.app import ENTRIES, make_house
from borse.bus import Actor, Command, Role
from borse.frame.queue import Sent
from borse.refusals import Refusal
from borse.settings import Settings
from scenarios.permutations.evening import Evening, Written
from scenarios.permutations.signed_up import DOORS, GONG, set_up
from scenarios.permutations.state import state_of

HOME = GONG + timedelta(hours=3)
DESK = Actor(role=Role.RECEPTION, name="Nettbrett", link="nettbrett")


class Door:
    """Plays evenings one after the other; nothing of them stays in the file."""

    def __init__(self, folder: Path) -> None:
        self.now = DOORS - timedelta(days=7)
        self._house = make_house(Settings(data=folder), lambda: self.now)
        self.exchange = self._house.create("permutasjoner")
        set_up(self.exchange)

    def close(self) -> None:
        self._house.close()

    def after(self, evening: Evening) -> dict[str, Any]:
        """What the file holds when the evening is over. It is rolled back."""
        rolled_back = self.exchange.store.write(lambda db: self._play(db, evening)).exception()
        if not isinstance(rolled_back, _RolledBack):
            raise RuntimeError("the evening could not be played") from rolled_back  # noqa: TRY004 -- not about a type
        return rolled_back.state

    def _play(self, db: Database, evening: Evening) -> None:
        refused: dict[str, str] = {}
        self.now = HOME
        for place, index in enumerate(evening.deliveries):
            if place in evening.cuts:
                self.now += timedelta(seconds=7)
            entry = evening.written[index]
            if sentence := self._send(db, entry, self._age(evening, entry)):
                refused[entry.id] = sentence
        raise _RolledBack(state_of(db, with_times=evening.ages_hold) | {"refused": refused})

    def _age(self, evening: Evening, entry: Written) -> float:
        """As the tablet reckons it: its clock now, minus its clock then."""
        wrong = evening.clocks[entry.tablet]
        then = DOORS.timestamp() + entry.at + wrong
        return self.now.timestamp() + (0.0 if entry.tablet in evening.set_right else wrong) - then

    def _send(self, db: Database, entry: Written, age: float) -> str:
        """Why it was refused, or nothing. As `frame/queue.py` does it."""
        kind = ENTRIES[entry.kind].command
        sent = Sent.model_validate({"id": entry.id, "kind": entry.kind, "age": age, "data": entry.data})
        try:
            command: Command = kind.model_validate({**sent.data, "id": sent.id})
            with db.atomic():
                self.exchange.bus.decide(db, command, DESK, sent.length)
        except ValidationError as error:
            return error.errors()[0]["type"]
        except Refusal as refusal:
            return refusal.code
        return ""


class _RolledBack(Exception):  # noqa: N818 -- how a played evening ends
    def __init__(self, state: dict[str, Any]) -> None:
        super().__init__()
        self.state = state


@contextmanager
def a_door() -> Iterator[Door]:
    with tempfile.TemporaryDirectory(prefix="borse-permutations-") as folder:
        door = Door(Path(folder))
        try:
            yield door
        finally:
            door.close()


def hold(door: Door, evening: Evening) -> None:
    """Raises AssertionError, with the tables that differ, when the order was told by the outcome."""
    told = door.after(evening)
    expected = door.after(evening.in_order())
    differing = [table for table in expected if told[table] != expected[table]]
    assert not differing, {table: (told[table], expected[table]) for table in differing}
