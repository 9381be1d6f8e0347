"""Putting people on file, and who of them speaks for which party.

A person whose e-mail or telephone we have under the same name, or whose id we have, is the one we know: they speak for
one party more.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from borse.bus import Role
from borse.folding import is_same_person
from borse.ids import new_code
from borse.language import SOURCE
from borse.links import make_link
from borse.newcomers import NewPerson
from borse.showing import Source
from borse.times import stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedUp:
    """Who is on file now: `people` are new, `joined` were known and speak for this party too.

    `asked` were known and speak for it when they, or the staff, have said that it is so.
    """

    party: str
    people: tuple[str, ...]
    joined: tuple[str, ...]
    asked: tuple[str, ...] = ()


def known_person(db: Database, person: NewPerson) -> str | None:
    """The person on file who has this id, or this e-mail or telephone under the same name."""
    rows = db.query(
        """
        select p.id, p.name from person p left join contact c on c.person = p.id
        where p.withdrawn_at is null
          and (p.id = :id or (:email != '' and c.email = :email) or (:phone != '' and c.phone = :phone))
        order by p.id != :id, p.created_at, p.id
        """,
        {"id": person.person, "email": person.email, "phone": person.phone},
    )
    return next((row["id"] for row in rows if _is_same(row["id"], row["name"], person)), None)


def add_people(db: Database, party: str, people: Iterable[NewPerson], source: Source, now: datetime) -> SignedUp:
    """Those who speak for a party: the new ones and the known ones, each with a code and a link of their own.

    The open form cannot make somebody who is known speak for a party: that waits for their own word.
    """
    new: list[str] = []
    joined: list[str] = []
    asked: list[str] = []
    already = db.execute("select count(*) from speaks_for where party = ?", [party]).fetchone()[0]
    for position, person in enumerate(people, start=already):
        known = known_person(db, person)
        if known is None:
            add_person(db, person, source, now)
            new.append(person.person)
        elif known not in new and source == "form":
            ask_to_speak(db, known, party, position, now)
            asked.append(known)
            continue
        elif known not in new:
            _complete(db, known, person)
            joined.append(known)
        let_speak(db, known or person.person, party, position)
    return SignedUp(
        party=party, people=tuple(new), joined=tuple(dict.fromkeys(joined)), asked=tuple(dict.fromkeys(asked))
    )


def let_speak(db: Database, person: str, party: str, position: int) -> None:
    db.execute(
        "insert into speaks_for (person, party, position) values (?, ?, ?) on conflict do nothing",
        [person, party, position],
    )


def ask_to_speak(db: Database, person: str, party: str, position: int, now: datetime) -> None:
    """They are asked by a message, and by their own page; the answer is signup's."""
    db.execute(
        "insert into hat_asked (person, party, position, at) values (?, ?, ?, ?) on conflict do nothing",
        [person, party, position, stamp(now)],
    )


def add_person(db: Database, person: NewPerson, source: Source, now: datetime) -> None:
    """Somebody new, with a code and a link of their own."""
    db.table("person").insert(
        {
            "id": person.person,
            "code": _free_code(db),
            "name": person.name,
            "present_from": stamp(person.present_from) if person.present_from else None,
            "present_until": stamp(person.present_until) if person.present_until else None,
            "requires": json.dumps(person.requires),
            "walk_in": source == "walk_in",
            "language": person.language or SOURCE,
            "created_at": stamp(now),
        }
    )
    db.table("contact").insert({"person": person.person, **person.model_dump(include={"email", "phone", "channel"})})
    make_link(db, person.person, Role.PARTICIPANT, "Egen side", now, person=person.person)


def _complete(db: Database, known: str, person: NewPerson) -> None:
    """What we did not know about somebody."""
    hours = (person.present_from, person.present_until)
    db.execute(
        """update person set present_from = coalesce(present_from, ?), present_until = coalesce(present_until, ?)
        where id = ?""",
        [*(stamp(hour) if hour else None for hour in hours), known],
    )
    if person.requires:
        db.execute("update person set requires = ? where id = ?", [json.dumps(person.requires), known])
    db.execute(
        """update contact set email = case email when '' then ? else email end,
        phone = case phone when '' then ? else phone end where person = ?""",
        [person.email, person.phone, known],
    )


def _free_code(db: Database) -> str:
    while True:
        code = new_code()
        if not db.execute("select 1 from person where code = ?", [code]).fetchone():
            return code


def _is_same(known: str, name: str, person: NewPerson) -> bool:
    return known == person.person or is_same_person(name, person.name)
