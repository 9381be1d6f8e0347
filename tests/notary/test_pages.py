"""Registering as a broker and a notary do it: forms, names typed by hand, the paper."""

import re
from typing import Any

import pytest

from borse.bus import Role
from borse.house import OpenExchange
from borse.ids import new_id
from borse.links import make_link, token_of
from borse.notary import reads, roster
from borse.notary.messages import CorrectAgreement, SayTheWord
from borse.signup.messages import WithdrawParty
from tests.builders import GONG, ORGANISER, PASSWORD, AClock, a_party, a_programme, a_promise
from tests.conftest import Client
from tests.notary.hall import Hall, a_hall


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


@pytest.fixture
async def evening(client: Client, served: OpenExchange, clock: AClock) -> Hall:
    """In børstid, logged in this evening."""
    hall = await a_hall(served, clock)
    assert (await client.post("/prove/logg-inn", data={"password": PASSWORD})).status == 200
    return hall


async def test_whoever_is_overtaken_keeps_what_they_typed_and_sees_what_the_other_did(
    client: Client, evening: Hall
) -> None:
    draft = await evening.draft()
    terms = draft.model_dump(include={"agreement", "first_caller", "next_step", "conditions"})
    other = (a_promise(*evening.ends, quantity="6 ansatte"),)
    await evening.send(CorrectAgreement.model_validate({"id": new_id(), "version": 1, "promises": other, **terms}))
    typed = what_was_typed(version="1", **{"promises.0.what": "Det som ble skrevet"})
    answer = await client.post(f"/prove/avtale/{draft.agreement}/rett", data=typed)
    page = await answer.text()
    assert answer.status == 409
    assert "Notar 1 gjorde noe med denne avtalen" in page
    assert "6 ansatte" in page
    assert "Det som ble skrevet" in page
    assert 'name="version" value="2"' in page, "pressed once more, it is about what stands now"
    answer = await client.post(f"/prove/avtale/{draft.agreement}/rett", data=typed | {"version": "2"})
    assert "Avtale nr. 1" in await answer.text()


async def test_an_objection_that_comes_while_the_form_is_open_is_shown_before_it_is_settled(
    client: Client, evening: Hall
) -> None:
    draft = await evening.draft()
    address = f"/prove/avtale/{draft.agreement}/rett"
    assert 'name="heard" value="0"' in await (await client.get(address)).text()
    wrong = {"agreement": draft.agreement, "party": evening.association.party, "wording": 1, "says": "wrong"}
    word = SayTheWord.model_validate({"id": new_id(), "word": "Vi sa seks.", **wrong})
    await evening.send(word, evening.speaker(evening.association))
    typed = what_was_typed(version="1", heard="0")
    answer = await client.post(address, data=typed)
    page = await answer.text()
    assert answer.status == 409
    assert "Turlaget: noe stemmer ikke" in page
    heard = re.findall('name="heard" value="([0-9]+)"', page)
    answer = await client.post(address, data=typed | {"heard": heard[0]})
    assert "Avtale nr. 1" in await answer.text()


async def test_a_word_to_send_back_with_is_kept_when_another_desk_was_quicker(client: Client, evening: Hall) -> None:
    draft = await evening.draft()
    await evening.knock(draft.agreement)
    word = {"id": new_id(), "version": "1", "note": "Når på våren?"}
    answer = await client.post(f"/prove/avtale/{draft.agreement}/send-tilbake", data=word)
    page = await answer.text()
    assert answer.status == 409
    assert "En annen var raskere" in page
    assert "Når på våren?" in page


async def test_the_history_says_who_when_and_what_differs(client: Client, evening: Hall) -> None:
    draft = await evening.draft()
    await evening.knock(draft.agreement)
    typed = what_was_typed(version="3", then="wait", **{"promises.0.quantity": "To kvelder"})
    await client.post(f"/prove/avtale/{draft.agreement}/rett", data=typed)
    page = await (await client.get(f"/prove/avtale/{draft.agreement}/historikk")).text()
    for word in ("Historikk, avtale nr. 1", "Versjon 4", "4 ansatte", "To kvelder", "Megler 1", "Notar 1", "18:15"):
        assert word in page, word


async def test_somebody_at_the_desk_is_found_by_the_code_on_their_badge(client: Client, evening: Hall) -> None:
    roster = await (await client.get("/prove/avtale/aktorer.json")).json()
    code = next(one["codes"][0] for one in roster["parties"] if one["id"] == evening.library.party)
    typed = what_was_typed(**{"promises.0.giver": code.lower()})
    assert "Biblioteket gir til Turlaget" in await (await client.post("/prove/avtale", data=typed)).text()


async def test_a_post_is_taken_over_without_a_script(client: Client, evening: Hall) -> None:
    ends = dict(zip("ab", evening.ends, strict=True))
    offer, need = evening.association.posts
    page = await (await client.get("/prove/avtale", params=ends)).text()
    assert offer.text in page
    page = await (await client.get("/prove/avtale", params=ends | {"oppslag": need.post})).text()
    assert f"Svarer på: {need.text}" in page
    assert page.index('value="Regnskapskontoret"', page.index("promises.0.giver")) > 0


async def test_a_party_confirms_and_objects_on_its_own_telephone(client: Client, evening: Hall) -> None:
    draft = await evening.draft()
    own = f"/prove/p/{evening.token(evening.association)}/avtaler"
    assert "Stemmer dette?" in await (await client.get(own)).text()
    assert "1 avtale venter på svar fra deg" in await (await client.get(own.removesuffix("/avtaler"))).text()
    word = {"id": new_id(), "party": evening.ends[1], "wording": "1", "says": "wrong", "word": ""}
    answer = await client.post(f"{own}/{draft.agreement}/stemmer", data=word)
    assert answer.status == 422
    assert "Skriv kort hva som ikke stemmer" in await answer.text()
    await client.post(f"{own}/{draft.agreement}/stemmer", data=word | {"word": "Vi sa seks."})
    assert "Turlaget: noe stemmer ikke" in await (await client.get("/prove/notar")).text()
    assert "Notaren har fått beskjed" in await (await client.get(own)).text(), "they see that it arrived"
    page = await (await client.get(f"/prove/avtale/{draft.agreement}")).text()
    assert "Vi sa seks." in page
    foreign = f"/prove/p/{evening.token(evening.library)}/avtaler"
    assert "Stemmer dette?" not in await (await client.get(foreign)).text()
    assert (await client.get(f"{foreign}/{draft.agreement}/avtale.pdf")).status == 404


async def test_parties_write_their_own_draft_and_must_say_with_whom_and_which_way(
    client: Client, evening: Hall
) -> None:
    own = f"/prove/p/{evening.token(evening.association)}/avtaler"
    typed = {"id": new_id(), "promises.0.what": "Guidet tur", "promises.0.quantity": "20 plasser"}
    for more, sentence in (
        ({}, "Velg eller skriv hvem"),
        ({"other_name": "biblioteket"}, "Velg om det er dere som gir"),
        ({"other": evening.ends[0], "other_name": "Biblioteket"}, "Ta bort det ene"),
        ({"other_name": "Bibliotekket", "direction": "gives"}, "Mente dere Biblioteket?"),
    ):
        answer = await client.post(f"{own}/ny", data=typed | more)
        assert answer.status == 422
        page = await answer.text()
        assert sentence in page
        assert "Guidet tur" in page
    done = typed | {"other_name": "biblioteket", "direction": "gives"}
    assert "Venter på notar" in await (await client.post(f"{own}/ny", data=done)).text()
    queue = await (await client.get("/prove/notar")).text()
    assert "fra partenes telefon" in queue
    assert "Mangler når, hva som skjer nå" in queue


async def test_the_page_says_how_the_copy_goes_to_each_party(client: Client, evening: Hall) -> None:
    """Both have neither e-mail nor telephone: their copy is on its way to the printer."""
    draft = await evening.draft()
    assert "Kopi til partene" not in await (await client.get(f"/prove/avtale/{draft.agreement}")).text()
    await evening.knock(draft.agreement)
    page = await (await client.get(f"/prove/avtale/{draft.agreement}")).text()
    assert "Turlaget Persen: kopien" in page
    assert "Regnskapskontoret Persen: kopien" in page


async def test_a_draft_of_two_who_met_by_the_programme_says_in_which_meeting(
    client: Client, evening: Hall, served: OpenExchange
) -> None:
    await a_programme(
        served,
        (1, "Bord 2", evening.association, evening.business),
        (2, "Bord 3", evening.association, evening.library),
    )
    (meeting,) = await served.store.read(roster.meetings_now)
    own = f"/prove/p/{evening.token(evening.association)}/avtaler"
    typed = {"promises.0.what": "Guidet tur", "direction": "gives"}
    for other in (evening.business.party, evening.library.party):
        page = await (await client.get(f"{own}/ny")).text()
        assert other in page, "those whom one has met or will meet can be chosen"
        await client.post(f"{own}/ny", data=typed | {"id": new_id(), "other": other})
    lines = await served.store.read(reads.agreements, GONG)
    chains = [(line.parties, (await served.store.read(reads.chain, line.id))[0].meeting) for line in lines]
    assert sorted(chains, key=str) == [
        (("Turlaget", "Biblioteket"), None),
        (("Turlaget", "Regnskapskontoret"), meeting["id"]),
    ]


async def test_the_roster_knows_who_withdrew_as_long_as_an_agreement_names_them(client: Client, evening: Hall) -> None:
    await evening.draft()
    for party in (evening.association, evening.library):
        await evening.send(WithdrawParty(id=new_id(), party=party.party), ORGANISER)
    parties = (await (await client.get("/prove/avtale/aktorer.json")).json())["parties"]
    assert {one["name"]: one["gone"] for one in parties} == {"Regnskapskontoret": False, "Turlaget": True}


async def test_two_devices_that_came_by_the_same_link_are_two_desks(hall: Client, served: OpenExchange) -> None:
    for _draft in range(2):
        await hall.post("/prove/avtale", data=what_was_typed(then="wait"))
    link = new_id()
    served.store.write(lambda db: make_link(db, link, Role.NOTARY, "Notar", GONG)).result()
    token = served.store.ask(token_of, link)
    taken = []
    for _device in range(2):
        hall.session.cookie_jar.clear()
        await hall.get(f"/prove/inn/{token}")
        answer = await hall.post("/prove/notar/neste", data={"id": new_id()})
        taken.append(answer.url.path)
    assert len(set(taken)) == 2, "each has a draft of its own"
    page = await (await hall.get("/prove/notar")).text()
    assert (page.count("Fortsett"), page.count("har den")) == (1, 1)
