"""What a participant's own page about agreements asks the file."""

import json
from dataclasses import dataclass

from sqlite_utils import Database

from borse.confirmations import spoken_for, waiting_for
from borse.notary.ledger import Version, versions
from borse.notary.reads import Word, words_now


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """An agreement of somebody's party. `mine` are the parties in it that they speak for."""

    version: Version
    mine: tuple[str, ...]
    words: tuple[Word, ...]
    waits: bool

    @property
    def others(self) -> tuple[str, ...]:
        """Whom it is with, by name; both, where somebody speaks for both."""
        return tuple(word.name for word in self.words if word.party not in self.mine or len(self.mine) > 1)


def own_parties(db: Database, person: str) -> dict[str, str]:
    """Whom somebody speaks for: names by id, the main one first."""
    rows = db.query(
        """select q.id, q.name from speaks_for s join party q on q.id = s.party
        where s.person = ? and q.withdrawn_at is null order by s.position, q.name""",
        [person],
    )
    return {row["id"]: row["name"] for row in rows}


def own_agreements(db: Database, person: str) -> list[Own]:
    """Every agreement that a party of theirs is in: what waits for their word first, then the newest."""
    waiting = waiting_for(db, person)
    own = spoken_for(db, person)
    rows = db.query(
        """
        select distinct n.id, n.created_at from json_each(?) own
        join promise p on own.value in (p.giver, p.receiver)
        join agreement_now n on n.id = p.agreement and n.version = p.version order by n.created_at desc, n.id
        """,
        [json.dumps(own)],
    )
    found = [_own(db, row["id"], own, waits=row["id"] in waiting) for row in list(rows)]
    return sorted(found, key=lambda one: not one.waits)


def own_agreement(db: Database, person: str, agreement: str) -> Own | None:
    """One of them; None when no party of theirs is in it."""
    return next((one for one in own_agreements(db, person) if one.version.terms.agreement == agreement), None)


def _own(db: Database, agreement: str, own: tuple[str, ...], *, waits: bool) -> Own:
    now = versions(db, agreement)[0]
    return Own(
        version=now,
        mine=tuple(party for party in now.terms.parties if party in own),
        words=words_now(db, agreement, now.terms.parties),
        waits=waits,
    )
