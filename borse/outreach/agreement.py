"""An agreement in plain words, for those who made it. Read from the ledger, the newest version."""

from dataclasses import dataclass

from sqlite_utils import Database

from borse.language import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What stands in the ledger. `version` rises when a word is mended."""

    number: int
    version: int
    text: str


def copy_of(db: Database, agreement: str) -> Copy | None:
    """None when there is no such agreement, or it has been withdrawn."""
    row = next(
        db.query(
            """
            select a.id, a.number, a.version, a.next_step, a.conditions, q.name as caller
            from agreement_now a join party q on q.id = a.first_caller
            where a.id = ? and a.status = 'knocked_through'
            """,
            [agreement],
        ),
        None,
    )
    if row is None:
        return None
    promises = db.query(
        """
        select g.name as giver, r.name as receiver, p.what, p.quantity, p.due from promise p
        join party g on g.id = p.giver join party r on r.id = p.receiver
        where p.agreement = ? and p.version = ? order by p.position
        """,
        [agreement, row["version"]],
    )
    lines = []
    for promise in promises:
        facts = ", ".join(part for part in (promise["quantity"], promise["due"]) if part)
        lines.append(_("%(giver)s til %(receiver)s: %(what)s") % promise + (f" ({facts})" if facts else ""))
    lines += [part for part in (row["conditions"], row["next_step"]) if part]
    lines.append(_("%s tar kontakt først.") % row["caller"])
    return Copy(number=row["number"], version=row["version"], text="\n".join(lines))
