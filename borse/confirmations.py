"""Agreements that wait for the word of those who made them: «Stemmer dette?» on their own telephones.

A party's word is about a wording: approving and knocking through leave it standing, a correction asks anew.
"""

from sqlite_utils import Database

# Where an agreement stands when its parties are asked. An intention is not agreed on; what was sent back will change.
ASKED = ("agreed", "approved", "knocked_through")


def waiting_for(db: Database, person: str) -> tuple[str, ...]:
    """The agreements on which a party that `person` speaks for has not said its word, by id, the oldest first."""
    rows = db.query(
        """
        with named(agreement, version, party) as (
            select p.agreement, p.version, p.giver from promise p
            join speaks_for s on s.party = p.giver and s.person = :person
            union select p.agreement, p.version, p.receiver from promise p
            join speaks_for s on s.party = p.receiver and s.person = :person)
        select distinct a.id from named n
        join agreement a on a.id = n.agreement
        join agreement_version v on v.agreement = n.agreement and v.version = n.version
        where v.version = (select max(w.version) from agreement_version w where w.agreement = v.agreement)
          and v.status in (:agreed, :approved, :knocked_through)
          and not exists (select 1 from confirmation c
                          where c.agreement = v.agreement and c.wording = v.wording and c.party = n.party)
        order by a.created_at, a.id
        """,
        {"person": person, **{status: status for status in ASKED}},
    )
    return tuple(row["id"] for row in rows)
