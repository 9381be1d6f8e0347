"""A scenario as it is written down: who signs up with what, what happens that evening, what they agree on.

``Script.read("scenarios/lorenskog.toml")`` gives frozen values whose references have been checked: a key that names a
person, party, category or source names one that is there. What each field means for people is said in the file itself.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from borse.exchange import Side
from borse.staff.plan_file import PlanFile

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Text = Annotated[str, StringConstraints(min_length=1)]
OrganisationNumber = Annotated[str, StringConstraints(pattern=r"^\d{9}$")]


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Person(_Written):
    """Somebody with a badge. Without hours they are there from doors to end."""

    key: Key
    name: Text
    email: str = ""
    phone: str = ""
    present_from: time | None = None
    present_until: time | None = None
    requires: tuple[Literal["step_free"], ...] = ()


class Post(_Written):
    """An offer or a need. `basis` tells words that somebody published from those that an agreement implies."""

    text: Text
    categories: Annotated[tuple[Text, ...], Field(min_length=1)]
    quantity: str = ""
    when: str = ""
    basis: Literal["real", "from_agreement"]
    source: Key


class Party(_Written):
    """Who takes part. The first of `people` is the contact; `wishes` and `vetoes` are keys of other parties."""

    key: Key
    name: Text
    side: Side
    orgnr: OrganisationNumber | None = None
    via: Literal["csv", "xlsx", "form", "door"]
    signed_up: datetime | None = None
    people: Annotated[tuple[Key, ...], Field(min_length=1)]
    wishes: tuple[Key, ...] = ()
    vetoes: tuple[Key, ...] = ()
    note: str = ""
    offers: tuple[Post, ...] = ()
    needs: tuple[Post, ...] = ()


class WalkIn(_Written):
    person: Person
    party: Party


class Evening(_Written):
    no_shows: tuple[Key, ...]
    walk_ins: tuple[WalkIn, ...]
    # Keys of those who come, but not before the first gong.
    late: tuple[Key, ...] = ()


class Promise(_Written):
    """What one party does for another. `hours` of work and `kroner` of goods are kept apart."""

    giver: Key
    receiver: Key
    what: Text
    quantity: str = ""
    when: str = ""
    hours: Annotated[float, Field(ge=0)] = 0
    kroner: Annotated[int, Field(ge=0)] | None = None
    category: Text


class Agreement(_Written):
    """The first promise is what was asked for; the rest are counter-performances or what a third party adds."""

    key: Key
    intention: bool = False
    calls_first: Key
    conditions: str = ""
    source: Key
    promises: Annotated[tuple[Promise, ...], Field(min_length=1)]

    @property
    def parties(self) -> tuple[str, ...]:
        """Keys of those who take part, each once, in the order in which they are named."""
        return tuple(dict.fromkeys(key for promise in self.promises for key in (promise.giver, promise.receiver)))


class Fault(_Written):
    """Something wrong in a sign-up file: cells of a party's row (`party`) or a row of its own (`after` a party's row).

    `cells` goes by the headings of `scenarios.signup_files.columns`, also where the XLSX calls them something else.
    """

    file: Literal["csv", "xlsx"]
    kind: Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")]
    expect: Literal["refused", "warned", "read", "skipped"]
    party: Key | None = None
    after: Key | None = None
    cells: dict[str, str | float] = {}


class Source(_Written):
    place: Text
    year: int | None = None
    url: Text


class Script(_Written):
    exchange: PlanFile
    people: tuple[Person, ...] = Field(alias="person")
    parties: tuple[Party, ...] = Field(alias="party")
    evening: Evening
    agreements: tuple[Agreement, ...] = Field(alias="agreement")
    faults: tuple[Fault, ...] = Field(alias="fault", default=())
    sources: dict[str, Source]

    @classmethod
    def read(cls, path: Path | str) -> Self:
        """Raises `pydantic.ValidationError`, one entry per fault, or `tomllib.TOMLDecodeError`."""
        return cls.model_validate(tomllib.loads(Path(path).read_text(encoding="utf-8")))

    @property
    def everybody(self) -> tuple[Person, ...]:
        """Those who signed up, and the walk-ins."""
        return (*self.people, *(guest.person for guest in self.evening.walk_ins))

    @property
    def all_parties(self) -> tuple[Party, ...]:
        """Those that signed up, and the walk-ins'."""
        return (*self.parties, *(guest.party for guest in self.evening.walk_ins))

    def person(self, key: str) -> Person:
        return next(person for person in self.everybody if person.key == key)

    def party(self, key: str) -> Party:
        return next(party for party in self.all_parties if party.key == key)

    def parties_of(self, person: str) -> tuple[Party, ...]:
        """Every party that this person speaks for."""
        return tuple(party for party in self.all_parties if person in party.people)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if faults := [*_doubled(self), *_dangling(self)]:
            raise ValueError("; ".join(faults))
        return self


def _doubled(script: Script) -> Iterator[str]:
    """A key names one person, one party or one agreement; a number names one table."""
    for what, keys in (
        ("person", [person.key for person in script.everybody]),
        ("party", [party.key for party in script.all_parties]),
        ("agreement", [agreement.key for agreement in script.agreements]),
        ("table", [str(table.number) for table in script.exchange.tables]),
    ):
        yield from (f"{what} {key} is there twice" for key, times in Counter(keys).items() if times > 1)


def _dangling(script: Script) -> Iterator[str]:
    """Whatever is referred to is there."""
    people = {person.key for person in script.everybody}
    parties = {party.key for party in script.all_parties}
    categories, sources = set(script.exchange.categories), set(script.sources)

    def missing(where: str, used: Iterable[str | None], known: set[str]) -> Iterator[str]:
        yield from (f"{where}: nothing is called {key}" for key in used if key is not None and key not in known)

    for party in script.all_parties:
        yield from missing(party.key, party.people, people)
        yield from missing(party.key, (*party.wishes, *party.vetoes), parties - {party.key})
        for post in (*party.offers, *party.needs):
            yield from missing(party.key, post.categories, categories)
            yield from missing(party.key, [post.source], sources)
    yield from missing("evening", (*script.evening.no_shows, *script.evening.late), people)
    for agreement in script.agreements:
        yield from missing(agreement.key, agreement.parties, parties)
        yield from missing(agreement.key, [agreement.calls_first], set(agreement.parties))
        yield from missing(agreement.key, [promise.category for promise in agreement.promises], categories)
        yield from missing(agreement.key, [agreement.source], sources)
    for fault in script.faults:
        yield from missing(fault.kind, [fault.party, fault.after], parties)
