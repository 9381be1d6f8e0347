"""What somebody types is kept from the first word: step by step, after a reload, on a dead phone; nobody sees it."""

import json
import re
from typing import Any

import pytest
from yarl import URL

from borse.house import OpenExchange
from borse.ids import following
from borse.signup.drafts import DAYS_KEPT
from tests.builders import AClock
from tests.conftest import Client

KEY = following("skjema-nummer-1", "draft")
DRAFT = f"/prove/pamelding?utkast={KEY}"


def _typed(**changes: str) -> dict[str, str]:
    return {"id": "skjema-nummer-1", "side": "association", "name": "Husflidslaget", **changes}


def _whole(**changes: str) -> dict[str, str]:
    more = {"people.0.name": "Trine Trehatt", "people.0.phone": "440 00 038", "needs.0.text": "Et rom.", "rules": "1"}
    return _typed(**more) | changes


def _rows(exchange: OpenExchange, sql: str) -> list[dict[str, Any]]:
    return exchange.store.ask(lambda db: list(db.query(sql)))


def _here(text: str) -> str:
    """The step that a narrow screen shows."""
    (here,) = re.findall(r'data-step="(\w+)"[^>]* data-here', text)
    return str(here)


async def test_going_on_saves_and_the_address_is_the_drafts(client: Client, served: OpenExchange) -> None:
    answer = await client.post("/prove/pamelding", data=_typed(to="next who"))
    text = await answer.text()
    assert answer.url.path_qs == DRAFT
    assert _here(text) == "people"
    assert 'value="Husflidslaget"' in text
    assert "Husflidslaget" not in str(answer.url)
    assert _rows(served, "select * from party") == []


async def test_whoever_comes_back_finds_all_that_was_typed_where_they_left_it(client: Client) -> None:
    await client.post("/prove/pamelding", data=_whole(**{"to": "next people", "offers.2.area": "Strømmen"}))
    text = await (await client.get(DRAFT)).text()
    assert _here(text) == "offers"
    for value in ("Husflidslaget", "Trine Trehatt", "440 00 038", "Strømmen"):
        assert f'value="{value}"' in text


async def test_going_back_keeps_what_is_half_typed_and_finds_no_fault(client: Client) -> None:
    answer = await client.post("/prove/pamelding", data=_typed(**{"to": "back people", "people.0.email": "trine@"}))
    text = await answer.text()
    assert (answer.status, _here(text)) == (200, "who")
    assert 'value="trine@"' in text


@pytest.mark.parametrize(
    ("step", "changes", "field"),
    [
        ("who", {"side": ""}, "side"),
        ("who", {"orgnr": "12"}, "orgnr"),
        ("people", {"people.0.phone": "12"}, "people.0.phone"),
        ("people", {"people.0.phone": ""}, "people.0.email"),
        ("offers", {"offers.1.quantity": "4 ansatte"}, "offers.1.text"),
        ("needs", {"needs.0.text": ""}, "needs.0.text"),
        ("needs", {"needs.0.text": "Vi trenger penger."}, "needs.0.text"),
    ],
)
async def test_what_is_wrong_is_said_at_the_step_that_has_it_and_nothing_else(
    client: Client, step: str, changes: dict[str, str], field: str
) -> None:
    answer = await client.post("/prove/pamelding", data=_whole(rules="", to=f"next {step}", **changes))
    text = await answer.text()
    assert (answer.status, _here(text)) == (422, step)
    summary = text.partition("data-error-summary")[2].partition("</div>")[0]
    assert re.findall(r'href="#([^"]*)"', summary) == [field]
    assert _here(await (await client.get(DRAFT)).text()) == step


async def test_nobody_hears_of_questions_that_were_not_asked_yet(client: Client) -> None:
    typed = {"id": "skjema-nummer-1", "side": "individual", "to": "next who"}
    text = await (await client.post("/prove/pamelding", data=typed)).text()
    assert _here(text) == "people"
    text = await (
        await client.post("/prove/pamelding", data=_whole(**{"needs.0.text": "", "to": "next offers"}))
    ).text()
    assert _here(text) == "needs"


async def test_a_form_that_is_sent_with_a_fault_lands_at_the_first_one_and_is_kept(client: Client) -> None:
    answer = await client.post("/prove/pamelding", data=_whole(**{"people.0.phone": "12", "rules": ""}))
    text = await answer.text()
    assert (answer.status, _here(text)) == (422, "people")
    assert 'value="Husflidslaget"' in await (await client.get(DRAFT)).text()


async def test_a_draft_is_deleted_when_it_is_sent_and_a_late_save_does_not_bring_it_back(
    client: Client, served: OpenExchange
) -> None:
    await client.post("/prove/pamelding", data=_whole(to="next needs"))
    assert (await client.post(URL(DRAFT), data=_whole())).url.path.startswith("/prove/pamelding/kvittering/")
    assert _rows(served, "select * from signup_draft") == []
    late = await client.post("/prove/pamelding/lagre", data=_whole(edition="9", step="needs"))
    assert late.status == 409
    assert _rows(served, "select * from signup_draft") == []
    assert (await client.get(DRAFT)).status == 404


async def test_who_goes_back_to_a_form_that_was_sent_and_goes_on_loses_nothing(client: Client) -> None:
    await client.post("/prove/pamelding", data=_whole())
    answer = await client.post(URL(DRAFT), data=_whole(name="Karnevalsforeningen", to="next who"))
    text = await answer.text()
    assert answer.status == 409
    assert 'value="Karnevalsforeningen"' in text
    (kept,) = re.findall(r'action="([^"]+utkast=\w{32})"', text)
    assert kept != DRAFT
    assert 'value="Karnevalsforeningen"' in await (await client.get(kept)).text()


async def test_typing_is_saved_quietly_and_a_save_that_was_overtaken_changes_nothing(client: Client) -> None:
    saved = await client.post("/prove/pamelding/lagre", data=_typed(edition="2", step="who"))
    assert (await saved.json()) == {"address": DRAFT, "said": "Lagret kl. 18:15"}
    await client.post("/prove/pamelding/lagre", data=_typed(edition="1", step="who", name="Husfl"))
    assert 'value="Husflidslaget"' in await (await client.get(DRAFT)).text()
    await client.post("/prove/pamelding/lagre", data=_typed(edition="3", step="who", name="Husfliden"))
    assert 'value="Husfliden"' in await (await client.get(DRAFT)).text()


async def test_a_draft_expires_and_is_deleted(client: Client, served: OpenExchange, clock: AClock) -> None:
    await client.post("/prove/pamelding", data=_typed(to="next who"))
    clock.move(days=DAYS_KEPT, minutes=1)
    assert (await client.get(DRAFT)).status == 404
    await client.post("/prove/pamelding", data=_typed(id="skjema-nummer-2", to="next who"))
    assert [row["id"] for row in _rows(served, "select id from signup_draft")] == [
        following("skjema-nummer-2", "draft")
    ]


async def test_a_draft_is_thrown_away_by_a_button(client: Client, served: OpenExchange) -> None:
    await client.post("/prove/pamelding", data=_typed(to="next who"))
    await client.post(URL(DRAFT), data=_typed(to="delete"))
    assert _rows(served, "select * from signup_draft") == []


async def test_a_draft_is_nobody_elses(client: Client, served: OpenExchange) -> None:
    await client.post("/prove/pamelding", data=_typed(to="next who"))
    pages = [await (await client.get(path)).text() for path in ("/prove/", "/prove/pamelding", "/prove/tavla")]
    assert all("Husflidslaget" not in page for page in pages)
    assert not any(cookie for cookie in client.session.cookie_jar)
    history = _rows(served, "select data from event")
    assert "Husflidslaget" not in json.dumps(history)
    assert (await client.get("/prove/pamelding?utkast=skjema-nummer-1")).status == 404


async def test_only_fields_of_the_form_are_kept_and_no_more_than_a_form_holds(
    client: Client, served: OpenExchange
) -> None:
    await client.post("/prove/pamelding/lagre", data=_typed(edition="1", fil="x" * 1000))
    (draft,) = _rows(served, "select typed from signup_draft")
    assert "xxx" not in draft["typed"]
    answer = await client.post("/prove/pamelding/lagre", data=_typed(edition="2", note="x" * 300_000))
    assert answer.status == 422
    assert (await client.post("/prove/pamelding/lagre", data={"name": "Uten id"})).status == 404


async def test_after_the_closing_time_a_draft_can_be_read_but_not_sent(client: Client, clock: AClock) -> None:
    clock.move(days=20)
    await client.post("/prove/pamelding", data=_whole(to="next needs"))
    clock.move(days=9, hours=1)
    text = await (await client.get(DRAFT)).text()
    assert "Påmeldingen er stengt" in text
    assert "Trine Trehatt" in text


async def test_all_questions_on_one_page_or_one_at_a_time_is_remembered(client: Client) -> None:
    text = await (await client.get("/prove/pamelding")).text()
    assert re.search(r'css/steps\.css[^>]* media="\(max-width', text)
    text = await (await client.post("/prove/pamelding", data=_typed(layout="auto", to="all"))).text()
    assert "css/steps.css" not in text
    text = await (await client.post("/prove/pamelding", data=_typed(layout="all", to="one"))).text()
    assert re.search(r'css/steps\.css[^>]*"(?! media)>', text)


async def test_a_day_is_given_with_one_tick(client: Client, served: OpenExchange) -> None:
    text = await (await client.get("/prove/pamelding?gi-en-dag")).text()
    assert re.search(r'name="day.give"[^>]* checked', text)
    day = {"day.give": "1", "day.quantity": "4 ansatte", "needs.0.text": ""}
    await client.post("/prove/pamelding", data=_whole(**day))
    (post,) = _rows(served, "select kind, text, quantity from post")
    assert post["kind"] == "offer"
    assert post["text"].startswith("Gi en dag: ")
    assert post["quantity"] == "4 ansatte"


async def test_how_many_there_is_place_for_stands_on_the_board(client: Client, served: OpenExchange) -> None:
    offer = {"offers.0.text": "Kurs i førstehjelp.", "offers.0.capacity": "12 kursplasser"}
    await client.post("/prove/pamelding", data=_whole(**offer))
    assert {row["capacity"] for row in _rows(served, "select capacity from post")} == {"12 kursplasser", ""}
    assert "12 kursplasser" in await (await client.get("/prove/tavla")).text()


@pytest.mark.parametrize(
    "name", ["Vinn på www.spill.example", "Ring 44 00 00 99 nå", "post@reklame.example"], ids=["link", "phone", "mail"]
)
async def test_nobody_can_put_an_address_of_their_own_into_our_messages(
    client: Client, served: OpenExchange, name: str
) -> None:
    answer = await client.post("/prove/pamelding", data=_whole(name=name))
    assert answer.status == 422
    assert 'id="name-error"' in await answer.text()
    assert _rows(served, "select * from message") == []
