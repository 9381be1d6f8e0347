"""An uploaded file of sign-ups waits for the organiser's yes, then comes in as one: all of it or nothing.

The file is full of personal data, so it is deleted when it has been used or dropped, and after a day in any case.
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from borse.bus import Event, Given, Handler
from borse.exchange import exchange_of
from borse.folding import folded
from borse.language import gettext as _
from borse.parties import find_the_wished, known_party, sign_up
from borse.refusals import NotFound
from borse.signup import import_messages as asked
from borse.signup import messages
from borse.signup.again import sign_up_again
from borse.signup.meanings import ColumnAsked, columns_asked, meanings_of, name_columns
from borse.signup.row_cells import Hall
from borse.signup.rows import read_rows
from borse.signup.sheets import Sheet
from borse.times import stamp

HOURS_KEPT = 24


def keep_import(command: asked.KeepImport, db: Database, given: Given) -> Iterator[asked.ImportKept]:
    """Headings that mean nothing to us are asked about afterwards."""
    forget_expired(db, given.now)
    db.table("import_batch").insert(
        {
            "id": command.id,
            "file_name": command.file_name,
            "sheet": command.sheet.model_dump_json(),
            "created_at": stamp(given.now),
            "expires_at": stamp(given.now + timedelta(hours=HOURS_KEPT)),
        }
    )
    yield asked.ImportKept(batch=command.id, rows=len(command.sheet.rows))


def columns_named(command: asked.NameColumns, db: Database, given: Given) -> Iterator[asked.ColumnsNamed]:
    """Raises Invalid when still nobody's name is among the columns."""
    name_columns(db, sheet_of(db, command.batch, given.now), command.columns)
    yield asked.ColumnsNamed(batch=command.batch)


def drop_import(command: asked.DropImport, db: Database, given: Given) -> Iterator[asked.ImportDropped]:
    forget_expired(db, given.now)
    if db.execute("delete from import_batch where id = ?", [command.batch]).rowcount:
        yield asked.ImportDropped(batch=command.batch)


def import_parties(command: asked.ImportParties, db: Database, given: Given) -> Iterator[Event]:
    """One transaction. Who is on file already gets what is new; a row that cannot be read is left out."""
    sheet = sheet_of(db, command.batch, given.now)
    _columns, readings = read_rows(sheet, hall_of(db), command.batch)
    here: set[str] = set()
    for reading in readings:
        if reading.party is None or reading.number in command.leave_out:
            continue
        known = known_party(db, reading.party.name, reading.party.orgnr)
        if known is None:
            signed = sign_up(db, reading.party, "import", given.now)
            yield messages.PartyRegistered(party=signed.party, people=signed.people, joined=signed.joined)
        elif again := sign_up_again(db, known, reading.party, given.now, same_file=known in here):
            yield messages.PartyChanged(party=again.party, people=again.people, joined=again.joined)
        here.add(known or reading.party.party)
    find_the_wished(db)
    db.execute("delete from import_batch where id = ?", [command.batch])
    forget_expired(db, given.now)


def sheet_of(db: Database, batch: str, now: datetime) -> Sheet:
    """What waits. Raises NotFound when it has been used, dropped, or waited too long."""
    query = "select sheet from import_batch where id = ? and expires_at > ?"
    row = db.execute(query, [batch, stamp(now)]).fetchone()
    if row is None:
        raise NotFound(_("Filen venter ikke lenger her: den er alt importert eller slettet. Last den opp på nytt."))
    return Sheet.model_validate(json.loads(row[0]))


def columns_of_batch(db: Database, batch: str, now: datetime) -> list[ColumnAsked]:
    """Raises NotFound when the file no longer waits."""
    return columns_asked(sheet_of(db, batch, now), meanings_of(db))


def hall_of(db: Database) -> Hall:
    """What rows are read against."""
    categories = {folded(row["name"]): row["id"] for row in db.query("select id, name from category")}
    return Hall(exchange_of(db), categories, meanings_of(db))


def forget_expired(db: Database, now: datetime) -> None:
    db.execute("delete from import_batch where expires_at <= ?", [stamp(now)])


HANDLERS: dict[type[Any], Handler] = {
    asked.KeepImport: keep_import,
    asked.NameColumns: columns_named,
    asked.DropImport: drop_import,
    asked.ImportParties: import_parties,
}
