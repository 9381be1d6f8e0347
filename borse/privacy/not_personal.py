"""The columns that say nothing about a person, table by table, and why. All others stand in `register.py`.

An id is a number that means nothing once the row that it names has lost its name; so ids, and moments, positions and
counts beside them, are not personal by themselves.
"""

from collections.abc import Mapping

IDS = "ids"
SET_UP = "how the børs is set up"
COUNTS = "numbers, moments and states, beside ids"
ORGANISATION = "says something about an organisation"

NOT_PERSONAL: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "event": {COUNTS: ("id", "at", "kind", "data", "command", "by_role")},
    "command": {COUNTS: ("id", "kind", "at")},
    "secret": {"the key of all links": ("name", "value")},
    "organiser": {COUNTS: ("id", "created_at")},
    "tablet": {COUNTS: ("link", "offered_until", "paired_at", "seen_at", "locked_at")},
    "tablet_pin": {SET_UP: ("id", "pin_hash")},
    "link": {COUNTS: ("id", "role", "person", "generation", "fingerprint", "created_at")},
    "session": {COUNTS: ("role", "link", "organiser")},
    "exchange": {
        SET_UP: (
            "id",
            "slug",
            "name",
            "place",
            "doors_at",
            "gong_at",
            "welcome_minutes",
            "rounds",
            "round_minutes",
            "change_minutes",
            "floor_minutes",
            "closing_minutes",
            "min_meetings",
            "max_meetings",
            "one_way_gifts",
            "signup_closes_at",
            "accessibility_url",
            "catalogue_readers",
            "catalogue_opens_at",
            "plenary_minutes",
            "pause_minutes",
            "pause_after",
        )
    },
    "side_pair": {SET_UP: ("a", "b")},
    "category": {SET_UP: ("id", "name", "position")},
    "hall_table": {SET_UP: ("id", "name", "features", "position")},
    "party": {ORGANISATION: ("id", "side", "orgnr", "source", "created_at", "withdrawn_at")},
    "person": {IDS: ("id",)},
    "contact": {IDS: ("person",)},
    "speaks_for": {COUNTS: ("person", "position")},
    "post": {
        COUNTS: ("id", "party", "kind", "position", "created_at", "changed_at", "withdrawn_at", "status", "held_for")
    },
    "post_category": {IDS: ("post", "category")},
    "wish": {COUNTS: ("id", "party", "kind")},
    "hat_asked": {IDS: ("person", "position")},
    "signup_draft": {COUNTS: ("id", "step", "edition", "saved_at", "expires_at")},
    "import_batch": {COUNTS: ("id", "created_at", "expires_at")},
    "column_meaning": {"the headings of files": ("heading", "field")},
    "hat_change": {IDS: ("id", "number", "kind", "kept", "gone", "moved", "at", "undone_at")},
    "not_same": {IDS: ("a", "b")},
    "moderation": {SET_UP: ("id", "approve_first")},
    "interest": {IDS: ("post", "party")},
    "post_views": {COUNTS: ("post", "views")},
    "planning_rule": {IDS: ("a", "b", "kind", "round")},
    "print_batch": {IDS: ("id", "sheet", "layout", "people", "at")},
    "programme": {
        COUNTS: (
            "version",
            "status",
            "draft",
            "based_on",
            "world",
            "created_at",
            "published_at",
            "shortfall",
            "worth",
            "waits",
            "moves",
            "bound_shortfall",
            "bound_worth",
            "seconds",
            "purpose",
            "before_shortfall",
            "before_worth",
            "by_hand",
        )
    },
    "replanning": {SET_UP: ("id", "mode", "minutes_before", "missing_minutes")},
    "replan_asked": {COUNTS: ("round", "at")},
    "meeting": {COUNTS: ("id", "version", "round", "hall_table", "a", "b", "worth", "needs")},
    "meeting_person": {IDS: ("person",)},
    "programme_seen": {IDS: ("person",)},
    "few_meetings": {COUNTS: ("version", "party", "meetings", "reasons")},
    "phase_log": {COUNTS: ("id", "phase", "kind", "round", "started_at", "ends_at", "ended_at")},
    "etterbors": {COUNTS: ("id", "opened_at", "closes_at", "closed_at")},
    "notice": {"said to everybody": ("id", "text", "on_screens", "on_phones", "said_at", "until", "taken_down_at")},
    "wall": {SET_UP: ("id", "names_missing")},
    "ballot": {COUNTS: ("prize", "opened_at", "closed_at")},
    "jury_vote": {IDS: ("prize",)},
    "prize_shown": {COUNTS: ("id", "prize", "at")},
    "arrival": {IDS: ("id", "by_link")},
    "arrival_undone": {IDS: ("arrival", "command", "at")},
    "departure": {IDS: ("arrival", "command", "at")},
    "walk_in": {IDS: ("id", "said_person", "person", "was_known", "gave_hat")},
    "printed": {IDS: ("person",)},
    "broker": {IDS: ("id", "at")},
    "wing": {IDS: ("party", "broker", "at")},
    "noted_interest": {IDS: ("id", "party", "other", "post", "at", "withdrawn_at")},
    "broker_note": {IDS: ("id", "party", "at", "withdrawn_at")},
    "extra_meeting": {
        COUNTS: ("id", "round", "ends_at", "hall_table", "proposed_at", "called_off_at"),
    },
    "extra_chair": {IDS: ("meeting", "position", "party")},
    "clock": {COUNTS: ("id", "turn", "paused_at")},
    "agreement": {COUNTS: ("id", "number", "source", "created_at")},
    "agreement_version": {
        COUNTS: ("agreement", "version", "wording", "status", "first_caller", "meeting", "by_role", "at")
    },
    "promise": {
        COUNTS: ("agreement", "version", "position", "giver", "receiver", "category", "hours", "kroner"),
    },
    "confirmation": {IDS: ("id", "agreement", "wording", "party", "person")},
    "draft_taken": {IDS: ("agreement", "desk", "at")},
    "message": {COUNTS: ("id", "person", "is_answer", "attempts", "version")},
    "message_template": {
        "the organiser's texts, with fields for names": ("kind", "channel", "language", "subject", "body")
    },
    "opt_out": {IDS: ("person",)},
    "reconfirmation": {IDS: ("person",)},
    "retention": {SET_UP: ("id", "follow_up_months")},
    "erasure": {COUNTS: ("id", "rows", "cleaned_at")},
    "erasure_request": {IDS: ("person",)},
    "terms": {"our own text": ("version", "text", "since")},
    "terms_accepted": {IDS: ("party",)},
}
