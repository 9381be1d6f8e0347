"""What the reception asks the file: the list at the door, and one guest with where to go first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from borse.clock import Afterwards, clock_of
from borse.folding import alphabetical, folded
from borse.language import gettext as _
from borse.parties import known_party
from borse.published import newest_published
from borse.reception.notes import notes_on
from borse.reception.presence import Arrival, everybody_standing, person_of
from borse.refusals import NotFound
from borse.times import moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """A line of the list. `parties` are whom the guest speaks for, by name; `find` are the words it is found by.

    `arrivals` are those that stand, by id: what undoing and leaving name. `notes` are what the people at the door
    should know: checked in twice, meant to stay away.
    """

    id: str
    code: str
    name: str
    parties: tuple[str, ...]
    arrived_at: datetime | None
    left_at: datetime | None
    is_walk_in: bool
    step_free: bool
    find: str
    arrivals: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def is_here(self) -> bool:
        return self.arrived_at is not None and self.left_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstMeeting:
    """The meeting a guest goes to next: for which of their parties, with whom."""

    round: int
    table: str
    own: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """A party of the guest's, and who else speaks for it and has not come: their ids, and their names."""

    party: str
    name: str
    people: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """All that the reception tells one guest. `is_published` says whether there is a programme to be in.

    `afterwards` is "" while there is a round that is not over: a place can still be found for who has no meeting.
    """

    guest: Guest
    first: FirstMeeting | None
    is_published: bool
    afterwards: Afterwards
    companions: tuple[Companion, ...]


def guests(db: Database, standing: Mapping[str, list[Arrival]] | None = None) -> list[Guest]:
    """Everybody who is expected or here, by name."""
    standing = everybody_standing(db)[0] if standing is None else standing
    rows = db.query(
        """
        select p.id, p.code, p.name, p.arrived_at, p.left_at, p.walk_in, p.requires, p.withdrawn_at, c.phone,
          (select group_concat(name, char(10)) from
            (select a.name from speaks_for s join party a on a.id = s.party
             where s.person = p.id and a.withdrawn_at is null order by s.position, a.name)) as parties
        from person p left join contact c on c.person = p.id
        where p.withdrawn_at is null or p.arrived_at is not null
        """
    )
    return sorted((_guest(row, standing.get(row["id"], [])) for row in rows), key=lambda one: alphabetical(one.name))


def _guest(row: dict[str, Any], arrivals: list[Arrival]) -> Guest:
    parties = tuple((row["parties"] or "").split("\n")) if row["parties"] else ()
    return Guest(
        id=row["id"],
        code=row["code"],
        name=row["name"],
        parties=parties,
        arrived_at=moment(row["arrived_at"]) if row["arrived_at"] else None,
        left_at=moment(row["left_at"]) if row["left_at"] else None,
        is_walk_in=bool(row["walk_in"]),
        step_free="step_free" in row["requires"],
        find=" ".join([words_of(row["name"], *parties, row["code"]), *last_digits(row["phone"] or "")]),
        arrivals=tuple(one.id for one in arrivals),
        notes=tuple(notes_on(row, [one for one in arrivals if not one.is_over])),
    )


def last_digits(phone: str) -> list[str]:
    """What people say of their number: the last four, or the last three."""
    return [phone[-4:], phone[-3:]] if phone else []


def words_of(*texts: str) -> str:
    """The words somebody is found by, folded. A hyphenated name counts whole and in its parts."""
    text = " ".join(texts)
    words = folded(text).split()
    if "-" in text:
        words += folded(text.replace("-", " ")).split()
    return " ".join(dict.fromkeys(words))


def door(db: Database, person: str) -> tuple[list[Guest], Card | None, int]:
    """The list, the card of the guest who stands at the desk (none when `person` is empty), and how many arrivals wait.

    An arrival waits when it is of somebody whose registration lies on another tablet.
    """
    standing, waiting = everybody_standing(db)
    everybody = guests(db, standing)
    return everybody, card_of(db, person, everybody) if person else None, len(waiting)


def card_of(db: Database, person: str, everybody: Iterable[Guest]) -> Card:
    """What one guest is told. Raises NotFound when they are not on the list."""
    guest = next((guest for guest in everybody if guest.id == person), None)
    if guest is None:
        raise NotFound(_("Vi finner ikke denne deltakeren. Søk på navnet, eller registrer en ny på stedet."))
    published = newest_published(db)
    return Card(
        guest=guest,
        first=_first_meeting(db, person, published),
        is_published=published is not None,
        afterwards=clock_of(db).afterwards,
        companions=tuple(_companions(db, person)),
    )


def _first_meeting(db: Database, person: str, version: int | None) -> FirstMeeting | None:
    """The meeting in the round that runs or comes, or the first one after it."""
    round_ = clock_of(db).round
    if version is None or round_ is None:
        return None
    row = next(
        db.query(
            """
            select m.round, t.name as "table", own.name as own, other.name as other
            from meeting_person mp join meeting m on m.id = mp.meeting join hall_table t on t.id = m.hall_table
              join party own on own.id = mp.party
              join party other on other.id = case m.a when mp.party then m.b else m.a end
            where mp.person = ? and m.version = ? and m.round >= ? order by m.round limit 1
            """,
            [person, version, round_],
        ),
        None,
    )
    return FirstMeeting(**row) if row else None


def _companions(db: Database, person: str) -> Iterable[Companion]:
    parties = list(
        db.query(
            """
            select a.id, a.name from speaks_for s join party a on a.id = s.party
            where s.person = ? and a.withdrawn_at is null order by s.position, a.name
            """,
            [person],
        )
    )
    for party in parties:
        rows = db.query(
            """
            select p.id, p.name from speaks_for s join person p on p.id = s.person
            where s.party = ? and p.id != ? and p.arrived_at is null and p.withdrawn_at is null order by s.position
            """,
            [party["id"], person],
        )
        missing = {row["id"]: row["name"] for row in rows}
        if missing:
            yield Companion(
                party=party["id"], name=party["name"], people=tuple(missing), missing=tuple(missing.values())
            )


def expected(db: Database, person: str) -> None:
    """Raises NotFound for somebody of whom nobody has heard."""
    if person_of(db, person) is None:
        raise NotFound(_("Vi finner ikke denne deltakeren. Søk på navnet, eller registrer en ny på stedet."))


def side_of(db: Database, name: str) -> str | None:
    """What the party with this name is, however it is spelt; None when it is new."""
    party = known_party(db, name)
    return next(db.query("select side from party where id = ?", [party]))["side"] if party else None


def party_names(db: Database) -> list[str]:
    """Who is signed up, for the walk-in to choose from."""
    rows = db.query("select name from party where withdrawn_at is null order by name collate nocase")
    return [row["name"] for row in rows]
