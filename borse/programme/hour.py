"""Where somebody should be now, and next: from their sheet, the hall's clock and the time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from borse.clock import Clock
from borse.hall import place_of
from borse.programme.sheet import Sheet, SheetMeeting

# How long before the doors open the page begins to say "now" instead of showing the date.
SOON = timedelta(hours=3)

Kind = Literal["before", "meeting", "next", "plenary", "pause", "floor", "closing", "over", "nothing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """`meeting` sits now, or is the next one. In a plenary or a pause: the next one; none after the last round."""

    kind: Kind
    meeting: SheetMeeting | None = None

    @property
    def until(self) -> datetime | None:
        """When the meeting ends that sits now; when the next one begins."""
        if self.meeting is None:
            return None
        return self.meeting.ends_at if self.kind == "meeting" else self.meeting.starts_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What somebody is told from a place of the run sheet on."""

    place: int
    now: Now


Times = Mapping[int, tuple[datetime, datetime]]


def expected(sheet: Sheet, clock: Clock, at: datetime, held: Times) -> Sheet:
    """The sheet with the times at which the rounds were `held`, and those that the hall's clock leads one to expect."""
    if clock.state == "waiting":
        return sheet
    times: dict[int | None, tuple[datetime, datetime]] = dict(held.items())
    phase = clock.phase
    if phase is not None and clock.state != "over":
        # The host may have gone back: what is ahead is held once more.
        times |= {one.round: (one.starts_at, one.ends_at) for one in clock.ahead(at) if one.kind == "round"}
        if phase.kind == "round" and clock.started_at is not None:
            times[phase.round] = (clock.started_at, clock.ends_by(at))
    meetings = tuple(
        replace(meeting, starts_at=times[meeting.round][0], ends_at=times[meeting.round][1])
        if meeting.round in times
        else meeting
        for meeting in sheet.meetings
    )
    return replace(sheet, meetings=meetings)


def cards(sheet: Sheet, clock: Clock, at: datetime) -> list[Card]:
    """What is to be said now (by the clock when somebody runs it, else by the plan), and from each later place of the
    run sheet where it is something else. `sheet` has its times from `expected`.

    The page has them all, and turns them itself: it needs neither the server nor the net to know where to go next.
    """
    here = place_of(clock, at)
    found: list[Card] = []
    for place in range(here, len(clock.phases) + 1):
        now = _at(sheet, clock, place)
        if place < 0 and at < clock.phases[0].starts_at - SOON:
            now = Now(kind="before")
        if not found or now != found[-1].now:
            found.append(Card(place=place, now=now))
    return found


def _at(sheet: Sheet, clock: Clock, place: int) -> Now:
    if not sheet.meetings:
        return Now(kind="nothing")
    if place >= len(clock.phases):
        return Now(kind="over")
    phase = clock.phases[max(place, 0)]
    if place >= 0 and phase.kind == "closing":
        return Now(kind="closing")
    if place >= 0 and phase.kind == "round":
        for meeting in sheet.meetings:
            if meeting.round == phase.round:
                return Now(kind="meeting", meeting=meeting)
    later = (one.round for one in clock.phases[max(place, 0) :] if one.kind == "round")
    coming = _next(sheet, {one for one in later if one != phase.round or phase.kind != "round"})
    match phase.kind:
        case "plenary" | "pause" as kind:
            return Now(kind=kind, meeting=coming.meeting)
    return coming


def _next(sheet: Sheet, rounds: set[int | None]) -> Now:
    """The first meeting in one of these rounds; after the last one, the free floor."""
    for meeting in sheet.meetings:
        if meeting.round in rounds:
            return Now(kind="next", meeting=meeting)
    return Now(kind="floor")
