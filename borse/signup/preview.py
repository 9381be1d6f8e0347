"""What an import would do, row by row, before anything is saved."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlite_utils import Database

from borse.folding import is_same_person, name_key
from borse.newcomers import NewParty, NewPerson
from borse.parties import known_party
from borse.people import known_person
from borse.signup.imports import hall_of, sheet_of
from borse.signup.row import Reading
from borse.signup.row_cells import Fault
from borse.signup.rows import read_rows

What = Literal["new", "known", "earlier", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPreview:
    """`what` comes of a row: a new party, one we know (`same_as` its name), one of an earlier row (its number), none.

    `joining` names those of a new party's people who are known already, from the file or from before.
    """

    number: int
    name: str
    what: What
    same_as: str
    people: tuple[str, ...]
    joining: tuple[str, ...]
    offers: int
    needs: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A file that waits. `unread` are headings that mean nothing to us."""

    file_name: str
    unread: tuple[str, ...]
    rows: tuple[RowPreview, ...]

    def count(self, what: What) -> int:
        return sum(row.what == what for row in self.rows)

    @property
    def warned(self) -> int:
        """Rows that come in, without a detail that was not understood."""
        return sum(row.what != "refused" and bool(row.faults) for row in self.rows)

    @property
    def importable(self) -> tuple[int, ...]:
        return tuple(row.number for row in self.rows if row.what != "refused")


def preview_of(db: Database, batch: str, now: datetime) -> Preview:
    """Raises NotFound when the file no longer waits."""
    sheet = sheet_of(db, batch, now)
    columns, readings = read_rows(sheet, hall_of(db), batch)
    file_name = db.execute("select file_name from import_batch where id = ?", [batch]).fetchone()[0]
    before = _Before(db)
    rows = tuple(before.row(reading) for reading in readings)
    return Preview(file_name=file_name, unread=columns.unread, rows=rows)


class _Before:
    """What is on file, and what the rows above have said."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._parties: dict[str, int] = {}
        self._people: dict[str, str] = {}

    def row(self, reading: Reading) -> RowPreview:
        party = reading.party
        what, same_as = self._party(party, reading.number)
        people = party.people if party else ()
        posts = party.posts if party else ()
        known = [person.name for person in people if self._knows(person)]
        return RowPreview(
            number=reading.number,
            name=reading.name,
            what=what,
            same_as=same_as,
            people=tuple(person.name for person in people),
            joining=tuple(name for name in known if what == "new"),
            offers=sum(post.kind == "offer" for post in posts),
            needs=sum(post.kind == "need" for post in posts),
            faults=reading.faults,
        )

    def _party(self, party: NewParty | None, number: int) -> tuple[What, str]:
        if party is None:
            return "refused", ""
        keys = [name_key(party.name), party.orgnr] if party.orgnr else [name_key(party.name)]
        earlier = next((self._parties[key] for key in keys if key in self._parties), None)
        for key in keys:
            self._parties.setdefault(key, number)
        if earlier is not None:
            return "earlier", str(earlier)
        known = known_party(self._db, party.name, party.orgnr)
        if known is None:
            return "new", ""
        return "known", str(self._db.execute("select name from party where id = ?", [known]).fetchone()[0])

    def _knows(self, person: NewPerson) -> bool:
        addresses = [address for address in (person.email, person.phone) if address]
        here = any(is_same_person(self._people.get(address, ""), person.name) for address in addresses)
        for address in addresses:
            self._people.setdefault(address, person.name)
        return here or known_person(self._db, person) is not None
