"""What follows from what happens at other desks: rows in the outbox, in the same transaction (`borse/bus.py`).

The events are those of other desks, known here by what they say, not by where they come from: `following.py` ties them.
"""

from collections.abc import Iterable
from typing import Protocol

from sqlite_utils import Database

from borse.bus import Given, Role
from borse.extra_meetings import extra_meeting
from borse.outreach import outbox
from borse.outreach.evening import affected_since, told_versions
from borse.outreach.restraint import why_too_much
from borse.outreach.urgent import has_begun, moved_people, next_round


class SignedUp(Protocol):
    """A party came, or came again; `people` are new, `joined` speak for one party more, `asked` may."""

    @property
    def party(self) -> str: ...
    @property
    def people(self) -> tuple[str, ...]: ...
    @property
    def joined(self) -> tuple[str, ...]: ...
    @property
    def asked(self) -> tuple[str, ...]: ...


class WalkedIn(Protocol):
    """Somebody came without a sign-up."""

    @property
    def person(self) -> str: ...


class Published(Protocol):
    """A version of the programme holds from now on."""

    @property
    def version(self) -> int: ...


class AboutMeeting(Protocol):
    """Something became of a meeting that a broker has proposed."""

    @property
    def meeting(self) -> str: ...


class AboutAgreement(Protocol):
    """Something became of an agreement."""

    @property
    def agreement(self) -> str: ...


def confirm_sign_up(event: SignedUp, db: Database, given: Given) -> None:
    """The receipt: link and code. What comes from a file waits for the organiser: those people did not ask."""
    row = db.execute("select source from party where id = ?", [event.party]).fetchone()
    imported = row is not None and row[0] == "import"
    is_open = given.by.role is Role.PUBLIC  # anybody may have typed these addresses
    to_tell = [("signed_up", person, "") for person in (*event.people, *event.joined)]
    to_tell += [("speak_for", person, event.party) for person in event.asked]
    for kind, person, about in to_tell:
        too_much = why_too_much(db, person, given.now) if is_open else ""
        outbox.put(
            db,
            kind,
            [person],
            given.now,
            about=about,
            status="held" if imported or too_much else "waiting",
            is_answer=given.by.role is not Role.ORGANISER,
            note=too_much,
        )


def confirm_new_people(event: SignedUp, db: Database, given: Given) -> None:
    """A party that came again: those who were not there before get their receipt, the others have one."""
    if event.people:
        confirm_sign_up(event, db, given)


def greet_walk_in(event: WalkedIn, db: Database, given: Given) -> None:
    """Their link and code, if we know where to; a badge they have already."""
    if db.execute("select 1 from contact where person = ? and (email != '' or phone != '')", [event.person]).fetchone():
        outbox.put(db, "signed_up", [event.person], given.now, is_answer=True)


class AboutPost(Protocol):
    """The organiser judged a post."""

    @property
    def post(self) -> str: ...


def tell_of_programme(event: Published, db: Database, given: Given) -> None:
    """Whoever was told of a programme hears only of what became different for them; the others that it is ready.

    During the evening only who is to go elsewhere in a round to come hears of it, and at once, at any hour.
    """
    if has_begun(db):
        since_round = next_round(db)
        if since_round is not None:
            elsewhere = moved_people(db, event.version, since_round)
            people = [one for one in _coming(db) if one in elsewhere]
            outbox.put(db, "changed_now", people, given.now, is_answer=True)
        return
    told = told_versions(db)
    changed = affected_since(db, event.version)
    coming = list(_coming(db))
    outbox.put(db, "programme_changed", [one for one in coming if one in told and one in changed], given.now)
    outbox.put(db, "programme_ready", [one for one in coming if one not in told], given.now)


def tell_of_move(event: object, db: Database, given: Given) -> None:
    """Everybody hears of the new day or place. Whoever had said that they come said it of another day."""
    del event
    db.execute("delete from reconfirmation")
    outbox.put(db, "moved", _coming(db), given.now)


def tell_of_judgement(event: AboutPost, db: Database, given: Given) -> None:
    """The contact person of the party that hung it up. Said when it goes, as it stands then."""
    rows = db.query(
        """
        select s.person from post o join speaks_for s on s.party = o.party
        join person p on p.id = s.person where o.id = ? and p.withdrawn_at is null order by s.position, s.person limit 1
        """,
        [event.post],
    )
    outbox.put(db, "post_judged", [row["person"] for row in list(rows)], given.now, about=event.post)


def ask_to_meet(event: AboutMeeting, db: Database, given: Given) -> None:
    """To those who would sit there. Who has said yes to the broker has nothing to hear until all have."""
    extra = extra_meeting(db, event.meeting)
    if extra is not None:
        people = [chair.person for chair in extra.chairs if extra.status == "accepted" or not chair.says]
        outbox.put(db, "extra_meeting", people, given.now, about=extra.id, is_answer=True)


def tell_of_meeting(event: AboutMeeting, db: Database, given: Given) -> None:
    """To those who would sit there, when it is settled, and when it comes to nothing.

    Not to the one who has just pressed the button, and not while one answer is still missing.
    """
    extra = extra_meeting(db, event.meeting)
    if extra is not None and not (extra.status == "proposed" and any(chair.says for chair in extra.chairs)):
        people = [chair.person for chair in extra.chairs if chair.person != given.by.person]
        outbox.put(db, "extra_meeting", people, given.now, about=extra.id, is_answer=True)


def copy_agreement(event: AboutAgreement, db: Database, given: Given) -> None:
    """To the first who speaks for each party. An agreement that has not been knocked through is not one yet."""
    row = db.execute("select status from agreement_now where id = ?", [event.agreement]).fetchone()
    if row is not None and row[0] == "knocked_through":
        people = list(speakers_of_agreement(db, event.agreement))
        outbox.put(db, "agreement_copy", people, given.now, about=event.agreement)


def speakers_of_agreement(db: Database, agreement: str) -> Iterable[str]:
    """The contact person of each party of the agreement as it is now."""
    rows = db.query(
        """
        with part(party) as (
            select p.giver from promise p join agreement_now a on a.id = p.agreement and a.version = p.version
            where a.id = :agreement
            union select p.receiver from promise p join agreement_now a on a.id = p.agreement and a.version = p.version
            where a.id = :agreement)
        select s.person, min(s.position) from speaks_for s join part on part.party = s.party
        join person q on q.id = s.person where q.withdrawn_at is null group by s.party order by s.party
        """,
        {"agreement": agreement},
    )
    return [row["person"] for row in rows]


def _coming(db: Database) -> Iterable[str]:
    return [row["id"] for row in db.query("select id from person where withdrawn_at is null order by id")]
