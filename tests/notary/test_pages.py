"""Registering as a broker and a notary do it: forms, names typed by hand, the paper."""

from typing import Any

import pytest

from borse.house import OpenExchange
from borse.ids import new_id
from borse.notary import reads
from tests.builders import GONG, ORGANISER, a_party
from tests.conftest import Client


@pytest.fixture
async def hall(organiser: Client, served: OpenExchange) -> Client:
    """The organiser's browser; two parties are signed up."""
    for party in (a_party("Regnskapskontoret", "business"), a_party("Turlaget")):
        await served.bus.send(party, ORGANISER)
    return organiser


def what_was_typed(**changes: Any) -> dict[str, Any]:
    return {
        "id": new_id(),
        "status": "agreed",
        "promises.0.giver": "regnskaps-kontoret",
        "promises.0.receiver": "TURLAGET",
        "promises.0.what": "Holder kurs i regnskap for styret.",
        "promises.0.quantity": "1 kveld",
        "promises.0.due": "innen 15. mai",
        "promises.0.hours": "2,5",
        "next_step": "Turlaget ringer.",
        "outside_the_gongs": "1",
        "then": "knock",
    } | changes


async def test_one_form_registers_approves_and_knocks_through(hall: Client, served: OpenExchange) -> None:
    answer = await hall.post("/prove/avtale", data=what_was_typed())
    assert answer.status == 200
    assert "Avtale nr. 1" in await answer.text()
    line = (await served.store.read(reads.agreements, GONG))[0]
    assert (line.status, line.parties) == ("knocked_through", ("Regnskapskontoret", "Turlaget"))


async def test_pressed_twice_it_is_one_agreement(hall: Client, served: OpenExchange) -> None:
    typed = what_was_typed()
    for _press in range(2):
        assert (await hall.post("/prove/avtale", data=typed)).status == 200
    assert len(await served.store.read(reads.agreements, GONG)) == 1


async def test_a_name_that_nobody_has_is_asked_about_and_what_was_typed_is_kept(
    hall: Client, served: OpenExchange
) -> None:
    answer = await hall.post("/prove/avtale", data=what_was_typed(**{"promises.0.giver": "Regnskapkontor"}))
    page = await answer.text()
    assert answer.status == 422
    assert "Mente du Regnskapskontoret?" in page
    assert "Holder kurs i regnskap for styret." in page
    assert await served.store.read(reads.agreements, GONG) == []


async def test_what_is_given_in_return_goes_the_other_way(hall: Client, served: OpenExchange) -> None:
    typed = what_was_typed(**{"promises.1.what": "Guidet tur for de ansatte", "promises.1.quantity": "20 plasser"})
    await hall.post("/prove/avtale", data=typed | {"then": "wait"})
    agreement = (await served.store.read(reads.agreements, GONG))[0].id
    first, second = (await served.store.read(reads.chain, agreement))[0].terms.promises
    assert (second.giver, second.receiver) == (first.receiver, first.giver)
    assert (first.hours, second.hours) == (2.5, None)


async def test_an_incomplete_agreement_is_kept_and_says_what_is_missing(hall: Client, served: OpenExchange) -> None:
    answer = await hall.post("/prove/avtale", data=what_was_typed(**{"promises.0.due": ""}))
    assert "Skriv når" in await answer.text()
    assert (await served.store.read(reads.agreements, GONG))[0].status == "agreed"


async def test_the_paper_is_the_same_bytes_for_the_same_agreement(hall: Client, served: OpenExchange) -> None:
    await hall.post("/prove/avtale", data=what_was_typed())
    agreement = (await served.store.read(reads.agreements, GONG))[0].id
    papers = [await (await hall.get(f"/prove/avtale/{agreement}/avtale.pdf")).read() for _again in range(2)]
    assert papers[0].startswith(b"%PDF")
    assert papers[0] == papers[1]


async def test_every_page_of_the_desk_opens(hall: Client, served: OpenExchange) -> None:
    await hall.post("/prove/avtale", data=what_was_typed())
    agreement = (await served.store.read(reads.agreements, GONG))[0].id
    for path in ("megler", "notar", "avtale", f"avtale/{agreement}", f"avtale/{agreement}/rett"):
        assert (await hall.get(f"/prove/{path}")).status == 200, path
    assert (await hall.get("/prove/avtale/finnes-ikke-1234")).status == 404
