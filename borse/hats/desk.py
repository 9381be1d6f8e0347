"""What is decided about hats.

Agreements and published programmes go on naming the parties that they named when they were made. Of two people who are
one, the one who was kept sits where the other did, in the programme that holds.
"""

from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from borse.bus import Event, Given, Handler
from borse.folding import name_key
from borse.hats import messages
from borse.hats.merging import merge_parties_into, merge_people_into
from borse.hats.moving import Moving, has_moved_seats, move_back, rows_in
from borse.language import gettext as _
from borse.refusals import NotFound, Refusal
from borse.times import stamp


def merge_parties(command: messages.MergeParties, db: Database, given: Given) -> Iterator[messages.PartiesMerged]:
    kept, gone = _two(db, "party", command.kept, command.gone)
    moving = Moving(db)
    merge_parties_into(db, moving, kept, gone, stamp(given.now))
    _remember(db, given, moving, id=command.id, kind="parties", kept=kept["id"], gone=gone["id"])
    yield messages.PartiesMerged(change=command.id, kept=kept["id"], gone=gone["id"])


def merge_people(command: messages.MergePeople, db: Database, given: Given) -> Iterator[Event]:
    kept, gone = _two(db, "person", command.kept, command.gone)
    moving = Moving(db)
    merge_people_into(db, moving, kept, gone, stamp(given.now))
    _remember(db, given, moving, id=command.id, kind="people", kept=kept["id"], gone=gone["id"])
    yield messages.PeopleMerged(change=command.id, kept=kept["id"], gone=gone["id"])
    if has_moved_seats(moving.note()):
        yield messages.SeatsMoved(kept=kept["id"], gone=gone["id"])


def move_person(command: messages.MovePerson, db: Database, given: Given) -> Iterator[messages.PersonMoved]:
    """Raises a Refusal when the party that they leave would have nobody."""
    kept, gone = _two(db, "party", command.kept, command.gone)
    person = _coming(db, "person", command.person)
    if not _speaks_for(db, person["id"], gone["id"]):
        raise NotFound(_("Deltakeren snakker ikke for %s.") % gone["name"])
    others = """select 1 from speaks_for s join person p on p.id = s.person
        where s.party = ? and s.person != ? and p.withdrawn_at is null"""
    if not db.execute(others, [gone["id"], person["id"]]).fetchone():
        sentence = _("Da kommer ingen fra %s. Legg til en annen deltaker der først, eller slå aktørene sammen.")
        raise Refusal(sentence % gone["name"])
    moving = Moving(db)
    moving.delete("speaks_for", (person["id"], gone["id"]))
    if not _speaks_for(db, person["id"], kept["id"]):
        _give_hat(db, moving, person["id"], kept["id"])
    _remember(db, given, moving, id=command.id, kind="move", kept=kept["id"], gone=gone["id"])
    yield messages.PersonMoved(change=command.id, person=person["id"], kept=kept["id"], gone=gone["id"])


def add_hat(command: messages.AddHat, db: Database, given: Given) -> Iterator[messages.HatAdded]:
    person, party = _coming(db, "person", command.person), _coming(db, "party", command.party)
    if _speaks_for(db, person["id"], party["id"]):
        return
    moving = Moving(db)
    _give_hat(db, moving, person["id"], party["id"])
    _remember(db, given, moving, id=command.id, kind="hat", kept=party["id"], gone=person["id"])
    yield messages.HatAdded(change=command.id, person=person["id"], party=party["id"])


def undo_hats(command: messages.UndoHats, db: Database, given: Given) -> Iterator[Event]:
    """Raises a Refusal when a later change has moved the same rows: that one goes first."""
    change = next(db.query("select * from hat_change where id = ?", [command.change]), None)
    if change is None:
        raise NotFound(_("Endringen finnes ikke."))
    if change["undone_at"] is not None:
        return
    _refuse_before_later(db, change)
    if change["kind"] == "parties":
        _refuse_taken(db, change["gone"], change["kept"])
    move_back(db, change["moved"])
    db.table("hat_change").update(change["id"], {"undone_at": stamp(given.now)})
    yield messages.HatsUndone(change=change["id"], kept=change["kept"], gone=change["gone"])
    if has_moved_seats(change["moved"]):
        yield messages.SeatsMoved(kept=change["kept"], gone=change["gone"])


def tell_apart(command: messages.TellApart, db: Database, given: Given) -> Iterator[messages.ToldApart]:
    del given
    a, b = sorted((command.a, command.b))
    db.execute("insert into not_same (a, b) values (?, ?) on conflict do nothing", [a, b])
    yield messages.ToldApart(a=a, b=b)


def _two(db: Database, table: str, kept: str, gone: str) -> tuple[dict[str, Any], dict[str, Any]]:
    if kept == gone:
        raise Refusal(_("Velg to forskjellige."))
    return _coming(db, table, kept), _coming(db, table, gone)


def _coming(db: Database, table: str, id_: str) -> dict[str, Any]:
    found = list(db.table(table).rows_where("id = ?", [id_]))
    if not found:
        raise NotFound(_("Aktøren finnes ikke.") if table == "party" else _("Deltakeren finnes ikke."))
    if found[0]["withdrawn_at"] is not None:
        raise Refusal(_("%s er meldt av. Meld på igjen først.") % found[0]["name"])
    return dict(found[0])


def _speaks_for(db: Database, person: str, party: str) -> bool:
    hat = "select 1 from speaks_for where person = ? and party = ?"
    return db.execute(hat, [person, party]).fetchone() is not None


def _give_hat(db: Database, moving: Moving, person: str, party: str) -> None:
    last = "select coalesce(max(position) + 1, 0) from speaks_for where party = ?"
    position = db.execute(last, [party]).fetchone()[0]
    moving.insert("speaks_for", (person, party), {"person": person, "party": party, "position": position})


def _remember(db: Database, given: Given, moving: Moving, **change: str) -> None:
    number = _next_number(db)
    db.table("hat_change").insert({**change, "number": number, "moved": moving.note(), "at": stamp(given.now)})


def _next_number(db: Database) -> int:
    number: int = db.execute("select coalesce(max(number) + 1, 1) from hat_change").fetchone()[0]
    return number


def _refuse_before_later(db: Database, change: dict[str, Any]) -> None:
    rows = rows_in(change["moved"])
    later = db.query("select moved from hat_change where number > ? and undone_at is null", [change["number"]])
    if any(rows & rows_in(row["moved"]) for row in later):
        raise Refusal(_("Noe av dette er flyttet igjen siden. Angre den siste endringen først."))


def _refuse_taken(db: Database, gone: str, kept: str) -> None:
    """While two were one, somebody else may have signed up under the name or the number of the other."""
    row = next(db.query("select name, orgnr from party where id = ?", [gone]))
    taken = """select name from party where withdrawn_at is null and id not in (?, ?)
        and (name_key = ? or (orgnr != '' and orgnr = ?))"""
    other = db.execute(taken, [gone, kept, name_key(row["name"]), row["orgnr"]]).fetchone()
    if other:
        raise Refusal(_("%s er meldt på siden, med samme navn eller nummer. Da kan ikke dette angres.") % other[0])


HANDLERS: dict[type[Any], Handler] = {
    messages.MergeParties: merge_parties,
    messages.MergePeople: merge_people,
    messages.MovePerson: move_person,
    messages.AddHat: add_hat,
    messages.UndoHats: undo_hats,
    messages.TellApart: tell_apart,
}
