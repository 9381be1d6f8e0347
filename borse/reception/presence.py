"""Who is here, as a function of what was written at the door.

An arrival is a row with its command's id. An undo names arrivals, a departure names arrivals; each may come before what
it names. Somebody is here when an arrival of theirs stands that no departure has ended. Nothing of this depends on what
came first, on how often it came, or on anybody's clock: it is an observed-remove set (Shapiro, Preguiça, Baquero and
Zawirski 2011, "Conflict-free replicated data types").

What other desks read is `person.arrived_at` and `left_at`, which only `settle` writes.
"""

from typing import NamedTuple

from sqlite_utils import Database

from borse.merged import kept_of


class Presence(NamedTuple):
    """When somebody first came, and when they left; None where they did not."""

    arrived_at: str | None
    left_at: str | None

    @property
    def is_here(self) -> bool:
        return self.arrived_at is not None and self.left_at is None


class Settled(NamedTuple):
    """What presence was, and what it is now."""

    before: Presence
    now: Presence


# Everybody who was merged into somebody is that person, and so are the ids that tablets gave walk-ins. A cross join is
# done in the order in which it is written (https://sqlite.org/lang_select.html#crossjoin): from the few to their rows.
_NAMES = """
    with recursive one(id) as (
        values (?)
        union select h.gone from hat_change h join one on h.kept = one.id
        where h.kind = 'people' and h.undone_at is null),
    named(id) as (
        select id from one union select w.said_person from one cross join walk_in w on w.person = one.id)
"""

# When the first of somebody's arrivals was, and whether they are here by one. A hall full of tablets checks in the same
# people over and over: both are found at once, however many arrivals there are (the index is by person, then time).
_FIRST = """
    select min((select a.at from standing a where a.person = named.id order by a.at limit 1)),
        max(exists (select 1 from here where here.person = named.id))
    from named
"""

_LAST_ENDED = """
    select max((select min(d.at) from departure d where d.arrival = a.id))
    from named cross join standing a on a.person = named.id
"""

_ELSEWHERE = """
    select a.at, a.by_name from named cross join here a on a.person = named.id where a.id != ? limit 1
"""


def person_of(db: Database, said: str) -> str | None:
    """Whom an id means that a tablet said: on file, or a walk-in's; of two who were merged, the one who was kept."""
    row = db.execute(
        """select coalesce((select id from person where id = :said),
                           (select person from walk_in where said_person = :said order by at, id limit 1))""",
        {"said": said},
    ).fetchone()
    return kept_of(db, "people", row[0]) if row[0] else None


def presence(db: Database, person: str) -> Presence:
    """Reckoned from the arrivals that stand: here since the first, and gone when each of them has ended."""
    first, is_here = db.execute(_NAMES + _FIRST, [person]).fetchone()
    if first is None or is_here:
        return Presence(first, None)
    return Presence(first, db.execute(_NAMES + _LAST_ENDED, [person]).fetchone()[0])


def settle(db: Database, person: str) -> Settled:
    """Write what presence has become. `person` is on file."""
    row = db.execute("select arrived_at, left_at from person where id = ?", [person]).fetchone()
    settled = Settled(Presence(row[0], row[1]), presence(db, person))
    if settled.before != settled.now:
        db.execute("update person set arrived_at = ?, left_at = ? where id = ?", [*settled.now, person])
    return settled


class Arrival(NamedTuple):
    """An arrival that stands, and when it ended, if it did. `by_name` is the tablet or the person who wrote it."""

    id: str
    at: str
    by_name: str
    left_at: str | None

    @property
    def is_over(self) -> bool:
        return self.left_at is not None


def elsewhere(db: Database, person: str, arrival: str) -> tuple[str, str] | None:
    """When and where somebody was checked in besides `arrival`, once of perhaps many times; None when nowhere."""
    row = db.execute(_NAMES + _ELSEWHERE, [person, arrival]).fetchone()
    return (row[0], row[1]) if row else None


def everybody_standing(db: Database) -> tuple[dict[str, list[Arrival]], list[Arrival]]:
    """The arrivals that stand, by person on file; and those of whom nobody has registered yet."""
    people = {row["id"] for row in db.query("select id from person")}
    said = {row["said_person"]: row["person"] for row in db.query("select * from walk_in order by at desc, id desc")}
    kept = {
        row["gone"]: row["kept"]
        for row in db.query("select gone, kept from hat_change where kind = 'people' and undone_at is null")
    }
    found: dict[str, list[Arrival]] = {}
    waiting: list[Arrival] = []
    rows = db.execute(  # as they are, not each as a dictionary: there may be ten thousand of them
        """
        select a.person, a.id, a.at, a.by_name, (select min(d.at) from departure d where d.arrival = a.id)
        from standing a order by a.at, a.id
        """
    )
    for who, *arrival in rows:
        person = who if who in people else said.get(who)
        while person in kept:
            person = kept[person]
        (found.setdefault(person, []) if person else waiting).append(Arrival(*arrival))
    return found, waiting
