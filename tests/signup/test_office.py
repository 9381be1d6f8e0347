"""The organiser's side of sign-up: the list, a party's card, the import with its preview, also from a terminal."""

import re
from pathlib import Path
from typing import Any

import pytest
from aiohttp import FormData
from click.testing import CliRunner

from borse.house import House, OpenExchange
from borse.terminal.importing import import_
from tests.builders import ORGANISER, a_need, a_party, a_person, a_wish
from tests.conftest import Client

ROWS = (
    "Virksomhet;Type aktør;Org.nr.;Kontaktperson;E-post;Vi tilbyr 1;Yndlingsfarge\n"
    "Turlaget;Forening;100000172;Sti Merkesen;sti@example.org;Omvisning;blå\n"
    "Trykkeriet;Næringsliv;100000025;Trykkfrid Tenkt;;Trykk;\n"
    "Tur-laget;Forening;;Varde Viddesen;;;\n"
    "Korpset;Forening;;Sti Merkesen;sti@example.org;Marsj;\n"
)


def _rows(exchange: OpenExchange, sql: str) -> list[dict[str, Any]]:
    return exchange.store.ask(lambda db: list(db.query(sql)))


async def _upload(organiser: Client, content: bytes = ROWS.encode("cp1252")) -> Any:
    form = FormData()
    form.add_field("id", "fil-nummer-1")
    form.add_field("file", content, filename="svar.csv", content_type="text/csv")
    return await organiser.post("/prove/styre/import", data=form)


async def test_the_preview_says_per_row_what_happens_and_saves_nothing(organiser: Client, served: OpenExchange) -> None:
    answer = await _upload(organiser)
    text = re.sub(r"\s+", " ", await answer.text())
    assert str(answer.url).endswith("/styre/import/fil-nummer-1")
    for said in (
        "Organisasjonsnummeret stemmer ikke",
        "Samme som rad 2",
        "Sti Merkesen er påmeldt for flere",
        "Yndlingsfarge",
    ):
        assert said in text
    assert re.findall(r'name="take" value="(\d+)"', text) == ["2", "4", "5"]
    assert _rows(served, "select * from party") == []


async def test_what_is_ticked_comes_in_and_a_second_press_says_the_same(
    organiser: Client, served: OpenExchange
) -> None:
    await _upload(organiser)
    ticked = [("id", "lagre-nummer-1"), ("take", "2"), ("take", "5"), *(("shown", number) for number in "245")]
    texts = [await (await organiser.post("/prove/styre/import/fil-nummer-1", data=ticked)).text() for _ in range(2)]
    assert all("2 nye aktører, 0 oppdatert" in text for text in texts)
    assert {row["name"] for row in _rows(served, "select name from party")} == {"Turlaget", "Korpset"}
    assert [row["name"] for row in _rows(served, "select name from person")] == ["Sti Merkesen"]
    assert _rows(served, "select * from import_batch") == []
    assert (await organiser.get("/prove/styre/import/fil-nummer-1")).status == 404


async def test_a_dropped_file_is_gone(organiser: Client, served: OpenExchange) -> None:
    await _upload(organiser)
    await organiser.post("/prove/styre/import/fil-nummer-1/slett", data={"id": "slett-nummer-1"})
    assert _rows(served, "select * from import_batch") == []


@pytest.mark.parametrize("content", [b"", b"\x89PNG\x00"], ids=["empty", "picture"])
async def test_a_file_that_cannot_be_read_is_answered_at_the_field(organiser: Client, content: bytes) -> None:
    answer = await _upload(organiser, content)
    assert answer.status == 422
    assert 'id="file-error"' in await answer.text()


async def test_the_list_is_searched_by_party_and_person_and_by_what_is_lacking(
    organiser: Client, served: OpenExchange
) -> None:
    await served.bus.send(a_party("Måsekoret", people=(a_person("Åse Åpenbartsen"),), posts=(a_need(),)), ORGANISER)
    await served.bus.send(a_party("Banken", "business"), ORGANISER)
    for query, found in (
        ("sok=aapenbart", {"Måsekoret"}),
        ("sok=maasekoret", {"Måsekoret"}),
        ("mangler=offer", {"Måsekoret"}),
        ("side=business", {"Banken"}),
        ("", {"Måsekoret", "Banken"}),
    ):
        text = await (await organiser.get(f"/prove/styre/aktorer?{query}")).text()
        assert set(re.findall(r'styre/aktorer/\w+">([^<]+)<', text)) == found, query


async def test_a_party_is_withdrawn_and_brought_back_from_its_card(organiser: Client, served: OpenExchange) -> None:
    party = a_party("Turlaget", wishes=(a_wish("Banken", kind="veto"),), note="Vi må gå presis.")
    await served.bus.send(party, ORGANISER)
    card = f"/prove/styre/aktorer/{party.party}"
    text = await (await organiser.get(card)).text()
    assert "Vi må gå presis." in text
    assert "Vil helst ikke møte: Banken" in text
    text = await (await organiser.post(f"{card}/meld-av", data={"id": "meld-av-nummer-1"})).text()
    assert "Meldt av" in text
    assert "Turlaget" not in await (await organiser.get("/prove/tavla")).text()
    await organiser.post(f"{card}/angre", data={"id": "angre-nummer-1"})
    assert "Turlaget" in await (await organiser.get("/prove/tavla")).text()


async def test_a_mistyped_number_is_put_right_and_the_code_stays(organiser: Client, served: OpenExchange) -> None:
    person = a_person("Trine Trehat", phone="44000083", requires=("step_free",))
    party = a_party("Hagelaget", people=(person,))
    await served.bus.send(party, ORGANISER)
    (before,) = _rows(served, "select code from person")
    page = f"/prove/styre/aktorer/{party.party}/deltaker/{person.person}"
    assert 'value="+4744000083"' in await (await organiser.get(page)).text()
    wrong = await organiser.post(page, data={"people.0.name": "Trine", "people.0.phone": "12"})
    assert wrong.status == 422
    assert 'id="people.0.phone-error"' in await wrong.text()
    right = {"people.0.name": "Trine Trehatt", "people.0.phone": "440 00 038", "people.0.from": "18:30"}
    await organiser.post(page, data=right)
    (after,) = _rows(served, "select * from person join contact on person = id")
    assert (after["name"], after["phone"], after["code"]) == ("Trine Trehatt", "+4744000038", before["code"])
    assert (after["present_from"], after["requires"]) == ("2027-03-16T17:30:00.000000Z", "[]")


async def test_an_offer_that_no_longer_holds_is_taken_down(organiser: Client, served: OpenExchange) -> None:
    party = a_party("Turlaget")
    await served.bus.send(party, ORGANISER)
    card = f"/prove/styre/aktorer/{party.party}"
    await organiser.post(f"{card}/oppslag/{party.posts[0].post}/ta-ned", data={"id": "ta-ned-nummer-1"})
    board = await (await organiser.get("/prove/tavla")).text()
    assert party.posts[0].text not in board
    assert party.posts[1].text in board
    assert party.posts[0].text in await (await organiser.get(card)).text()


@pytest.mark.parametrize("path", ["/styre/aktorer", "/styre/aktorer/x", "/styre/import", "/styre/import/x"])
async def test_only_the_organiser_sees_who_signed_up(client: Client, path: str) -> None:
    assert (await client.get(f"/prove{path}")).status == 401


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "svar.csv"
    path.write_bytes(ROWS.encode("cp1252"))
    return path


def test_from_a_terminal_nothing_is_saved_without_a_yes(
    exchange: OpenExchange, house: House, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BORSE_DATA", str(house.folder))
    result = CliRunner().invoke(import_, ["prove", str(file)])
    assert result.exit_code == 0, result.output
    assert _rows(exchange, "select * from party") == []
    assert _rows(exchange, "select * from import_batch") == []
    result = CliRunner().invoke(import_, ["prove", str(file), "--yes"])
    assert result.exit_code == 0, result.output
    assert {row["name"] for row in _rows(exchange, "select name from party")} == {"Turlaget", "Korpset"}


def test_from_a_terminal_a_fault_is_one_sentence(
    exchange: OpenExchange, house: House, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BORSE_DATA", str(house.folder))
    assert exchange.slug == "prove"
    file.write_bytes(b"Farge;Dyr\nrod;katt\n")
    for arguments in (["ukjent", str(file)], ["prove", str(file)]):
        result = CliRunner().invoke(import_, arguments)
        assert result.exit_code == 1
        assert result.stderr.count("\n") == 1
