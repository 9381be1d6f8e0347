"""A børs written down in a file: the `[exchange]` table of a TOML file, for `borse new` and for scenarios.

[exchange]
name = "Frivilligbørsen i Lørenskog 2027"       slug = "lorenskog-2027"          place = "Lørenskog hus, Storstua"
date = 2027-03-16                               timezone = "Europe/Oslo"
doors = 17:30:00    welcome = 18:00:00          gong = 18:15:00    last_gong = 19:15:00    end = 19:30:00
rounds = 6          round_minutes = 6           change_minutes = 1                         floor_minutes = 18
min_meetings = 3    max_meetings = 6            one_way_gifts = true
sides_that_meet = [["business", "association"], …]
categories = ["nyttige never", …]
catalogue_readers = "public"                    catalogue_opens = 2027-02-20T09:00:00+01:00   # both optional
plenary_minutes = 5 pause_minutes = 10          pause_after = 3                               # optional; 0 is none
tables = [{ number = 1, name = "Bord 1", features = ["step_free"] }, …]
"""

from datetime import date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, model_validator

from borse.exchange import CatalogueReaders, Side
from borse.staff.messages import HallTable

MINUTE = timedelta(minutes=1)


class NumberedTable(HallTable):
    """A table with its place in the hall's own order."""

    number: int


class PlanFile(BaseModel):
    """The table above. Times are of the day, in `timezone`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    slug: str
    place: str
    timezone: str
    date: date
    doors: time
    welcome: time
    gong: time
    last_gong: time
    end: time
    rounds: int
    round_minutes: int
    change_minutes: int
    floor_minutes: int
    min_meetings: int
    max_meetings: int
    one_way_gifts: bool
    sides_that_meet: tuple[tuple[Side, Side], ...]
    categories: tuple[str, ...]
    tables: tuple[NumberedTable, ...]
    contact: str = ""
    catalogue_readers: CatalogueReaders = "public"
    catalogue_opens: datetime | None = None
    plenary_minutes: int = 0
    pause_minutes: int = 0
    pause_after: int = 0

    @model_validator(mode="after")
    def times_add_up(self) -> Self:
        of_a_round = self.round_minutes + self.plenary_minutes + self.change_minutes
        minutes = self.rounds * of_a_round + self.pause_minutes + self.floor_minutes
        if not self.floor_minutes:
            minutes -= self.change_minutes  # after the last round nobody goes anywhere
        if self.at(self.gong) + minutes * MINUTE != self.at(self.last_gong):
            between = (self.at(self.last_gong) - self.at(self.gong)) // MINUTE
            raise ValueError(
                f"rounds, all between them and free floor last {minutes} minutes, but between the gongs are {between}"
            )
        return self

    def at(self, moment: time) -> datetime:
        """A time of the day, as a moment."""
        return datetime.combine(self.date, moment, ZoneInfo(self.timezone))

    def plan(self) -> dict[str, Any]:
        """The fields of `CreateExchange` that the file decides. Sign-up closes at noon the day before."""
        same = {"name", "place", "rounds", "round_minutes", "change_minutes", "floor_minutes", "contact"}
        same |= {"plenary_minutes", "pause_minutes", "pause_after"}
        same |= {"min_meetings", "max_meetings", "one_way_gifts", "categories", "catalogue_readers"}
        return {
            **self.model_dump(include=same),
            "doors_at": self.at(self.doors),
            "gong_at": self.at(self.gong),
            "catalogue_opens_at": self.catalogue_opens,
            "signup_closes_at": self.at(time(12)) - timedelta(days=1),
            "welcome_minutes": (self.at(self.gong) - self.at(self.welcome)) // MINUTE,
            "closing_minutes": (self.at(self.end) - self.at(self.last_gong)) // MINUTE,
            "side_pairs": self.sides_that_meet,
            "tables": [{"name": table.name, "features": table.features} for table in self.tables],
        }
