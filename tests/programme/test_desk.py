"""Drafts are replaced, what is published is frozen, and nothing stale gets in."""

import pytest

from borse.house import OpenExchange
from borse.ids import new_id
from borse.programme import reads, shown
from borse.programme.compare import affected_parties
from borse.programme.messages import ForbidPair, LiftRule, LockPair, ProgrammePublished, PublishProgramme
from borse.published import newest_published
from borse.reception.messages import CheckIn
from borse.refusals import Invalid, Stale
from borse.signup.messages import WithdrawParty
from borse.store.database import DatabaseError
from tests.builders import ORGANISER, a_party
from tests.programme.hall import a_hall, a_plan_of, publish


async def test_a_new_draft_takes_the_place_of_the_old_one(exchange: OpenExchange) -> None:
    await a_hall(exchange)
    for _attempt in range(2):
        await exchange.bus.send(a_plan_of(exchange), ORGANISER)
    drafts = exchange.store.ask(reads.versions)
    assert [(draft.version, draft.status) for draft in drafts] == [(1, "draft")]


async def test_a_sign_up_while_it_was_planned_makes_the_plan_stale(exchange: OpenExchange) -> None:
    await a_hall(exchange)
    draft = a_plan_of(exchange)
    await exchange.bus.send(a_party("Seint ute"), ORGANISER)
    with pytest.raises(Stale):
        await exchange.bus.send(draft, ORGANISER)
    assert exchange.store.ask(reads.versions) == []


async def test_a_check_in_while_it_was_planned_does_not(exchange: OpenExchange) -> None:
    hall = await a_hall(exchange)
    draft = a_plan_of(exchange)
    await exchange.bus.send(CheckIn(id=new_id(), person=hall["Koret"].people[0].person), ORGANISER)
    await exchange.bus.send(draft, ORGANISER)
    assert exchange.store.ask(reads.versions)[0].meetings == len(draft.meetings)


async def test_an_outdated_draft_cannot_be_published(exchange: OpenExchange) -> None:
    hall = await a_hall(exchange)
    draft = a_plan_of(exchange)
    await exchange.bus.send(draft, ORGANISER)
    await exchange.bus.send(ForbidPair(id=new_id(), a=hall["Koret"].party, b=hall["Turlaget"].party), ORGANISER)
    with pytest.raises(Stale):
        await exchange.bus.send(PublishProgramme(id=new_id(), version=1, draft=draft.id), ORGANISER)
    assert exchange.store.ask(newest_published) is None


async def test_only_the_draft_that_was_looked_at_is_published(exchange: OpenExchange) -> None:
    await a_hall(exchange)
    seen, newer = a_plan_of(exchange), a_plan_of(exchange)
    await exchange.bus.send(seen, ORGANISER)
    await exchange.bus.send(newer, ORGANISER)
    with pytest.raises(Stale):
        await exchange.bus.send(PublishProgramme(id=new_id(), version=1, draft=seen.id), ORGANISER)


async def test_publishing_twice_by_a_double_click_counts_once(exchange: OpenExchange) -> None:
    await a_hall(exchange)
    draft = a_plan_of(exchange)
    await exchange.bus.send(draft, ORGANISER)
    command = PublishProgramme(id=new_id(), version=1, draft=draft.id)
    first, second = [await exchange.bus.send(command, ORGANISER) for _click in range(2)]
    assert first.events == second.events
    assert first.events[0].event == ProgrammePublished(version=1)


@pytest.mark.parametrize(
    "statement",
    [
        "update programme set worth = 0",
        "delete from meeting",
        "update meeting set round = 1",
        "delete from programme",
    ],
)
async def test_what_is_published_cannot_be_changed(exchange: OpenExchange, statement: str) -> None:
    await a_hall(exchange)
    await publish(exchange, a_plan_of(exchange))
    with pytest.raises(DatabaseError):
        exchange.store.write(lambda db: db.execute(statement)).result()


async def test_the_next_version_leaves_the_first_as_it_was_and_says_who_is_affected(exchange: OpenExchange) -> None:
    hall = await a_hall(exchange)
    await publish(exchange, a_plan_of(exchange))
    before = exchange.store.ask(shown.meetings_shown, 1)
    gone = hall["Koret"]
    await exchange.bus.send(WithdrawParty(id=new_id(), party=gone.party), ORGANISER)
    await publish(exchange, a_plan_of(exchange), version=2)
    assert exchange.store.ask(shown.meetings_shown, 1) == before
    affected = {one.name: one.sentences for one in exchange.store.ask(affected_parties, 1, 2)}
    partners = {name for one in before for name in (one.a_name, one.b_name) if "Koret" in {one.a_name, one.b_name}}
    assert partners <= set(affected)
    assert all("tatt bort" in sentence for sentence in affected["Koret"])


async def test_a_rule_about_somebody_unknown_is_refused_at_the_field(exchange: OpenExchange) -> None:
    hall = await a_hall(exchange)
    with pytest.raises(Invalid) as refusal:
        await exchange.bus.send(LockPair(id=new_id(), a=hall["Koret"].party, b=new_id()), ORGANISER)
    assert set(refusal.value.fields) == {"b"}
    with pytest.raises(Invalid) as refusal:
        await exchange.bus.send(
            LockPair(id=new_id(), a=hall["Koret"].party, b=hall["Turlaget"].party, round=7), ORGANISER
        )
    assert set(refusal.value.fields) == {"round"}


async def test_a_rule_is_lifted_whichever_way_round_it_is_named(exchange: OpenExchange) -> None:
    hall = await a_hall(exchange)
    a, b = hall["Koret"].party, hall["Turlaget"].party
    await exchange.bus.send(LockPair(id=new_id(), a=a, b=b), ORGANISER)
    await exchange.bus.send(ForbidPair(id=new_id(), a=b, b=a), ORGANISER)
    assert [rule.kind for rule in exchange.store.ask(reads.rules_of)] == ["forbid"]
    await exchange.bus.send(LiftRule(id=new_id(), a=a, b=b), ORGANISER)
    assert exchange.store.ask(reads.rules_of) == []
