"""The problem as values: who may meet whom, when, where, and how much it is worth.

The words are those of the engine files (`docs/engine.md`). Everything is frozen, every collection is a tuple or a
frozenset, and the order of a tuple is the order of the file: so the same problem is planned the same way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

LARGEST = 1_000_000
"""Worths, costs and counts are whole numbers from 0 to this."""


def pair_key(a: str, b: str) -> tuple[str, str]:
    """The two parties of a pair in one order, so that a pair is the same whichever way round it is written."""
    return (a, b) if a <= b else (b, a)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A place where one meeting at a time can be held."""

    id: str
    features: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in the room. `rounds` is None for somebody who is there all the time."""

    id: str
    rounds: frozenset[str] | None = None
    requires: frozenset[str] = frozenset()
    home_table: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who takes part. Its `people` speak for it; `max_meetings` is None when there is no limit."""

    id: str
    side: str = ""
    people: tuple[str, ...] = ()
    min_meetings: int = 0
    max_meetings: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two parties that may meet, and what it is worth that they do."""

    a: str
    b: str
    worth: int
    uses: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, str]:
        return pair_key(self.a, self.b)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """Something that a party wants; each of its first `enough` meetings among `pairs` adds `worth`."""

    id: str
    party: str
    worth: int
    enough: int = 1
    pairs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Something shared, like an interpreter: at most `per_round` meetings of a round use it."""

    id: str
    per_round: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """A meeting that must be held in a given round."""

    round: str
    a: str
    b: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Two parties at a table in a round, and who speaks for each."""

    round: str
    table: str
    a: str
    b: str
    a_people: tuple[str, ...]
    b_people: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str]:
        return pair_key(self.a, self.b)

    @property
    def people(self) -> tuple[str, ...]:
        return self.a_people + self.b_people

    @property
    def as_held(self) -> tuple[object, ...]:
        """What is the same when two meetings are the same, whichever way round they are written."""
        a = (self.a, frozenset(self.a_people))
        b = (self.b, frozenset(self.b_people))
        return (self.round, self.table, *((a, b) if self.a <= self.b else (b, a)))


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Everything that the engine knows. `rounds` are ids in order of time.

    Ids are taken to be known and unique, as `files.read_problem` makes sure. An application that builds a Problem
    itself gets the same check from `files.faults_of`.
    """

    rounds: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    people: tuple[Person, ...] = ()
    parties: tuple[Party, ...] = ()
    pairs: tuple[Pair, ...] = ()
    goals: tuple[Goal, ...] = ()
    resources: tuple[Resource, ...] = ()
    locked: tuple[Lock, ...] = ()
    previous: tuple[Meeting, ...] = ()
    frozen_rounds: frozenset[str] = frozenset()
    change_cost: int = 0

    @cached_property
    def person(self) -> Mapping[str, Person]:
        return {person.id: person for person in self.people}

    @cached_property
    def party(self) -> Mapping[str, Party]:
        return {party.id: party for party in self.parties}

    @cached_property
    def table(self) -> Mapping[str, Table]:
        return {table.id: table for table in self.tables}

    @cached_property
    def pair(self) -> Mapping[tuple[str, str], Pair]:
        return {pair.key: pair for pair in self.pairs}

    @cached_property
    def round_number(self) -> Mapping[str, int]:
        """Position of a round in time, from 0."""
        return {name: number for number, name in enumerate(self.rounds)}

    @cached_property
    def person_number(self) -> Mapping[str, int]:
        """Position of a person in `people`."""
        return {person.id: number for number, person in enumerate(self.people)}

    @cached_property
    def frozen_meetings(self) -> tuple[Meeting, ...]:
        return tuple(meeting for meeting in self.previous if meeting.round in self.frozen_rounds)

    def is_there(self, person: str, round_: str) -> bool:
        """Whether a person is in the room in a round. Nobody is there in a round that does not exist."""
        known = self.person.get(person)
        if known is None or round_ not in self.round_number:
            return False
        return known.rounds is None or round_ in known.rounds
