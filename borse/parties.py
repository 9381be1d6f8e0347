"""Putting a party on file with its people, offers, needs and wishes: sign-up, import and walk-in all come here.

A person whose e-mail or telephone we have under the same name, or whose id we have, is the one we know: they speak for
one party more.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from borse.bus import Role
from borse.folding import is_same_person, name_key
from borse.ids import new_code
from borse.language import SOURCE
from borse.language import gettext as _
from borse.links import make_link
from borse.newcomers import DETAILS, NewParty, NewPerson, NewPost, NewWish
from borse.refusals import Invalid
from borse.showing import Source, status_of
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


def sign_up(db: Database, party: NewParty, source: Source, now: datetime) -> SignedUp:
    """Put a party on file. Raises Invalid when it is there already, or names a category that is not."""
    refuse_double(db, party.name, party.orgnr)
    db.table("party").insert(
        {
            "id": party.party,
            **party.model_dump(include={"name", "side", "orgnr", "about", "note"}),
            "name_key": name_key(party.name),
            "source": source,
            "created_at": stamp(party.signed_up_at or now),
            "rules_accepted_at": stamp(now) if party.rules_accepted else None,
        }
    )
    signed = add_people(db, party.party, party.people, source, now)
    add_posts(db, party.party, party.posts, source, now)
    add_wishes(db, party.party, party.wishes)
    find_the_wished(db)
    return signed


def known_party(db: Database, name: str, orgnr: str = "") -> str | None:
    """The party on file with this organisation number, else with this name however it is spelt."""
    rows = db.query(
        """
        select id from party
        where withdrawn_at is null and (name_key = :key or (:orgnr != '' and orgnr = :orgnr))
        order by orgnr != :orgnr, created_at, id
        """,
        {"key": name_key(name), "orgnr": orgnr},
    )
    return next((row["id"] for row in rows), None)


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


def add_posts(db: Database, party: str, posts: Sequence[NewPost], source: Source, now: datetime) -> None:
    """Offers and needs, shown or held (borse/showing.py). Raises Invalid for a category that this børs lacks."""
    position = db.execute("select coalesce(max(position) + 1, 0) from post where party = ?", [party]).fetchone()[0]
    for index, post in enumerate(posts):
        _refuse_unknown(db, post.categories, f"posts.{index}.categories")
        row = post.model_dump(include={"kind", "text", *DETAILS})
        row |= {"id": post.post, "party": party, "position": position + index, "created_at": stamp(now)}
        db.table("post").insert(row | status_of(db, post, source))
        _categorise(db, post)


def change_post(db: Database, post: NewPost, source: Source, now: datetime) -> None:
    """What the post says is to be what stands here. Other words are looked at anew; the same are not."""
    _refuse_unknown(db, post.categories, "categories")
    said = post.model_dump(include={"kind", "text", *DETAILS})
    before = next(db.query("select * from post where id = ?", [post.post]))
    if any(before[key] != value for key, value in said.items()):
        db.table("post").update(post.post, said | status_of(db, post, source) | {"changed_at": stamp(now)})
    db.execute("delete from post_category where post = ?", [post.post])
    _categorise(db, post)


def add_wishes(db: Database, party: str, wishes: Iterable[NewWish]) -> None:
    """Wishes and vetoes by name; `find_the_wished` says whom they mean."""
    db.table("wish").insert_all(
        {"id": w.wish, "party": party, "kind": w.kind, "text": w.text, "text_key": name_key(w.text)} for w in wishes
    )


def find_the_wished(db: Database) -> None:
    """Tie each wish that is still only a name to the party that has it, whichever of the two came first."""
    db.execute(
        """
        update wish set about = (
            select p.id from party p
            where p.name_key = wish.text_key and p.withdrawn_at is null and p.id != wish.party
            order by p.created_at, p.id limit 1)
        where about is null
        """
    )


def _refuse_unknown(db: Database, categories: Iterable[str], field: str) -> None:
    known = {row["id"] for row in db.query("select id from category")}
    if unknown := [name for name in categories if name not in known]:
        raise Invalid({field: _("Kategorien finnes ikke på denne børsen: %s") % ", ".join(unknown)})


def _categorise(db: Database, post: NewPost) -> None:
    db.table("post_category").insert_all(
        {"post": post.post, "category": category} for category in dict.fromkeys(post.categories)
    )


def refuse_double(db: Database, name: str, orgnr: str = "") -> None:
    """Raises Invalid, at `name` or `orgnr`, when such a party is on file."""
    if db.execute("select 1 from party where orgnr = ? and orgnr != '' and withdrawn_at is null", [orgnr]).fetchone():
        raise Invalid(
            {
                "orgnr": _(
                    "En aktør med dette organisasjonsnummeret er alt påmeldt. Spør arrangøren om dere vil endre noe."
                )
            }
        )
    if name and known_party(db, name):
        sentence = _(
            "%s er alt påmeldt. Er det dere, spør arrangøren om endringer. Heter dere det samme, skriv stedet i navnet."
        )
        raise Invalid({"name": sentence % name})


def _is_same(known: str, name: str, person: NewPerson) -> bool:
    return known == person.person or is_same_person(name, person.name)


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
