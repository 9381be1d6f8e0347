"""When nobody wants to be disturbed: no e-mail and no SMS from nine in the evening to eight in the morning.

On the day of the børs itself news is wanted: then only the small hours are quiet.
"""

from datetime import datetime, time, timedelta

from borse.times import as_utc, local

QUIET_FROM = time(21)
QUIET_UNTIL = time(8)
ON_THE_DAY_FROM = time(6)


def is_quiet(now: datetime, gong_at: datetime) -> bool:
    """Whether a message that can wait should wait. Both moments are aware."""
    here, day = local(now), local(gong_at).date()
    if here.date() == day:
        return here.time() < ON_THE_DAY_FROM
    return here.time() >= QUIET_FROM or here.time() < QUIET_UNTIL


def quiet_until(now: datetime, gong_at: datetime) -> datetime:
    """When the quiet that reigns `now` is over (UTC)."""
    here, day = local(now), local(gong_at).date()
    morning = here.date() if here.time() < QUIET_FROM else here.date() + timedelta(days=1)
    return as_utc(datetime.combine(morning, ON_THE_DAY_FROM if morning == day else QUIET_UNTIL))
