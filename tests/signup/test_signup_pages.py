"""The public front of a børs, before a real server: signing up without an account, without JavaScript, without loss."""

import re
from typing import Any

import pytest

from borse.house import OpenExchange
from tests.builders import AClock
from tests.conftest import Client


def _typed(**changes: str) -> dict[str, str]:
    return {
        "id": "skjema-nummer-1",
        "side": "association",
        "name": "Husflidslaget",
        "people.0.name": "Trine Trehatt",
        "people.0.phone": "440 00 038",
        "offers.0.text": "Vi gir håndverksprodukter.",
        "offers.0.categories": "nyttige never",
        "needs.1.text": "Vi trenger å låne møtelokale.",
        "needs.1.quantity": "16 personer",
        "rules": "1",
        **changes,
    }


def _rows(exchange: OpenExchange, sql: str) -> list[dict[str, Any]]:
    return exchange.store.ask(lambda db: list(db.query(sql)))


def _errors(text: str) -> dict[str, str]:
    """What the summary at the top of the page says, by field."""
    summary = text.partition("data-error-summary")[2].partition("</div>")[0]
    return dict(re.findall(r'href="#([^"]*)">([^<]*)<', summary))


async def test_whoever_signs_up_goes_home_with_a_code_and_a_link(client: Client, served: OpenExchange) -> None:
    answer = await client.post("/prove/pamelding", data=_typed())
    text = await answer.text()
    assert answer.status == 200
    assert str(answer.url).endswith("/pamelding/kvittering/skjema-nummer-1")
    (person,) = _rows(served, "select code from person")
    assert f'class="code">{person["code"]}<' in text
    assert re.search(r'href="http[^"]*/prove/p/[a-z2-7]{26}"', text)
    assert "<svg" in text
    posts = {(row["kind"], row["text"], row["quantity"]) for row in _rows(served, "select * from post")}
    assert posts == {
        ("offer", "Vi gir håndverksprodukter.", ""),
        ("need", "Vi trenger å låne møtelokale.", "16 personer"),
    }


async def test_a_double_click_is_one_sign_up_and_the_same_receipt(client: Client, served: OpenExchange) -> None:
    first, second = [await (await client.post("/prove/pamelding", data=_typed())).text() for _ in range(2)]
    code = re.compile(r'class="code">(\w+)<')
    assert code.findall(first) == code.findall(second) != []
    assert len(_rows(served, "select * from party")) == 1


async def test_who_goes_back_and_types_something_else_loses_nothing(client: Client, served: OpenExchange) -> None:
    await client.post("/prove/pamelding", data=_typed())
    answer = await client.post("/prove/pamelding", data=_typed(name="Karnevalsforeningen"))
    text = await answer.text()
    assert answer.status == 409
    assert 'value="Karnevalsforeningen"' in text
    assert 'value="skjema-nummer-1"' not in text
    assert [row["name"] for row in _rows(served, "select name from party")] == ["Husflidslaget"]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"side": ""}, {"side"}),
        ({"name": ""}, {"name"}),
        ({"orgnr": "100000025"}, {"orgnr"}),
        ({"people.0.phone": ""}, {"people.0.email"}),
        ({"people.0.phone": "12"}, {"people.0.phone"}),
        ({"people.2.email": "kritt(at)example"}, {"people.2.name", "people.2.email"}),
        ({"people.0.from": "25:00"}, {"people.0.from"}),
        ({"people.0.from": "19:00", "people.0.until": "18:00"}, {"people.0.until"}),
        ({"offers.0.text": "", "needs.1.text": ""}, {"offers.0.text", "needs.1.text"}),
        ({"needs.2.categories": "tull", "needs.2.text": "Noe"}, {"needs.2.categories"}),
        ({"rules": ""}, {"rules"}),
    ],
)
async def test_each_mistake_is_said_at_its_field_and_what_was_typed_is_kept(
    client: Client, served: OpenExchange, changes: dict[str, str], fields: set[str]
) -> None:
    answer = await client.post("/prove/pamelding", data=_typed(**changes))
    text = await answer.text()
    assert answer.status == 422
    assert set(_errors(text)) == fields
    assert all(f'id="{field}"' in text for field in fields)
    assert "Trine Trehatt" in text
    assert _rows(served, "select * from party") == []


async def test_nobody_needs_an_e_mail_address_or_a_telephone(client: Client, served: OpenExchange) -> None:
    answer = await client.post("/prove/pamelding", data=_typed(**{"people.0.phone": "", "no_contact": "1"}))
    assert answer.status == 200
    assert _rows(served, "select email, phone from contact") == [{"email": "", "phone": ""}]


async def test_a_private_person_need_not_write_their_name_twice(client: Client, served: OpenExchange) -> None:
    await client.post("/prove/pamelding", data=_typed(side="individual", name=""))
    assert [row["name"] for row in _rows(served, "select name from party")] == ["Trine Trehatt"]


async def test_more_rows_come_by_a_button_and_keep_what_was_typed(client: Client, served: OpenExchange) -> None:
    answer = await client.post("/prove/pamelding", data=_typed(more="offers"))
    text = await answer.text()
    assert 'name="offers.4.text"' in text
    assert "Vi gir håndverksprodukter." in text
    assert 'value="skjema-nummer-1"' in text
    assert _rows(served, "select * from party") == []


async def test_hours_and_a_step_free_table_are_of_the_person(client: Client, served: OpenExchange) -> None:
    more = {"people.1.name": "Tove Tohatt", "people.1.from": "18:30", "people.1.step_free": "1"}
    await client.post("/prove/pamelding", data=_typed(**more))
    people = {row["name"]: row for row in _rows(served, "select * from person")}
    assert people["Tove Tohatt"]["present_from"] == "2027-03-16T17:30:00.000000Z"
    assert people["Tove Tohatt"]["requires"] == '["step_free"]'
    assert people["Trine Trehatt"]["present_from"] is None


async def test_the_receipt_does_not_show_the_link_of_somebody_who_was_known(client: Client) -> None:
    """Else whoever knows your telephone number could open your page."""
    await client.post("/prove/pamelding", data=_typed())
    answer = await client.post("/prove/pamelding", data=_typed(id="skjema-nummer-2", name="Karnevalsforeningen"))
    text = await answer.text()
    assert "Karnevalsforeningen er påmeldt" in text
    assert 'class="code"' not in text
    assert "/prove/p/" not in text


async def test_the_receipt_is_gone_after_a_day(client: Client, clock: AClock) -> None:
    await client.post("/prove/pamelding", data=_typed())
    clock.move(hours=25)
    assert (await client.get("/prove/pamelding/kvittering/skjema-nummer-1")).status == 404


async def test_a_closed_sign_up_has_its_page_and_a_late_form_keeps_what_was_typed(
    client: Client, served: OpenExchange, clock: AClock
) -> None:
    clock.move(days=29, hours=1)
    page = await client.get("/prove/pamelding")
    assert (page.status, "Påmeldingen er stengt" in await page.text()) == (409, True)
    answer = await client.post("/prove/pamelding", data=_typed())
    text = await answer.text()
    assert answer.status == 409
    assert "Påmeldingen er stengt" in text
    assert "Vi gir håndverksprodukter." in text
    assert _rows(served, "select * from party") == []


async def test_the_organiser_may_sign_somebody_up_after_the_closing_time(
    organiser: Client, served: OpenExchange, clock: AClock
) -> None:
    clock.move(days=29, hours=1)
    answer = await organiser.post("/prove/pamelding", data=_typed())
    assert "Husflidslaget er påmeldt" in await answer.text()
    assert [row["source"] for row in _rows(served, "select source from party")] == ["organiser"]


@pytest.mark.parametrize("path", ["/", "/pamelding", "/tavla", "/personvern"])
async def test_anybody_may_read_the_public_pages(client: Client, path: str) -> None:
    answer = await client.get(f"/prove{path}")
    assert answer.status == 200
    assert "Prøvebørsen" in await answer.text()


async def test_conditions_are_ticked_and_a_place_is_written(client: Client, served: OpenExchange) -> None:
    typed = _typed(**{"offers.0.area": "Strømmen", "offers.0.conditions": "politiattest"})
    assert (await client.post("/prove/pamelding", data=typed)).status == 200
    (offer,) = _rows(served, "select area, conditions from post where kind = 'offer'")
    assert offer == {"area": "Strømmen", "conditions": "politiattest"}


async def test_a_need_of_money_is_met_with_a_way_on_at_its_field(client: Client, served: OpenExchange) -> None:
    answer = await client.post("/prove/pamelding", data=_typed(**{"needs.1.text": "Vi trenger penger til drakter."}))
    assert answer.status == 422
    assert _errors(await answer.text())["needs.1.text"].startswith("Børsen bytter ikke penger.")
    assert _rows(served, "select * from post") == []


async def test_a_condition_that_nobody_offered_is_no_condition(client: Client, served: OpenExchange) -> None:
    await client.post("/prove/pamelding", data=_typed(**{"offers.0.conditions": "noe annet"}))
    (offer,) = _rows(served, "select conditions from post where kind = 'offer'")
    assert offer == {"conditions": ""}
