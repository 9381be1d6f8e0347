"""What a reader asks of the board, as it stands in the address, and what the board answers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from borse.catalogue.finding import find
from borse.catalogue.reads import Notice

# The name of each question in the address, by what it is called here.
NAMES = {"kind": "slag", "side": "side", "category": "kategori", "words": "sok"}
KINDS = {"tilbud": "offer", "behov": "need"}
LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which posts somebody wants to see; an empty answer is no answer. `kind` as in the address: tilbud, behov."""

    kind: str = ""
    side: str = ""
    category: str = ""
    words: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Wanted":
        return cls(**{name: query.get(asked, "").strip()[:LONGEST] for name, asked in NAMES.items()})

    def query(self, **other: str) -> str:
        """The same as the end of an address, «?slag=behov»; with `other` answers where they are given."""
        asked = replace(self, **other)
        values = [(NAMES[field.name], getattr(asked, field.name)) for field in fields(asked)]
        said = [(name, value) for name, value in values if value]
        return "?" + urlencode(said) if said else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The posts that were asked for, the best or newest first, and those that are about the same by other words.

    `kinds`, `sides` and `categories` count what one would get by choosing another of them, all else being equal.
    """

    notices: tuple[Notice, ...]
    related: tuple[Notice, ...]
    kinds: Mapping[str, int]
    sides: Mapping[str, int]
    categories: Mapping[str, int]


def choose(board: Sequence[Notice], wanted: Wanted) -> Chosen:
    """Answer `wanted` from the whole board, which comes newest first."""
    hits = find({one.id: _text(one) for one in board}, wanted.words) if wanted.words else None
    found = board if hits is None else [one for one in board if one.id in hits]
    answers = [one for one in found if _is(one, wanted)]
    if hits is None:
        return Chosen(notices=tuple(answers), related=(), **_counts(found, wanted))
    answers.sort(key=lambda one: -hits[one.id].sum)  # stable: among equals the newest first
    literal = tuple(one for one in answers if not hits[one.id].is_related)
    related = tuple(one for one in answers if hits[one.id].is_related)
    return Chosen(
        notices=literal, related=related, **_counts([one for one in found if not hits[one.id].is_related], wanted)
    )


def _text(notice: Notice) -> str:
    """All of a post that a reader may search in."""
    names = (category.name for category in notice.categories)
    return "\n".join((notice.text, notice.name, *notice.about, *names))


def _is(notice: Notice, wanted: Wanted) -> bool:
    return (
        (not wanted.kind or notice.kind == KINDS.get(wanted.kind))
        and (not wanted.side or notice.side == wanted.side)
        and (not wanted.category or any(one.id == wanted.category for one in notice.categories))
    )


def _counts(found: Sequence[Notice], wanted: Wanted) -> dict[str, Counter[str]]:
    kinds = Counter[str](one.kind for one in found if _is(one, replace(wanted, kind="")))
    sides = Counter(one.side for one in found if _is(one, replace(wanted, side="")))
    filed = (one for one in found if _is(one, replace(wanted, category="")))
    return {
        "kinds": kinds,
        "sides": sides,
        "categories": Counter(category.id for one in filed for category in one.categories),
    }
