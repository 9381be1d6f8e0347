"""People see what is kept about them and ask to be erased; the organiser answers."""

import re
from datetime import timedelta

from borse.house import OpenExchange
from borse.links import tokens_of_people
from borse.privacy.terms import terms_in_bokmaal, version_of
from tests.builders import GONG, AClock
from tests.conftest import Client
from tests.privacy.builders import EMAIL, NAME, PERSONAL, PHONE, a_club, a_private_person, they_agree, traces_of

BOOK = {"Accept-Language": "nb"}


async def _text(client: Client, path: str) -> str:
    answer = await client.get(path, headers=BOOK)
    assert answer.status == 200, path
    return await answer.text()


async def test_the_terms_say_what_is_kept_and_how_long(client: Client) -> None:
    text = await _text(client, "/prove/personvern")
    assert "Ingen penger" in text
    assert "E-post og mobil" in text
    assert "til ett år etter børsen" in text
    assert "til en måned etter børsen" in text


async def test_the_terms_follow_what_the_organiser_has_set(organiser: Client) -> None:
    await organiser.post("/prove/styre/personvern", data={"months": "6"})
    assert "til 6 måneder etter børsen" in await _text(organiser, "/prove/personvern")
    answer = await organiser.post("/prove/styre/personvern", data={"months": "400"})
    assert answer.status == 422


async def test_whoever_signs_up_accepts_a_version_of_the_terms_that_can_be_read_back(exchange: OpenExchange) -> None:
    await a_private_person(exchange)
    accepted = "select t.version, t.text from terms_accepted a join terms t on t.version = a.version"
    rows = exchange.store.ask(lambda db: list(db.query(accepted)))
    now = exchange.store.ask(terms_in_bokmaal)
    assert rows == [{"version": version_of(now), "text": now}]
    assert "E-post og mobil" in now


async def test_people_see_all_that_is_kept_and_ask_to_be_erased(client: Client, served: OpenExchange) -> None:
    person = await a_private_person(served)
    page = f"/prove/p/{served.store.ask(tokens_of_people)[person]}/personvern"
    text = await _text(client, page)
    assert [word for word in PERSONAL if word not in text] == [PHONE], "the number is written as one reads it"
    assert "94 43 32 21" in text
    file = await (await client.get(page + ".json")).json()
    assert file["contact"] == [{"email": EMAIL, "phone": "+4794433221", "channel": ""}]
    await client.post(page + "/slett", data={"id": "sletteskjema-1"})
    assert "Du har bedt om å bli slettet" in await _text(client, page)
    await client.post(page + "/angre", data={"id": "sletteskjema-2"})
    assert "Du har bedt om å bli slettet" not in await _text(client, page)


async def test_the_organiser_sees_who_asked_and_what_follows_and_erases(
    organiser: Client, served: OpenExchange
) -> None:
    person, other = await a_private_person(served), await a_club(served)
    token = served.store.ask(tokens_of_people)[person]
    await organiser.post(f"/prove/p/{token}/personvern/slett", data={"id": "sletteskjema-1"})
    assert "1 vil bli slettet" in await _text(organiser, "/prove/styre")
    assert NAME in await _text(organiser, "/prove/styre/personvern")
    found = await _text(organiser, "/prove/styre/personvern?q=kvitfjell")
    assert f"/prove/styre/personvern/{person}" in found
    page = await _text(organiser, f"/prove/styre/personvern/{person}")
    assert f"{NAME} er en privatperson" in page
    assert "Det kan ikke angres" in page
    alone = await _text(organiser, f"/prove/styre/personvern/{other}")
    assert "Ingen andre snakker for Turlaget" in alone
    answer = await organiser.post(f"/prove/styre/personvern/{person}/slett", data={"id": "sletteskjema-3"})
    text = await answer.text()
    assert answer.status == 200
    assert re.search("Slettet .*20", text)
    assert traces_of(served) == []
    assert (await organiser.get(f"/prove/p/{token}/personvern")).status == 404
    assert NAME not in await _text(organiser, "/prove/styre/personvern")


async def test_an_agreement_that_stays_is_said_before_erasing(organiser: Client, served: OpenExchange) -> None:
    person, other = await a_private_person(served), await a_club(served)
    await they_agree(served, other, person)
    assert "avtale er klubbet gjennom" in await _text(organiser, f"/prove/styre/personvern/{person}")


async def test_only_the_organiser_may_look_and_erase(client: Client, served: OpenExchange) -> None:
    person = await a_private_person(served)
    for path in ("", f"/{person}", f"/{person}/data.json"):
        assert (await client.get("/prove/styre/personvern" + path)).status == 401
    assert (await client.post(f"/prove/styre/personvern/{person}/slett")).status == 401
    assert traces_of(served) == list(PERSONAL)


async def test_whoever_is_erased_after_the_evening_is_still_counted(
    organiser: Client, served: OpenExchange, clock: AClock
) -> None:
    person = await a_private_person(served)
    clock.at = GONG + timedelta(hours=1)
    served.store.write(lambda db: db.execute("update person set arrived_at = ?", ["2027-03-16T17:00:00Z"])).result()
    await organiser.post(f"/prove/styre/personvern/{person}/slett", data={"id": "sletteskjema-1"})
    count = "select count(*) from person where arrived_at is not null and withdrawn_at is null"
    counted = served.store.ask(lambda db: db.execute(count).fetchone())
    assert counted[0] == 1
