"""What the floor decides: the clock moves from phase to phase, and each beginning is written down."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from borse.bus import Event, Given, Handler
from borse.clock import Clock, clock_of, ends_by_itself
from borse.exchange import Phase
from borse.floor import announcing, messages
from borse.language import gettext as _
from borse.refusals import Refusal, Stale
from borse.times import moment, stamp

# Rung later than this (the server was away), the next phase gets its whole length from the gong that people hear.
# Earlier than this, it begins when the last one ended, so that the evening does not drift.
LATE = timedelta(seconds=30)
# What a phase that had run out gets when the host goes back to it.
ONCE_MORE = timedelta(minutes=1)


def start_evening(command: messages.StartEvening, db: Database, given: Given) -> Iterator[Event]:
    """Begin with the first phase. An evening that has begun is left as it is: two hosts may press at once."""
    del command
    clock = clock_of(db)
    if clock.state == "waiting":
        yield _begin(db, clock, 0, given.now)


def next_phase(command: messages.NextPhase, db: Database, given: Given) -> Iterator[Event]:
    clock = _clock_in(db, command.turn)
    if clock.state == "over":
        return
    _end(db, clock, given.now)
    if clock.following is None:
        yield messages.EveningEnded()
    else:
        yield _begin(db, clock, clock.position + 1, given.now)


def end_phase(command: messages.EndPhase, db: Database, given: Given) -> Iterator[Event]:
    """The next phase, because the time is up. Raises Stale when it is not: paused, prolonged, or moved on already."""
    clock = _clock_in(db, command.turn)
    if not is_due(clock, given.now):
        raise Stale(_("Tiden er ikke ute."))
    assert clock.ends_at is not None
    at = clock.ends_at if given.now - clock.ends_at <= LATE else given.now
    _end(db, clock, at)
    yield _begin(db, clock, clock.position + 1, at)


def is_due(clock: Clock, now: datetime) -> bool:
    """Whether the running phase ends by itself, now."""
    return ends_itself(clock) and clock.left(now) <= timedelta()


def ends_itself(clock: Clock) -> bool:
    return clock.state == "running" and clock.phase is not None and ends_by_itself(clock.phase)


def go_back(command: messages.GoBack, db: Database, given: Given) -> Iterator[Event]:
    """Back to the phase before, with the time it had left when it was ended; one that had run out gets a minute."""
    clock = _clock_in(db, command.turn)
    position = clock.position - (clock.state != "over")
    if position < 0:
        raise Refusal(_("Dette er det første på kjøreplanen. Det er ikke noe å gå tilbake til."))
    if clock.state != "over":
        _end(db, clock, given.now)
    yield _begin(db, clock, position, given.now, _time_left_of(db, clock.phases[position]))


def _time_left_of(db: Database, phase: Phase) -> timedelta | None:
    """What was left of a phase when it was last ended; none when it was never begun."""
    row = db.execute(
        "select ends_at, ended_at from phase_log where kind = ? and round is ? order by id desc limit 1",
        [phase.kind, phase.round],
    ).fetchone()
    if row is None:
        return None
    left = moment(row[0]) - moment(row[1])
    return left if left > timedelta() else ONCE_MORE


def pause_clock(command: messages.PauseClock, db: Database, given: Given) -> Iterator[Event]:
    clock = _clock_in(db, command.turn)
    if clock.state == "running":
        db.execute("update clock set paused_at = ?", [stamp(given.now)])
        yield messages.ClockPaused(turn=clock.turn)


def resume_clock(command: messages.ResumeClock, db: Database, given: Given) -> Iterator[Event]:
    clock = _clock_in(db, command.turn)
    if clock.state == "paused":
        ends_at = clock.ends_by(given.now)
        db.execute("update clock set paused_at = null")
        db.execute("update phase_log set ends_at = ? where id = ?", [stamp(ends_at), clock.turn])
        yield messages.ClockResumed(turn=clock.turn, ends_at=ends_at)


def add_minute(command: messages.AddMinute, db: Database, given: Given) -> Iterator[Event]:
    """One minute more; of a phase that has run out, one minute from now."""
    clock = _clock_in(db, command.turn)
    if clock.state == "over":
        raise Refusal(_("Kvelden er slutt. Gå tilbake først, hvis dere trenger mer tid."))
    assert clock.ends_at is not None
    stands_at = clock.paused_at or given.now
    ends_at = max(clock.ends_at, stands_at) + timedelta(minutes=1)
    db.execute("update phase_log set ends_at = ? where id = ?", [stamp(ends_at), clock.turn])
    yield messages.MinuteAdded(turn=clock.turn, ends_at=ends_at)


def reset_clock(command: messages.ResetClock, db: Database, given: Given) -> Iterator[Event]:
    """Forget a rehearsal: no round has been rung, nothing was said. The history of events keeps what happened."""
    del command, given
    for table in ("clock", "phase_log", "etterbors", "notice"):
        db.table(table).delete_where()
    yield messages.ClockWasReset()


def _clock_in(db: Database, turn: int) -> Clock:
    clock = clock_of(db)
    if clock.turn != turn:
        raise Stale(_("Klokken har gått videre siden du så den."))
    if clock.state == "waiting":
        raise Refusal(_("Kvelden er ikke startet ennå. Trykk «Start kvelden» først."))
    return clock


def _end(db: Database, clock: Clock, at: datetime) -> None:
    """The turn is over. `ends_at` beside it says what was left (a pause counted in)."""
    db.execute(
        "update phase_log set ends_at = ?, ended_at = ? where id = ?",
        [stamp(clock.ends_by(at)), stamp(at), clock.turn],
    )
    db.execute("update clock set paused_at = null")


def _begin(
    db: Database, clock: Clock, position: int, at: datetime, length: timedelta | None = None
) -> messages.PhaseBegan:
    phase = clock.phases[position]
    ends_at = at + (timedelta(minutes=phase.minutes) if length is None else length)
    row = db.execute(
        "insert into phase_log (phase, kind, round, started_at, ends_at) values (?, ?, ?, ?, ?)",
        [position, phase.kind, phase.round, stamp(at), stamp(ends_at)],
    )
    turn = row.lastrowid
    assert turn is not None
    db.execute(
        """
        insert into clock (id, turn) values (1, ?)
        on conflict (id) do update set turn = excluded.turn, paused_at = null
        """,
        [turn],
    )
    return messages.PhaseBegan(turn=turn, kind=phase.kind, round=phase.round)


HANDLERS: dict[type[Any], Handler] = {
    messages.StartEvening: start_evening,
    messages.NextPhase: next_phase,
    messages.EndPhase: end_phase,
    messages.GoBack: go_back,
    messages.PauseClock: pause_clock,
    messages.ResumeClock: resume_clock,
    messages.AddMinute: add_minute,
    messages.ResetClock: reset_clock,
    **announcing.HANDLERS,
}
