"""What the programme desk decides: a draft is replaced, a published programme never; nothing stale is let in."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlite_utils import Database

from borse.bus import Event, Given, Handler
from borse.language import gettext as _
from borse.programme import decided, messages
from borse.programme.decided import bring_along
from borse.programme.reasons import on_disk
from borse.programme.still_holds import refuse_stale
from borse.programme.world import meetings_of
from borse.refusals import NotFound, Refusal, Stale
from borse.times import stamp
from matching import Meeting

FIGURES = (
    "based_on",
    "world",
    "shortfall",
    "worth",
    "waits",
    "moves",
    "bound_shortfall",
    "bound_worth",
    "seconds",
    "purpose",
)


def save_draft(command: messages.SaveDraft, db: Database, given: Given) -> Iterator[Event]:
    """Put the draft in the place of the one before. Raises Stale when the world is not the one that was planned.

    A replan that leaves everything as it is is no draft.
    """
    meetings = [_as_planned(meeting) for meeting in command.meetings]
    world = refuse_stale(db, command.world, meetings, given.now, by_hand=command.purpose == "hand")
    _drop_draft(db)
    if command.purpose != "plan" and _are_the_same(meetings, world.previous):
        yield messages.NothingToChange(based_on=command.based_on)
        return
    newest = db.execute("select coalesce(max(version), 0) from programme").fetchone()[0]
    version = int(newest) + 1
    db.table("programme").insert(
        {
            "version": version,
            "status": "draft",
            "draft": command.id,
            "created_at": stamp(given.now),
            "before_shortfall": command.before.shortfall if command.before else None,
            "before_worth": command.before.worth if command.before else None,
            "by_hand": command.by_hand.model_dump_json(),
            **{name: getattr(command, name) for name in FIGURES},
        }
    )
    _keep(db, version, {f"{command.id}-{number}": meeting for number, meeting in enumerate(command.meetings)})
    db.table("few_meetings").insert_all(
        {"version": version, "party": few.party, "meetings": few.meetings, "reasons": _json(few.reasons)}
        for few in command.few
    )
    yield messages.DraftSaved(version=version, draft=command.id, based_on=command.based_on, purpose=command.purpose)


def _as_planned(meeting: messages.PlannedMeeting) -> Meeting:
    return Meeting(
        round=str(meeting.round),
        table=meeting.table,
        a=meeting.a,
        b=meeting.b,
        a_people=meeting.a_people,
        b_people=meeting.b_people,
    )


def _are_the_same(meetings: Iterable[Meeting], others: Iterable[Meeting]) -> bool:
    return {meeting.as_held for meeting in meetings} == {meeting.as_held for meeting in others}


def _keep(db: Database, version: int, meetings: Mapping[str, messages.PlannedMeeting]) -> None:
    """All rows at once: one by one, half the hall would wait for the writer."""
    db.table("meeting").insert_all(
        {
            "id": id_,
            "version": version,
            "round": meeting.round,
            "hall_table": meeting.table,
            "a": meeting.a,
            "b": meeting.b,
            "worth": meeting.worth,
            "needs": _json(meeting.needs),
            "reasons": on_disk(meeting.reasons),
        }
        for id_, meeting in meetings.items()
    )
    db.table("meeting_person").insert_all(
        {"meeting": id_, "person": person, "party": party}
        for id_, meeting in meetings.items()
        for party, people in ((meeting.a, meeting.a_people), (meeting.b, meeting.b_people))
        for person in people
    )


def _drop_draft(db: Database) -> None:
    """There is one draft at most. Rows that point at others go first."""
    db.execute(
        """delete from meeting_person where meeting in
        (select m.id from meeting m join programme p on p.version = m.version where p.status = 'draft')"""
    )
    for statement in (
        "delete from meeting where version in (select version from programme where status = 'draft')",
        "delete from few_meetings where version in (select version from programme where status = 'draft')",
        "delete from programme where status = 'draft'",
    ):
        db.execute(statement)


def publish(command: messages.PublishProgramme, db: Database, given: Given) -> Iterator[Event]:
    """From now on this is the programme. Raises Stale when it is not the draft that was looked at, or is outdated."""
    row = next(db.query("select * from programme where version = ?", [command.version]), None)
    if row is None:
        raise NotFound(_("Dette utkastet finnes ikke. Lag et nytt."))
    if row["draft"] != command.draft:
        raise Stale(_("Et nyere utkast har kommet siden du åpnet siden. Se over det før du publiserer."))
    if row["status"] == "published":
        raise Refusal(_("Denne versjonen er alt publisert."))
    meetings = meetings_of(db, command.version)
    refuse_stale(db, row["world"], meetings, given.now, by_hand=row["purpose"] == "hand")
    db.execute(
        "update programme set status = 'published', published_at = ? where version = ?",
        [stamp(given.now), command.version],
    )
    yield from bring_along(db, messages.ByHand.model_validate_json(row["by_hand"]))
    yield messages.ProgrammePublished(version=command.version)


def set_replanning(command: messages.SetReplanning, db: Database, given: Given) -> Iterator[messages.ReplanningSet]:
    del given
    row = command.model_dump(include={"mode", "minutes_before", "missing_minutes"})
    db.table("replanning").insert({"id": 1, **row}, pk="id", replace=True)
    yield messages.ReplanningSet(**row)


def ask_for_replan(command: messages.AskForReplan, db: Database, given: Given) -> Iterator[messages.ReplanAskedFor]:
    """The second time in an evening is not news. After a rehearsal the clock begins anew, and so does this."""
    found = db.execute(
        """insert into replan_asked (round, at) values (?, ?) on conflict (round) do update set at = excluded.at
        where at < (select min(started_at) from phase_log)""",
        [command.round, stamp(given.now)],
    ).rowcount
    if found:
        yield messages.ReplanAskedFor(round=command.round)


def _json(texts: tuple[str, ...]) -> str:
    return json.dumps(texts, ensure_ascii=False)


HANDLERS: dict[type[Any], Handler] = decided.HANDLERS | {
    messages.SaveDraft: save_draft,
    messages.PublishProgramme: publish,
    messages.SetReplanning: set_replanning,
    messages.AskForReplan: ask_for_replan,
}
