"""The hall at one moment, as brokers see it: who is here, who sits where, who is free and until when.

in a round         who has no meeting is free; who has one, and nobody came to it, sits *alone*
between rounds     the round that people are on their way to counts
on the free floor  everybody is free but those in a meeting that a broker has brought about
before the gong    everybody who is here is free until their first meeting
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import combinations, pairwise
from typing import Literal

from borse.borstid import BETWEEN_THE_GONGS
from borse.brokers.sitting import Seat, Slot, Table, slots_of
from borse.brokers.who import Interest, Party, Person, Post
from borse.clock import Clock
from borse.extra_meetings import ExtraMeeting, Pair

State = Literal["away", "left", "free", "alone", "asked", "busy"]


@dataclass(frozen=True, kw_only=True)
class Hall:
    """Everything of one moment. `met` maps a pair to its round in the programme and whether that meeting was held.

    `agreements` counts by party; `agreed` are the pairs that have an agreement or an intention; `barred` those that are
    not to be brought together: a veto, or the organiser's word. `pairs_of_sides` may meet.
    """

    now: datetime
    clock: Clock
    slots: tuple[Slot, ...]
    current: Slot | None
    parties: Mapping[str, Party]
    people: Mapping[str, Person]
    tables: tuple[Table, ...]
    seats: Mapping[str, tuple[Seat, ...]]
    posts: Mapping[str, Post]
    agreements: Mapping[str, int]
    agreed: Collection[Pair]
    met: Mapping[Pair, tuple[int, bool]]
    barred: Collection[Pair]
    pairs_of_sides: Collection[Pair]
    interests: tuple[Interest, ...]
    extras: tuple[ExtraMeeting, ...]
    brokers: Mapping[str, str]
    _free: dict[Slot, dict[str, tuple[str, ...]]] = field(default_factory=dict, compare=False, repr=False)
    _taken: dict[Slot, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)

    def at(self, now: datetime) -> "Hall":
        """The same hall a little later, when nothing has happened but time."""
        slots = slots_of(self.clock, now)
        current = slots[0] if slots and self.clock.state in {"running", "paused"} and self.is_under_way else None
        return replace(self, now=now, slots=slots, current=current, _free={}, _taken={})

    @property
    def is_under_way(self) -> bool:
        """Whether people sit, or are on their way to where they will."""
        return self.clock.phase is not None and self.clock.phase.kind in BETWEEN_THE_GONGS

    # -- people -----------------------------------------------------------------------------------------------------

    def seat(self, person: str, slot: Slot | None) -> Seat | None:
        """Where somebody sits in a slot; a meeting that is held goes before one that is only proposed."""
        if slot is None:
            return None
        return max(self.seats_in(slot, person), key=lambda seat: self._claim(seat, slot), default=None)

    def _claim(self, seat: Seat, slot: Slot) -> int:
        """How much of somebody a chair has: who sits alone can be had, who is asked may say yes."""
        return 1 if not seat.is_sure else 0 if self.is_alone(seat, slot) else 2

    def seats_in(self, slot: Slot, person: str) -> list[Seat]:
        """All that somebody is to do in a slot; more than one thing when a proposal meets a new programme."""
        return [seat for seat in self.seats.get(person, ()) if seat.round == slot.round and not self.is_over(seat)]

    def is_over(self, of: Seat | ExtraMeeting) -> bool:
        """On the free floor only: their time is up. A floor that opens late is not over before it has begun."""
        if of.ends_at is None or of.ends_at > self.now:
            return False
        return not any(slot.round is None and not slot.is_now for slot in self.slots)

    def is_alone(self, seat: Seat, slot: Slot) -> bool:
        """Nobody has come to the other side of the table. Of later rounds nobody knows yet."""
        return slot == self.current and not any(self.people[one].is_here for one in seat.others if one in self.people)

    def state(self, person: str) -> State:
        who = self.people[person]
        if not who.is_here:
            return "left" if who.left_at else "away"
        seat = self.seat(person, self.current)
        if seat is None or self.current is None:
            return "free"
        if not seat.is_sure:
            return "asked"
        return "alone" if self.is_alone(seat, self.current) else "busy"

    def free_until(self, person: str) -> tuple[datetime | None, Seat | None]:
        """When their next meeting begins, and which it is; None for the rest of the evening."""
        for slot in self.slots:
            if slot != self.current:
                seat = self.seat(person, slot)
                if seat is not None and seat.is_sure:
                    return slot.starts_at, seat
        return None, None

    def can_sit(self, person: str, slot: Slot) -> bool:
        """Here, and without anything else to do from the slot's beginning to its end."""
        who = self.people[person]
        if not who.is_here or (who.present_until is not None and who.present_until < slot.ends_at):
            return False
        return all(self._claim(seat, slot) == 0 for seat in self.seats_in(slot, person))

    # -- parties ----------------------------------------------------------------------------------------------------

    def free(self, slot: Slot) -> Mapping[str, tuple[str, ...]]:
        """The parties that somebody can sit for in this slot, and who."""
        if slot not in self._free:
            found: dict[str, list[str]] = defaultdict(list)
            for person in self.people.values():
                if self.can_sit(person.id, slot):
                    for party in person.parties:
                        found[party].append(person.id)
            self._free[slot] = {
                party: tuple(one for one in self.parties[party].people if one in who) for party, who in found.items()
            }
        return self._free[slot]

    def is_here(self, party: str) -> bool:
        return any(self.people[person].is_here for person in self.parties[party].people)

    @cached_property
    def here(self) -> frozenset[str]:
        """The parties that somebody has come for."""
        return frozenset(party for party in self.parties if self.is_here(party))

    @cached_property
    def meetings_held(self) -> Mapping[str, int]:
        """How many meetings each party has had so far: of the programme, and of those that brokers brought about."""
        held: dict[str, int] = defaultdict(int)
        for pair, (_round, was_held) in self.met.items():
            for party in pair if was_held else ():
                held[party] += 1
        for extra in self.extras:
            if extra.status == "accepted" and self.is_past(extra):
                for party in extra.parties:
                    held[party] += 1
        return held

    @cached_property
    def asked(self) -> frozenset[Pair]:
        """The pairs that a broker has asked already: they wait for an answer, have had one, or said no."""
        return frozenset(
            pair
            for extra in self.extras
            if extra.status in {"accepted", "declined"} or (extra.status == "proposed" and not self.is_past(extra))
            for pair in extra.pairs
        )

    @cached_property
    def said(self) -> Mapping[tuple[str, str], tuple[Interest, ...]]:
        """Interests by pair (alphabetical); what a broker has heard goes before what stood on the board."""
        found: dict[tuple[str, str], list[Interest]] = defaultdict(list)
        for interest in sorted(self.interests, key=lambda one: not one.id):
            first, second = sorted((interest.party, interest.other))
            found[first, second].append(interest)
        return {key: tuple(interests) for key, interests in found.items()}

    def tables_taken(self, slot: Slot) -> frozenset[str]:
        """Where somebody sits in this slot, or is asked to."""
        if slot not in self._taken:
            self._taken[slot] = frozenset(
                seat.hall_table for person in self.seats for seat in self.seats_in(slot, person)
            )
        return self._taken[slot]

    def is_past(self, extra: ExtraMeeting) -> bool:
        """Its round is over (or its time on the floor): nobody can sit there any more."""
        return self.is_over(extra) or all(slot.round != extra.round for slot in self.slots)

    def may_meet(self, a: str, b: str) -> bool:
        """Neither would rather not, and somebody can sit on each side of the table."""
        one, other = self.parties[a].people, self.parties[b].people
        return self.would_meet((a, b)) and bool(one) and bool(other) and len({*one, *other}) > 1

    def would_meet(self, parties: Sequence[str]) -> bool:
        """None would rather not, and their sides meet here.

        Of four in a ring those across the table give each other nothing: only neighbours must be of sides that meet.
        """
        neighbours = pairwise((*parties, parties[0]))
        sides = (frozenset(self.parties[party].side for party in pair) for pair in neighbours)
        return all(frozenset(pair) not in self.barred for pair in combinations(parties, 2)) and all(
            pair in self.pairs_of_sides for pair in sides
        )

    def open_posts(self, kind: str) -> Iterable[Post]:
        """Needs without an answer, or offers that nobody took."""
        return (post for post in self.posts.values() if post.kind == kind and not post.is_met)
