"""When the time of what is kept is over. Reckoned from the last gong of the børs as it is planned."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from borse.exchange import exchange_of, run_sheet
from borse.privacy.topics import Period

MONTH = timedelta(days=30)
FOLLOW_UP_MONTHS = 12
# What the organiser may choose between: agreements are seldom due later than this.
FEWEST_MONTHS, MOST_MONTHS = 1, 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """When each period is over, and how many months agreements are followed up."""

    over_at: datetime
    follow_up_months: int

    @property
    def month(self) -> datetime:
        return self.over_at + MONTH

    @property
    def follow_up(self) -> datetime:
        """Months of 30.44 days: nobody counts the hours of a year."""
        return self.over_at + timedelta(days=round(self.follow_up_months * 30.4375))

    def is_over(self, period: Period, now: datetime) -> bool:
        """Whether what has this period is to be erased now. `own` looks at each row for itself, so it always is."""
        return {
            "month": now >= self.month,
            "follow_up": now >= self.follow_up,
            "own": True,
            "always": False,
        }[period]


def times_of(db: Database) -> Times:
    row = db.execute("select follow_up_months from retention").fetchone()
    return Times(over_at=run_sheet(exchange_of(db))[-1].ends_at, follow_up_months=row[0] if row else FOLLOW_UP_MONTHS)
