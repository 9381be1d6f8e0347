"""The ledger: an agreement is a chain of versions, each whole, none ever edited."""

from dataclasses import dataclass
from typing import Self

from sqlite_utils import Database

from borse.bus import Given
from borse.language import gettext as _
from borse.notary import terms as says
from borse.notary.messages import Status
from borse.refusals import NotFound, Stale
from borse.times import clock_time, moment, stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an agreement says, apart from where it stands."""

    agreement: str
    promises: tuple[says.Promise, ...]
    first_caller: str
    next_step: str
    conditions: str

    @classmethod
    def of(cls, command: says.Terms) -> Self:
        return cls(
            agreement=command.agreement,
            promises=command.promises,
            first_caller=command.first_caller,
            next_step=command.next_step,
            conditions=command.conditions,
        )

    @property
    def parties(self) -> tuple[str, ...]:
        """Who takes part, in the order in which they are named."""
        return says.parties_of(self.promises)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One entry of the chain. `number` is the agreement's, once it was knocked through.

    `wording` is the version that these words were written in; approving and knocking through change none.
    """

    terms: Terms
    version: int
    wording: int
    status: Status
    number: int | None
    meeting: str | None
    note: str
    by_role: str
    by_name: str
    at: str


def write(db: Database, terms: Terms, version: int, status: Status, given: Given, *, meeting: str | None) -> None:
    """The next version, with words of its own."""
    _append(db, terms, given, version=version, wording=version, status=status, meeting=meeting, note="")


def step(db: Database, now: Version, status: Status, given: Given, note: str = "") -> int:
    """The next version, with the words that stand there. Returns its number in the chain."""
    version = now.version + 1
    _append(db, now.terms, given, version=version, wording=now.wording, status=status, meeting=now.meeting, note=note)
    return version


def _append(db: Database, terms: Terms, given: Given, **of_version: object) -> None:
    version = of_version["version"]
    db.table("agreement_version").insert(
        {
            "agreement": terms.agreement,
            "first_caller": terms.first_caller,
            "next_step": terms.next_step,
            "conditions": terms.conditions,
            "by_role": given.by.role,
            "by_name": given.by.name,
            "at": stamp(given.now),
            **of_version,
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
                for name in ("version", "wording", "status", "number", "meeting", "note", "by_role", "by_name", "at")
            },
        )
        for row in list(rows)
    ]


def newest(db: Database, agreement: str) -> Version:
    """The version that holds. Raises NotFound when there is no such agreement."""
    chain = versions(db, agreement)
    if not chain:
        raise NotFound(_("Avtalen finnes ikke."))
    return chain[0]


def current(db: Database, agreement: str, seen: int) -> Version:
    """The newest version. Raises Stale unless it is the one that the sender saw."""
    now = newest(db, agreement)
    if now.version != seen:
        who = {"who": now.by_name or _("Noen andre"), "time": clock_time(moment(now.at))}
        raise Stale(_("%(who)s gjorde noe med denne avtalen kl. %(time)s, mens du hadde den framme.") % who)
    return now


def _promises(db: Database, agreement: str, version: int) -> tuple[says.Promise, ...]:
    rows = db.query(
        """select giver, receiver, what, quantity, due, category, hours, kroner from promise
        where agreement = ? and version = ? order by position""",
        [agreement, version],
    )
    return tuple(says.Promise.model_validate(row) for row in rows)
