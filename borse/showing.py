"""Whether a post hangs on the board as soon as it comes in, or waits until the organiser has read it."""

import json
from typing import Any, Literal

from sqlite_utils import Database

from borse.language import gettext as _
from borse.newcomers import NewPost
from borse.wording import suspicions

Source = Literal["form", "organiser", "import", "walk_in"]
Reason = Literal["money", "link", "address", "capitals", "swearing", "hidden", "first"]


def reason_names() -> dict[str, str]:
    """Why a post is held, for the organiser."""
    return {
        "money": _("ser ut til å be om penger"),
        "link": _("har en nettadresse"),
        "address": _("har e-post eller telefonnummer"),
        "capitals": _("er skrevet med store bokstaver"),
        "swearing": _("har et ord som kan støte"),
        "hidden": _("har tegn som ikke vises"),
        "first": _("venter på godkjenning"),
    }


def status_of(db: Database, post: NewPost, source: Source) -> dict[str, Any]:
    """`status` and `held_for` of a post that comes in (or whose words change). What the organiser writes is shown."""
    reasons: list[Reason] = []
    if source != "organiser":
        reasons += suspicions(_words(post), is_need=post.kind == "need")
    if source == "form" and approve_first(db):
        reasons.append("first")
    return {"status": "held" if reasons else "shown", "held_for": json.dumps(reasons)}


def approve_first(db: Database) -> bool:
    """Whether posts from the form wait for the organiser, all of them."""
    row = db.execute("select approve_first from moderation").fetchone()
    return bool(row and row[0])


def _words(post: NewPost) -> str:
    return f"{post.text} \n{post.quantity} \n{post.capacity} \n{post.time} \n{post.area} \n{post.conditions}"
