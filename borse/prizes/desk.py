"""What the prize desk decides: who may vote, about what, until when; and what the hall is shown."""

from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from borse.awards import BY_VOTE, Prize, result_of
from borse.bus import Event, Given, Handler, Role
from borse.language import gettext as _
from borse.prizes import messages
from borse.refusals import Closed, Invalid, NotAllowed, Refusal
from borse.times import stamp


def open_ballot(command: messages.OpenBallot, db: Database, given: Given) -> Iterator[Event]:
    _must_be_voted_about(command.prize)
    if not _is_open(db, command.prize):
        db.execute(
            """
            insert into ballot (prize, opened_at) values (?, ?) on conflict (prize) do update set closed_at = null
            """,
            [command.prize, stamp(given.now)],
        )
        yield messages.BallotOpened(prize=command.prize)


def close_ballot(command: messages.CloseBallot, db: Database, given: Given) -> Iterator[Event]:
    """One that is closed already is left as it is: two hosts may press at once."""
    _must_be_voted_about(command.prize)
    if _is_open(db, command.prize):
        db.execute("update ballot set closed_at = ? where prize = ?", [stamp(given.now), command.prize])
        yield messages.BallotClosed(prize=command.prize)


def vote(command: messages.Vote, db: Database, given: Given) -> Iterator[Event]:
    """One vote for each member and prize, the latest; a member is a link of the jury's."""
    if given.by.role is not Role.JURY or given.by.link is None:
        raise NotAllowed(_("Bare juryen stemmer. Be arrangøren om en lenke."))
    if not _is_open(db, command.prize):
        raise Closed(_("Avstemningen er ikke åpen."))
    row = db.execute(
        "select 1 from agreement_now where id = ? and status = 'knocked_through'", [command.agreement]
    ).fetchone()
    if row is None:
        raise Invalid({"agreement": _("Velg en avtale som er klubbet gjennom.")})
    db.execute(
        """
        insert into jury_vote (prize, member, agreement, at) values (?, ?, ?, ?)
        on conflict (prize, member) do update set agreement = excluded.agreement, at = excluded.at
        """,
        [command.prize, given.by.link, command.agreement, stamp(given.now)],
    )
    yield messages.VoteCast(prize=command.prize)


def show_prize(command: messages.ShowPrize, db: Database, given: Given) -> Iterator[Event]:
    if result_of(db, command.prize) is None:
        raise Refusal(_("Det er ingen vinner å vise ennå."))
    db.execute(
        """
        insert into prize_shown (id, prize, at) values (1, ?, ?)
        on conflict (id) do update set prize = excluded.prize, at = excluded.at
        """,
        [command.prize, stamp(given.now)],
    )
    yield messages.PrizeShown(prize=command.prize)


def hide_prize(command: messages.HidePrize, db: Database, given: Given) -> Iterator[Event]:
    del command, given
    if db.execute("delete from prize_shown").rowcount:
        yield messages.PrizeHidden()


def _must_be_voted_about(prize: Prize) -> None:
    if prize not in BY_VOTE:
        raise Refusal(_("Denne prisen telles. Den stemmes det ikke over."))


def _is_open(db: Database, prize: Prize) -> bool:
    row = db.execute("select 1 from ballot where prize = ? and closed_at is null", [prize]).fetchone()
    return row is not None


HANDLERS: dict[type[Any], Handler] = {
    messages.OpenBallot: open_ballot,
    messages.CloseBallot: close_ballot,
    messages.Vote: vote,
    messages.ShowPrize: show_prize,
    messages.HidePrize: hide_prize,
}
