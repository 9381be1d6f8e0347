"""The register of what is personal in the file: which columns, what they are for, and what becomes of them.

It drives what people are told (`/personvern`), what they are given when they ask, and what is erased. A test holds it
against `store/schema.py`: a column stands here, or in `not_personal.py` with the reason why it is not personal.
"""

from borse.privacy.kept import (
    BY_PERSON,
    IN_THE_LEDGER,
    NAMELESS,
    NOBODY,
    OWN,
    PRIVATE,
    PRIVATE_PERSON,
    THEMSELVES,
    Blank,
    Goes,
    Held,
    Stays,
    emptied,
)

# What is kept (table, columns), for which topic, whose rows are a person's own, and what becomes of them.
REGISTER: tuple[Held, ...] = (
    # ---- the person and how to reach them ------------------------------------------------------------------------
    Held("contact", ("email", "phone", "channel"), "contact", BY_PERSON, Goes()),
    Held(
        "person",
        ("present_from", "present_until", "requires"),
        "needs_of_the_day",
        THEMSELVES,
        Blank({"present_from": "null", "present_until": "null", "requires": "'[]'"}),
    ),
    Held("person", ("language",), "contact", THEMSELVES, Blank({"language": "'nb'"})),
    Held("person", ("code", "name"), "name", THEMSELVES, Blank({"code": "'-' || id", "name": f"'{NAMELESS}'"})),
    Held(
        "person",
        ("walk_in", "created_at", "withdrawn_at", "arrived_at", "left_at"),
        "attendance",
        THEMSELVES,
        Stays("Numbers of who came; nameless once `name` is gone."),
    ),
    Held("speaks_for", ("party",), "attendance", BY_PERSON, Stays("Ties a nameless id to an organisation.")),
    Held(
        "link",
        ("label", "revoked_at"),
        "links",
        BY_PERSON,
        Blank({"label": "''", "revoked_at": "coalesce(revoked_at, :now)"}),
        all_of="person is not null",
    ),
    # ---- what a private person brought ---------------------------------------------------------------------------
    Held(
        "party",
        ("name", "name_key"),
        "name",
        f"id in {OWN} and id not in {IN_THE_LEDGER}",
        Blank({"name": f"'{PRIVATE_PERSON}'", "name_key": "''"}),
        all_of=f"id in {PRIVATE} and id not in {IN_THE_LEDGER}",
    ),
    Held("party", ("about",), "posts", f"id in {OWN}", emptied("about"), all_of=f"id in {PRIVATE}"),
    Held("party", ("note",), "notes", f"id in {OWN}", emptied("note")),
    Held(
        "party",
        ("rules_accepted_at",),
        "attendance",
        "id in (select party from speaks_for where person = :person)",
        Stays("That the rules were accepted, for as long as the party stands."),
    ),
    Held(
        "terms_accepted",
        ("version", "at"),
        "attendance",
        "party in (select party from speaks_for where person = :person)",
        Stays("Which terms were accepted, for as long as the party stands."),
    ),
    Held(
        "post",
        ("text", "quantity", "capacity", "time", "area", "conditions"),
        "posts",
        f"party in {OWN}",
        emptied("text", "quantity", "capacity", "time", "area", "conditions"),
        all_of=f"party in {PRIVATE}",
    ),
    Held("post", ("moderator_note",), "notes", f"party in {OWN}", emptied("moderator_note")),
    Held("wish", ("text", "text_key", "about"), "wishes", f"party in {OWN}", Goes()),
    Held(
        "meeting",
        ("reasons",),
        "posts",
        f"a in {OWN} or b in {OWN}",
        Blank({"reasons": "'[]'"}),
        all_of=f"a in {PRIVATE} or b in {PRIVATE}",
    ),
    # ---- the board, the programme, the evening -------------------------------------------------------------------
    Held("interest", ("person", "at"), "interest", BY_PERSON, Blank({"person": "null"}), all_of="person is not null"),
    Held(
        "meeting_person",
        ("meeting", "party"),
        "attendance",
        BY_PERSON,
        Stays("Who met, by ids; nameless once `name` is gone."),
    ),
    Held("arrival", ("person", "at"), "attendance", BY_PERSON, Stays("When a nameless id came.")),
    Held("arrival", ("by_name",), "staff", NOBODY, emptied("by_name"), all_of="at < :month_ago"),
    Held("printed", ("sheet", "fingerprint", "at"), "needs_of_the_day", BY_PERSON, Goes()),
    Held("programme_seen", ("version", "at"), "answers", BY_PERSON, Goes()),
    Held("hat_asked", ("party", "at"), "name", BY_PERSON, Goes()),
    Held(
        "walk_in",
        ("party", "at", "filled_email", "filled_phone"),
        "attendance",
        BY_PERSON,
        Stays("That a nameless id came without a sign-up."),
    ),
    # ---- brokers -------------------------------------------------------------------------------------------------
    Held(
        "extra_chair",
        ("person", "says"),
        "attendance",
        BY_PERSON,
        Stays("Who was asked to meet, and said what, by ids."),
    ),
    Held(
        "extra_meeting",
        ("words", "by_name"),
        "notes",
        f"id in (select meeting from extra_chair where party in {OWN})",  # noqa: S608 -- OWN is our own text
        emptied("words", "by_name"),
    ),
    Held(
        "noted_interest",
        ("words", "by_name"),
        "notes",
        f"party in {OWN} or other in {OWN}",
        emptied("words", "by_name"),
    ),
    Held("broker_note", ("words", "by_name"), "notes", f"party in {OWN}", Goes()),
    Held("broker", ("name",), "staff", NOBODY, Stays("They work here for as long as the børs stands.")),
    Held("notice", ("by_name",), "staff", NOBODY, emptied("by_name"), all_of="said_at < :month_ago"),
    Held(
        "jury_vote",
        ("member", "agreement", "at"),
        "staff",
        NOBODY,
        Stays("The prizes are counted from it. A member is a link, whose label the organiser wrote."),
    ),
    # ---- agreements ----------------------------------------------------------------------------------------------
    Held(
        "promise",
        ("what", "quantity", "due"),
        "agreements",
        f"giver in {OWN} or receiver in {OWN}",
        Stays("An agreement is a record; earlier versions are never rewritten."),
    ),
    Held(
        "agreement_version",
        ("next_step", "conditions", "note", "by_name"),
        "agreements",
        f"agreement in (select agreement from promise where giver in {OWN} or receiver in {OWN})",  # noqa: S608 -- ours
        Stays("An agreement is a record, and says who wrote it down."),
    ),
    Held(
        "confirmation",
        ("says", "word", "at"),
        "agreements",
        BY_PERSON,
        Stays("What the parties said of an agreement belongs to the record."),
    ),
    Held("draft_taken", ("name",), "staff", NOBODY, Goes(), all_of="at < :month_ago"),
    # ---- messages ------------------------------------------------------------------------------------------------
    Held(
        "message",
        ("subject", "body"),
        "messages",
        BY_PERSON,
        emptied("subject", "body"),
        all_of="coalesce(done_at, created_at) < :month_ago",
    ),
    Held(
        "message",
        ("kind", "about", "status", "channel", "note", "created_at", "due_at", "claimed_at", "done_at"),
        "messages",
        BY_PERSON,
        Stays("That something was sent, by ids."),
    ),
    Held("opt_out", ("fingerprint", "at"), "no_messages", BY_PERSON, Goes()),
    Held("reconfirmation", ("coming", "at"), "answers", BY_PERSON, Goes()),
    Held("erasure_request", ("at",), "traces", BY_PERSON, Goes()),
    Held("erasure", ("at", "person"), "traces", BY_PERSON, Stays("So that a copy that is put back is erased again.")),
    # ---- files and drafts ----------------------------------------------------------------------------------------
    Held("import_batch", ("file_name", "sheet"), "drafts", NOBODY, Goes(), all_of="expires_at < :now"),
    Held("signup_draft", ("typed",), "drafts", NOBODY, Goes(), all_of="expires_at < :now"),
    Held("not_me", ("address", "at"), "no_messages", NOBODY, Goes()),
    # ---- those who work here, and what was done ------------------------------------------------------------------
    Held(
        "organiser",
        ("name", "password_hash"),
        "staff",
        NOBODY,
        Stays("They answer for the børs for as long as it stands."),
    ),
    Held(
        "session",
        ("name", "fingerprint", "created_at", "expires_at", "revoked_at"),
        "staff",
        NOBODY,
        Goes(),
        all_of="expires_at < :month_ago",
    ),
    Held(
        "exchange",
        ("contact",),
        "staff",
        NOBODY,
        Stays("How the organiser is reached: they wrote it for everybody to read."),
    ),
    Held(
        "event",
        ("by_link",),
        "traces",
        "by_link in (select id from link where person = :person)",
        Stays("The history: ids alone."),
    ),
    # A hash of all that was sent: nobody can read it, but whoever guesses right could see that they did.
    Held("command", ("fingerprint",), "name", NOBODY, emptied("fingerprint"), all_of="at < :month_ago"),
)
