"""Putting a party on file with its people, offers, needs and wishes: sign-up, import and walk-in all come here."""

from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from borse.folding import name_key
from borse.language import gettext as _
from borse.newcomers import NewParty, NewWish
from borse.people import SignedUp, add_people
from borse.posts import add_posts
from borse.refusals import Invalid
from borse.showing import Source
from borse.times import stamp


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
