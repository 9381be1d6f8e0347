"""The players' own count of the evening: kept by what they did and saw, compared with the report at the end."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from icalendar import Calendar

from scenarios.script import Agreement, Script


@dataclass
class Count:
    """What the players know happened. `came` are people by the round in which they came, 0 before the first.

    `calendars` are the participants' own, by person.
    """

    script: Script
    agreements: list[Agreement] = field(default_factory=list)
    came: dict[str, int] = field(default_factory=dict)
    walked_in: int = 0
    from_meetings: int = 0
    calendars: dict[str, bytes] = field(default_factory=dict)

    def promises(self) -> list[Any]:
        """Those of agreements; intentions promise nothing yet."""
        return [promise for one in self.agreements if not one.intention for promise in one.promises]

    def meetings(self) -> tuple[int, int]:
        """Planned and held, from people's calendars: held when somebody from each side of it had come by then.

        Those who sit at one table at one time are one meeting; who they meet tells the two sides apart.
        """
        seats: dict[tuple[str, str], dict[str, set[str]]] = {}
        for person, file in self.calendars.items():
            for event in Calendar.from_ical(file).walk("VEVENT"):
                if str(event.get("status", "")) == "CONFIRMED":
                    place = (str(event["dtstart"].to_ical()), str(event["location"]))
                    seats.setdefault(place, {}).setdefault(str(event["summary"]), set()).add(person)
        rounds = {start: number + 1 for number, start in enumerate(sorted({start for start, _table in seats}))}
        held = sum(
            len(sides) == 2
            and all(any(self.came.get(one, 99) <= rounds[start] for one in people) for people in sides.values())
            for (start, _table), sides in seats.items()
        )
        return len(seats), held

    def pairs_of_sides(self) -> Counter[frozenset[str]]:
        """Agreements by the sides of their first promise."""
        sides = {party.key: party.side for party in self.script.all_parties}
        firsts = [one.promises[0] for one in self.agreements if not one.intention]
        return Counter(frozenset({sides[first.giver], sides[first.receiver]}) for first in firsts)

    def categories(self) -> Counter[str]:
        return Counter(one.promises[0].category for one in self.agreements if not one.intention)


@dataclass(frozen=True, slots=True)
class Figure:
    """What the players counted, and what the børs says."""

    what: str
    ours: Any
    theirs: Any

    @property
    def adds_up(self) -> bool:
        return bool(self.ours == self.theirs)

    def __str__(self) -> str:
        return f"{self.what}: we counted {self.ours}, the børs says {self.theirs}"


def differences(count: Count, report: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    """A line for each figure of the report that is not the players' own."""
    return [str(one) for one in figures(count, report, names) if not one.adds_up]


def figures(count: Count, report: Mapping[str, Any], names: Mapping[str, str]) -> list[Figure]:
    """All that the report (as JSON) says, beside the players' own count. `names` are the sides' as shown."""
    headline = {one["key"]: (one["value"], one["of"]) for one in report["headline"]}
    tables = {table["key"]: {row[0]: row[1:] for row in table["rows"]} for table in report["tables"]}
    totals = {table["key"]: table["total"] for table in report["tables"]}
    promises = count.promises()
    planned, held = count.meetings()
    signed_up = len(count.script.people)
    expected: list[tuple[str, Any, Any]] = [
        ("agreements", sum(not one.intention for one in count.agreements), headline["agreements"][0]),
        ("intentions", sum(one.intention for one in count.agreements), headline["intentions"][0]),
        ("hours", sum(promise.hours for promise in promises), headline["hours"][0]),
        ("kroner", sum(promise.kroner or 0 for promise in promises), headline["kroner"][0]),
        ("meetings held, planned", (held, planned), headline["meetings"]),
        ("meetings with an agreement", count.from_meetings, totals["moter"][3]),
        ("came, signed up", (len(count.came) - count.walked_in, signed_up), headline["people"]),
        ("did not come", len(count.script.evening.no_shows), tables["oppmote"]["Påmeldt, men kom ikke"][0]),
        ("walked in", count.walked_in, tables["oppmote"]["Kom uten påmelding"][0]),
    ]
    shown = {frozenset(row.split(" – ")): figures[0] for row, figures in tables["sider"].items()}
    for pair, number in count.pairs_of_sides().items():
        expected.append(
            (f"agreements {' – '.join(sorted(pair))}", number, shown.get(frozenset(names[side] for side in pair)))
        )
    by_category = {row.lower(): figures[0] for row, figures in tables["kategorier"].items()}
    for category, number in count.categories().items():
        expected.append((f"agreements in {category}", number, by_category.get(category.lower())))
    return [Figure(*one) for one in expected]
