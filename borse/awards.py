"""Who wins what: counted from agreements that were knocked through, or voted by the jury. The desk and the screen ask.

Nothing is stored of a result: a withdrawn agreement wins nothing, and a tie is a tie.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from sqlite_utils import Database

from borse.language import gettext as _
from borse.language import ngettext

Prize = Literal["first", "most_agreements", "most_hours", "most_kroner", "best", "creative"]
PRIZES: tuple[Prize, ...] = get_args(Prize)
BY_VOTE: frozenset[Prize] = frozenset({"best", "creative"})


def prize_names() -> dict[str, str]:
    return {
        "first": _("Første avtale"),
        "most_agreements": _("Flest avtaler"),
        "most_hours": _("Flest timer lovet bort"),
        "most_kroner": _("Størst verdi lovet bort"),
        "best": _("Beste avtale"),
        "creative": _("Mest kreative avtale"),
    }


def amount(prize: str, number: int) -> str:
    """How much the winner has, with its unit. Being first has none."""
    match prize:
        case "most_agreements":
            return ngettext("%(number)s avtale", "%(number)s avtaler", number) % {"number": number}
        case "most_hours":
            return ngettext("%(number)s time", "%(number)s timer", number) % {"number": number}
        case "most_kroner":
            return ngettext("%(number)s krone", "%(number)s kroner", number) % {"number": number}
        case "best" | "creative":
            return ngettext("%(number)s stemme", "%(number)s stemmer", number) % {"number": number}
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Winner:
    """`names` are the parties; `what` the promise that won (an agreement), or nothing (a party)."""

    names: tuple[str, ...]
    what: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Who has most, several when they have as much. `number` is how much: agreements, hours, kroner, votes."""

    prize: Prize
    winners: tuple[Winner, ...]
    number: int

    @property
    def is_tie(self) -> bool:
        return len(self.winners) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """How far a vote has come. `members` are the jury's links that hold."""

    prize: Prize
    is_open: bool
    votes: int
    members: int


def result_of(db: Database, prize: Prize) -> Result | None:
    """None while nobody has won: nothing was counted, nobody voted, or the vote is open still."""
    if prize in BY_VOTE:
        return _voted(db, prize)
    if prize == "first":
        return _first(db)
    return _most(db, prize)


def _first(db: Database) -> Result | None:
    row = db.execute("select id from agreement_now where status = 'knocked_through' order by number limit 1").fetchone()
    return Result(prize="first", winners=_agreements(db, [row[0]]), number=1) if row else None


def _most(db: Database, prize: Prize) -> Result | None:
    """Parties by what they have: agreements that they are in, or hours and kroner that they give."""
    rows = db.execute(
        """
        with promised as (
            select p.* from agreement_now a join promise p on p.agreement = a.id and p.version = a.version
            where a.status = 'knocked_through'),
        counted (party, number) as (
            select party, count(*) from (
                select giver as party, agreement from promised union select receiver, agreement from promised)
            where :prize = 'most_agreements' group by party
            union all select giver, sum(hours) from promised where :prize = 'most_hours' group by giver
            union all select giver, sum(kroner) from promised where :prize = 'most_kroner' group by giver)
        select q.name, c.number from counted c join party q on q.id = c.party
        where c.number > 0 and c.number = (select max(number) from counted) order by q.name, q.id
        """,
        {"prize": prize},
    ).fetchall()
    if not rows:
        return None
    return Result(prize=prize, winners=tuple(Winner(names=(row[0],)) for row in rows), number=round(rows[0][1]))


def _voted(db: Database, prize: Prize) -> Result | None:
    """A link that was revoked before the vote was closed has no vote: its member may have been given another."""
    rows = db.execute(
        """
        with counted as (
            select v.agreement, count(*) as votes from jury_vote v join ballot b on b.prize = v.prize
              join agreement_now a on a.id = v.agreement join link l on l.id = v.member
            where v.prize = ? and b.closed_at is not null and a.status = 'knocked_through'
              and (l.revoked_at is null or l.revoked_at > b.closed_at)
            group by v.agreement)
        select agreement, votes from counted where votes = (select max(votes) from counted)
        """,
        [prize],
    ).fetchall()
    if not rows:
        return None
    return Result(prize=prize, winners=_agreements(db, [row[0] for row in rows]), number=rows[0][1])


def _agreements(db: Database, ids: list[str]) -> tuple[Winner, ...]:
    """Agreements as winners, by number: who is in it, and what the first of them promised."""
    found = []
    for id_ in ids:
        rows = db.execute(
            """
            select a.number, g.name, r.name, p.what from agreement_now a
              join promise p on p.agreement = a.id and p.version = a.version
              join party g on g.id = p.giver join party r on r.id = p.receiver
            where a.id = ? order by p.position
            """,
            [id_],
        ).fetchall()
        names = dict.fromkeys(name for row in rows for name in row[1:3])
        found.append((rows[0][0], Winner(names=tuple(names), what=rows[0][3])))
    return tuple(winner for _number, winner in sorted(found, key=lambda one: one[0]))


def ballots(db: Database) -> dict[str, Ballot]:
    """The votes that were opened, by prize."""
    members = db.execute("select count(*) from link where role = 'jury' and revoked_at is null").fetchone()[0]
    rows = db.query(
        """
        select b.prize, b.closed_at is null as is_open,
               (select count(*) from jury_vote v join link l on l.id = v.member
                where v.prize = b.prize and (l.revoked_at is null or l.revoked_at > b.closed_at)) as votes
        from ballot b
        """
    )
    return {
        row["prize"]: Ballot(prize=row["prize"], is_open=bool(row["is_open"]), votes=row["votes"], members=members)
        for row in rows
    }


def prize_shown(db: Database) -> tuple[Result, str] | None:
    """The result that stands on the big screen now, and since when (as on disk); none, or one that nobody has won."""
    row = db.execute("select prize, at from prize_shown").fetchone()
    if row is None:
        return None
    result = result_of(db, row[0])
    return (result, row[1]) if result else None
