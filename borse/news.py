"""News for an open page: what it is, and what a page is owed.

A page is told *that* something changed, never what. Of its own topics it hears at once where somebody works at it. A
participant's page hears of the clock at once, and of the rest in its turn; of what concerns other people alone it does
not hear.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlite_utils import Database

# What may move the hall's clock, or the run sheet that it goes by. Every page is told, and where the hall is now.
OF_THE_HALL = frozenset({"floor", "exchange"})
# What somebody's own page shows of nobody else: only those whom it concerns are told. In a busy hall an agreement is
# knocked through every ten seconds; six hundred pages that ask again at each would do nothing else.
OF_THOSE_CONCERNED = frozenset({"agreements"})
# What concerns every page.
EVERYTHING = "everything"

# Whose own page an event is news to, asked of the file after it: persons.
Concern = Callable[[Database, Any], Collection[str]]


@dataclass(frozen=True, slots=True)
class News:
    """`last` is the id of the newest event that the page knows of now; `hall` the value of `borse/hall.py` as JSON, if
    that is news.

    0 when something older waits for its turn: a page that is cut off says what it heard last, and must not miss that.
    Without topics it is what a page is told when it begins to look on.
    """

    topics: frozenset[str]
    last: int
    hall: str = ""


class Watcher(Protocol):
    """An open page. `wants` are the topics that it is about; none: all. `person` is set on somebody's own page."""

    @property
    def wants(self) -> frozenset[str]: ...

    @property
    def person(self) -> str | None: ...

    def is_let_in(self, db: Database) -> bool:
        """Whether it may still look on as whoever opened it: links are revoked, two people become one."""

    def is_ready(self) -> bool:
        """Whether it has taken what it was told before."""

    async def hear(self, news: News) -> None:
        """Tell it. It must not wait for the page."""

    def close(self) -> None:
        """Nothing more will be told."""


@dataclass(slots=True)
class Untold:
    """The topics that a page has not been told of: at once, and when its turn comes. `is_concerned` comes first."""

    at_once: set[str] = field(default_factory=set)
    in_turn: set[str] = field(default_factory=set)
    is_concerned: bool = False

    def __bool__(self) -> bool:
        return bool(self.at_once or self.in_turn)

    def owe(self, watcher: Watcher, topic: str, *, is_concerned: bool) -> None:
        """Note that `watcher`, whose this is, must hear of `topic`, if it is about that."""
        is_wanted = not watcher.wants or topic in watcher.wants or topic == EVERYTHING
        if topic in OF_THE_HALL or (watcher.person is None and is_wanted):
            self.at_once.add(topic)
        elif is_wanted and (is_concerned or topic not in OF_THOSE_CONCERNED):
            self.in_turn.add(topic)
            self.is_concerned |= is_concerned
