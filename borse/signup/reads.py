"""What sign-up asks the file."""

import re
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from borse.exchange import SIDES
from borse.folding import alphabetical, folded
from borse.language import gettext as _
from borse.links import tokens_of_people
from borse.own_words import category_name
from borse.refusals import NotFound
from borse.times import moment


def party_names(db: Database) -> list[str]:
    """Everybody who has signed up, for choosing whom to meet."""
    return [row["name"] for row in db.query("select name from party where withdrawn_at is null order by name")]


def categories(db: Database) -> list[tuple[str, str]]:
    rows = db.query("select id, name from category order by position")
    return [(row["id"], category_name(row["name"])) for row in rows]


def categories_of(db: Database, post: str) -> list[str]:
    return [row["category"] for row in db.query("select category from post_category where post = ?", [post])]


def balance(db: Database) -> dict[str, dict[str, int]]:
    """Parties, people, offers and needs by side."""
    rows = db.query(
        """
        select side, count(*) as parties,
               sum((select count(*) from post o
                    where o.party = p.id and o.kind = 'offer' and o.withdrawn_at is null)) as offers,
               sum((select count(*) from post n
                    where n.party = p.id and n.kind = 'need' and n.withdrawn_at is null)) as needs
        from party p where withdrawn_at is null group by side
        """
    )
    found = {row.pop("side"): row for row in (dict(row) for row in rows)}
    return {side: found.get(side, {"parties": 0, "offers": 0, "needs": 0}) for side in SIDES}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRow:
    """A party in the organiser's list."""

    id: str
    name: str
    side: str
    people: tuple[str, ...]
    offers: int
    needs: int
    withdrawn: bool


def parties(db: Database, words: str, side: str, lacks: str) -> list[PartyRow]:
    """Those with all the `words` in their name or in their people's, or with that number, address or code; of one side;
    who lack an offer or a need.
    """
    rows = db.query(
        """
        select p.id, p.name, p.side, p.withdrawn_at,
               (select group_concat(q.name, char(10)) from speaks_for s join person q on q.id = s.person
                where s.party = p.id and (q.withdrawn_at is null or q.withdrawn_at = p.withdrawn_at)) as people,
               (select group_concat(coalesce(c.phone, '') || ' ' || coalesce(c.email, '') || ' ' || q.code, ' ')
                from speaks_for s join person q on q.id = s.person left join contact c on c.person = q.id
                where s.party = p.id) as reach,
               (select count(*) from post
                where party = p.id and kind = 'offer' and withdrawn_at is p.withdrawn_at) as offers,
               (select count(*) from post
                where party = p.id and kind = 'need' and withdrawn_at is p.withdrawn_at) as needs
        from party p where :side = '' or p.side = :side
        """,
        {"side": side},
    )
    found = [
        PartyRow(
            id=row["id"],
            name=row["name"],
            side=row["side"],
            people=tuple((row["people"] or "").splitlines()),
            offers=row["offers"],
            needs=row["needs"],
            withdrawn=row["withdrawn_at"] is not None,
        )
        for row in rows
        if _is_meant(words, row)
    ]
    return [
        party
        for party in sorted(found, key=lambda one: (one.withdrawn, alphabetical(one.name)))
        if (lacks != "offer" or not party.offers) and (lacks != "need" or not party.needs)
    ]


def _is_meant(words: str, row: dict[str, Any]) -> bool:
    """Whoever is on the telephone gives a name or a number, in any spelling."""
    names, reach = folded(f"{row['name']} {row['people'] or ''}"), (row["reach"] or "").lower()
    number = re.sub(r"[\s().-]", "", words)
    if re.fullmatch(r"(?:\+|00)?[0-9]{4,}", number):
        return re.sub(r"^(?:\+|00)", "", number) in reach
    return all(word in names for word in folded(words).split()) or words.strip().lower() in reach.split()


def party_card(db: Database, party: str) -> dict[str, Any]:
    """All we have about a party. Only for the organiser: contact details, vetoes and links are here."""
    row = next(db.query("select * from party where id = ?", [party]), None)
    if row is None:
        raise NotFound(_("Aktøren finnes ikke."))
    tokens = tokens_of_people(db)
    people = [
        person
        | {"token": tokens.get(person["id"], ""), "step_free": "step_free" in person["requires"]}
        | {key: moment(person[key]) if person[key] else None for key in ("present_from", "present_until")}
        for person in map(
            dict,
            db.query(
                """
                select p.*, c.email, c.phone, c.channel,
                       (select group_concat(q.name, ', ') from speaks_for o join party q on q.id = o.party
                        where o.person = p.id and o.party != s.party and q.withdrawn_at is null) as also
                from speaks_for s join person p on p.id = s.person left join contact c on c.person = p.id
                where s.party = ? order by s.position
                """,
                [party],
            ),
        )
    ]
    posts = [
        dict(post)
        for post in db.query(
            """
            select p.*, (select group_concat(c.name, ', ') from post_category pc join category c on c.id = pc.category
                         where pc.post = p.id) as categories
            from post p where p.party = ? order by p.position
            """,
            [party],
        )
    ]
    wishes = [
        dict(wish)
        for wish in db.query(
            """select w.kind, w.text, w.about, p.name from wish w left join party p on p.id = w.about
            where w.party = ? order by w.kind desc, w.text""",
            [party],
        )
    ]
    return {**row, "created_at": moment(row["created_at"]), "people": people, "posts": posts, "wishes": wishes}


def came_of(db: Database, command: str) -> dict[str, int]:
    """How many parties an import registered and changed."""
    rows = db.query("select kind, count(*) as number from event where command = ? group by kind", [command])
    return {row["kind"]: row["number"] for row in rows}
