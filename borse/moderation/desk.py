"""What moderation decides: which posts others may see, and in which words."""

from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from borse.bus import Given, Handler
from borse.language import gettext as _
from borse.moderation import messages
from borse.refusals import NotFound, Refusal
from borse.showing import approve_first
from borse.times import stamp


def show_post(command: messages.ShowPost, db: Database, given: Given) -> Iterator[messages.PostShown]:
    """What it was held for is forgotten: somebody has read it."""
    del given
    post = _post(db, command.post)
    if post["status"] != "shown":
        db.table("post").update(post["id"], {"status": "shown", "held_for": "[]", "moderator_note": ""})
        yield messages.PostShown(post=post["id"])


def reword_post(command: messages.RewordPost, db: Database, given: Given) -> Iterator[messages.PostReworded]:
    post = _post(db, command.post)
    changes = {"text": command.text, "moderator_note": command.moderator_note, "status": "shown", "held_for": "[]"}
    if any(post[key] != value for key, value in changes.items()):
        db.table("post").update(post["id"], changes | {"changed_at": stamp(given.now)})
        yield messages.PostReworded(post=post["id"], before=len(post["text"]), after=len(command.text))


def decline_post(command: messages.DeclinePost, db: Database, given: Given) -> Iterator[messages.PostDeclined]:
    del given
    post = _post(db, command.post)
    if (post["status"], post["moderator_note"]) != ("declined", command.moderator_note):
        db.table("post").update(post["id"], {"status": "declined", "moderator_note": command.moderator_note})
        yield messages.PostDeclined(post=post["id"])


def hold_post(command: messages.HoldPost, db: Database, given: Given) -> Iterator[messages.PostHeld]:
    del given
    post = _post(db, command.post)
    if post["status"] != "held":
        db.table("post").update(post["id"], {"status": "held", "held_for": "[]"})
        yield messages.PostHeld(post=post["id"])


def change_approval(command: messages.ApproveFirst, db: Database, given: Given) -> Iterator[messages.ApprovalChanged]:
    """From now on; what waits already goes on waiting."""
    del given
    if approve_first(db) != command.approve_first:
        db.execute(
            """insert into moderation (id, approve_first) values (1, ?)
            on conflict (id) do update set approve_first = excluded.approve_first""",
            [command.approve_first],
        )
        yield messages.ApprovalChanged(approve_first=command.approve_first)


def _post(db: Database, post: str) -> dict[str, Any]:
    row = next(
        db.query("select id, text, status, moderator_note, held_for, withdrawn_at from post where id = ?", [post]), None
    )
    if row is None:
        raise NotFound(_("Oppslaget finnes ikke."))
    if row["withdrawn_at"] is not None:
        raise Refusal(_("Oppslaget er tatt ned av dem som hadde det, og kan ikke vises."))
    return dict(row)


HANDLERS: dict[type[Any], Handler] = {
    messages.ShowPost: show_post,
    messages.RewordPost: reword_post,
    messages.DeclinePost: decline_post,
    messages.HoldPost: hold_post,
    messages.ApproveFirst: change_approval,
}
