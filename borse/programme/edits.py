"""What the organiser may want done by hand, and what it comes to: values that travel to the planning process."""

from dataclasses import dataclass

from borse.programme.remarks import Remark
from borse.programme.world import Rule
from matching import Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Sit:
    """These two parties meet in this round, at this table, with these people: moved there, or added."""

    a: str
    b: str
    round: int
    table: str
    a_people: tuple[str, ...]
    b_people: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOut:
    """These two parties do not meet in the rounds to come."""

    a: str
    b: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """`stand_in` takes over the remaining meetings that `person` has for `party`, and speaks for it from now on."""

    person: str
    stand_in: str
    party: str


Wish = Sit | TakeOut | StandIn


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """The whole programme as it would be; with obstacles it is what it was. `rules` and `speakers` come with it."""

    meetings: tuple[Meeting, ...]
    obstacles: tuple[Remark, ...] = ()
    warnings: tuple[Remark, ...] = ()
    rules: tuple[Rule, ...] = ()
    speakers: tuple[tuple[str, str], ...] = ()
