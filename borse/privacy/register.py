"""The register of what is personal in the file: which columns, what they are for, and what becomes of them.

It drives what people are told (`/personvern`), what they are given when they ask, and what is erased. A test holds it
against `store/schema.py`: a column stands here, or in `not_personal.py` with the reason why it is not personal.

`whose` is SQL that picks a person's own rows, with `:person`. What belongs to a party is a person's own only where the
party is a private person: `OWN` below. What an organisation offers, needs and promises is the organisation's.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from borse.privacy.topics import Topic


def own_parties(person: str) -> str:
    """The parties that are this very person, as SQL; `person` is a parameter or a column."""
    speaks = f"s.party = q.id and s.person = {person}"
    return f"(select q.id from party q join speaks_for s on {speaks} where q.side = 'individual')"  # noqa: S608 -- ours


OWN = own_parties(":person")
# The same for everybody at once, when the time is over.
PRIVATE = "(select id from party where side = 'individual')"
# Private persons whose names stand in the ledger: those are records, and stay.
IN_THE_LEDGER = """(select giver from promise p join agreement a on a.id = p.agreement where a.number is not null
    union select receiver from promise p join agreement a on a.id = p.agreement where a.number is not null)"""

NAMELESS = "Slettet person"
PRIVATE_PERSON = "Privatperson"


@dataclass(frozen=True, slots=True)
class Goes:
    """The rows are deleted."""


@dataclass(frozen=True, slots=True)
class Blank:
    """The row stays, with these columns set to these SQL expressions."""

    to: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Stays:
    """Nothing is erased; `because` is for whoever reads this file. What people read stands in `topics.py`."""

    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Columns of one table that say something about somebody.

    `whose` picks one person's rows; `all_of` the rows that are erased when the time of the topic is over.
    """

    table: str
    columns: tuple[str, ...]
    topic: Topic
    whose: str
    then: Goes | Blank | Stays
    all_of: str = "true"


def by_person(column: str = "person") -> str:
    return f"{column} = :person"


REGISTER: tuple[Held, ...] = (
    # ---- the person and how to reach them ------------------------------------------------------------------------
    Held(
        table="contact",
        columns=("email", "phone", "channel"),
        topic="contact",
        whose=by_person(),
        then=Goes(),
    ),
    Held(
        table="person",
        columns=("present_from", "present_until", "requires"),
        topic="needs_of_the_day",
        whose=by_person("id"),
        then=Blank({"present_from": "null", "present_until": "null", "requires": "'[]'"}),
    ),
    Held(
        table="person",
        columns=("language",),
        topic="contact",
        whose=by_person("id"),
        then=Blank({"language": "'nb'"}),
    ),
    Held(
        table="person",
        columns=("code", "name"),
        topic="name",
        whose=by_person("id"),
        then=Blank({"code": "'-' || id", "name": f"'{NAMELESS}'"}),
    ),
    Held(
        table="person",
        columns=("walk_in", "created_at", "withdrawn_at", "arrived_at", "left_at"),
        topic="attendance",
        whose=by_person("id"),
        then=Stays("Numbers of who came; nameless once `name` is gone."),
    ),
    Held(
        table="speaks_for",
        columns=("party",),
        topic="attendance",
        whose=by_person(),
        then=Stays("Ties a nameless id to an organisation."),
    ),
    Held(
        table="link",
        columns=("label", "revoked_at"),
        topic="links",
        whose=by_person(),
        then=Blank({"label": "''", "revoked_at": "coalesce(revoked_at, :now)"}),
        all_of="person is not null",
    ),
    # ---- what a private person brought ---------------------------------------------------------------------------
    Held(
        table="party",
        columns=("name", "name_key"),
        topic="name",
        whose=f"id in {OWN} and id not in {IN_THE_LEDGER}",
        then=Blank({"name": f"'{PRIVATE_PERSON}'", "name_key": "''"}),
        all_of=f"id in {PRIVATE} and id not in {IN_THE_LEDGER}",
    ),
    Held(
        table="party",
        columns=("about",),
        topic="posts",
        whose=f"id in {OWN}",
        then=Blank({"about": "''"}),
        all_of=f"id in {PRIVATE}",
    ),
    Held(
        table="party",
        columns=("note",),
        topic="notes",
        whose=f"id in {OWN}",
        then=Blank({"note": "''"}),
    ),
    Held(
        table="party",
        columns=("rules_accepted_at",),
        topic="attendance",
        whose="id in (select party from speaks_for where person = :person)",
        then=Stays("That the rules were accepted, for as long as the party stands."),
    ),
    Held(
        table="terms_accepted",
        columns=("version", "at"),
        topic="attendance",
        whose="party in (select party from speaks_for where person = :person)",
        then=Stays("Which terms were accepted, for as long as the party stands."),
    ),
    Held(
        table="post",
        columns=("text", "quantity", "capacity", "time", "area", "conditions"),
        topic="posts",
        whose=f"party in {OWN}",
        then=Blank(dict.fromkeys(("text", "quantity", "capacity", "time", "area", "conditions"), "''")),
        all_of=f"party in {PRIVATE}",
    ),
    Held(
        table="post",
        columns=("moderator_note",),
        topic="notes",
        whose=f"party in {OWN}",
        then=Blank({"moderator_note": "''"}),
    ),
    Held(
        table="wish",
        columns=("text", "text_key", "about"),
        topic="wishes",
        whose=f"party in {OWN}",
        then=Goes(),
    ),
    Held(
        table="meeting",
        columns=("reasons",),
        topic="posts",
        whose=f"a in {OWN} or b in {OWN}",
        then=Blank({"reasons": "'[]'"}),
        all_of=f"a in {PRIVATE} or b in {PRIVATE}",
    ),
    # ---- the board, the programme, the evening -------------------------------------------------------------------
    Held(
        table="interest",
        columns=("person", "at"),
        topic="interest",
        whose=by_person(),
        then=Blank({"person": "null"}),
        all_of="person is not null",
    ),
    Held(
        table="meeting_person",
        columns=("meeting", "party"),
        topic="attendance",
        whose=by_person(),
        then=Stays("Who met, by ids; nameless once `name` is gone."),
    ),
    Held(
        table="arrival",
        columns=("person", "at"),
        topic="attendance",
        whose=by_person(),
        then=Stays("When a nameless id came."),
    ),
    Held(
        table="arrival",
        columns=("by_name",),
        topic="staff",
        whose="false",
        then=Blank({"by_name": "''"}),
        all_of="at < :month_ago",
    ),
    Held(
        table="printed",
        columns=("sheet", "fingerprint", "at"),
        topic="needs_of_the_day",
        whose=by_person(),
        then=Goes(),
    ),
    Held(
        table="programme_seen",
        columns=("version", "at"),
        topic="answers",
        whose=by_person(),
        then=Goes(),
    ),
    Held(
        table="hat_asked",
        columns=("party", "at"),
        topic="name",
        whose=by_person(),
        then=Goes(),
    ),
    Held(
        table="walk_in",
        columns=("party", "at", "filled_email", "filled_phone"),
        topic="attendance",
        whose=by_person(),
        then=Stays("That a nameless id came without a sign-up."),
    ),
    # ---- brokers -------------------------------------------------------------------------------------------------
    Held(
        table="extra_chair",
        columns=("person", "says"),
        topic="attendance",
        whose=by_person(),
        then=Stays("Who was asked to meet, and said what, by ids."),
    ),
    Held(
        table="extra_meeting",
        columns=("words", "by_name"),
        topic="notes",
        whose=f"id in (select meeting from extra_chair where party in {OWN})",  # noqa: S608 -- OWN is our own text
        then=Blank({"words": "''", "by_name": "''"}),
    ),
    Held(
        table="noted_interest",
        columns=("words", "by_name"),
        topic="notes",
        whose=f"party in {OWN} or other in {OWN}",
        then=Blank({"words": "''", "by_name": "''"}),
    ),
    Held(
        table="broker_note",
        columns=("words", "by_name"),
        topic="notes",
        whose=f"party in {OWN}",
        then=Goes(),
    ),
    Held(
        table="broker",
        columns=("name",),
        topic="staff",
        whose="false",
        then=Stays("They work here for as long as the børs stands."),
    ),
    Held(
        table="notice",
        columns=("by_name",),
        topic="staff",
        whose="false",
        then=Blank({"by_name": "''"}),
        all_of="said_at < :month_ago",
    ),
    Held(
        table="jury_vote",
        columns=("member", "agreement", "at"),
        topic="staff",
        whose="false",
        then=Stays("The prizes are counted from it. A member is a link, whose label the organiser wrote."),
    ),
    # ---- agreements ----------------------------------------------------------------------------------------------
    Held(
        table="promise",
        columns=("what", "quantity", "due"),
        topic="agreements",
        whose=f"giver in {OWN} or receiver in {OWN}",
        then=Stays("An agreement is a record; earlier versions are never rewritten."),
    ),
    Held(
        table="agreement_version",
        columns=("next_step", "conditions", "note", "by_name"),
        topic="agreements",
        whose=f"agreement in (select agreement from promise where giver in {OWN} or receiver in {OWN})",  # noqa: S608 -- ours
        then=Stays("An agreement is a record, and says who wrote it down."),
    ),
    Held(
        table="confirmation",
        columns=("says", "word", "at"),
        topic="agreements",
        whose=by_person(),
        then=Stays("What the parties said of an agreement belongs to the record."),
    ),
    Held(
        table="draft_taken",
        columns=("name",),
        topic="staff",
        whose="false",
        then=Goes(),
        all_of="at < :month_ago",
    ),
    # ---- messages ------------------------------------------------------------------------------------------------
    Held(
        table="message",
        columns=("subject", "body"),
        topic="messages",
        whose=by_person(),
        then=Blank({"subject": "''", "body": "''"}),
        all_of="coalesce(done_at, created_at) < :month_ago",
    ),
    Held(
        table="message",
        columns=("kind", "about", "status", "channel", "note", "created_at", "due_at", "claimed_at", "done_at"),
        topic="messages",
        whose=by_person(),
        then=Stays("That something was sent, by ids."),
    ),
    Held(
        table="opt_out",
        columns=("fingerprint", "at"),
        topic="no_messages",
        whose=by_person(),
        then=Goes(),
    ),
    Held(
        table="reconfirmation",
        columns=("coming", "at"),
        topic="answers",
        whose=by_person(),
        then=Goes(),
    ),
    Held(
        table="erasure_request",
        columns=("at",),
        topic="traces",
        whose=by_person(),
        then=Goes(),
    ),
    Held(
        table="erasure",
        columns=("at", "person"),
        topic="traces",
        whose=by_person(),
        then=Stays("So that a copy that is put back is erased again."),
    ),
    # ---- files and drafts ----------------------------------------------------------------------------------------
    Held(
        table="import_batch",
        columns=("file_name", "sheet"),
        topic="drafts",
        whose="false",
        then=Goes(),
        all_of="expires_at < :now",
    ),
    Held(
        table="signup_draft",
        columns=("typed",),
        topic="drafts",
        whose="false",
        then=Goes(),
        all_of="expires_at < :now",
    ),
    Held(
        table="not_me",
        columns=("address", "at"),
        topic="no_messages",
        whose="false",
        then=Goes(),
    ),
    # ---- those who work here, and what was done ------------------------------------------------------------------
    Held(
        table="organiser",
        columns=("name", "password_hash"),
        topic="staff",
        whose="false",
        then=Stays("They answer for the børs for as long as it stands."),
    ),
    Held(
        table="session",
        columns=("name", "fingerprint", "created_at", "expires_at", "revoked_at"),
        topic="staff",
        whose="false",
        then=Goes(),
        all_of="expires_at < :month_ago",
    ),
    Held(
        table="exchange",
        columns=("contact",),
        topic="staff",
        whose="false",
        then=Stays("How the organiser is reached: they wrote it for everybody to read."),
    ),
    Held(
        table="event",
        columns=("by_link",),
        topic="traces",
        whose="by_link in (select id from link where person = :person)",
        then=Stays("The history: ids alone."),
    ),
    Held(
        # A hash of all that was sent: nobody can read it, but whoever guesses right could see that they did.
        table="command",
        columns=("fingerprint",),
        topic="name",
        whose="false",
        then=Blank({"fingerprint": "''"}),
        all_of="at < :month_ago",
    ),
)
