"""Agreements that wait for the word of those who made them: «Stemmer dette?» on their own telephones.

A party's word is about a wording: approving and knocking through leave it standing, a correction asks anew. An
agreement goes on naming a party that was merged into another; whoever speaks for the one that was kept has its word.
"""

import json

from sqlite_utils import Database

# Where an agreement stands when its parties are asked. An intention is not agreed on; what was sent back will change.
ASKED = ("agreed", "approved", "knocked_through")


def spoken_for(db: Database, person: str) -> tuple[str, ...]:
    """The parties that somebody speaks for, the main one first, and after them those that were merged into these."""
    rows = db.query(
        """
        with recursive own(party, position) as (
            select party, position from speaks_for where person = ?
            union select h.gone, 1000 from hat_change h join own on own.party = h.kept
            where h.kind = 'parties' and h.undone_at is null)
        select party, min(position) as first from own group by party order by first, party
        """,
        [person],
    )
    return tuple(row["party"] for row in rows)


def waiting_for(db: Database, person: str) -> tuple[str, ...]:
    """The agreements on which a party that `person` speaks for has not said its word, by id, the oldest first."""
    rows = db.query(
        """
        with own(party) as (select value from json_each(:parties)),
        named(agreement, version, party) as (
            select p.agreement, p.version, p.giver from own join promise p on p.giver = own.party
            union select p.agreement, p.version, p.receiver from own join promise p on p.receiver = own.party)
        select distinct a.id, a.created_at from named n
        join agreement a on a.id = n.agreement
        join agreement_version v on v.agreement = n.agreement and v.version = n.version
        where v.version = (select max(w.version) from agreement_version w where w.agreement = v.agreement)
          and v.status in (select value from json_each(:asked))
          and not exists (select 1 from confirmation c
                          where c.agreement = v.agreement and c.wording = v.wording and c.party = n.party)
        order by a.created_at, a.id
        """,
        {"parties": json.dumps(spoken_for(db, person)), "asked": json.dumps(ASKED)},
    )
    return tuple(row["id"] for row in rows)


def parties_people(db: Database, agreement: str) -> frozenset[str]:
    """Whose own page an agreement stands on: those who speak for a party that any version of it names."""
    rows = db.query(
        """
        with recursive named(party) as (
            select giver from promise where agreement = :agreement
            union select receiver from promise where agreement = :agreement
            union select h.kept from hat_change h join named on named.party = h.gone
            where h.kind = 'parties' and h.undone_at is null)
        select distinct s.person from speaks_for s join named on named.party = s.party
        """,
        {"agreement": agreement},
    )
    return frozenset(row["person"] for row in rows)
