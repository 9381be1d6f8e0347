"""«Stemmer dette?»: what the parties say on their own telephones, and the drafts that they write there."""

import pytest

from borse import confirmations
from borse.bus import Actor, Role
from borse.hats.messages import MergeParties
from borse.house import OpenExchange
from borse.ids import new_id
from borse.notary import party_reads, reads
from borse.notary.desk import DRAFTS_OF_ONE
from borse.notary.messages import CorrectAgreement, SayTheWord, WriteDraft
from borse.refusals import Closed, Invalid, NotAllowed, Refusal, Stale
from borse.signup.messages import RegisterParty
from tests.builders import ORGANISER, AClock, a_promise
from tests.notary.hall import NOTARY, Hall, a_hall


@pytest.fixture
async def hall(exchange: OpenExchange, clock: AClock) -> Hall:
    return await a_hall(exchange, clock)


async def say(hall: Hall, agreement: str, party: RegisterParty, says: str = "right", **more: object) -> None:
    values = {"id": new_id(), "agreement": agreement, "party": party.party, "wording": 1, "says": says} | more
    await hall.send(SayTheWord.model_validate(values), hall.speaker(party))


def a_draft(hall: Hall, **changes: object) -> WriteDraft:
    values = {
        "id": new_id(),
        "agreement": new_id(),
        "promises": (a_promise(*hall.ends),),
        "first_caller": hall.ends[1],
        "next_step": "Turlaget ringer.",
    }
    return WriteDraft.model_validate(values | changes)


async def waiting(hall: Hall, party: RegisterParty) -> int:
    return len(await hall.exchange.store.read(confirmations.waiting_for, party.people[0].person))


async def test_each_party_is_asked_once_and_answers_for_itself(hall: Hall) -> None:
    draft = await hall.draft()
    assert [await waiting(hall, party) for party in (hall.business, hall.association, hall.library)] == [1, 1, 0]
    await say(hall, draft.agreement, hall.business)
    assert [await waiting(hall, party) for party in (hall.business, hall.association)] == [0, 1]
    (line,) = await hall.exchange.store.read(reads.agreements, hall.exchange.bus.now())
    assert {word.name: word.says for word in line.words} == {"Regnskapskontoret": "right", "Turlaget": ""}


async def test_a_word_stands_when_the_notary_approves_and_a_correction_asks_anew(hall: Hall) -> None:
    draft = await hall.draft()
    await say(hall, draft.agreement, hall.business)
    await hall.knock(draft.agreement)
    assert await waiting(hall, hall.business) == 0
    correction = draft.model_dump(include={"agreement", "first_caller", "next_step", "conditions"})
    promises = (a_promise(*hall.ends, quantity="6 ansatte"),)
    await hall.send(CorrectAgreement(id=new_id(), version=3, promises=promises, **correction))  # type: ignore[arg-type]  # pydantic reads the dict
    assert await waiting(hall, hall.business) == 1
    with pytest.raises(Stale, match="rettet"):
        await say(hall, draft.agreement, hall.business, wording=1)
    await say(hall, draft.agreement, hall.business, wording=4)
    said = await hall.exchange.store.read(reads.words_about, draft.agreement)
    assert [(word["wording"], word["says"]) for word in said] == [(1, "right"), (4, "right")], "the first word is kept"


async def test_nobody_knocks_through_what_a_party_says_is_wrong(hall: Hall) -> None:
    draft = await hall.draft()
    with pytest.raises(Invalid, match="hva som ikke stemmer"):
        await say(hall, draft.agreement, hall.association, "wrong")
    await say(hall, draft.agreement, hall.association, "wrong", word="Vi sa seks, ikke fire.")
    with pytest.raises(Refusal, match=r"Turlaget sier at noe ikke stemmer: «Vi sa seks, ikke fire\.»"):
        await hall.knock(draft.agreement)
    await say(hall, draft.agreement, hall.association)  # they found out that it was right after all
    await hall.knock(draft.agreement)


async def test_only_those_who_are_in_it_have_a_word(hall: Hall) -> None:
    draft = await hall.draft()
    with pytest.raises(NotAllowed, match="ikke deres"):
        await say(hall, draft.agreement, hall.library)
    with pytest.raises(NotAllowed):
        await hall.send(
            SayTheWord(id=new_id(), agreement=draft.agreement, party=hall.ends[0], wording=1, says="right"),
            hall.speaker(hall.library),
        )


async def test_a_draft_from_a_telephone_waits_in_the_queue_and_its_writer_has_confirmed_it(hall: Hall) -> None:
    draft = a_draft(hall)
    await hall.send(draft, hall.speaker(hall.business))
    (line,) = await hall.exchange.store.read(reads.agreements, hall.exchange.bus.now())
    assert (line.status, line.source, line.by_name) == ("agreed", "phone", "Regnskapskontoret Persen")
    assert [await waiting(hall, party) for party in (hall.business, hall.association)] == [0, 1]
    await hall.knock(draft.agreement)


async def test_nobody_writes_for_others_nor_outside_the_gongs_nor_without_end(hall: Hall, clock: AClock) -> None:
    with pytest.raises(NotAllowed, match="selv være med"):
        await hall.send(a_draft(hall), hall.speaker(hall.library))
    for _again in range(DRAFTS_OF_ONE):
        await hall.send(a_draft(hall), hall.speaker(hall.business))
    with pytest.raises(Refusal, match="mange avtaler"):
        await hall.send(a_draft(hall), hall.speaker(hall.business))
    await hall.send(a_draft(hall), hall.speaker(hall.association))
    clock.move(hours=-3)
    with pytest.raises(Closed, match="mellom gongslagene"):
        await hall.send(a_draft(hall), hall.speaker(hall.association))


async def test_a_person_sees_the_agreements_of_every_party_they_speak_for_and_no_others(hall: Hall) -> None:
    draft = await hall.draft()
    other = a_draft(hall, promises=(a_promise(hall.library.party, hall.ends[0]),), first_caller=hall.ends[0])
    await hall.send(other, hall.speaker(hall.library))
    read = hall.exchange.store.read
    own = await read(party_reads.own_agreements, hall.association.people[0].person)
    assert [one.version.terms.agreement for one in own] == [draft.agreement]
    assert len(await read(party_reads.own_agreements, hall.business.people[0].person)) == 2
    assert await read(party_reads.own_agreement, hall.library.people[0].person, draft.agreement) is None


async def test_a_correction_without_other_words_settles_an_objection_that_was_read(hall: Hall) -> None:
    """One that came while the form was open is settled by nobody who has not seen it."""
    draft = await hall.draft()
    await say(hall, draft.agreement, hall.association, "wrong", word="Nei")
    terms = draft.model_dump(include={"agreement", "promises", "first_caller", "next_step", "conditions"})
    with pytest.raises(Stale, match="Turlaget sier at noe ikke stemmer: «Nei»"):
        await hall.send(CorrectAgreement(id=new_id(), version=1, then="knock", **terms), NOTARY)
    heard = (await hall.exchange.store.read(reads.words_about, draft.agreement))[-1]["id"]
    await say(hall, draft.agreement, hall.business, "wrong", word="Ikke for oss heller.")
    with pytest.raises(Stale, match="Regnskapskontoret"):
        await hall.send(CorrectAgreement(id=new_id(), version=1, heard=heard, then="knock", **terms), NOTARY)
    await hall.send(CorrectAgreement(id=new_id(), version=1, heard=heard + 1, then="knock", **terms), NOTARY)
    assert (await hall.exchange.store.read(reads.chain, draft.agreement))[0].number == 1


async def test_staff_have_no_word_of_a_party(hall: Hall) -> None:
    draft = await hall.draft()
    nobody = Actor(role=Role.NOTARY, name="Notar 1")
    with pytest.raises(NotAllowed):
        await hall.send(
            SayTheWord(id=new_id(), agreement=draft.agreement, party=hall.ends[0], wording=1, says="right"), nobody
        )


async def test_a_party_that_was_merged_into_another_keeps_its_word(hall: Hall) -> None:
    """The agreement goes on naming it; its people speak for the one that was kept."""
    draft = await hall.draft()
    merge = MergeParties(id=new_id(), kept=hall.library.party, gone=hall.association.party)
    await hall.send(merge, ORGANISER)
    assert [await waiting(hall, party) for party in (hall.association, hall.library)] == [1, 1]
    await say(hall, draft.agreement, hall.association)
    assert [await waiting(hall, party) for party in (hall.association, hall.library)] == [0, 0]
    own = await hall.exchange.store.read(party_reads.own_agreements, hall.library.people[0].person)
    assert [one.mine for one in own] == [(hall.association.party,)]
