"""The ledger: an agreement is a chain of versions, each whole, none ever edited."""

from dataclasses import dataclass
from typing import Self

from sqlite_utils import Database

from borse.bus import Given
from borse.language import gettext as _
from borse.notary import messages
from borse.refusals import NotFound, Stale
from borse.times import stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an agreement says, apart from where it stands."""

    agreement: str
    promises: tuple[messages.Promise, ...]
    first_caller: str
    next_step: str
    conditions: str

    @classmethod
    def of(cls, command: messages.Terms) -> Self:
        return cls(
            agreement=command.agreement,
            promises=command.promises,
            first_caller=command.first_caller,
            next_step=command.next_step,
            conditions=command.conditions,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One entry of the chain. `number` is the agreement's, once it was knocked through."""

    terms: Terms
    version: int
    status: messages.Status
    number: int | None
    meeting: str | None
    note: str
    by_role: str
    by_name: str
    at: str


def append(
    db: Database,
    terms: Terms,
    version: int,
    status: messages.Status,
    given: Given,
    *,
    meeting: str | None,
    note: str = "",
) -> None:
    """Write the next version."""
    db.table("agreement_version").insert(
        {
            "agreement": terms.agreement,
            "version": version,
            "status": status,
            "first_caller": terms.first_caller,
            "next_step": terms.next_step,
            "conditions": terms.conditions,
            "meeting": meeting,
            "note": note,
            "by_role": given.by.role,
            "by_name": given.by.name,
            "at": stamp(given.now),
        }
    )
    db.table("promise").insert_all(
        {"agreement": terms.agreement, "version": version, "position": position, **promise.model_dump()}
        for position, promise in enumerate(terms.promises)
    )


def versions(db: Database, agreement: str) -> list[Version]:
    """The chain, newest first. Empty when there is no such agreement."""
    rows = db.query(
        """select v.*, a.number from agreement_version v join agreement a on a.id = v.agreement
        where v.agreement = ? order by v.version desc""",
        [agreement],
    )
    return [
        Version(
            terms=Terms(
                agreement=agreement,
                promises=_promises(db, agreement, row["version"]),
                first_caller=row["first_caller"],
                next_step=row["next_step"],
                conditions=row["conditions"],
            ),
            **{
                name: row[name]
                for name in ("version", "status", "number", "meeting", "note", "by_role", "by_name", "at")
            },
        )
        for row in list(rows)
    ]


def current(db: Database, agreement: str, seen: int) -> Version:
    """The newest version. Raises Stale unless it is the one that the sender saw."""
    chain = versions(db, agreement)
    if not chain:
        raise NotFound(_("Avtalen finnes ikke."))
    if chain[0].version != seen:
        raise Stale(_("Noen andre har nettopp gjort noe med denne avtalen. Ingenting av ditt er lagret."))
    return chain[0]


def _promises(db: Database, agreement: str, version: int) -> tuple[messages.Promise, ...]:
    rows = db.query(
        """select giver, receiver, what, quantity, due, category, hours, kroner from promise
        where agreement = ? and version = ? order by position""",
        [agreement, version],
    )
    return tuple(messages.Promise.model_validate(row) for row in rows)
