"""What privacy asks the file: all that is kept about somebody, what would follow if it were erased, who has asked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from borse.folding import folded
from borse.language import gettext as _
from borse.privacy.columns import column_names, said
from borse.privacy.due import times_of
from borse.privacy.kept import Stays, own_parties
from borse.privacy.register import REGISTER
from borse.privacy.topics import Told, period_in_words, topics
from borse.refusals import NotFound
from borse.times import moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """All of one topic that is kept about somebody: (column's name, value) for each row. `until` is in words."""

    told: Told
    until: str
    rows: tuple[tuple[tuple[str, str], ...], ...]
    stays: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Somebody who wants to be erased."""

    person: str
    name: str
    at: datetime


def everything(db: Database, person: str) -> dict[str, list[dict[str, Any]]]:
    """What is kept about somebody, as it stands: table to rows. For the file that they are given.

    Raises NotFound.
    """
    _name(db, person)
    found: dict[str, list[dict[str, Any]]] = {}
    for held in REGISTER:
        columns = ", ".join(held.columns)
        rows = list(
            db.query(f"select {columns} from {held.table} where {held.whose}", {"person": person})  # noqa: S608 -- the register's
        )
        if rows:
            found.setdefault(held.table, []).extend(rows)
    return found


def parts(db: Database, person: str) -> tuple[Part, ...]:
    """The same to be read: by topic, without what is empty, the names of the columns in words."""
    months, names = times_of(db).follow_up_months, column_names()
    found = []
    for topic, told in topics().items():
        rows: list[tuple[tuple[str, str], ...]] = []
        stays = True
        for held in (one for one in REGISTER if one.topic == topic):
            shown = [column for column in held.columns if (held.table, column) in names]
            if not shown:
                continue
            query = f"select {', '.join(shown)} from {held.table} where {held.whose}"  # noqa: S608 -- the register's
            for row in db.query(query, {"person": person}):
                cells = tuple((names[held.table, key], said(value)) for key, value in row.items() if said(value))
                if cells:
                    rows.append(cells)
                    stays = stays and isinstance(held.then, Stays)
        if rows:
            found.append(Part(told=told, until=period_in_words(told.period, months), rows=tuple(rows), stays=stays))
    return tuple(found)


def card(db: Database, person: str) -> dict[str, Any]:
    """Who it is, and what follows if they are erased now. Raises NotFound."""
    row = next(
        db.query(
            f"""
            select p.id, p.name, p.code, p.arrived_at, p.withdrawn_at,
              (select at from erasure_request where person = p.id) as asked_at,
              (select max(at) from erasure where person = p.id) as erased_at,
              (select group_concat(q.name, ', ') from speaks_for s join party q on q.id = s.party
               where s.person = p.id) as parties,
              (select group_concat(q.name, ', ') from party q where q.id in {own_parties("p.id")}) as own,
              (select group_concat(q.name, ', ') from speaks_for s join party q on q.id = s.party
               where s.person = p.id and q.side != 'individual' and q.withdrawn_at is null and not exists (
                 select 1 from speaks_for t join person o on o.id = t.person
                 where t.party = q.id and t.person != p.id and o.withdrawn_at is null)) as alone,
              (select count(*) from meeting_person m join meeting_now e on e.id = m.meeting
               where m.person = p.id) as meetings,
              (select count(distinct a.id) from agreement a join promise o on o.agreement = a.id
               where a.number is not null and (o.giver in {own_parties("p.id")}
                 or o.receiver in {own_parties("p.id")})) as agreements
            from person p where p.id = ?
            """,  # noqa: S608 -- the register's
            [person],
        ),
        None,
    )
    if row is None:
        raise NotFound(_("Deltakeren finnes ikke."))
    return row


def asked(db: Database) -> list[Asked]:
    """Who wants to be erased and is not yet, the first first."""
    rows = db.query(
        "select r.person, p.name, r.at from erasure_request r join person p on p.id = r.person order by r.at, p.id"
    )
    return [Asked(person=row["person"], name=row["name"], at=moment(row["at"])) for row in rows]


def find(db: Database, words: str) -> list[dict[str, Any]]:
    """People by name, code, e-mail or telephone; nobody when nothing was typed. Those who withdrew too."""
    if not words.strip():
        return []
    wanted = folded(words)
    rows = db.query(
        """
        select p.id, p.name, p.code, coalesce(c.email, '') as email, coalesce(c.phone, '') as phone,
          (select group_concat(q.name, ', ') from speaks_for s join party q on q.id = s.party
           where s.person = p.id) as parties
        from person p left join contact c on c.person = p.id order by p.name, p.id
        """
    )
    digits = "".join(sign for sign in words if sign.isdigit())
    return [
        row
        for row in rows
        if wanted in folded(row["name"])
        or words.strip().casefold() in (row["code"].casefold(), row["email"].casefold())
        or (len(digits) >= 5 and digits in row["phone"])  # noqa: PLR2004 -- fewer are in everybody's number
    ][:50]


def overview(db: Database) -> dict[str, Any]:
    """The organiser's page: the periods, who has asked, what has been erased."""
    times = times_of(db)
    erasures = list(db.query("select at, person, rows, cleaned_at from erasure order by at desc, id limit 20"))
    return {
        "times": times,
        "asked": asked(db),
        "erasures": [row | {"at": moment(row["at"])} for row in erasures],
        "unclean": any(row["cleaned_at"] is None for row in erasures),
    }


def has_asked(db: Database, person: str) -> bool:
    return bool(db.execute("select 1 from erasure_request where person = ?", [person]).fetchone())


def _name(db: Database, person: str) -> str:
    row = db.execute("select name from person where id = ?", [person]).fetchone()
    if row is None:
        raise NotFound(_("Deltakeren finnes ikke."))
    return str(row[0])
