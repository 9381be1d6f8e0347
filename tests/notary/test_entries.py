"""What a notary's tablet wrote without the net, as it arrives at `/ko`."""

from typing import Any

import pytest

from borse.floor.messages import NextPhase
from borse.hats.messages import MergeParties
from borse.house import OpenExchange
from borse.ids import new_id
from borse.notary import reads
from tests.builders import ORGANISER, PASSWORD, AClock, a_promise
from tests.conftest import Client
from tests.notary.hall import Hall, a_hall


@pytest.fixture
async def hall(client: Client, served: OpenExchange, clock: AClock) -> Hall:
    """In børstid, logged in this evening."""
    hall = await a_hall(served, clock)
    assert (await client.post("/prove/logg-inn", data={"password": PASSWORD})).status == 200
    return hall


def register(hall: Hall, **changes: Any) -> dict[str, Any]:
    data = {
        "agreement": new_id(),
        "promises": [a_promise(*hall.ends)],
        "first_caller": hall.ends[1],
        "next_step": "Turlaget ringer.",
        "then": "knock",
    } | changes
    return {"id": new_id(), "kind": "RegisterAgreement", "age": 0.0, "data": data}


async def send(client: Client, *entries: dict[str, Any]) -> list[dict[str, str]]:
    answer = await client.post("/prove/ko", json={"entries": entries})
    assert answer.status == 200
    answers: list[dict[str, str]] = (await answer.json())["answers"]
    return answers


async def test_the_tablet_hears_the_number_and_twice_the_same(client: Client, hall: Hall) -> None:
    entry = register(hall)
    assert [(one["status"], one["sentence"]) for one in await send(client, entry, entry)] == [
        ("saved", "Avtale nr. 1."),
        ("repeated", "Avtale nr. 1."),
    ]


async def test_what_is_not_complete_is_registered_and_the_tablet_hears_what_is_missing(
    client: Client, hall: Hall
) -> None:
    (answer,) = await send(client, register(hall, promises=[a_promise(*hall.ends, due="")]))
    assert answer["status"] == "saved"
    assert answer["sentence"].startswith("Ikke klubbet ennå. Skriv når")


async def test_whether_it_was_borstid_is_judged_by_when_it_was_written(
    client: Client, hall: Hall, clock: AClock
) -> None:
    """Written in the last minute of the floor, sent a quarter of an hour after the closing gong."""
    turn = 3
    while await _is_open(hall, turn):
        turn += 1
        clock.move(minutes=6)
    clock.move(minutes=15)
    late, in_time = register(hall), register(hall) | {"age": 16 * 60.0}
    answers = await send(client, late, in_time)
    assert [one["status"] for one in answers] == ["refused", "saved"]
    assert "børstid" in answers[0]["sentence"]


async def _is_open(hall: Hall, turn: int) -> bool:
    await hall.exchange.bus.send(NextPhase(id=new_id(), turn=turn), ORGANISER)
    kind: str = hall.exchange.store.ask(
        lambda db: db.execute("select kind from phase_log order by id desc limit 1").fetchone()[0]
    )
    return kind != "closing"


async def test_register_mend_and_knock_through_arrive_in_one_batch_and_one_stale_holds_nobody_up(
    client: Client, hall: Hall
) -> None:
    first, other = register(hall, then="wait"), register(hall)
    agreement = first["data"]["agreement"]
    terms = {name: first["data"][name] for name in ("promises", "first_caller", "next_step")}
    mend = {"id": new_id(), "kind": "CorrectAgreement", "data": {"agreement": agreement, "version": 1, **terms}}
    stale = mend | {"id": new_id()}
    knock = {"id": new_id(), "kind": "KnockThrough", "data": {"agreement": agreement, "version": 2}}
    answers = await send(client, first, mend, stale, knock, other)
    assert [one["status"] for one in answers] == ["saved", "saved", "refused", "saved", "saved"]
    assert "gjorde noe med denne avtalen" in answers[2]["sentence"]
    lines = await hall.exchange.store.read(reads.agreements, hall.exchange.bus.now())
    assert sorted((line.number, line.id) for line in lines) == [(1, agreement), (2, other["data"]["agreement"])]


async def test_the_same_agreement_under_another_entry_is_refused_in_words(client: Client, hall: Hall) -> None:
    entry = register(hall)
    again = entry | {"id": new_id()}
    answers = await send(client, entry, again)
    assert [one["status"] for one in answers] == ["saved", "refused"]
    assert "alt registrert" in answers[1]["sentence"]


async def test_what_a_tablet_wrote_of_a_party_that_was_merged_meanwhile_is_the_kept_ones(
    client: Client, hall: Hall
) -> None:
    """The notary's list was from before. An agreement between the two that are one is nobody's."""
    gone, kept = hall.association.party, hall.library.party
    mended = register(hall, then="wait")
    assert [one["status"] for one in await send(client, mended)] == ["saved"]
    merge = MergeParties(id=new_id(), kept=kept, gone=gone)
    await hall.exchange.bus.send(merge, ORGANISER)
    terms = {name: mended["data"][name] for name in ("agreement", "promises", "first_caller", "next_step")}
    mend = {"id": new_id(), "kind": "CorrectAgreement", "data": {"version": 1, **terms}}
    late, between = register(hall), register(hall, promises=[a_promise(gone, kept)], first_caller=kept)
    answers = await send(client, mend, late, between)
    assert [one["status"] for one in answers] == ["saved", "saved", "refused"]
    assert "to forskjellige" in answers[2]["sentence"]
    new, older = [
        (await hall.exchange.store.read(reads.chain, entry["data"]["agreement"]))[0].terms for entry in (late, mended)
    ]
    assert (new.parties, new.first_caller) == ((hall.business.party, kept), kept)
    assert older.parties == (hall.business.party, gone), "it goes on naming who made it"
