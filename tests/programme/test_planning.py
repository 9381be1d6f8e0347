"""Planning, from what people signed up with to a draft."""

from collections import Counter
from datetime import timedelta
from itertools import combinations

import matching
from borse.affinity import pair_affinities
from borse.house import OpenExchange
from borse.ids import new_id
from borse.programme.messages import ForbidPair, LockPair
from borse.programme.problem import problem_of
from borse.programme.reasons import sentence
from borse.programme.world import world_of
from borse.signup.messages import WithdrawParty
from tests.builders import GONG, ORGANISER, a_party, a_person, a_wish
from tests.host import go_to
from tests.programme.hall import a_hall, a_plan_of, pairs_of, publish


async def test_a_need_meets_the_offer_that_answers_it_and_both_read_why(exchange: OpenExchange) -> None:
    hall = await a_hall(exchange)
    draft = a_plan_of(exchange)
    turlaget, fargehandelen = hall["Turlaget"], hall["Fargehandelen"]
    meeting = next(one for one in draft.meetings if {one.a, one.b} == {turlaget.party, fargehandelen.party})
    assert turlaget.posts[0].post in meeting.needs
    names = {turlaget.party: "Turlaget", fargehandelen.party: "Fargehandelen"}
    asking = " ".join(sentence(why, names, reader=turlaget.party) for why in meeting.reasons)
    giving = " ".join(sentence(why, names, reader=fargehandelen.party) for why in meeting.reasons)
    assert "Dere trenger" in asking
    assert "De trenger" in giving
    assert "maling" in asking


async def test_only_sides_that_may_meet_do(exchange: OpenExchange) -> None:
    """Two businesses may not, in this børs."""
    shops = [a_party(f"Butikk {number}", side="business") for number in range(3)]
    for shop in shops:
        await exchange.bus.send(shop, ORGANISER)
    assert a_plan_of(exchange).meetings == ()


async def test_who_would_rather_not_meet_does_not(exchange: OpenExchange) -> None:
    hall = await a_hall(exchange)
    shy = a_party("Husflidslaget", wishes=(a_wish("Fargehandelen", kind="veto"),))
    await exchange.bus.send(shy, ORGANISER)
    assert frozenset((shy.party, hall["Fargehandelen"].party)) not in pairs_of(a_plan_of(exchange))


async def test_a_forbidden_pair_does_not_meet_and_a_locked_one_does_in_its_round(exchange: OpenExchange) -> None:
    hall = await a_hall(exchange)
    turlaget, koret, fargehandelen = (hall[name].party for name in ("Turlaget", "Koret", "Fargehandelen"))
    await exchange.bus.send(ForbidPair(id=new_id(), a=turlaget, b=fargehandelen), ORGANISER)
    await exchange.bus.send(LockPair(id=new_id(), a=koret, b=fargehandelen, round=4), ORGANISER)
    draft = a_plan_of(exchange)
    assert frozenset((turlaget, fargehandelen)) not in pairs_of(draft)
    locked = next(one for one in draft.meetings if {one.a, one.b} == {koret, fargehandelen})
    assert locked.round == 4


async def test_a_pair_that_shall_meet_some_time_does_even_where_their_sides_may_not(exchange: OpenExchange) -> None:
    one, other = a_party("Banken", side="business"), a_party("Bakeriet", side="business")
    for party in (one, other):
        await exchange.bus.send(party, ORGANISER)
    await exchange.bus.send(LockPair(id=new_id(), a=one.party, b=other.party), ORGANISER)
    assert pairs_of(a_plan_of(exchange)) == {frozenset((one.party, other.party))}


async def test_who_comes_late_has_no_meeting_before(exchange: OpenExchange) -> None:
    await a_hall(exchange)
    late = a_person("Sein Seinesen", present_from=GONG + timedelta(minutes=15))
    party = a_party("Museet", side="municipal", people=(late,))
    await exchange.bus.send(party, ORGANISER)
    rounds = {one.round for one in a_plan_of(exchange).meetings if party.party in {one.a, one.b}}
    assert rounds
    assert min(rounds) >= 4  # round 3 begins at minute 14


async def test_who_needs_a_step_free_table_sits_at_one(exchange: OpenExchange) -> None:
    await a_hall(exchange)
    party = a_party("Museet", side="municipal", people=(a_person("Trinnfri Testesen", requires=("step_free",)),))
    await exchange.bus.send(party, ORGANISER)
    tables = exchange.store.ask(
        lambda db: {row["id"] for row in db.query("select id from hall_table where features like '%step_free%'")}
    )
    seats = {one.table for one in a_plan_of(exchange).meetings if party.party in {one.a, one.b}}
    assert seats
    assert seats <= tables


async def test_somebody_without_a_meeting_of_their_own_sits_in_with_their_party(exchange: OpenExchange) -> None:
    await a_hall(exchange)
    two = (a_person("Første Fjeld"), a_person("Andre Fjeld"))
    await exchange.bus.send(a_party("Museet", side="municipal", people=two), ORGANISER)
    seated = {person for one in a_plan_of(exchange).meetings for person in (*one.a_people, *one.b_people)}
    assert {person.person for person in two} <= seated


async def test_when_not_everybody_can_have_enough_it_is_shared(exchange: OpenExchange) -> None:
    """One person speaks for three parties, and can be in six meetings: two for each, not three, three and none."""
    await a_hall(exchange)
    shared = a_person("Kari Mange", email="kari@example.org")
    hats = [
        a_party(name, people=(shared.model_copy(update={"person": new_id()}),))
        for name in ("Bandet", "Dansen", "Velet")
    ]
    for party in hats:
        await exchange.bus.send(party, ORGANISER)
    has = Counter(party for one in a_plan_of(exchange).meetings for party in (one.a, one.b))
    assert [has[party.party] for party in hats] == [2, 2, 2]


async def test_why_somebody_has_few_meetings_is_said(exchange: OpenExchange) -> None:
    await a_hall(exchange)
    brief = a_person("Snar Snaresen", present_until=GONG + timedelta(minutes=7))
    party = a_party("Museet", side="municipal", people=(brief,))
    await exchange.bus.send(party, ORGANISER)
    few = next(one for one in a_plan_of(exchange).few if one.party == party.party)
    assert few.meetings == 1
    assert any("1 hel runde" in reason for reason in few.reasons)


async def test_the_problem_is_one_that_the_engine_accepts_also_after_rounds_were_rung_and_somebody_left(
    exchange: OpenExchange,
) -> None:
    hall = await a_hall(exchange)
    await publish(exchange, a_plan_of(exchange))
    await go_to(exchange, "round", 1)
    before = {frozenset((one.a, one.b)) for one in exchange.store.ask(world_of).previous if one.round == "1"}
    await exchange.bus.send(WithdrawParty(id=new_id(), party=hall["Koret"].party), ORGANISER)
    world = exchange.store.ask(world_of)
    problem = problem_of(world, pair_affinities(world.posts, world.wishes, world.vetoes), keep=True)
    assert matching.faults_of(problem) == []
    draft = a_plan_of(exchange)
    assert {frozenset((one.a, one.b)) for one in draft.meetings if one.round == 1} == before
    assert not any(hall["Koret"].party in {one.a, one.b} for one in draft.meetings if one.round > 1)


async def test_the_same_world_gives_the_same_plan(exchange: OpenExchange) -> None:
    await a_hall(exchange)
    one, other = a_plan_of(exchange), a_plan_of(exchange)
    assert (one.meetings, one.world) == (other.meetings, other.world)


async def test_a_new_plan_keeps_what_people_have_read(exchange: OpenExchange) -> None:
    """One party withdraws: those who do not meet it keep their round, table and partner."""
    hall = await a_hall(exchange)
    for number in range(4):
        await exchange.bus.send(a_party(f"Lag {number}"), ORGANISER)
    first = a_plan_of(exchange)
    await publish(exchange, first)
    gone = hall["Koret"].party
    await exchange.bus.send(WithdrawParty(id=new_id(), party=gone), ORGANISER)
    after = {(frozenset((one.a, one.b)), one.round, one.table) for one in a_plan_of(exchange).meetings}
    before = {(frozenset((one.a, one.b)), one.round, one.table) for one in first.meetings if gone not in {one.a, one.b}}
    assert before <= after


async def test_nobody_is_in_two_places_whatever_is_rearranged_for_them(exchange: OpenExchange) -> None:
    """One person speaks for two of the parties, and a second person of each sits in."""
    shared = a_person("Kari Mange", email="kari@example.org")
    for name in ("Speiderne", "Velet"):
        people = (shared.model_copy(update={"person": new_id()}), a_person(f"{name} Persen"))
        await exchange.bus.send(a_party(name, people=people), ORGANISER)
    await a_hall(exchange)
    draft = a_plan_of(exchange)
    for one, other in combinations(draft.meetings, 2):
        if one.round == other.round:
            assert one.table != other.table
            assert not {*one.a_people, *one.b_people} & {*other.a_people, *other.b_people}
