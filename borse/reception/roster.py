"""The list that a tablet keeps for the time without a net: names, codes, parties, the first meeting, and who is here.

Of a telephone number only the last digits, which people say at the desk; of the badge's secret only the beginning of
its fingerprint, by which a scan is known again. Of many arrivals of one guest a few stand for all: the list does
not grow with how often somebody was checked in.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from borse.clock import Clock, clock_of
from borse.exchange import exchange_of, run_sheet
from borse.folding import alphabetical
from borse.hall import hall_of
from borse.published import newest_published
from borse.reception.presence import Arrival, everybody_standing
from borse.reception.reads import Guest, guests
from borse.times import moment

# A tablet forgets who took part this long after the closing, whether or not it has a net then.
KEPT_AFTER = timedelta(hours=12)
# Hexadecimal digits of a fingerprint: 64 bits tell all who come apart.
BADGE = 16
# Arrivals of one guest that a tablet is told of. Whoever was checked in more often than that is still here when those
# have been undone, and is undone once more: an undo takes back what its tablet has seen, nothing else.
TOLD = 4


@dataclass(frozen=True, slots=True)
class Links:
    """What the list needs beside the guests, each by person."""

    parties: dict[str, list[dict[str, str]]]
    badges: dict[str, str]
    first: dict[str, dict[str, Any]]


def roster(db: Database) -> dict[str, Any]:
    """As JSON. Moments are milliseconds since 1970, as browsers reckon."""
    standing, waiting = everybody_standing(db)
    published = newest_published(db)
    links = Links(_parties(db), _badges(db), _first_meetings(db, published))
    return {
        "isPublished": published is not None,
        "evening": _evening(clock_of(db)),
        "guests": [_guest(guest, standing.get(guest.id, []), links) for guest in guests(db, standing)],
        "parties": _parties_on_file(db),
        "said": {row["said_person"]: row["person"] for row in db.query("select said_person, person from walk_in")}
        | {row["gone"]: row["kept"] for row in db.query(_MERGED)},
        "waiting": len(waiting),
    }


_MERGED = "select gone, kept from hat_change where kind = 'people' and undone_at is null"


def forgotten_at(db: Database) -> datetime:
    """When no tablet may have the list any more."""
    return run_sheet(exchange_of(db))[-1].ends_at + KEPT_AFTER


def _evening(clock: Clock) -> dict[str, Any]:
    """The run sheet as of when the clock was touched last: without a net a tablet reckons by it where we are."""
    return hall_of(clock, clock.paused_at or clock.started_at or clock.phases[0].starts_at)


def _guest(guest: Guest, arrivals: list[Arrival], links: Links) -> dict[str, Any]:
    return {
        "id": guest.id,
        "code": guest.code,
        "badge": links.badges.get(guest.id, ""),
        "name": guest.name,
        "parties": links.parties.get(guest.id, []),
        "find": guest.find,
        "isWalkIn": guest.is_walk_in,
        "stepFree": guest.step_free,
        "first": links.first.get(guest.id),
        "notes": guest.notes,
        "arrivals": [_arrival(one) for one in told(arrivals)],
    }


def told(arrivals: list[Arrival]) -> list[Arrival]:
    """Of all arrivals of a guest that stand, in order, the few that say the same: here or not, since when, till when.

    The first; the one that ended last; and of those that have not ended as many as there is room for.
    """
    if len(arrivals) <= TOLD:
        return arrivals
    ended_last = max((one for one in arrivals if one.is_over), key=lambda one: one.left_at or "", default=arrivals[0])
    still_here = [one for one in arrivals if not one.is_over]
    return list(dict.fromkeys([arrivals[0], ended_last, *still_here]))[:TOLD]


def _arrival(arrival: Arrival) -> dict[str, Any]:
    return {
        "id": arrival.id,
        "at": _milliseconds(arrival.at),
        "by": arrival.by_name,
        "isOver": arrival.left_at is not None,
        "overAt": _milliseconds(arrival.left_at) if arrival.left_at else None,
    }


def _milliseconds(at: str) -> int:
    return round(moment(at).timestamp() * 1000)


def _parties(db: Database) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in db.query(
        """select s.person, a.id, a.name from speaks_for s join party a on a.id = s.party
        where a.withdrawn_at is null order by s.position, a.name"""
    ):
        found.setdefault(row["person"], []).append({"id": row["id"], "name": row["name"]})
    return found


def _badges(db: Database) -> dict[str, str]:
    rows = db.query("select person, fingerprint from link where person is not null and revoked_at is null")
    return {row["person"]: row["fingerprint"][:BADGE] for row in rows}


def _first_meetings(db: Database, version: int | None) -> dict[str, dict[str, Any]]:
    """The meeting of each in the round that runs or comes, or the first one after it."""
    round_ = clock_of(db).round
    if version is None or round_ is None:
        return {}
    rows = db.query(
        """
        select mp.person, m.round, t.name as "table", own.name as own, other.name as other
        from meeting_person mp join meeting m on m.id = mp.meeting join hall_table t on t.id = m.hall_table
          join party own on own.id = mp.party
          join party other on other.id = case m.a when mp.party then m.b else m.a end
        where m.version = ? and m.round >= ? order by m.round desc
        """,
        [version, round_],
    )
    return {row.pop("person"): row for row in rows}


def _parties_on_file(db: Database) -> list[dict[str, str]]:
    rows = db.query("select id, name, side from party where withdrawn_at is null")
    return sorted(rows, key=lambda row: alphabetical(row["name"]))
