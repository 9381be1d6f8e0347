"""Two that are one: what moves from the one who goes to the one who is kept."""

import json
from typing import Any

from sqlite_utils import Database

from borse.folding import name_key
from borse.hats.moving import Moving

Row = dict[str, Any]


def merge_parties_into(db: Database, moving: Moving, kept: Row, gone: Row, at: str) -> None:
    """People, posts, wishes, interest, the planners' rules, what brokers know, and what was not known of `kept`.

    `gone` is withdrawn.
    """
    moving.set("party", gone["id"], {"withdrawn_at": at})
    unknown = {key: gone[key] for key in ("orgnr", "about", "note") if gone[key] and not kept[key]}
    moving.set("party", kept["id"], unknown, like=gone["id"])
    _people(db, moving, kept["id"], gone["id"])
    _posts(db, moving, kept["id"], gone["id"], at)
    _wishes(db, moving, kept["id"], gone["id"])
    _rules(db, moving, kept["id"], gone["id"])
    _interest(db, moving, kept["id"], gone["id"])
    _noted(db, moving, kept["id"], gone["id"])
    _wing(db, moving, kept["id"], gone["id"])


def merge_people_into(db: Database, moving: Moving, kept: Row, gone: Row, at: str) -> None:
    """Hats, the address that was not known, the need of a step-free table, that they have come, and whom they meet."""
    for hat in list(db.query("select * from speaks_for where person = ?", [gone["id"]])):
        moving.delete("speaks_for", (gone["id"], hat["party"]))
        if not _has(db, "select 1 from speaks_for where person = ? and party = ?", kept["id"], hat["party"]):
            moving.insert("speaks_for", (kept["id"], hat["party"]), dict(hat) | {"person": kept["id"]})
    for one in list(db.query("select post, party from interest where person = ?", [gone["id"]])):
        moving.set("interest", (one["post"], one["party"]), {"person": kept["id"]})
    ours, theirs = (next(db.query("select * from contact where person = ?", [row["id"]])) for row in (kept, gone))
    unknown = {key: theirs[key] for key in ("email", "phone") if theirs[key] and not ours[key]}
    moving.set("contact", kept["id"], unknown, like=gone["id"])
    needs, more = json.loads(kept["requires"]), json.loads(gone["requires"])
    requires = json.dumps(needs + [need for need in more if need not in needs])
    moving.set("person", kept["id"], {"requires": requires}, like=None if needs else gone["id"])
    if gone["arrived_at"] and not kept["arrived_at"]:
        moving.set("person", kept["id"], {"arrived_at": gone["arrived_at"], "left_at": gone["left_at"]})
    moving.set("person", gone["id"], {"withdrawn_at": at})
    _seats(db, moving, kept["id"], gone["id"])


def _seats(db: Database, moving: Moving, kept: str, gone: str) -> None:
    """Where `gone` was to sit in the programme that holds, and at meetings outside it, in rounds that `kept` has free.

    A telephone shows one person: without this, the evening of the other would be gone from it until somebody replans.
    """
    planned = "select s.*, m.round from meeting_person s join meeting_now m on m.id = s.meeting where s.person = ?"
    extra = """select c.meeting, c.position, e.round from extra_chair c join extra_meeting_now e on e.id = c.meeting
        where c.person = ? and e.status in ('proposed', 'accepted')"""
    busy = {row["round"] for question in (planned, extra) for row in db.query(question, [kept])} - {None}
    for seat in list(db.query(planned, [gone])):
        if seat.pop("round") not in busy:
            moving.delete("meeting_person", (seat["meeting"], gone))
            moving.insert("meeting_person", (seat["meeting"], kept), seat | {"person": kept})
    theirs = {row["meeting"] for row in db.query(extra, [kept])}
    for chair in list(db.query(extra, [gone])):
        if chair["round"] not in busy and chair["meeting"] not in theirs:
            moving.set("extra_chair", (chair["meeting"], chair["position"]), {"person": kept})


def _people(db: Database, moving: Moving, kept: str, gone: str) -> None:
    position = _next_position(db, "select max(position) from speaks_for where party = ?", kept)
    for hat in list(db.query("select * from speaks_for where party = ? order by position", [gone])):
        if not _has(db, "select 1 from speaks_for where person = ? and party = ?", hat["person"], kept):
            row = dict(hat) | {"party": kept, "position": position}
            moving.insert("speaks_for", (hat["person"], kept), row)
            position += 1


def _posts(db: Database, moving: Moving, kept: str, gone: str, at: str) -> None:
    """What `kept` says already in the same words is taken down instead of hanging there twice."""
    said = {
        (post["kind"], name_key(post["text"]))
        for post in db.query("select kind, text from post where party = ? and withdrawn_at is null", [kept])
    }
    position = _next_position(db, "select max(position) from post where party = ?", kept)
    for post in list(db.query("select * from post where party = ? order by position, id", [gone])):
        if post["withdrawn_at"] is None and (post["kind"], name_key(post["text"])) in said:
            moving.set("post", post["id"], {"withdrawn_at": at})
        moving.set("post", post["id"], {"party": kept, "position": position})
        position += 1


def _wishes(db: Database, moving: Moving, kept: str, gone: str) -> None:
    """Nobody wishes for themselves: a wish between the two stays where it is."""
    for wish in list(db.query("select * from wish where party = ? and about is not ?", [gone, kept])):
        moving.set("wish", wish["id"], {"party": kept})
    for wish in list(db.query("select * from wish where about = ? and party not in (?, ?)", [gone, kept, gone])):
        moving.set("wish", wish["id"], {"about": kept})


def _rules(db: Database, moving: Moving, kept: str, gone: str) -> None:
    """Whom the organiser keeps apart from `gone`, or lets it meet, that goes for `kept` too, unless it has its own."""
    for rule in list(db.query("select * from planning_rule where a = ? or b = ?", [gone, gone])):
        other = rule["b"] if rule["a"] == gone else rule["a"]
        a, b = sorted((kept, other))
        if other != kept and not _has(db, "select 1 from planning_rule where a = ? and b = ?", a, b):
            moving.insert("planning_rule", (a, b), dict(rule) | {"a": a, "b": b})


def _interest(db: Database, moving: Moving, kept: str, gone: str) -> None:
    """What `gone` could help with, `kept` can; where both said so, once. In one's own post it is of no account."""
    for one in list(db.query("select * from interest where party = ?", [gone])):
        if not _has(db, "select 1 from interest where post = ? and party = ?", one["post"], kept):
            moving.insert("interest", (one["post"], kept), dict(one) | {"party": kept})


def _noted(db: Database, moving: Moving, kept: str, gone: str) -> None:
    """What brokers have written down about `gone`, and that somebody is interested; but not the one in the other."""
    for note in list(db.query("select id from broker_note where party = ?", [gone])):
        moving.set("broker_note", note["id"], {"party": kept})
    for side, other in (("party", "other"), ("other", "party")):
        for one in list(db.table("noted_interest").rows_where(f"{side} = ?", [gone])):
            if one[other] != kept:
                moving.set("noted_interest", one["id"], {side: kept})


def _wing(db: Database, moving: Moving, kept: str, gone: str) -> None:
    """Whoever looked after `gone` looks after `kept`, unless somebody does so already."""
    wings = {row["party"]: row for row in db.query("select * from wing where party in (?, ?)", [kept, gone])}
    if gone not in wings or wings[gone]["broker"] is None:
        return
    said = {"broker": wings[gone]["broker"], "at": wings[gone]["at"]}
    if kept not in wings:
        moving.insert("wing", kept, {"party": kept, **said})
    elif wings[kept]["broker"] is None:
        moving.set("wing", kept, said)


def _has(db: Database, question: str, *values: str) -> bool:
    return db.execute(question, list(values)).fetchone() is not None


def _next_position(db: Database, question: str, party: str) -> int:
    last = db.execute(question, [party]).fetchone()[0]
    return 0 if last is None else int(last) + 1
