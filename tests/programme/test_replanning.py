"""Replanning: who is absent is taken out, who came is put in, what was held stays, the others keep their meetings."""

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from borse.clock import clock_of
from borse.extra_meetings import Taken
from borse.floor.messages import GoBack
from borse.house import OpenExchange
from borse.ids import new_id
from borse.programme import reads
from borse.programme.by_itself import publishes_itself, share_absent
from borse.programme.difference import difference
from borse.programme.messages import Before, ForbidPair, LockPair, PublishProgramme, SaveDraft
from borse.programme.planning import Request, plan
from borse.programme.world import meetings_of, world_of
from borse.published import newest_published
from borse.refusals import Stale
from matching import pair_key
from tests.builders import ORGANISER, AClock
from tests.host import ring
from tests.programme.evening import (
    a_published_hall,
    a_replan_of,
    a_walk_in,
    an_evening_without_the_choir,
    arrive,
    begin,
    leave,
    parties_in,
    people_in,
)
from tests.programme.hall import publish


def placed(draft: SaveDraft) -> set[tuple[object, ...]]:
    """Each meeting as those who sit in it know it."""
    return {(pair_key(one.a, one.b), one.round, one.table, frozenset(people_in(one))) for one in draft.meetings}


def as_published(exchange: OpenExchange, version: int = 1) -> set[tuple[object, ...]]:
    return {
        (one.key, int(one.round), one.table, frozenset(one.people)) for one in exchange.store.ask(meetings_of, version)
    }


async def test_who_has_not_come_is_taken_out_and_the_others_keep_what_they_can(
    exchange: OpenExchange, clock: AClock
) -> None:
    hall, _arrivals = await an_evening_without_the_choir(exchange, clock)
    draft = a_replan_of(exchange, clock)
    gone = hall["Koret"].party
    assert gone not in parties_in(draft)
    assert {one for one in as_published(exchange) if gone not in one[0]} <= placed(draft)  # type: ignore[operator]  # a pair


async def test_a_late_comer_who_was_planned_out_is_planned_in_again(exchange: OpenExchange, clock: AClock) -> None:
    hall, _arrivals = await an_evening_without_the_choir(exchange, clock)
    await publish(exchange, a_replan_of(exchange, clock), version=2)
    await ring(exchange)  # round 1
    await arrive(exchange, hall["Koret"])
    again = a_replan_of(exchange, clock)
    assert hall["Koret"].party in parties_in(again, from_round=2)
    assert hall["Koret"].party not in {party for one in again.meetings if one.round == 1 for party in (one.a, one.b)}


async def test_a_walk_in_is_in_the_next_plan(exchange: OpenExchange, clock: AClock) -> None:
    hall = await a_published_hall(exchange)
    await begin(exchange, clock)
    await arrive(exchange, *hall.values())
    new = await a_walk_in(exchange)
    assert new.party in parties_in(a_replan_of(exchange, clock))


async def test_the_round_that_runs_is_not_touched_also_by_who_left_it(exchange: OpenExchange, clock: AClock) -> None:
    hall = await a_published_hall(exchange)
    await begin(exchange, clock)
    arrivals = await arrive(exchange, *hall.values())
    await ring(exchange)  # round 1
    for arrival in list(arrivals.values())[:3]:
        await leave(exchange, arrival)
    draft = a_replan_of(exchange, clock)
    assert {one for one in placed(draft) if one[1] == 1} == {one for one in as_published(exchange) if one[1] == 1}
    left = set(list(arrivals)[:3])
    assert not any(left & people_in(one) for one in draft.meetings if one.round > 1)


async def test_a_round_that_was_rung_by_mistake_and_gone_back_from_is_planned_like_any_that_lies_ahead(
    exchange: OpenExchange, clock: AClock
) -> None:
    hall = await a_published_hall(exchange)
    await begin(exchange, clock)
    arrivals = await arrive(exchange, *hall.values())
    for _press in ("round 1", "change", "round 2"):
        await ring(exchange)
    for _press in ("change", "round 1"):
        await exchange.bus.send(GoBack(id=new_id(), turn=exchange.store.ask(clock_of).turn), ORGANISER)
    gone = next(person for one in exchange.store.ask(meetings_of, 1) if int(one.round) == 2 for person in one.people)
    await leave(exchange, arrivals[gone])
    new = await a_walk_in(exchange)
    draft = a_replan_of(exchange, clock)
    assert {one for one in placed(draft) if one[1] == 1} == {one for one in as_published(exchange) if one[1] == 1}
    assert not any(gone in people_in(one) for one in draft.meetings if one.round == 2)
    assert new.party in parties_in(draft)


async def test_a_colleague_takes_the_chair_and_the_meeting_stands(exchange: OpenExchange, clock: AClock) -> None:
    hall, _arrivals = await an_evening_without_the_choir(exchange, clock)
    colleague = await a_walk_in(exchange, "Koret", party=hall["Koret"].party)
    draft = a_replan_of(exchange, clock)
    gone = hall["Koret"].people[0].person
    before = {one[:3] for one in as_published(exchange)}
    assert before <= {one[:3] for one in placed(draft)}
    theirs = [one for one in draft.meetings if hall["Koret"].party in {one.a, one.b}]
    assert all(colleague.person in people_in(one) and gone not in people_in(one) for one in theirs)


async def test_locks_and_bans_hold_in_a_replan(exchange: OpenExchange, clock: AClock) -> None:
    hall = await a_published_hall(exchange)
    await begin(exchange, clock)
    arrivals = await arrive(exchange, *hall.values())
    a, b, c = (hall[name].party for name in ("Lag 0", "Lag 1", "Lag 2"))
    await exchange.bus.send(LockPair(id=new_id(), a=a, b=b, round=5), ORGANISER)
    await exchange.bus.send(ForbidPair(id=new_id(), a=a, b=c), ORGANISER)
    await leave(exchange, arrivals[hall["Koret"].people[0].person])
    pairs = {pair_key(one.a, one.b): one.round for one in a_replan_of(exchange, clock).meetings}
    assert pairs[pair_key(a, b)] == 5
    assert pair_key(a, c) not in pairs


async def test_a_lock_on_somebody_who_has_left_is_no_obstacle(exchange: OpenExchange, clock: AClock) -> None:
    hall = await a_published_hall(exchange)
    await begin(exchange, clock)
    arrivals = await arrive(exchange, *hall.values())
    a, b = hall["Lag 0"], hall["Lag 1"]
    await exchange.bus.send(LockPair(id=new_id(), a=a.party, b=b.party, round=5), ORGANISER)
    await leave(exchange, arrivals[a.people[0].person])
    assert a.party not in parties_in(a_replan_of(exchange, clock))


async def test_a_plan_with_somebody_who_has_left_meanwhile_is_not_let_in(exchange: OpenExchange, clock: AClock) -> None:
    hall, arrivals = await an_evening_without_the_choir(exchange, clock)
    draft = a_replan_of(exchange, clock)
    await leave(exchange, arrivals[hall["Turlaget"].people[0].person])
    with pytest.raises(Stale, match="har gått"):
        await exchange.bus.send(draft, ORGANISER)


async def test_a_plan_that_comes_when_its_round_has_begun_is_not_published_into_the_past(
    exchange: OpenExchange, clock: AClock
) -> None:
    await an_evening_without_the_choir(exchange, clock)
    draft = a_replan_of(exchange, clock)
    await exchange.bus.send(draft, ORGANISER)
    await ring(exchange)  # round 1
    with pytest.raises(Stale):
        await exchange.bus.send(PublishProgramme(id=new_id(), version=2, draft=draft.id), ORGANISER)


async def test_who_comes_while_the_organiser_looks_does_not_spoil_the_draft(
    exchange: OpenExchange, clock: AClock
) -> None:
    hall, _arrivals = await an_evening_without_the_choir(exchange, clock)
    draft = a_replan_of(exchange, clock)
    await exchange.bus.send(draft, ORGANISER)
    await arrive(exchange, hall["Koret"])
    await a_walk_in(exchange)
    await exchange.bus.send(PublishProgramme(id=new_id(), version=2, draft=draft.id), ORGANISER)
    assert exchange.store.ask(newest_published) == 2


async def test_a_replan_that_changes_nothing_is_no_draft(exchange: OpenExchange, clock: AClock) -> None:
    hall = await a_published_hall(exchange)
    await begin(exchange, clock)
    await arrive(exchange, *hall.values())
    receipt = await exchange.bus.send(a_replan_of(exchange, clock), ORGANISER)
    assert [type(one.event).__name__ for one in receipt.events] == ["NothingToChange"]
    assert [version.version for version in exchange.store.ask(reads.versions)] == [1]


async def test_the_gain_is_counted_with_those_who_are_here(exchange: OpenExchange, clock: AClock) -> None:
    hall, _arrivals = await an_evening_without_the_choir(exchange, clock)
    await publish(exchange, a_replan_of(exchange, clock), version=2)
    version = exchange.store.ask(reads.version_of, 2)
    assert version.gain is not None
    assert not version.gain.is_loss
    assert version.gain.shortfall <= version.gain.before_shortfall
    told = exchange.store.ask(difference, 1, 2, clock())
    assert told.affected + told.kept == len(hall) - 1  # who is absent loses nothing


def _a_draft(before: Before | None, shortfall: int, worth: int) -> SaveDraft:
    nothing: dict[str, Any] = dict.fromkeys(("based_on", "waits", "moves", "bound_shortfall", "bound_worth"), 0)
    return SaveDraft(
        id=new_id(),
        world="",
        meetings=(),
        few=(),
        seconds=1,
        before=before,
        shortfall=shortfall,
        worth=worth,
        **nothing,
    )


async def test_it_publishes_itself_only_when_it_is_no_worse_and_most_are_here(
    exchange: OpenExchange, clock: AClock
) -> None:
    await an_evening_without_the_choir(exchange, clock)
    world, by_gain = exchange.store.ask(world_of, clock()), Request(purpose="replan", publish="gain")
    before = Before(shortfall=2, worth=100)
    assert publishes_itself(by_gain, _a_draft(before, 1, 50), world)
    assert publishes_itself(by_gain, _a_draft(before, 2, 101), world)
    assert publishes_itself(by_gain, _a_draft(before, 2, 100), world)
    assert not publishes_itself(by_gain, _a_draft(before, 2, 99), world)
    assert not publishes_itself(by_gain, _a_draft(before, 3, 500), world)
    assert not publishes_itself(Request(purpose="replan"), _a_draft(before, 0, 500), world)
    empty = replace(world, people=tuple(replace(seat, rounds=()) for seat in world.people))
    assert share_absent(empty) == 1.0
    assert not publishes_itself(by_gain, _a_draft(before, 0, 500), empty)


async def test_a_place_for_one_moves_nobody(exchange: OpenExchange, clock: AClock) -> None:
    hall = await a_published_hall(exchange)
    await begin(exchange, clock)
    await arrive(exchange, *hall.values())
    new = await a_walk_in(exchange)
    draft = a_replan_of(exchange, clock, purpose="place", parties=(new.party,))
    assert as_published(exchange) <= placed(draft)
    added = {one[0] for one in placed(draft) - as_published(exchange)}
    assert added
    assert all(new.party in pair for pair in added)  # type: ignore[operator]  # a pair


async def test_planning_goes_round_what_a_broker_has_arranged(exchange: OpenExchange, clock: AClock) -> None:
    """Three people are busy and a table is taken in round 2, and no two of them need meet again."""
    hall, _arrivals = await an_evening_without_the_choir(exchange, clock)
    world = exchange.store.ask(world_of, clock())
    ring = (hall["Lag 0"], hall["Biblioteket"], hall["Lag 1"])
    people = tuple(party.people[0].person for party in ring)
    parties = tuple(party.party for party in ring)
    taken = Taken(round=2, hall_table=world.tables[0][0], people=people, parties=parties)
    wanted = Request(seconds=1.0, purpose="replan")
    draft = plan(new_id(), replace(world, taken=(taken,)), wanted)
    second = [meeting for meeting in draft.meetings if meeting.round == 2]
    assert second
    assert not any(set(people) & people_in(meeting) for meeting in second)
    assert world.tables[0][0] not in {meeting.table for meeting in second}
    met = {pair_key(meeting.a, meeting.b) for meeting in draft.meetings if meeting.round > 1}
    assert not met & {pair_key(*pair) for pair in combinations(parties, 2)}
    assert parties_in(draft) <= {party.party for party in hall.values()}
