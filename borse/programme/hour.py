"""Where somebody should be now, and next: from their sheet, the hall's clock and the time."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from borse.clock import Clock
from borse.programme.sheets import Sheet, SheetMeeting

# How long before the doors open the page begins to say "now" instead of showing the date.
SOON = timedelta(hours=3)

Kind = Literal["before", "meeting", "next", "floor", "over", "nothing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """`meeting` sits now, or is the next one; `until` is when it ends (`meeting`) or begins (`next`)."""

    kind: Kind
    meeting: SheetMeeting | None = None
    until: datetime | None = None


def expected(sheet: Sheet, clock: Clock, at: datetime) -> Sheet:
    """The sheet with the times that the hall's clock now leads one to expect, when it runs."""
    if clock.state in {"waiting", "over"}:
        return sheet
    begins = {phase.round: phase for phase in clock.ahead(at) if phase.kind == "round"}
    phase = clock.phase
    if phase is not None and phase.kind == "round" and clock.started_at is not None:
        begins[phase.round] = replace(phase, starts_at=clock.started_at)
    meetings = tuple(
        replace(meeting, starts_at=begins[meeting.round].starts_at, ends_at=begins[meeting.round].ends_at)
        if meeting.round in begins
        else meeting
        for meeting in sheet.meetings
    )
    return replace(sheet, meetings=meetings)


def now_for(sheet: Sheet, clock: Clock, at: datetime) -> Now:
    """By the clock when somebody runs it; else by the plan. `sheet` has its times from `expected`."""
    if not sheet.meetings:
        return Now(kind="nothing")
    if clock.state == "waiting":
        return _by_plan(sheet, clock, at)
    if clock.state == "over":
        return Now(kind="over")
    phase = clock.phase
    if phase is not None and phase.kind == "round":
        for meeting in sheet.meetings:
            if meeting.round == phase.round:
                return Now(kind="meeting", meeting=meeting, until=clock.ends_by(at))
    coming = clock.round
    return _next(sheet, coming + (phase is not None and phase.kind == "round") if coming else None)


def _by_plan(sheet: Sheet, clock: Clock, at: datetime) -> Now:
    if at < clock.phases[0].starts_at - SOON:
        return Now(kind="before")
    for meeting in sheet.meetings:
        if meeting.starts_at <= at < meeting.ends_at:
            return Now(kind="meeting", meeting=meeting, until=meeting.ends_at)
    rounds = [meeting.round for meeting in sheet.meetings if meeting.starts_at > at]
    if not rounds and at >= clock.phases[-1].ends_at:
        return Now(kind="over")
    return _next(sheet, min(rounds, default=None))


def _next(sheet: Sheet, round_: int | None) -> Now:
    """The next meeting from this round on; after the last one, the free floor."""
    for meeting in sheet.meetings:
        if round_ is not None and meeting.round >= round_:
            return Now(kind="next", meeting=meeting, until=meeting.starts_at)
    return Now(kind="floor")
