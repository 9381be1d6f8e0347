"""The børs itself, as a value: when, where, how many rounds, who may meet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlite_utils import Database

from borse.language import gettext as _
from borse.refusals import NotFound
from borse.times import moment

Side = Literal["business", "association", "municipal", "individual"]
CatalogueReaders = Literal["public", "participants"]
PhaseKind = Literal["doors", "welcome", "round", "plenary", "pause", "change", "floor", "closing"]
SIDES: tuple[Side, ...] = ("business", "association", "municipal", "individual")


def side_names() -> dict[str, str]:
    return {
        "business": _("Bedrift"),
        "association": _("Forening"),
        "municipal": _("Kommunal enhet"),
        "individual": _("Privatperson"),
    }


def feature_names() -> dict[str, str]:
    return {"step_free": _("Trinnfritt"), "quiet": _("Stille")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One occasion: one day, one hall. Moments are aware and UTC, lengths are minutes."""

    slug: str
    name: str
    place: str
    doors_at: datetime
    gong_at: datetime
    welcome_minutes: int
    rounds: int
    round_minutes: int
    change_minutes: int
    floor_minutes: int
    closing_minutes: int
    min_meetings: int
    max_meetings: int
    one_way_gifts: bool
    signup_closes_at: datetime
    contact: str
    accessibility_url: str
    catalogue_readers: CatalogueReaders
    catalogue_opens_at: datetime | None  # None: as soon as there is a post
    plenary_minutes: int = 0  # after each round; 0: no plenary
    pause_minutes: int = 0  # 0: no pause is planned
    pause_after: int = 0  # the round that the pause follows


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A stretch of the evening as planned. `round` is set for rounds, and for what lies before one: that one."""

    kind: PhaseKind
    round: int | None
    starts_at: datetime
    minutes: int

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


def exchange_of(db: Database) -> Exchange:
    """The børs of this file. A file without one is being created, or is not a børs."""
    row = next(db.query("select * from exchange"), None)
    if row is None:
        raise NotFound(_("Denne børsen er ikke satt opp ennå."))
    row.pop("id")
    moments = {name: moment(row.pop(name)) for name in ("doors_at", "gong_at", "signup_closes_at")}
    opens_at = row["catalogue_opens_at"]
    row |= {"one_way_gifts": bool(row["one_way_gifts"]), "catalogue_opens_at": moment(opens_at) if opens_at else None}
    return Exchange(**row | moments)


def run_sheet(exchange: Exchange) -> tuple[Phase, ...]:
    """The evening as planned: doors, welcome, the rounds with what lies between them, free floor, closing.

    After a round comes the plenary, then the pause if it is planned there, and last the change: people walk straight to
    their next table. After the last round it is the walk out on the floor. All of it is between the gongs (børstid).
    """
    return tuple(_phases(exchange))


def _phases(exchange: Exchange) -> Iterator[Phase]:
    at = exchange.gong_at - timedelta(minutes=exchange.welcome_minutes)
    yield Phase(
        kind="doors", round=None, starts_at=exchange.doors_at, minutes=(at - exchange.doors_at) // timedelta(minutes=1)
    )
    yield Phase(kind="welcome", round=None, starts_at=at, minutes=exchange.welcome_minutes)
    at = exchange.gong_at
    for number in range(1, exchange.rounds + 1):
        yield Phase(kind="round", round=number, starts_at=at, minutes=exchange.round_minutes)
        at += timedelta(minutes=exchange.round_minutes)
        following = number + 1 if number < exchange.rounds else None
        for kind, minutes in _after_round(exchange, number):
            if minutes:
                yield Phase(kind=kind, round=following, starts_at=at, minutes=minutes)
                at += timedelta(minutes=minutes)
    if exchange.floor_minutes:
        yield Phase(kind="floor", round=None, starts_at=at, minutes=exchange.floor_minutes)
        at += timedelta(minutes=exchange.floor_minutes)
    yield Phase(kind="closing", round=None, starts_at=at, minutes=exchange.closing_minutes)


def _after_round(exchange: Exchange, number: int) -> tuple[tuple[PhaseKind, int], ...]:
    """What follows a round, in order, and for how many minutes."""
    leads_on = number < exchange.rounds or exchange.floor_minutes
    return (
        ("plenary", exchange.plenary_minutes),
        ("pause", exchange.pause_minutes if exchange.pause_after == number else 0),
        ("change", exchange.change_minutes if leads_on else 0),
    )
