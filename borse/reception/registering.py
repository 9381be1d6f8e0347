"""Putting somebody on file who came without a sign-up, so that it does not matter which tablet's word comes first.

Two tablets may register the same new party, or the same person, and know nothing of each other. So what is new is
called by its content: a party by its name, a person by their party and name, a post by its party and words; the same
words make the same row. Where two say it differently (a capital, another telephone number), what was written first
stands, in whatever order it comes: each rule below is a minimum or a union, and those are the same in any order.
"""

import json
from datetime import datetime
from typing import Literal

from sqlite_utils import Database

from borse.folding import is_same_person, name_key
from borse.ids import following
from borse.merged import kept_of
from borse.newcomers import NewPerson, NewPost, PostKind
from borse.parties import find_the_wished
from borse.people import add_person
from borse.reception.messages import RegisterWalkIn
from borse.reception.presence import person_of
from borse.showing import status_of
from borse.times import stamp

DOOR = "registered at the door"


def register(db: Database, command: RegisterWalkIn, at: datetime) -> tuple[str, str, bool]:
    """The party, the person, and whether the party was not on file."""
    party, is_new = _party(db, command, stamp(at))
    person, was_known = _person(db, party, command.person, at)
    walk_in = {
        "id": command.id,
        "at": stamp(at),
        "said_person": command.person.person,
        "person": person,
        "party": party,
        "was_known": was_known,
        "gave_hat": _give_hat(db, person, party, at),
        "filled_email": _fill(db, command, person, "email", stamp(at)),
        "filled_phone": _fill(db, command, person, "phone", stamp(at)),
    }
    db.table("walk_in").insert(walk_in)
    for text in command.offers:
        _add_post(db, party, "offer", text, at)
    for text in command.needs:
        _add_post(db, party, "need", text, at)
    return party, person, is_new


# ---- the party -------------------------------------------------------------------------------------------------------


def _party(db: Database, command: RegisterWalkIn, at: str) -> tuple[str, bool]:
    new = following(DOOR, name_key(command.name))
    party = _party_on_file(db, command, new)
    if party is None:
        said = {"id": new, "name": command.name, "side": command.side, "created_at": at}
        db.table("party").insert({**said, "name_key": name_key(command.name), "source": "walk_in"})
        find_the_wished(db)
    elif party == new:
        db.execute(
            """update party set created_at = :at, name = :name, side = :side
            where id = :party and (:at, :name, :side) < (created_at, name, side)""",
            {"at": at, "name": command.name, "side": command.side, "party": party},
        )
    if command.rules_accepted:
        db.execute(
            "update party set rules_accepted_at = min(coalesce(rules_accepted_at, :at), :at) where id = :party",
            {"at": at, "party": party or new},
        )
    return party or new, party is None


def _party_on_file(db: Database, command: RegisterWalkIn, new: str) -> str | None:
    """The party with the id that the tablet said, else one that signed up under this name, else one from the door."""
    row = db.execute(
        """
        select coalesce(
            (select id from party where id = :said),
            (select id from party where name_key = :key and withdrawn_at is null and id != :new
             order by created_at, id limit 1),
            (select id from party where id = :new))
        """,
        {"said": command.party, "key": name_key(command.name), "new": new},
    ).fetchone()
    return kept_of(db, "parties", row[0]) if row[0] else None


# ---- the person ------------------------------------------------------------------------------------------------------


def _person(db: Database, party: str, person: NewPerson, at: datetime) -> tuple[str, bool]:
    """Who it is, and whether they had signed up."""
    if signed_up := _signed_up(db, party, person):
        _add_requirements(db, signed_up, person)
        return signed_up, True
    new = following(DOOR, f"{party} {name_key(person.name)}")
    known = person_of(db, new)
    if known is None:
        add_person(db, person.model_copy(update={"person": new, "email": "", "phone": ""}), "walk_in", at)
        return new, False
    db.execute(
        """update person set created_at = :at, name = :name
        where id = :new and (:at, :name) < (created_at, name)""",
        {"at": stamp(at), "name": person.name, "new": new},
    )
    _add_requirements(db, known, person)
    return known, False


def _signed_up(db: Database, party: str, person: NewPerson) -> str | None:
    """Of those who did not come by the door: by address and name, else by name among those of the party.

    An address or a hat that another walk-in has brought does not count, because that may as well come later.
    """
    by_address = db.query(
        """
        select p.id, p.name from person p join contact c on c.person = p.id
        where p.walk_in = 0 and p.withdrawn_at is null and (
            (:email != '' and c.email = :email
             and not exists (select 1 from walk_in w where w.person = p.id and w.filled_email))
            or (:phone != '' and c.phone = :phone
             and not exists (select 1 from walk_in w where w.person = p.id and w.filled_phone)))
        order by p.created_at, p.id
        """,
        {"email": person.email, "phone": person.phone},
    )
    by_party = db.query(
        """
        select p.id, p.name from person p join speaks_for s on s.person = p.id
        where s.party = ? and p.walk_in = 0 and p.withdrawn_at is null
          and not exists (select 1 from walk_in w where w.person = s.person and w.party = s.party and w.gave_hat)
        order by p.created_at, p.id
        """,
        [party],
    )
    found = [row["id"] for row in by_address if is_same_person(row["name"], person.name)]
    found += [row["id"] for row in by_party if name_key(row["name"]) == name_key(person.name)]
    return found[0] if found else None


def _add_requirements(db: Database, known: str, person: NewPerson) -> None:
    if person.requires:
        said = json.loads(db.execute("select requires from person where id = ?", [known]).fetchone()[0])
        db.execute(
            "update person set requires = ? where id = ?", [json.dumps(sorted({*said, *person.requires})), known]
        )


def _give_hat(db: Database, person: str, party: str, at: datetime) -> bool:
    """Whether they did not speak for the party before. Those of the door stand after the others, as they came."""
    hat = {"person": person, "party": party, "position": _milliseconds(at)}
    is_new = db.execute(
        "insert into speaks_for (person, party, position) values (:person, :party, :position) on conflict do nothing",
        hat,
    ).rowcount
    if not is_new:
        db.execute(
            """update speaks_for set position = min(position, :position) where person = :person and party = :party
            and exists (select 1 from walk_in w where w.person = :person and w.party = :party and w.gave_hat)""",
            hat,
        )
    return bool(is_new)


def _fill(db: Database, command: RegisterWalkIn, person: str, kind: Literal["email", "phone"], at: str) -> bool:
    """Keep an address that we did not have; of two from the door, the one that was written first."""
    said = getattr(command.person, kind)
    known = db.execute(f"select {kind} from contact where person = ?", [person]).fetchone()[0]  # noqa: S608 -- a literal
    from_door = db.execute(
        f"select min(at || ' ' || id) from walk_in where person = ? and filled_{kind}",  # noqa: S608 -- a literal
        [person],
    ).fetchone()[0]
    if not said or (known and not from_door):
        return False
    if from_door is None or f"{at} {command.id}" < from_door:
        db.execute(f"update contact set {kind} = ? where person = ?", [said, person])  # noqa: S608 -- a literal
    return True


# ---- what they bring -------------------------------------------------------------------------------------------------


def _add_post(db: Database, party: str, kind: PostKind, text: str, at: datetime) -> None:
    post = NewPost(post=following(DOOR, f"{party} {kind} {name_key(text) or text}"), kind=kind, text=text)
    said = {"text": text, "position": _milliseconds(at), "created_at": stamp(at)}
    row = next(db.query("select created_at, text from post where id = ?", [post.post]), None)
    if row is None:
        whose = {"id": post.post, "party": party, "kind": kind}
        db.table("post").insert({**whose, **said, **status_of(db, post, "walk_in")})
    elif (said["created_at"], text) < (row["created_at"], row["text"]):
        db.table("post").update(post.post, {**said, **status_of(db, post, "walk_in")})


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)
