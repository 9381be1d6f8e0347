"""One person's sheet: whom they meet, when, where and why, and what is known of them. For page, paper, calendar."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Posts:
    """What a party has and looks for, each as a line of text."""

    offers: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnParty:
    """A party that the person speaks for, and who else does."""

    id: str
    name: str
    posts: Posts
    colleagues: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMeeting:
    """A meeting as one of its people sees it. `own` is the party they speak for there. Times are as planned.

    `others` are the people across the table, `with_me` those on the same side; `reasons` are said to `own`.
    """

    pair: tuple[str, str]
    round: int
    starts_at: datetime
    ends_at: datetime
    table: str
    own: str
    other: str
    others: tuple[str, ...]
    with_me: tuple[str, ...]
    reasons: tuple[str, ...]
    posts: Posts


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """`version` is None before the programme is published."""

    person: str
    name: str
    code: str
    parties: tuple[OwnParty, ...]
    present_from: datetime | None
    present_until: datetime | None
    version: int | None
    published_at: datetime | None
    meetings: tuple[SheetMeeting, ...]
