"""Files as they really come: headings of their own, sent again with changes, three hundred rows full of faults."""

import random
import re
from collections import Counter
from typing import Any

import pytest
from aiohttp import FormData
from multidict import MultiDict

from borse.house import OpenExchange
from borse.ids import new_id
from borse.refusals import Invalid
from borse.signup.import_messages import ImportParties, KeepImport, NameColumns
from borse.signup.imports import columns_of_batch
from borse.signup.preview import preview_of
from borse.signup.sheets import read_sheet
from tests.builders import ORGANISER, AClock
from tests.conftest import Client

STRANGE = b"Hvem;Hva slags;Mennesket;Pris;Gir bort\nTurlaget;Forening;Sti Merkesen;0;Omvisning i marka\n"
FIELDS = ("name", "side", "contact", "", "offer.text.1")
# What is wrong with a row, by the last digit of its number: the cell, and what stands there.
MESS = {
    0: (1, "Romvesen"),
    1: (3, "ikke en adresse"),
    2: (5, "Hele tida og litt til"),
    4: (0, "  LAG NR {ten_above} "),  # the one ten rows above again: merged, not doubled
    5: (2, "=cmd|' /C calc'!A0"),
    6: (3, ""),
    7: (0, ""),
}
AGAIN = "Virksomhet;Type aktør;Kontaktperson;Vi tilbyr 1;Vi trenger 1;Sted behov 1\n"


def _rows(exchange: OpenExchange, sql: str) -> list[dict[str, Any]]:
    return exchange.store.ask(lambda db: list(db.query(sql)))


async def _keep(exchange: OpenExchange, content: bytes) -> str:
    batch = new_id()
    await exchange.bus.send(KeepImport(id=batch, file_name="fil.csv", sheet=read_sheet(content)), ORGANISER)
    return batch


async def _import(exchange: OpenExchange, text: str) -> Counter[str]:
    batch = await _keep(exchange, text.encode())
    receipt = await exchange.bus.send(ImportParties(id=new_id(), batch=batch), ORGANISER)
    return Counter(type(recorded.event).__name__ for recorded in receipt.events)


async def test_strange_headings_are_asked_about_once(exchange: OpenExchange, clock: AClock) -> None:
    batch = await _keep(exchange, STRANGE)
    with pytest.raises(Invalid):
        exchange.store.ask(preview_of, batch, clock())
    asked = exchange.store.ask(columns_of_batch, batch, clock())
    assert [(one.heading, one.examples) for one in asked][2] == ("Mennesket", ("Sti Merkesen",))
    await exchange.bus.send(NameColumns(id=new_id(), batch=batch, columns=FIELDS), ORGANISER)
    second = await _keep(exchange, STRANGE.replace(b"Turlaget", b"Korpset"))
    preview = exchange.store.ask(preview_of, second, clock())
    assert ([row.name for row in preview.rows], preview.unread) == (["Korpset"], ())
    assert preview.rows[0].offers == 1


@pytest.mark.parametrize(
    ("columns", "field"),
    [
        (("name", "name", "", "", ""), "columns.1"),
        (("", "side", "", "", ""), ""),
        (("name", "no_such", "", "", ""), "columns.1"),
    ],
    ids=["twice the same", "no name", "no field"],
)
async def test_columns_that_make_no_sense_are_refused_and_not_remembered(
    exchange: OpenExchange, columns: tuple[str, ...], field: str
) -> None:
    batch = await _keep(exchange, STRANGE)
    with pytest.raises(Invalid) as refused:
        await exchange.bus.send(NameColumns(id=new_id(), batch=batch, columns=columns), ORGANISER)
    assert list(refused.value.fields) == [field]
    assert _rows(exchange, "select * from column_meaning") == []


async def test_the_organiser_says_what_the_columns_are_and_sees_the_rows(organiser: Client) -> None:
    form = FormData()
    form.add_field("id", "fil-nummer-1")
    form.add_field("file", STRANGE, filename="svar.csv")
    answer = await organiser.post("/prove/styre/import", data=form)
    assert str(answer.url).endswith("/styre/import/fil-nummer-1/kolonner")
    assert "For eksempel: Sti Merkesen" in await answer.text()
    wrong = await organiser.post(str(answer.url.path), data={"columns.0": "name", "columns.1": "name"})
    assert wrong.status == 422
    assert 'id="columns.1-error"' in await wrong.text()
    right = MultiDict({f"columns.{place}": field for place, field in enumerate(FIELDS)})
    preview = await organiser.post(str(answer.url.path), data=right)
    assert str(preview.url).endswith("/styre/import/fil-nummer-1")
    assert "Turlaget" in await preview.text()


async def test_a_file_sent_again_changes_what_was_changed_in_it_and_doubles_nothing(exchange: OpenExchange) -> None:
    row = "Korpset;Forening;Ola Notist;Marsj på festen;Vi trenger to trommer;{area}\n"
    await _import(exchange, AGAIN + row.format(area=""))
    assert await _import(exchange, AGAIN + row.format(area="")) == Counter()
    changed = row.replace("to trommer", "tre trommer").format(area="Sentrum")
    assert await _import(exchange, AGAIN + changed) == Counter(PartyChanged=1)
    posts = {(post["text"], post["area"]) for post in _rows(exchange, "select text, area from post")}
    assert posts == {("Marsj på festen", ""), ("Vi trenger tre trommer", "Sentrum")}
    other = row.replace("to trommer", "noter til jul").format(area="")
    await _import(exchange, AGAIN + other)
    assert len(_rows(exchange, "select * from post")) == 3


async def test_two_rows_of_one_file_that_are_nearly_alike_are_two_offers(exchange: OpenExchange) -> None:
    row = "Banken;Bedrift;Ola;Billetter til kamp {number};;\n"
    await _import(exchange, AGAIN + row.format(number=1) + row.format(number=2))
    assert len(_rows(exchange, "select * from post")) == 2


async def test_an_old_file_does_not_undo_the_organisers_words(exchange: OpenExchange) -> None:
    row = "Korpset;Forening;Ola Notist;;Vi trenger to trommer;\n"
    await _import(exchange, AGAIN + row)
    exchange.store.write(
        lambda db: db.execute("update post set text = 'Vi trenger tre trommer', moderator_note = 'Ola ringte.'")
    ).result()
    await _import(exchange, AGAIN + row)
    assert _rows(exchange, "select text from post") == [{"text": "Vi trenger tre trommer"}]


async def test_a_formula_in_a_csv_is_a_fault_of_its_row(exchange: OpenExchange, clock: AClock) -> None:
    text = AGAIN + '"=HYPERLINK(""http://ond.example"";""Korpset"")";Forening;Ola;;;\nKoret;Forening;Kari;;;\n'
    preview = exchange.store.ask(preview_of, await _keep(exchange, text.encode()), clock())
    assert [row.what for row in preview.rows] == ["refused", "new"]
    assert "formel" in preview.rows[0].faults[0].sentence


def _messy_rows() -> tuple[list[str], set[int], set[int]]:
    """Rows 2 to 301 as CSV; the numbers of those that must be refused, and of those that must be warned about."""
    chance = random.Random(2027)
    sides = ("Forening", "lag", "NÆRINGSLIV", "bedrift", "Kommune")
    lines, refused, warned = [], set(), set()
    for number in range(2, 302):
        cells = [f"Lag nr. {number}", chance.choice(sides), f"Person {number}", f"p{number}@example.org", "Kaffe", ""]
        place, text = MESS.get(number % 10, (4, "Vi tilbyr «kaffe; kake»\nog sang"))
        cells[place] = text.format(ten_above=number - 10)
        lines.append(";".join('"' + cell.replace('"', '""') + '"' for cell in cells))
        if number % 10 in {0, 1, 5, 7}:
            refused.add(number)
        if number % 10 == 2:
            warned.add(number)
    return lines, refused, warned


async def test_three_hundred_messy_rows_come_in_and_each_fault_is_said_in_its_row(
    organiser: Client, served: OpenExchange
) -> None:
    lines, refused, warned = _messy_rows()
    text = "Virksomhet;Type aktør;Kontaktperson;E-post;Vi tilbyr 1;Til stede\r\n" + "\r\n".join(lines)
    form = FormData()
    form.add_field("id", "fil-nummer-1")
    form.add_field("file", text.encode("cp1252"), filename="rot.csv")
    page = await (await organiser.post("/prove/styre/import", data=form)).text()
    assert {int(number) for number in re.findall(r'name="take" value="(\d+)"', page)} == set(range(2, 302)) - refused
    assert page.count('class="faults"') == len(refused) + len(warned) == 150
    ticked = MultiDict([("id", "lagre-nummer-1")])
    for number in re.findall(r'name="take" value="(\d+)"', page):
        ticked.add("take", number)
        ticked.add("shown", number)
    answer = await (await organiser.post("/prove/styre/import/fil-nummer-1", data=ticked)).text()
    came = re.search(r"(\d+) nye aktører, (\d+) oppdatert", answer)
    assert came is not None
    parties = _rows(served, "select * from party")
    assert len(parties) == int(came[1])
    assert len({party["name_key"] for party in parties}) == len(parties)
