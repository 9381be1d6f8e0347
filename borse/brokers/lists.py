"""The lists that brokers walk by: their own parties, who is free, who has had no luck. Pure: from the hall."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from borse.brokers.hall import Hall, State
from borse.brokers.sitting import Seat
from borse.brokers.who import Party, Person
from borse.folding import folded

# Who sits alone waits for somebody; then those who have the least so far.
FREE: tuple[State, ...] = ("alone", "free")


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """A person as a broker looks for them. `until` is when their next meeting begins, None for the rest of the evening.

    `seat` is where they sit now (or wait alone), `coming` their next meeting.
    """

    person: Person
    parties: tuple[Party, ...]
    state: State
    seat: Seat | None
    until: datetime | None
    coming: Seat | None
    agreements: int
    held: int

    @property
    def is_free(self) -> bool:
        return self.state in FREE


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyLine:
    """A party as a broker keeps an eye on it. `here` of `people` have come."""

    party: Party
    people: tuple[Somebody, ...]
    agreements: int
    held: int
    open_needs: int

    @property
    def here(self) -> int:
        return sum(one.person.is_here for one in self.people)

    @property
    def is_free(self) -> bool:
        return any(one.is_free for one in self.people)


def somebody(hall: Hall, person: str) -> Somebody:
    who = hall.people[person]
    until, coming = hall.free_until(person)
    return Somebody(
        person=who,
        parties=tuple(hall.parties[party] for party in who.parties),
        state=hall.state(person),
        seat=hall.seat(person, hall.current),
        until=until,
        coming=coming,
        agreements=sum(hall.agreements.get(party, 0) for party in who.parties),
        held=sum(hall.meetings_held.get(party, 0) for party in who.parties),
    )


def free_people(hall: Hall, mine: str) -> list[Somebody]:
    """Everybody who could talk now: those who sit alone, those under this broker's wing, those with least so far."""
    found = [somebody(hall, person) for person in hall.people if hall.people[person].is_here]
    return sorted(
        (one for one in found if one.is_free),
        key=lambda one: (
            one.state != "alone",
            not (mine and any(party.wing == mine for party in one.parties)),
            one.agreements,
            one.held,
        ),
    )


def find(hall: Hall, people: Iterable[Somebody], query: str) -> list[Somebody]:
    """Those whose name, party or table begins with each word that is asked for."""
    tables = {table.id: table.name for table in hall.tables}
    asked = folded(query).split()

    def words(one: Somebody) -> list[str]:
        seats = [tables[seat.hall_table] for seat in (one.seat, one.coming) if seat]
        return folded(" ".join((one.person.name, *(party.name for party in one.parties), *seats))).split()

    return [one for one in people if all(any(word.startswith(part) for word in words(one)) for part in asked)]


def party_line(hall: Hall, party: str, open_needs: int) -> PartyLine:
    return PartyLine(
        party=hall.parties[party],
        people=tuple(somebody(hall, person) for person in hall.parties[party].people),
        agreements=hall.agreements.get(party, 0),
        held=hall.meetings_held.get(party, 0),
        open_needs=open_needs,
    )


def lines(hall: Hall, parties: Iterable[str]) -> list[PartyLine]:
    needs: dict[str, int] = {}
    for post in hall.open_posts("need"):
        needs[post.party] = needs.get(post.party, 0) + 1
    return [party_line(hall, party, needs.get(party, 0)) for party in parties]


def under_wing(hall: Hall, broker: str) -> list[PartyLine]:
    """The parties of a broker: who can be spoken to now first, then who has least."""
    found = lines(hall, (party.id for party in hall.parties.values() if party.wing == broker))
    return sorted(found, key=lambda line: (not line.is_free, not line.here, line.agreements, line.held))


def without_agreement(hall: Hall) -> list[PartyLine]:
    """Who has come and has nothing to take home yet: those with the fewest meetings first."""
    found = lines(hall, (party for party in hall.parties if party in hall.here and not hall.agreements.get(party)))
    return sorted(found, key=lambda line: (line.held, not line.is_free))
