"""Whatever is sent to the server, the answer is a page that says what to do, and the next visitor notices nothing."""

import asyncio

import pytest
from aiohttp import FormData

from borse.app import LARGEST_FORM
from borse.frame import forms
from borse.house import OpenExchange
from borse.ids import new_id
from borse.links import tokens_of_people
from tests.builders import ORGANISER, a_party
from tests.conftest import Client
from tests.patience import PATIENCE

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"name=x", f"{FORM}; charset=finnes-ikke"),
        (b"name=%ff%fe&id=%00", FORM),
        (b"name=\xff\xfe", FORM),
        (b"name=\\udc80\\ud800", f"{FORM}; charset=unicode_escape"),
        (b"no boundary", "multipart/form-data"),
        (b"--x\r\nnothing of the kind", "multipart/form-data; boundary=x"),
        (b"--x\r\nContent-Disposition: form-data\r\n\r\nx\r\n--x--\r\n", "multipart/form-data; boundary=x"),
        (
            b'--x\r\nContent-Disposition: form-data; name="name"; filename="x"\r\n\r\nx\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
        ),
        (b"people." + b"9" * 5000 + b".name=x", FORM),
        ("people.²².name=x&offers.-1.text=x".encode(), FORM),
        (b'{"name": "x"}', "application/json"),
        (b"", FORM),
        (b"id=<script>&name=x", FORM),
        (b"id=" + b"x" * 100, FORM),
        (b"name=" + b"x" * 100_000, FORM),
        (b"&".join(b"people.%d.name=x" % n for n in range(900)), FORM),
    ],
    ids=str,
)
async def test_a_form_that_is_no_form_is_answered_with_a_sentence(
    client: Client, body: bytes, content_type: str
) -> None:
    answer = await client.post("/prove/pamelding", data=body, headers={"Content-Type": content_type})
    assert answer.status in {400, 422}, answer.status
    assert "<h1" in await answer.text()


@pytest.mark.parametrize("path", ["avmeld/feil", "p/‹own›/kommer", "styre/import", "glemt-lenke", "styre/lenker"])
async def test_an_id_that_is_none_is_answered_with_a_sentence(
    organiser: Client, served: OpenExchange, path: str
) -> None:
    await served.bus.send(a_party("Turlaget"), ORGANISER)
    (own,) = served.store.ask(tokens_of_people).values()
    form = FormData(default_to_multipart=True)
    form.add_field("id", "no id")
    form.add_field("reach", "a@b.no")
    form.add_field("file", b"Navn;Side\nTurlaget;Forening", filename="liste.csv")
    answer = await organiser.post(f"/prove/{path.replace('‹own›', own)}", data=form)
    assert (answer.status, "<h1" in await answer.text()) == (422, True)


@pytest.mark.parametrize("name", ["Tur\x00laget", "Tur\nlaget", "Tur\u202elaget", "  Tur\t laget\u200b "])
async def test_names_are_one_line_without_signs_that_nobody_sees(
    client: Client, served: OpenExchange, name: str
) -> None:
    form = {
        "id": new_id(),
        "name": name,
        "side": "association",
        "people.0.name": name,
        "people.0.email": "a@b.no",
        "rules": "1",
    }
    answer = await client.post("/prove/pamelding", data=form | {"offers.0.text": "Vi \x07har\x00 telt."})
    assert answer.status == 200, await answer.text()
    found = served.store.ask(lambda db: [row["name"] for row in db.query("select name from party")])
    assert found in (["Turlaget"], ["Tur laget"])
    assert served.store.ask(lambda db: db.execute("select text from post").fetchone()) == ("Vi har telt.",)


@pytest.mark.parametrize("seen", ["²", "9" * 5000, "-1", "x"])
async def test_a_stream_may_be_asked_to_go_on_from_anywhere(client: Client, seen: str) -> None:
    async with client.get("/prove/live", headers={"Last-Event-ID": seen}) as answer:
        assert answer.status == 200
        assert (await answer.content.readline()).strip() == b"id: 1"


@pytest.mark.parametrize(
    "path",
    [
        "/prove/p/%00",
        "/prove/p/" + "a" * 4000,
        "/prove/inn/%ff%fe",
        "/%2e%2e/",
        "/prove%0a/",
        "/prove/tavla?side=%00&sok=%ff",
        "/prove/resepsjon?person=%00",
        "/prove/rapport/bilde/%2e%2e%2f",
        "/static/%2e%2e/borse/app.py",
        "/static/../pyproject.toml",
    ],
)
async def test_an_odd_address_is_answered_with_a_page(organiser: Client, path: str) -> None:
    answer = await organiser.get(path)
    assert answer.status in {200, 404}, answer.status
    assert "<h1" in await answer.text()


async def test_a_body_that_is_too_large_is_refused_with_a_page(client: Client) -> None:
    much = b"x" * (LARGEST_FORM + 1)
    in_parts = FormData(default_to_multipart=True)
    in_parts.add_field("name", much.decode())
    as_file = FormData()
    as_file.add_field("file", much, filename="x.csv")
    for data in (FormData({"name": much.decode()}), in_parts, as_file):
        answer = await client.post("/prove/pamelding", data=data)
        assert (answer.status, "for stor" in await answer.text()) == (413, True)


async def test_a_list_of_two_thousand_rows_can_be_looked_over(organiser: Client, served: OpenExchange) -> None:
    """Each row of the preview is two fields of its form."""
    rows = "".join(f"Lag {number};forening;Person {number};Vi har telt nr. {number}\n" for number in range(2000))
    sheet = ("Aktør;Type;Kontaktperson;Tilbud\n" + rows).encode()
    data = FormData()
    batch = new_id()
    data.add_field("id", batch)
    data.add_field("file", sheet, filename="mange.csv")
    assert (await organiser.post("/prove/styre/import", data=data)).status == 200
    fields = [("id", new_id()), *(("shown", str(n)) for n in range(2, 2002)), *(("take", str(n)) for n in range(2, 5))]
    answer = await organiser.post(f"/prove/styre/import/{batch}", data=FormData(fields))
    assert answer.status == 200
    assert served.store.ask(lambda db: db.execute("select count(*) from party").fetchone()) == (3,)


async def test_a_body_that_never_comes_is_not_waited_for(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "READ_SECONDS", 0.2)
    reader, writer = await asyncio.open_connection(client.host, client.port)
    head = f"POST /prove/pamelding HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM}\r\nContent-Length: 1000\r\n\r\nname="
    writer.write(head.encode())
    answer = await asyncio.wait_for(reader.readline(), PATIENCE)
    writer.close()
    assert answer.startswith(b"HTTP/1.1 408")
