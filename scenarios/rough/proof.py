"""What the file itself says, read past the application: the programme's versions, who was told, the ledger."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from borse.links import tokens_of_people
from borse.store.database import connect

Seat = tuple[int, str, frozenset[str]]


class Proof:
    """Questions to the børs's file, each with a connection of its own."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def rows(self, question: str, *values: Any) -> list[Any]:
        with closing(connect(self._file, read_only=True).conn) as db:
            return list(db.execute(question, values))

    def tokens(self) -> dict[str, str]:
        """The secret of everybody's own page."""
        db = connect(self._file, read_only=True)
        try:
            return tokens_of_people(db)
        finally:
            db.conn.close()

    def version(self) -> int:
        return int(self.rows("select max(version) from programme where status = 'published'")[0][0])

    def seats(self, version: int) -> dict[str, set[Seat]]:
        """Person to where they sit: round, table, and the two parties."""
        found: dict[str, set[Seat]] = {}
        for person, round_, table, one, other in self.rows(
            """select mp.person, m.round, m.hall_table, m.a, m.b from meeting m
               join meeting_person mp on mp.meeting = m.id where m.version = ?""",
            version,
        ):
            found.setdefault(person, set()).add((round_, table, frozenset((one, other))))
        return found

    def faults_of_replan(self, version: int, now: int, here: set[str]) -> Iterator[str]:
        """A line for whatever a version made in round `now` got wrong, when `here` were known to be in the hall."""
        before, after = self.seats(version - 1), self.seats(version)
        for person in before.keys() | after.keys():
            was, is_ = ({seat for seat in seats.get(person, set()) if seat[0] <= now} for seats in (before, after))
            if was != is_:
                yield f"version {version} changed a round that had begun, for {person}"
        for person, seats in after.items():
            if person not in here and any(seat[0] > now for seat in seats):
                yield f"version {version} plans somebody who is not here: {person}"

    def moved(self, version: int, now: int) -> set[str]:
        """Who has something else to do in the rounds to come than the version before said."""
        before, after = self.seats(version - 1), self.seats(version)
        was, is_ = (
            {person: ahead for person, own in seats.items() if (ahead := {seat for seat in own if seat[0] > now})}
            for seats in (before, after)
        )
        return {person for person in was.keys() | is_.keys() if was.get(person) != is_.get(person)}

    def told(self) -> Counter[str]:
        """How many SMS each person got about a change during the evening."""
        question = "select person from message where kind = 'changed_now' and status = 'sent'"
        return Counter(row[0] for row in self.rows(question))

    def meant_for(self) -> set[str]:
        """Who has such a message at all, sent or not: what came to nothing before it could go is dropped."""
        return {row[0] for row in self.rows("select person from message where kind = 'changed_now'")}

    def arrived_late(self) -> int:
        """How many of those who had signed up came when the second round had begun, or later."""
        question = """
            select count(*) from person where walk_in = 0
            and arrived_at >= (select min(started_at) from phase_log where kind = 'round' and round = 2)"""
        return int(self.rows(question)[0][0])

    def stayed_away(self) -> int:
        """Of how many parties nobody came."""
        question = """
            select count(*) from party where withdrawn_at is null and not exists (
                select 1 from speaks_for s join person p on p.id = s.person
                where s.party = party.id and p.arrived_at is not null)"""
        return int(self.rows(question)[0][0])

    def carried_out(self) -> set[str]:
        """Commands, by id."""
        return {row[0] for row in self.rows("select id from command")}

    def numbers(self) -> list[int]:
        return [row[0] for row in self.rows("select number from agreement where number is not null order by number")]
