"""Files as they really come: headings of their own, sent again with changes, three hundred rows full of faults."""

import re
from collections import Counter
from collections.abc import Callable
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
from tests.signup.messy import OF_EACH, Line, csv_of, lines, xlsx_of

STRANGE = b"Hvem;Hva slags;Mennesket;Pris;Gir bort\nTurlaget;Forening;Sti Merkesen;0;Omvisning i marka\n"
FIELDS = ("name", "side", "contact", "", "offer.text.1")
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


@pytest.mark.parametrize(("file_of", "warned"), [(csv_of, 6), (xlsx_of, 5)], ids=["csv", "xlsx"])
async def test_three_hundred_messy_rows_come_in_and_each_fault_is_said_in_its_row(
    organiser: Client, served: OpenExchange, file_of: Callable[[list[Line]], bytes], warned: int
) -> None:
    """Four kinds of row are refused, five are warned about (in a CSV one more: nothing is left of merged cells)."""
    page = await _uploaded(organiser, "rot-nummer-1", file_of(lines()))
    faults = re.findall(r'<ul class="faults">(.*?)</ul>', page, re.DOTALL)
    assert len(faults) == sum(fault.count("<li>") for fault in faults) == (4 + warned) * OF_EACH
    assert _figures(page) == {"nye": 11 * OF_EACH, "finnes fra før": 3 * OF_EACH, "må rettes": 4 * OF_EACH} | {
        "med merknad": warned * OF_EACH
    }
    answer = await _taken(organiser, "rot-nummer-1", page)
    assert f"{11 * OF_EACH} nye aktører, {OF_EACH} oppdatert" in answer
    parties = _rows(served, "select * from party")
    assert len({party["name_key"] for party in parties}) == len(parties) == 11 * OF_EACH
    assert len(_rows(served, "select * from person")) == 12 * OF_EACH
    assert len(_rows(served, "select * from contact where phone = '' and email = ''")) == 2 * OF_EACH
    held = _rows(served, "select text from post where status = 'held'")
    assert [post["text"] for post in held] == ["Vi trenger penger til nye drakter."] * OF_EACH
    offers = _rows(served, "select count(*) as number from post where kind = 'offer' group by party having number > 1")
    assert len(offers) == OF_EACH


async def test_the_same_list_mended_brings_what_was_refused_and_doubles_nothing(
    organiser: Client, served: OpenExchange
) -> None:
    await _taken(organiser, "rot-nummer-1", await _uploaded(organiser, "rot-nummer-1", csv_of(lines())))
    posts = len(_rows(served, "select * from post"))
    page = await _uploaded(organiser, "rot-nummer-2", csv_of(lines(mended=True)))
    assert _figures(page)["må rettes"] == 0
    answer = await _taken(organiser, "rot-nummer-2", page)
    assert f"{4 * OF_EACH} nye aktører, {OF_EACH} oppdatert" in answer
    assert len(_rows(served, "select * from party")) == 15 * OF_EACH
    assert len(_rows(served, "select * from post")) == posts + 2 * 4 * OF_EACH
    assert len(_rows(served, "select * from post where quantity = '4 ansatte'")) == OF_EACH
    page = await _uploaded(organiser, "rot-nummer-3", csv_of(lines(mended=True)))
    assert "nye aktører" not in await _taken(organiser, "rot-nummer-3", page)
    assert len(_rows(served, "select * from party")) == 15 * OF_EACH
    assert len(_rows(served, "select * from post")) == posts + 2 * 4 * OF_EACH


async def _uploaded(organiser: Client, batch: str, content: bytes) -> str:
    form = FormData()
    form.add_field("id", batch)
    form.add_field("file", content, filename="rot.csv")
    return await (await organiser.post("/prove/styre/import", data=form)).text()


async def _taken(organiser: Client, batch: str, page: str) -> str:
    """Everything that can be ticked is."""
    ticked = MultiDict([("id", f"{batch}-ja")])
    for number in re.findall(r'name="take" value="(\d+)"', page):
        ticked.add("take", number)
        ticked.add("shown", number)
    return await (await organiser.post(f"/prove/styre/import/{batch}", data=ticked)).text()


def _figures(page: str) -> dict[str, int]:
    found = re.findall(r'figure-number">(\d+)</span>\s*<span class="figure-label">([^<]+)<', page)
    return {label: int(number) for number, label in found}
