"""What the office asks the file about hats."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from borse.hats.likeness import Alike, Known, like_parties, like_people
from borse.language import gettext as _
from borse.refusals import NotFound
from borse.times import moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that was moved, and may be undone."""

    id: str
    kind: str
    kept: str
    gone: str
    at: datetime
    undone: bool


def alike_parties(db: Database) -> list[Alike]:
    rows = db.query(
        """
        select p.id, p.name, p.orgnr as number,
               (select json_group_array(c.email) from speaks_for s join contact c on c.person = s.person
                where s.party = p.id) as emails,
               (select json_group_array(c.phone) from speaks_for s join contact c on c.person = s.person
                where s.party = p.id) as phones
        from party p where p.withdrawn_at is null order by p.created_at, p.id
        """
    )
    return list(_not_told_apart(db, like_parties(_known(rows))))


def alike_people(db: Database) -> list[Alike]:
    rows = db.query(
        """
        select p.id, p.name, '' as number, json_array(c.email) as emails, json_array(c.phone) as phones
        from person p join contact c on c.person = p.id where p.withdrawn_at is null order by p.created_at, p.id
        """
    )
    return list(_not_told_apart(db, like_people(_known(rows))))


def parties_of(db: Database) -> dict[str, str]:
    """For whom each person speaks, by name, to tell two of the same name apart."""
    rows = db.query(
        """select s.person, group_concat(p.name, ', ') as names from speaks_for s join party p on p.id = s.party
        where p.withdrawn_at is null group by s.person"""
    )
    return {row["person"]: row["names"] for row in rows}


def changes(db: Database) -> list[Change]:
    """The latest first."""
    rows = db.query(
        """
        select h.id, h.kind, h.at, h.undone_at is not null as undone,
               coalesce(a.name, p.name) as kept, coalesce(b.name, q.name) as gone
        from hat_change h left join party a on a.id = h.kept left join person p on p.id = h.kept
             left join party b on b.id = h.gone left join person q on q.id = h.gone
        order by h.number desc
        """
    )
    return [Change(**row | {"at": moment(row["at"]), "undone": bool(row["undone"])}) for row in rows]


def party_with_people(db: Database, party: str) -> dict[str, Any]:
    """A party and those who speak for it. Raises NotFound."""
    row = next(db.query("select id, name from party where id = ? and withdrawn_at is null", [party]), None)
    if row is None:
        raise NotFound(_("Aktøren finnes ikke, eller er meldt av."))
    people = db.query(
        """select p.id, p.name from speaks_for s join person p on p.id = s.person
        where s.party = ? and p.withdrawn_at is null order by s.position, p.id""",
        [party],
    )
    return dict(row) | {"people": [(person["id"], person["name"]) for person in people]}


def other_parties(db: Database, party: str) -> list[tuple[str, str]]:
    """To choose from: (id, name)."""
    rows = db.query(
        "select id, name from party where withdrawn_at is null and id != ? order by name collate nocase, id", [party]
    )
    return [(row["id"], row["name"]) for row in rows]


def people_elsewhere(db: Database, party: str) -> list[tuple[str, str]]:
    """Those who do not speak for the party yet: (id, name and whom they speak for)."""
    hats = parties_of(db)
    rows = db.query(
        """select id, name from person where withdrawn_at is null
           and id not in (select person from speaks_for where party = ?) order by name collate nocase, id""",
        [party],
    )
    return [(row["id"], f"{row['name']} ({hats[row['id']]})" if row["id"] in hats else row["name"]) for row in rows]


def _known(rows: Iterable[dict[str, Any]]) -> Iterator[Known]:
    for row in rows:
        addresses = {address for key in ("emails", "phones") for address in json.loads(row[key]) if address}
        yield Known(id=row["id"], name=row["name"], number=row["number"], addresses=frozenset(addresses))


def _not_told_apart(db: Database, pairs: Iterable[Alike]) -> Iterator[Alike]:
    apart = {(row["a"], row["b"]) for row in db.query("select a, b from not_same")}
    for pair in pairs:
        if tuple(sorted((pair.a.id, pair.b.id))) not in apart:
            yield pair
