"""Whatever the evening brings: what was held stays, nobody who is absent is planned, nobody sits in two places."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from borse.programme.by_hand import edited
from borse.programme.edits import Sit, StandIn, TakeOut, Wish
from borse.programme.messages import SaveDraft
from borse.programme.planning import Request, plan
from borse.programme.still_holds import cannot_be_held
from borse.programme.world import World
from matching import Meeting
from tests.programme.worlds import ALL, PEOPLE, SPEAK, TABLES, breaches, evenings


def meetings_of(draft: SaveDraft) -> tuple[Meeting, ...]:
    return tuple(
        Meeting(round=str(m.round), table=m.table, a=m.a, b=m.b, a_people=m.a_people, b_people=m.b_people)
        for m in draft.meetings
    )


def held(world: World, meetings: tuple[Meeting, ...]) -> set[object]:
    return {one.as_held for one in meetings if int(one.round) in world.rung}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(evenings())
def test_a_replan_keeps_what_was_held_and_plans_nobody_who_is_absent(world: World) -> None:
    meetings = meetings_of(plan("a-replan-id", world, Request(seconds=0.4, purpose="replan")))
    assert breaches(world, meetings) == []
    assert held(world, meetings) == held(world, world.previous)
    assert cannot_be_held(world, meetings) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(evenings(), st.sampled_from(sorted(SPEAK)))
def test_a_place_for_one_party_takes_no_meeting_from_another(world: World, party: str) -> None:
    meetings = meetings_of(plan("a-place-plan", world, Request(seconds=0.4, purpose="place", parties=(party,))))
    assert breaches(world, meetings) == []
    empty = {one.key for one in cannot_be_held(world, world.previous)}
    kept = {(one.key, one.round, one.table) for one in meetings}
    assert {(one.key, one.round, one.table) for one in world.previous if one.key not in empty} <= kept
    new = {one.key for one in meetings} - {one.key for one in world.previous}
    assert all(party in pair for pair in new)


@st.composite
def with_wishes(draw: st.DrawFn) -> tuple[World, Wish]:
    """An evening, and anything that the forms can send: mostly sense, about meetings to come; sometimes nonsense."""
    world = draw(evenings())
    ahead = [meeting for meeting in world.previous if int(meeting.round) not in world.rung]
    pairs = [st.lists(st.sampled_from(sorted(SPEAK)), min_size=2, max_size=2, unique=True)]
    if ahead:
        pairs.append(st.sampled_from([list(meeting.key) for meeting in ahead]))
    one, other = draw(st.one_of(*pairs))
    kind = draw(st.sampled_from(("sit", "sit", "out", "stand in")))
    if kind == "out":
        return world, TakeOut(a=one, b=other)
    if kind == "stand in":
        person = draw(st.sampled_from((*SPEAK[one], *PEOPLE)))
        return world, StandIn(person=person, stand_in=draw(st.sampled_from(PEOPLE)), party=one)
    a_people, b_people = (
        draw(
            st.one_of(
                st.just(SPEAK[party][:1]),
                st.lists(st.sampled_from(SPEAK[party]), min_size=1, max_size=2, unique=True).map(tuple),
                st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True).map(tuple),
            )
        )
        for party in (one, other)
    )
    rounds = st.one_of(st.just(max(ALL)), st.integers(0, max(ALL) + 1))
    table = draw(st.sampled_from((*TABLES, "nowhere")))
    return world, Sit(a=one, b=other, round=draw(rounds), table=table, a_people=a_people, b_people=b_people)


@settings(max_examples=400, deadline=None)
@given(with_wishes())
def test_a_change_by_hand_breaks_no_rule_and_touches_no_round_that_was_rung(drawn: tuple[World, Wish]) -> None:
    world, wish = drawn
    change = edited(world, wish)
    if change.obstacles:
        assert change.meetings == world.previous
        return
    # Who is not here is a warning; whatever else the judge looks at must hold.
    known = replace(world, people=tuple(replace(seat, rounds=ALL) for seat in world.people))
    assert breaches(known, change.meetings, change.speakers) == []
    assert held(world, change.meetings) == held(world, world.previous)
    absent = {meeting.as_held for meeting in cannot_be_held(world, world.previous)}
    new = [one for one in cannot_be_held(world, change.meetings) if one.as_held not in absent]
    if new and not isinstance(wish, StandIn):
        assert {remark.kind for remark in change.warnings} & {"absent", "not_in_time"}
    if not isinstance(wish, StandIn) and len(change.meetings) < len(world.previous):
        assert isinstance(wish, TakeOut) or "lapses" in {remark.kind for remark in change.warnings}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(with_wishes())
def test_what_was_done_by_hand_comes_through_planning_as_it_was_said(drawn: tuple[World, Wish]) -> None:
    world, wish = drawn
    change = edited(world, wish)
    if change.obstacles:
        return
    draft = plan("a-hand-draft", world, Request(seconds=0.4, purpose="hand", wish=wish))
    assert {one.as_held for one in meetings_of(draft)} == {one.as_held for one in change.meetings}
    assert draft.by_hand.rules == change.rules
    assert draft.world == world.fingerprint
