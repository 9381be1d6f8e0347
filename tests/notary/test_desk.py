"""What the notary desk decides."""

import asyncio
from typing import Any

import pytest

from borse.bus import Actor, Role
from borse.house import OpenExchange
from borse.ids import new_id
from borse.notary import reads
from borse.notary.events import AgreementKnockedThrough
from borse.notary.messages import (
    ApproveAgreement,
    CorrectAgreement,
    KnockThrough,
    SendBack,
    WithdrawAgreement,
)
from borse.refusals import Invalid, NotAllowed, NotFound, Refusal, Stale
from tests.builders import GONG, ORGANISER, AClock, a_party, a_promise, an_agreement
from tests.host import go_to

BROKER = Actor(role=Role.BROKER, name="Megler 1")
NOTARY = Actor(role=Role.NOTARY, name="Notar 1")


@pytest.fixture
async def borstid(exchange: OpenExchange, clock: AClock) -> tuple[str, str]:
    """The gong has gone; a business and an association are in the hall."""
    business, association = a_party("Regnskapskontoret", "business"), a_party("Turlaget")
    for party in (business, association):
        await exchange.bus.send(party, ORGANISER)
    clock.at = GONG
    await go_to(exchange, "round", 1)
    return business.party, association.party


async def knocked_through(exchange: OpenExchange, parties: tuple[str, str], **changes: Any) -> tuple[str, int]:
    """A whole agreement, and its number."""
    command = an_agreement(*parties, **changes)
    await exchange.bus.send(command, BROKER)
    await exchange.bus.send(ApproveAgreement(id=new_id(), agreement=command.agreement, version=1), NOTARY)
    receipt = await exchange.bus.send(KnockThrough(id=new_id(), agreement=command.agreement, version=2), NOTARY)
    event = receipt.events[0].event
    assert isinstance(event, AgreementKnockedThrough)
    return command.agreement, event.number


async def test_an_agreement_goes_from_broker_to_gong_and_every_step_is_kept(
    exchange: OpenExchange, borstid: tuple[str, str]
) -> None:
    agreement, number = await knocked_through(exchange, borstid)
    assert number == 1
    chain = await exchange.store.read(reads.chain, agreement)
    assert [(one.version, one.status, one.by_name) for one in chain] == [
        (3, "knocked_through", "Notar 1"),
        (2, "approved", "Notar 1"),
        (1, "agreed", "Megler 1"),
    ]
    assert {one.terms for one in chain} == {chain[0].terms}


async def test_numbers_have_no_gaps(exchange: OpenExchange, borstid: tuple[str, str]) -> None:
    assert [(await knocked_through(exchange, borstid))[1] for _again in range(3)] == [1, 2, 3]


async def test_outside_the_gongs_only_the_organisers_word_counts(exchange: OpenExchange) -> None:
    parties = a_party("Regnskapskontoret", "business"), a_party("Turlaget")
    for party in parties:
        await exchange.bus.send(party, ORGANISER)
    ends = parties[0].party, parties[1].party
    with pytest.raises(Invalid, match="mellom gongslagene"):
        await exchange.bus.send(an_agreement(*ends), BROKER)
    with pytest.raises(NotAllowed):
        await exchange.bus.send(an_agreement(*ends, outside_the_gongs=True), NOTARY)
    receipt = await exchange.bus.send(an_agreement(*ends, outside_the_gongs=True), ORGANISER)
    assert not receipt.repeated


async def test_two_notaries_cannot_step_on_each_other(exchange: OpenExchange, borstid: tuple[str, str]) -> None:
    command = an_agreement(*borstid)
    await exchange.bus.send(command, BROKER)
    await exchange.bus.send(ApproveAgreement(id=new_id(), agreement=command.agreement, version=1), NOTARY)
    with pytest.raises(Stale):
        await exchange.bus.send(SendBack(id=new_id(), agreement=command.agreement, version=1, note="Når?"), NOTARY)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"quantity": ""}, "promises.0.quantity"),
        ({"due": ""}, "promises.0.due"),
    ],
)
async def test_the_notary_is_told_what_is_missing(
    exchange: OpenExchange, borstid: tuple[str, str], changes: dict[str, str], field: str
) -> None:
    command = an_agreement(*borstid, promises=(a_promise(*borstid, **changes),), next_step="")
    await exchange.bus.send(command, BROKER)
    with pytest.raises(Invalid) as refused:
        await exchange.bus.send(ApproveAgreement(id=new_id(), agreement=command.agreement, version=1), NOTARY)
    assert set(refused.value.fields) == {field, "next_step"}


async def test_what_was_knocked_through_is_corrected_by_a_notary_and_keeps_its_number(
    exchange: OpenExchange, borstid: tuple[str, str]
) -> None:
    agreement, number = await knocked_through(exchange, borstid)
    correction = CorrectAgreement(
        id=new_id(),
        agreement=agreement,
        version=3,
        promises=(a_promise(*borstid, quantity="6 ansatte"),),  # type: ignore[arg-type]  # pydantic reads the dict
        first_caller=borstid[1],
        next_step="Turlaget ringer.",
    )
    with pytest.raises(NotAllowed):
        await exchange.bus.send(correction, BROKER)
    await exchange.bus.send(correction, NOTARY)
    newest, *older = await exchange.store.read(reads.chain, agreement)
    assert (newest.status, newest.number) == ("knocked_through", number)
    assert (newest.terms.promises[0].quantity, older[0].terms.promises[0].quantity) == ("6 ansatte", "4 ansatte")


async def test_an_intention_is_no_agreement_until_somebody_says_so(
    exchange: OpenExchange, borstid: tuple[str, str]
) -> None:
    command = an_agreement(*borstid, status="intention")
    await exchange.bus.send(command, BROKER)
    with pytest.raises(Refusal, match="intensjon"):
        await exchange.bus.send(ApproveAgreement(id=new_id(), agreement=command.agreement, version=1), NOTARY)


async def test_a_withdrawn_agreement_stays_in_the_ledger(exchange: OpenExchange, borstid: tuple[str, str]) -> None:
    agreement, _number = await knocked_through(exchange, borstid)
    withdraw = WithdrawAgreement(id=new_id(), agreement=agreement, version=3, note="Ble ikke noe av.")
    with pytest.raises(NotAllowed):
        await exchange.bus.send(withdraw, BROKER)
    await exchange.bus.send(withdraw, NOTARY)
    chain = await exchange.store.read(reads.chain, agreement)
    assert (len(chain), chain[0].status, chain[0].note) == (4, "withdrawn", "Ble ikke noe av.")


async def test_three_parties_can_agree(exchange: OpenExchange, borstid: tuple[str, str]) -> None:
    third = a_party("Biblioteket", "municipal")
    await exchange.bus.send(third, ORGANISER)
    promises = (a_promise(*borstid), a_promise(borstid[1], third.party))
    command = an_agreement(*borstid, promises=promises)
    assert command.parties == (*borstid, third.party)
    await exchange.bus.send(command, BROKER)


async def test_unknown_parties_and_categories_are_refused(exchange: OpenExchange, borstid: tuple[str, str]) -> None:
    with pytest.raises(NotFound):
        await exchange.bus.send(an_agreement(borstid[0], "finnes-ikke"), BROKER)
    with pytest.raises(Invalid, match="kategoriene"):
        await exchange.bus.send(an_agreement(*borstid, promises=(a_promise(*borstid, category="romfart"),)), BROKER)


async def test_of_two_desks_that_decide_at_once_one_does_and_the_other_hears_what_was_done(
    exchange: OpenExchange, borstid: tuple[str, str]
) -> None:
    """Sent back and knocked through; two corrections; corrected and withdrawn: whichever comes first."""
    terms = {"promises": (a_promise(*borstid),), "first_caller": borstid[1], "next_step": "Turlaget ringer."}
    for one, other in (
        (SendBack, KnockThrough),
        (KnockThrough, SendBack),
        (CorrectAgreement, CorrectAgreement),
        (WithdrawAgreement, CorrectAgreement),
    ):
        command = an_agreement(*borstid)
        await exchange.bus.send(command, BROKER)
        values = {"agreement": command.agreement, "version": 1, "note": "Når?", **terms}
        both = [
            kind.model_validate({"id": new_id()} | {name: values[name] for name in kind.model_fields if name in values})
            for kind in (one, other)
        ]
        done = await asyncio.gather(*(exchange.bus.send(each, NOTARY) for each in both), return_exceptions=True)
        assert [type(outcome) for outcome in done].count(Stale) == 1, (one, other)
        told = next(str(outcome) for outcome in done if isinstance(outcome, Stale))
        assert "gjorde noe med denne avtalen" in told
