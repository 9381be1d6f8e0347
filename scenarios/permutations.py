"""Any order, any duplication, any clock: the same final state.

Hypothesis makes up an evening at the door: tablets that write entries about the same few people, undo what others
wrote, register the same newcomers under other spellings, and name walk-ins that lie on another tablet. The entries
reach the server in any order, in batches cut anywhere, some of them again and again, from devices whose clocks are
wrong by up to a day. What the file holds afterwards must be what it holds when each came once, in the order of writing.

The entries go through the models and the bus as `POST /{slug}/ko` sends them, into a real SQLite file; each evening is
rolled back when it has been looked at. Shared by `python -m scenarios permutations` and the tests.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from pydantic import ValidationError
from rich.console import Console
from sqlite_utils import Database

from borse.app import ENTRIES, make_house
from borse.bus import Actor, Command, Role
from borse.frame.queue import Sent
from borse.hats.messages import MergePeople
from borse.house import OpenExchange
from borse.ids import following
from borse.newcomers import NewPerson
from borse.refusals import Refusal
from borse.settings import Settings
from borse.signup.messages import RegisterParty, WithdrawPerson
from borse.staff.messages import CreateExchange

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

GONG = datetime(2027, 3, 16, 17, 15, tzinfo=UTC)
DOORS = GONG - timedelta(minutes=45)
HOME = GONG + timedelta(hours=3)
A_DAY = 86_400.0
DESK = Actor(role=Role.RECEPTION, name="Nettbrett", link="nettbrett")
OFFICE = Actor(role=Role.ORGANISER, name="Arrangør")

said = Console(stderr=True)

# Who has signed up. Two of them turn out to be one, and one has been taken off the list.
PEOPLE = ("kari", "ola", "aase", "aase-2", "per")
ON_FILE = {name: following("permutations", name) for name in PEOPLE}


@dataclass(frozen=True)
class Written:
    """One entry as a tablet wrote it: what, and how many seconds after the doors opened."""

    id: str
    kind: str
    data: dict[str, Any]
    at: int
    tablet: int


@dataclass(frozen=True)
class Evening:
    """Entries in the order of writing, and how they reach the server.

    `deliveries` are places in `written`, in the order of arrival, each at least once; `cuts` say after how many of them
    a batch ends. `clocks` are how many seconds each tablet's clock is wrong, `set_right` the tablets whose clock was
    put right between writing and sending: their ages are wrong by as much, and only then are times not compared.
    """

    written: tuple[Written, ...]
    deliveries: tuple[int, ...]
    cuts: frozenset[int]
    clocks: tuple[float, ...]
    set_right: frozenset[int] = frozenset()
    times_compared: bool = True

    @property
    def ages_hold(self) -> bool:
        return not self.set_right and self.times_compared

    def in_order(self) -> "Evening":
        """The same entries, each once, in the order of writing, in one batch, from tablets whose clocks are right."""
        once = tuple(range(len(self.written)))
        return Evening(self.written, once, frozenset(), (0.0,) * len(self.clocks), frozenset(), self.ages_hold)


class Door:
    """A børs in its own file, at whose door an evening can be played as often as one likes."""

    def __init__(self, folder: Path) -> None:
        self.now = DOORS - timedelta(days=7)
        self._house = make_house(Settings(data=folder), lambda: self.now)
        self.exchange = self._house.create("permutasjoner")
        _open(self.exchange)

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


def _open(exchange: OpenExchange) -> None:
    """A børs to which three parties have signed up."""
    send = exchange.bus.send_from_thread
    send(
        CreateExchange(
            id=following("permutations", "create"),
            slug="permutasjoner",
            name="Permutasjonsbørsen",
            place="Storsalen",
            organiser="Arrangør",
            password_hash="-",  # noqa: S106 -- of no password: nobody logs in here
            doors_at=DOORS,
            gong_at=GONG,
            signup_closes_at=DOORS - timedelta(days=1),
            tables=({"name": "Bord 1"},),  # type: ignore[arg-type]  # pydantic makes a table of it
            side_pairs=(("business", "association"),),
            categories=("Nyttige never",),
        ),
        OFFICE,
    )
    parties = (
        ("Turlaget Ås", "association", (_person("kari", "Kari Nordmann", phone="90000001"), _person("ola", "Ola Lie"))),
        ("Banken", "business", (_person("aase", "Åse Haugen", email="aase@eksempel.no"), _person("aase-2", "Aase H."))),
        ("Biblioteket", "municipal", (_person("per", "Per Bok"), _person("pia", "Pia Bok"))),
    )
    for name, side, people in parties:
        party = following("permutations", name)
        send(RegisterParty(id=f"signs-up-{party}", party=party, name=name, side=side, people=people), OFFICE)  # type: ignore[arg-type]  # a literal
    send(MergePeople(id="merges-aase", kept=ON_FILE["aase"], gone=ON_FILE["aase-2"]), OFFICE)
    send(WithdrawPerson(id="withdraws-per", person=ON_FILE["per"]), OFFICE)


def _person(key: str, name: str, **contact: str) -> NewPerson:
    return NewPerson(person=following("permutations", key), name=name, **contact)  # type: ignore[arg-type]  # strings


# What the door has to do with, table by table. A code is drawn by lot when somebody is first heard of: it is a label,
# and no part of what is compared (that each has one of their own, the file sees to).
_TABLES = {
    "person": ("id", "name", "requires", "walk_in", "language", "withdrawn_at", "created_at", "arrived_at", "left_at"),
    "contact": ("person", "email", "phone"),
    "party": ("id", "name", "name_key", "side", "source", "created_at", "rules_accepted_at", "withdrawn_at"),
    "speaks_for": ("person", "party", "position"),
    "post": ("id", "party", "kind", "text", "position", "status", "created_at"),
    "arrival": ("id", "person", "at", "by_name"),
    "arrival_undone": ("arrival", "command", "at"),
    "departure": ("arrival", "command", "at"),
    "walk_in": ("id", "said_person", "person", "party", "at", "was_known"),
}
# What follows from when something was written. Where ages are wrong, the server cannot know that.
_BY_TIME = {"at", "created_at", "position", "rules_accepted_at", "name", "side", "text", "email", "phone"}


def state_of(db: Database, *, with_times: bool) -> dict[str, Any]:
    """The tables of the door in a canonical form; `with_times` or without what only times decide."""
    state: dict[str, Any] = {}
    for table, columns in _TABLES.items():
        held = columns if with_times else [column for column in columns if column not in _BY_TIME]
        rows = db.query(f"select {', '.join(held)} from {table}")  # noqa: S608 -- names from above
        shown = [tuple(_shown(column, row[column], with_times=with_times) for column in held) for row in rows]
        state[table] = sorted(shown, key=repr)
    return state


def _shown(column: str, value: Any, *, with_times: bool) -> Any:
    return value is not None if column in {"arrived_at", "left_at"} and not with_times else value


# ---- making up evenings -------------------------------------------------------------------------------------------

# Few of each, so that they meet: a party and a person in several spellings, one who has signed up, and what is no name.
PARTIES = ("Hagelaget", "HAGELAGET", "Hage-laget", "turlaget aas")
NEWCOMERS = ("Grete Fjeld", "grete fjeld", "Grete  FJELD", "Kari Nordmann", "Ola Lie", "Grete", "–")
PHONES = ("", "90000001", "90000002", "90000003")
EMAILS = ("", "aase@eksempel.no", "grete@eksempel.no", "grete.f@eksempel.no")
WORDS = ("", "Vi rydder stier", "vi rydder stier!", "Spader", "???")
SIDES = ("association", "business", "municipal", "gods")


MOST = 14


def evenings() -> "SearchStrategy[Evening]":
    """Strategy: evenings with a few entries from four tablets. Entries speak of each other by their place."""
    from hypothesis import strategies as st

    place = st.integers(0, MOST - 1)
    walk_in = st.tuples(
        st.just("RegisterWalkIn"),
        st.tuples(*map(st.sampled_from, (PARTIES, SIDES, NEWCOMERS, PHONES, EMAILS, WORDS, WORDS)), st.booleans()),
    )
    what = st.one_of(
        walk_in,
        st.tuples(st.just("CheckIn"), st.sampled_from([*ON_FILE.values(), "nobody-has-heard-of"]) | place),
        st.tuples(st.sampled_from(("UndoCheckIn", "MarkLeft")), st.lists(place, max_size=3)),
        walk_in,
    )
    entry = st.tuples(what, st.integers(0, 20) | st.integers(0, 7200), st.integers(0, 3))
    wrong = st.integers(-86_400, 86_400).map(float) | st.sampled_from((0.0, A_DAY, -A_DAY))
    order = st.lists(st.tuples(st.integers(0, 99), place), min_size=MOST, max_size=2 * MOST)
    return st.builds(
        _evening,
        st.lists(entry, min_size=1, max_size=MOST),
        order,
        st.frozensets(st.integers(1, 2 * MOST), max_size=5),
        st.tuples(wrong, wrong, wrong, wrong),
        st.just(frozenset()) | st.frozensets(st.integers(0, 3), max_size=2),
    )


def _evening(
    entries: list[Any],
    order: list[tuple[int, int]],
    cuts: frozenset[int],
    clocks: tuple[float, ...],
    set_right: frozenset[int],
) -> Evening:
    """`order` gives the n-th delivery its rank and its entry: each entry once, and then some of them again."""
    count = len(entries)
    written = tuple(_entry(place, count, *entry) for place, entry in enumerate(entries))
    sent = [(rank, place, place) for place, (rank, _entry) in enumerate(order[:count])]
    sent += [(rank, place, entry % count) for place, (rank, entry) in enumerate(order[count:], start=count)]
    return Evening(written, tuple(entry for _rank, _place, entry in sorted(sent)), cuts, clocks, set_right)


def _entry(place: int, count: int, what: tuple[str, Any], at: int, tablet: int) -> Written:
    kind, about = what
    if kind == "CheckIn":
        data = {"person": f"person-{about % count:04}" if isinstance(about, int) else about}
    elif kind == "RegisterWalkIn":
        data = _walk_in(place, about)
    else:
        data = {"arrivals": [_id(other % count) for other in about]}
    return Written(_id(place), kind, data, at, tablet)


def _id(place: int) -> str:
    return f"entry-{place:04}"


def _walk_in(place: int, said: tuple[Any, ...]) -> dict[str, Any]:
    party, side, name, phone, email, offer, need, says_yes = said
    person: dict[str, Any] = {"person": f"person-{place:04}", "name": name, "phone": phone, "email": email}
    person["requires"] = ["step_free"] if says_yes else []
    posts = {"offers": [offer] if offer else [], "needs": [need] if need else []}
    return {"name": party, "side": side, "person": person, "rules_accepted": says_yes, **posts}


def hold(door: Door, evening: Evening) -> None:
    """Raises AssertionError, with the tables that differ, when the order was told by the outcome."""
    told = door.after(evening)
    expected = door.after(evening.in_order())
    differing = [table for table in expected if told[table] != expected[table]]
    assert not differing, {table: (told[table], expected[table]) for table in differing}


@click.command()
@click.option("--examples", default=10_000, show_default=True, help="How many evenings.")
@click.option("--seed", default=0, show_default=True, help="Another seed makes up other evenings.")
def permutations(examples: int, seed: int) -> None:
    """Play evenings at the door in any order, with any duplication and wrong clocks; the final state must be one."""
    from hypothesis import HealthCheck, given, settings
    from hypothesis import seed as begin_with

    began, played = time.monotonic(), [0, 0]
    with a_door() as door:

        @begin_with(seed)
        @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(evenings())
        def play(evening: Evening) -> None:
            played[0] += 1
            played[1] += len(evening.deliveries)
            hold(door, evening)

        try:
            play()
        except AssertionError as difference:
            said.print(f"[red]✗[/] the order was told by the outcome: {difference}")
            sys.exit(1)
    seconds = time.monotonic() - began
    said.print(f"[green]✓[/] {played[0]} permutations, {played[1]} deliveries: the same final state ({seconds:.0f} s)")
