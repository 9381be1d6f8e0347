"""What the organiser made of a post, for those who hung it up: reworded, or not shown, and why."""

from dataclasses import dataclass

from sqlite_utils import Database

from borse.language import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What has become of the post, its words as they are now, and what the organiser wrote (perhaps nothing)."""

    sentence: str
    text: str
    note: str


def judgement_of(db: Database, post: str) -> Judgement | None:
    """None when there is nothing to tell: the post is gone, or it is shown after all as it was."""
    row = next(
        db.query(
            """
            select o.text, o.status, o.moderator_note,
              (select e.kind from event e where e.kind in ('PostReworded', 'PostDeclined', 'PostShown', 'PostHeld')
               and e.data ->> 'post' = o.id order by e.id desc limit 1) as last
            from post o join party q on q.id = o.party
            where o.id = ? and o.withdrawn_at is null and q.withdrawn_at is null
            """,
            [post],
        ),
        None,
    )
    if row is None or row["last"] not in {"PostReworded", "PostDeclined"}:
        return None
    declined = row["status"] == "declined"
    return Judgement(
        sentence=_("Arrangøren har valgt å ikke vise dette på tavla:")
        if declined
        else _("Arrangøren har endret ordene i oppslaget deres. Nå står det:"),
        text=row["text"],
        note=_("Arrangøren skriver: %s") % row["moderator_note"] if row["moderator_note"] else "",
    )
