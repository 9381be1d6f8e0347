"""Under whose wing, and what brokers tell each other."""

import pytest

from borse.brokers.lists import under_wing
from borse.brokers.messages import AddBroker, LetGo, PassOnInterest, StrikeNote, TakeUnderWing, WriteNote
from borse.brokers.reads import notes_of
from borse.bus import Command
from borse.extra_meetings import extra_meeting
from borse.hats.messages import MergeParties
from borse.ids import new_id
from borse.refusals import Invalid
from tests.brokers.evening import BROKER, Evening
from tests.builders import ORGANISER


async def a_broker(evening: Evening, name: str) -> str:
    receipt = await evening.exchange.bus.send(AddBroker(id=new_id(), broker=new_id(), name=name), BROKER)
    event = receipt.events[0].event
    broker: str = event.model_dump()["broker"]
    return broker


async def send(evening: Evening, command: Command) -> None:
    await evening.exchange.bus.send(command, BROKER)


def mine(evening: Evening, broker: str) -> list[str]:
    return [line.party.name for line in under_wing(evening.hall, broker)]


async def test_a_party_is_under_one_wing_and_is_handed_over(evening: Evening) -> None:
    berit, bjarne = await a_broker(evening, "Berit"), await a_broker(evening, "Bjarne")
    for party in ("Turlaget", "Koret"):
        await send(evening, TakeUnderWing(id=new_id(), party=evening.party(party), broker=berit))
    assert set(mine(evening, berit)) == {"Turlaget", "Koret"}
    await send(evening, TakeUnderWing(id=new_id(), party=evening.party("Koret"), broker=bjarne))
    assert (mine(evening, berit), mine(evening, bjarne)) == (["Turlaget"], ["Koret"])
    await send(evening, LetGo(id=new_id(), party=evening.party("Koret")))
    assert mine(evening, bjarne) == []


async def test_one_name_is_one_broker_however_it_is_typed(evening: Evening) -> None:
    assert await a_broker(evening, "Berit Å.") == await a_broker(evening, " berit å ")
    assert list(evening.hall.brokers.values()) == ["Berit Å."]


async def test_of_mine_those_who_can_be_spoken_to_come_first(evening: Evening) -> None:
    berit = await a_broker(evening, "Berit")
    for party in ("Biblioteket", "Koret"):
        await send(evening, TakeUnderWing(id=new_id(), party=evening.party(party), broker=berit))
    await evening.arrive("Koret")
    assert mine(evening, berit) == ["Koret", "Biblioteket"]


async def test_a_note_is_kept_until_it_is_struck_and_then_its_words_are_gone(evening: Evening) -> None:
    party = evening.party("Koret")
    note = WriteNote(id=new_id(), note=new_id(), party=party, words="Dirigenten går klokka sju.")
    await send(evening, note)
    (kept,) = evening.exchange.store.ask(notes_of, party)
    assert (kept.words, kept.by) == ("Dirigenten går klokka sju.", "Berit Megler")
    await send(evening, StrikeNote(id=new_id(), note=note.note))
    assert evening.exchange.store.ask(notes_of, party) == []
    left = evening.exchange.store.ask(lambda db: [row["words"] for row in db.query("select words from broker_note")])
    assert left == [""]


async def test_no_word_of_a_note_is_in_the_history(evening: Evening) -> None:
    await send(evening, WriteNote(id=new_id(), note=new_id(), party=evening.party("Koret"), words="Hemmelighet"))
    history = evening.exchange.store.ask(lambda db: [row["data"] for row in db.query("select data from event")])
    assert not any("Hemmelighet" in data for data in history)


async def test_interest_is_in_a_post_of_the_other_party_and_nobody_elses(evening: Evening) -> None:
    post = evening.parties["Fargehandelen"].posts[0].post
    values = {"id": new_id(), "interest": new_id(), "party": evening.party("Turlaget"), "post": post}
    with pytest.raises(Invalid) as refused:
        await send(evening, PassOnInterest(**values, other=evening.party("Koret")))
    assert set(refused.value.fields) == {"post"}
    await send(evening, PassOnInterest(**values | {"id": new_id(), "other": evening.party("Fargehandelen")}))
    assert [one.post for one in evening.hall.interests] == [post]


async def test_nothing_is_noted_about_somebody_who_is_not_there(evening: Evening) -> None:
    with pytest.raises(Invalid):
        await send(evening, WriteNote(id=new_id(), note=new_id(), party="finnes-ikke", words="Hei"))
    with pytest.raises(Invalid):
        await send(evening, TakeUnderWing(id=new_id(), party=evening.party("Koret"), broker="finnes-ikke"))


async def test_what_a_tablet_says_of_a_party_that_was_merged_meanwhile_is_said_of_the_one_that_was_kept(
    evening: Evening,
) -> None:
    await evening.arrive()
    kept, gone, other = evening.party("Turlaget"), evening.party("Koret"), evening.party("Fargehandelen")
    berit = await a_broker(evening, "Berit")
    await evening.exchange.bus.send(MergeParties(id=new_id(), kept=kept, gone=gone), ORGANISER)
    await send(evening, WriteNote(id=new_id(), note=new_id(), party=gone, words="Dirigenten går klokka sju."))
    assert [note.words for note in evening.exchange.store.ask(notes_of, kept)] == ["Dirigenten går klokka sju."]
    await send(evening, TakeUnderWing(id=new_id(), party=gone, broker=berit))
    assert mine(evening, berit) == ["Turlaget"]
    await send(evening, PassOnInterest(id=new_id(), interest=new_id(), party=gone, other=other))
    with pytest.raises(Invalid, match="annen aktør enn dem selv"):
        await send(evening, PassOnInterest(id=new_id(), interest=new_id(), party=gone, other=kept))
    meeting = await evening.propose("Koret", "Fargehandelen", round=2)
    found = evening.exchange.store.ask(extra_meeting, meeting)
    assert found is not None
    assert {*found.parties} == {kept, other}
    with pytest.raises(Invalid, match="forskjellige aktører"):
        await evening.propose("Koret", "Turlaget", round=3)
