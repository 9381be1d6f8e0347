"""What the board decides: who may say that they could help, and how views are added up."""

from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from borse.bus import Given, Handler
from borse.catalogue import messages
from borse.language import gettext as _
from borse.refusals import NotAllowed, NotFound, Refusal
from borse.times import stamp


def note_interest(command: messages.NoteInterest, db: Database, given: Given) -> Iterator[messages.InterestNoted]:
    """Said twice, it counts once. Raises NotAllowed for somebody else's party, Refusal for one's own post."""
    person = _speaker_for(db, command.party, given)
    owner = db.execute("select party from shown_post where id = ?", [command.post]).fetchone()
    if owner is None:
        raise NotFound(_("Oppslaget henger ikke på tavla lenger."))
    if owner[0] == command.party:
        raise Refusal(_("Dette oppslaget er deres eget."))
    noted = db.execute(
        "insert or ignore into interest (post, party, person, at) values (?, ?, ?, ?)",
        [command.post, command.party, person, stamp(given.now)],
    )
    if noted.rowcount:
        yield messages.InterestNoted(post=command.post, party=command.party)


def withdraw_interest(
    command: messages.WithdrawInterest, db: Database, given: Given
) -> Iterator[messages.InterestWithdrawn]:
    """Whoever speaks for the party may take it back, also when a colleague said it."""
    _speaker_for(db, command.party, given)
    gone = db.execute("delete from interest where post = ? and party = ?", [command.post, command.party])
    if gone.rowcount:
        yield messages.InterestWithdrawn(post=command.post, party=command.party)


def count_views(command: messages.CountViews, db: Database, given: Given) -> Iterator[messages.ViewsCounted]:
    """Posts that have gone meanwhile are left out."""
    del given
    known = {post for post in command.views if db.execute("select 1 from post where id = ?", [post]).fetchone()}
    counted = {post: number for post, number in command.views.items() if post in known}
    for post, number in counted.items():
        db.execute(
            """insert into post_views (post, views) values (?, ?)
            on conflict (post) do update set views = views + excluded.views""",
            [post, number],
        )
    if counted:
        yield messages.ViewsCounted(views=counted)


def _speaker_for(db: Database, party: str, given: Given) -> str:
    """The person who asks, if they speak for `party` and it takes part still."""
    row = db.execute(
        """select s.person from speaks_for s join party q on q.id = s.party
        where s.person = ? and s.party = ? and q.withdrawn_at is null""",
        [given.by.person, party],
    ).fetchone()
    if row is None:
        raise NotAllowed(_("Du kan bare svare for en aktør som du selv snakker for."))
    return str(row[0])


HANDLERS: dict[type[Any], Handler] = {
    messages.NoteInterest: note_interest,
    messages.WithdrawInterest: withdraw_interest,
    messages.CountViews: count_views,
}
