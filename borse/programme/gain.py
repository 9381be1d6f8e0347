"""What a new plan gains: the programme that people have read, as it can still be held, beside the new one.

Both are counted on the same problem, with those who are here and with the price of every change, so the difference is
what the change is worth once its trouble is paid for.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from borse.programme.messages import SaveDraft
from matching import Bound, Meeting, Problem, Schedule, Score, score


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """Meetings that are lacking, and worth, before and after."""

    before_shortfall: int
    before_worth: int
    shortfall: int
    worth: int

    @property
    def is_loss(self) -> bool:
        """More meetings lack; or as many, and those that are held are worth less."""
        return (self.shortfall, -self.worth) > (self.before_shortfall, -self.before_worth)


def gain_of(draft: SaveDraft) -> Gain | None:
    if draft.before is None:
        return None
    return Gain(
        before_shortfall=draft.before.shortfall,
        before_worth=draft.before.worth,
        shortfall=draft.shortfall,
        worth=draft.worth,
    )


def as_it_is(problem: Problem) -> Score:
    """The score of what is published, if nothing is done: meetings with an empty chair are not held."""
    return score_of(problem, still_held(problem))


def score_of(problem: Problem, meetings: Iterable[Meeting]) -> Score:
    nothing = Score(shortfall=0, worth=0, waits=0, moves=0, changes=0)
    schedule = Schedule(meetings=tuple(meetings), score=nothing, bound=Bound(shortfall=0, worth=0))
    return score(problem, schedule)


def still_held(problem: Problem) -> Iterator[Meeting]:
    """The published meetings that can be held, in the order of the programme.

    Where those who were to speak are not here, a colleague who is free sits down: people do that unasked.
    """
    busy: dict[str, set[str]] = defaultdict(set)
    for meeting in problem.previous:
        busy[meeting.round].update(one for one in meeting.people if problem.is_there(one, meeting.round))
    for meeting in problem.previous:
        if meeting.round in problem.frozen_rounds:
            yield meeting
        elif meeting.key in problem.pair:
            a = _chairs(problem, meeting.a, meeting.a_people, meeting.round, busy)
            b = _chairs(problem, meeting.b, meeting.b_people, meeting.round, busy)
            if a and b:
                yield replace(meeting, a_people=a, b_people=b)


def _chairs(
    problem: Problem, party: str, people: tuple[str, ...], round_: str, busy: dict[str, set[str]]
) -> tuple[str, ...]:
    here = tuple(person for person in people if problem.is_there(person, round_))
    if here:
        return here
    for person in problem.party[party].people:
        if problem.is_there(person, round_) and person not in busy[round_]:
            busy[round_].add(person)
            return (person,)
    return ()
