"""What the prize desk asks the file."""

from dataclasses import dataclass

from sqlite_utils import Database

from borse.awards import BY_VOTE, PRIZES, Ballot, Prize, Result, ballots, result_of
from borse.folding import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class PrizeLine:
    """A prize as the host sees it. `ballot` is None for what is counted, and for a vote that was never opened."""

    prize: Prize
    is_voted: bool
    ballot: Ballot | None
    result: Result | None
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An agreement that the jury may choose."""

    id: str
    number: int
    parties: tuple[str, ...]
    what: tuple[str, ...]

    @property
    def find(self) -> str:
        """The words that it is found by."""
        return folded(" ".join((str(self.number), *self.parties, *self.what)))


@dataclass(frozen=True, slots=True, kw_only=True)
class JuryDesk:
    """What one member has before them. `votes` are their own, by prize."""

    ballots: dict[str, Ballot]
    choices: tuple[Choice, ...]
    votes: dict[str, str]


def prizes(db: Database) -> list[PrizeLine]:
    found = ballots(db)
    row = db.execute("select prize from prize_shown").fetchone()
    return [
        PrizeLine(
            prize=prize,
            is_voted=prize in BY_VOTE,
            ballot=found.get(prize),
            result=result_of(db, prize),
            is_shown=row is not None and row[0] == prize,
        )
        for prize in PRIZES
    ]


def jury_desk(db: Database, member: str) -> JuryDesk:
    return JuryDesk(
        ballots=ballots(db),
        choices=choices(db),
        votes={
            row["prize"]: row["agreement"]
            for row in db.query("select prize, agreement from jury_vote where member = ?", [member])
        },
    )


def choices(db: Database) -> tuple[Choice, ...]:
    """All that was knocked through, by number."""
    lines: dict[str, list[dict[str, str]]] = {}
    for row in db.query(
        """
        select a.id, a.number, g.name as giver, r.name as receiver, p.what from agreement_now a
          join promise p on p.agreement = a.id and p.version = a.version
          join party g on g.id = p.giver join party r on r.id = p.receiver
        where a.status = 'knocked_through' order by a.number, p.position
        """
    ):
        lines.setdefault(row["id"], []).append(row)
    return tuple(
        Choice(
            id=id_,
            number=int(rows[0]["number"]),
            parties=tuple(dict.fromkeys(name for row in rows for name in (row["giver"], row["receiver"]))),
            what=tuple(row["what"] for row in rows),
        )
        for id_, rows in lines.items()
    )
