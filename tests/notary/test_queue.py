"""Five desks, one queue: who has which draft, and what happens when two act at once."""

import asyncio

import pytest

from borse.clock import clock_of
from borse.floor.messages import GoBack
from borse.house import OpenExchange
from borse.ids import new_id
from borse.notary import reads, roster
from borse.notary.events import AgreementKnockedThrough
from borse.notary.messages import KnockThrough, PutBack, RegisterAgreement, TakeDraft, TakeNext
from borse.notary.taking import KEPT
from borse.refusals import Invalid, NotAllowed, NotFound, Refusal, Stale
from tests.builders import ORGANISER, AClock, a_programme, a_promise
from tests.host import go_to
from tests.notary.hall import BROKER, NOTARY, OTHER_NOTARY, Hall, a_hall


@pytest.fixture
async def hall(exchange: OpenExchange, clock: AClock) -> Hall:
    return await a_hall(exchange, clock)


async def take_next(hall: Hall, by: object = NOTARY) -> str:
    event = await hall.send(TakeNext(id=new_id()), by)  # type: ignore[arg-type]  # an Actor
    return str(event.agreement)


async def test_two_desks_that_are_free_get_one_draft_each_the_longest_waiting_first(hall: Hall, clock: AClock) -> None:
    drafts = []
    for _again in range(3):
        drafts.append((await hall.draft()).agreement)
        clock.move(minutes=1)
    assert [await take_next(hall), await take_next(hall, OTHER_NOTARY)] == drafts[:2]
    assert await take_next(hall) == drafts[2]
    assert await take_next(hall) == drafts[0], "nothing else is free, so it goes on with its own"
    await hall.knock(drafts[1], by=OTHER_NOTARY)
    with pytest.raises(NotFound, match="Ingen venter"):
        await take_next(hall, OTHER_NOTARY)


async def test_a_draft_that_lies_too_long_at_a_desk_is_free_by_itself(hall: Hall, clock: AClock) -> None:
    agreement = (await hall.draft()).agreement
    await hall.send(TakeDraft(id=new_id(), agreement=agreement))
    assert (await hall.exchange.store.read(reads.taken_by, agreement, clock.at))[1] == "Notar 1"
    with pytest.raises(NotFound):
        await take_next(hall, OTHER_NOTARY)
    clock.at += KEPT
    assert await hall.exchange.store.read(reads.taken_by, agreement, clock.at) == ("", "")
    assert await take_next(hall, OTHER_NOTARY) == agreement


async def test_a_draft_at_another_desk_can_be_taken_over_and_is_no_lock(hall: Hall, clock: AClock) -> None:
    agreement = (await hall.draft()).agreement
    await hall.send(TakeDraft(id=new_id(), agreement=agreement))
    await hall.send(TakeDraft(id=new_id(), agreement=agreement), OTHER_NOTARY)
    await hall.send(PutBack(id=new_id(), agreement=agreement), NOTARY)
    assert (await hall.exchange.store.read(reads.taken_by, agreement, clock.at))[1] == "Notar 2"
    await hall.knock(agreement)  # the first desk had gone on reading; it is the version that counts
    with pytest.raises(Stale, match="Notar 1"):
        await hall.knock(agreement, by=OTHER_NOTARY)
    with pytest.raises(Refusal, match="venter ikke lenger"):
        await hall.send(TakeDraft(id=new_id(), agreement=agreement), OTHER_NOTARY)


async def test_what_waits_is_approved_and_knocked_through_in_one_press(hall: Hall) -> None:
    agreement = (await hall.draft()).agreement
    approved, knocked = await hall.knock(agreement)
    assert isinstance(knocked, AgreementKnockedThrough)
    assert (approved.version, knocked.version, knocked.number) == (2, 3, 1)


async def test_what_is_not_complete_cannot_be_knocked_through_in_one_press(hall: Hall) -> None:
    draft = await hall.draft(promises=(a_promise(*hall.ends, due=""),))
    with pytest.raises(Invalid, match="Skriv når"):
        await hall.knock(draft.agreement)
    assert (await hall.exchange.store.read(reads.chain, draft.agreement))[0].version == 1


async def test_a_notary_registers_and_knocks_through_at_once_a_broker_does_not(hall: Hall) -> None:
    with pytest.raises(NotAllowed, match="Bare en notar"):
        await hall.draft(BROKER, then="knock")
    draft: RegisterAgreement = await hall.draft(NOTARY, then="knock")
    newest = (await hall.exchange.store.read(reads.chain, draft.agreement))[0]
    assert (newest.status, newest.number, newest.version, newest.wording) == ("knocked_through", 1, 3, 1)


async def test_the_queue_says_how_long_each_has_waited_and_what_is_missing(hall: Hall, clock: AClock) -> None:
    await hall.draft(promises=(a_promise(*hall.ends, quantity="", due=""),), source="paper")
    clock.move(minutes=7)
    (line,) = await hall.exchange.store.read(reads.agreements, clock.at)
    assert (line.waited, line.missing, line.source) == (7, ("quantity", "due"), "paper")


async def test_the_same_press_twice_takes_one_draft(hall: Hall) -> None:
    for _again in range(2):
        await hall.draft()
    command = TakeNext(id=new_id())
    first = await hall.send(command)
    assert (await hall.send(command)).agreement == first.agreement


async def test_five_desks_knock_at_the_same_instant_and_each_gets_its_own_number(hall: Hall) -> None:
    drafts = [await hall.draft() for _each in range(20)]
    answers = await asyncio.gather(
        *(
            hall.send(KnockThrough(id=new_id(), agreement=draft.agreement, version=1), (NOTARY, OTHER_NOTARY)[n % 2])
            for n, draft in enumerate(drafts)
        )
    )
    assert sorted(knocked.number for _approved, knocked in answers) == list(range(1, 21))


async def test_a_meeting_is_noted_only_when_those_who_sat_there_are_in_it(hall: Hall) -> None:
    """The form was opened from a table, and then other names were written."""
    await a_programme(hall.exchange, (1, "Bord 2", hall.business, hall.association))
    (meeting,) = await hall.exchange.store.read(roster.meetings_now)
    own = await hall.draft(meeting=meeting["id"])
    third = (a_promise(hall.business.party, hall.library.party),)
    other = await hall.draft(meeting=meeting["id"], promises=third, first_caller=hall.library.party)
    read = hall.exchange.store.read
    noted = [(await read(reads.chain, draft.agreement))[0].meeting for draft in (own, other)]
    assert noted == [meeting["id"], None]


async def test_the_meetings_at_hand_are_those_of_the_round_begun_last(hall: Hall) -> None:
    """The host rang too soon and went back: the first round's people sit at their tables again."""
    exchange, ends = hall.exchange, (hall.business, hall.association)
    await a_programme(exchange, (1, "Bord 2", *ends), (2, "Bord 3", hall.library, hall.association))
    assert await exchange.store.read(roster.they_sit)
    await go_to(exchange, "round", 2)
    for _phase in ("the change before it", "round 1"):
        await exchange.bus.send(GoBack(id=new_id(), turn=exchange.store.ask(clock_of).turn), ORGANISER)
    assert [meeting["round"] for meeting in await exchange.store.read(roster.meetings_now)] == [1]
    await go_to(exchange, "floor")
    assert not await exchange.store.read(roster.they_sit)
