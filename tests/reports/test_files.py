"""The page and the files say the same, and say it twice in the same bytes."""

import csv
import io
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from borse.__main__ import main
from borse.bars import alternative, groups_of
from borse.house import House, OpenExchange
from borse.ids import new_id
from borse.pictures import DAY, NIGHT, PAPER, svg_of
from borse.reception.messages import CheckIn
from borse.reports.facts import facts_of
from borse.reports.figures import report_of
from borse.reports.files import KINDS
from borse.reports.paper import words_of
from borse.reports.report import Report
from borse.tables import Table, shown
from tests.builders import GONG, ORGANISER, AClock, a_party, a_programme, a_promise, an_agreement
from tests.conftest import Client

FORMULA = '=HYPERLINK("http://ond.example";"klikk")'


async def an_evening(exchange: OpenExchange) -> None:
    """Everything that the report shows, in small: agreements, halves of hours, a name that looks like a formula."""
    business, turlaget, museet = a_party(FORMULA, "business"), a_party(), a_party("Museet", "municipal")
    for party in (business, turlaget, museet):
        await exchange.bus.send(party, ORGANISER)
    await exchange.bus.send(CheckIn(id=new_id(), person=turlaget.people[0].person), ORGANISER)
    await a_programme(exchange, (1, "Bord 1", turlaget, business), (2, "Bord 2", turlaget, museet))
    for giver, hours, kroner in ((business.party, 2.5, 12000), (museet.party, 1000, None)):
        promise = a_promise(giver, turlaget.party, category="nyttige never", hours=hours, kroner=kroner)
        agreement = an_agreement(giver, turlaget.party, promises=(promise,), outside_the_gongs=True)
        await exchange.bus.send(agreement, ORGANISER)


@pytest.fixture
async def report(exchange: OpenExchange) -> Report:
    await an_evening(exchange)
    return report_of(exchange.store.ask(facts_of, GONG + timedelta(hours=2)))


def all_rows(table: Table) -> list[tuple[Any, ...]]:
    return [*table.rows, *([table.total] if table.total else [])]


def test_the_workbook_holds_every_figure_as_a_number(report: Report) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(KINDS["xlsx"].make(report)))
    assert book.sheet_names == ["Rapport", *(table.name for table in report.all_tables), "Forklaringer"]
    front = book.get_sheet_by_name("Rapport").to_python()
    assert [row[:3] for row in front[5:]] == [
        [one.label, float(one.value), "" if one.of is None else float(one.of)] for one in report.headline
    ]
    for table in report.all_tables:
        sheet = book.get_sheet_by_name(table.name).to_python()
        assert sheet[2][: len(table.columns)] == list(table.columns)
        found = [tuple(row[: len(table.columns)]) for row in sheet[3 : 3 + len(all_rows(table))]]
        assert found == all_rows(table)


def test_the_csv_holds_every_figure_for_a_norwegian_excel(report: Report) -> None:
    body = KINDS["csv"].make(report)
    assert body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["tabell", "rad", "kolonne", "verdi"]
    found = {(one[0], one[1], one[2]): one[3] for one in rows[1:]}
    for table in report.all_tables:
        for row in all_rows(table):
            for column, cell in zip(table.columns[1:], row[1:], strict=True):
                said = found[table.name, str(row[0]), column].removeprefix("'")
                assert said == (cell if isinstance(cell, str) else str(cell).replace(".", ","))
    assert found["Kategorier", "Nyttige never", "Timer"] == "1002,5"
    assert len(found) == len(rows) - 1  # no row is there twice


def test_nothing_that_somebody_typed_becomes_a_formula(report: Report) -> None:
    cells = [one for row in csv.reader(io.StringIO(KINDS["csv"].make(report).decode()), delimiter=";") for one in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
    assert b"<f>" not in KINDS["xlsx"].make(report)


def test_the_json_is_the_report(report: Report) -> None:
    value = json.loads(KINDS["json"].make(report))
    assert value["as_of"] == "2027-03-16T19:15:00.000000Z"
    assert [(one["key"], one["value"], one["of"]) for one in value["headline"]] == [
        (one.key, one.value, one.of) for one in report.headline
    ]
    for found, table in zip(value["tables"], report.all_tables, strict=True):
        assert [tuple(row) for row in found["rows"]] == list(table.rows)
        assert found["total"] == (None if table.total is None else list(table.total))


def test_the_pdf_has_every_figure_is_tagged_and_says_what_its_pictures_show(report: Report) -> None:
    words = words_of(report)
    assert [one["value"] for one in words["headline"]] == [shown(one.value) for one in report.headline]
    tables = [table for table in report.tables if table.rows]
    for found, table in zip(words["tables"], tables, strict=True):
        assert found["rows"] == [[shown(cell) for cell in row] for row in table.rows]
        assert (found["picture"] is None) == (not groups_of(table))
    body = KINDS["pdf"].make(report)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in body
    assert b"<pdfaid:part>2</pdfaid:part>" in body


@pytest.mark.parametrize("ending", KINDS)
def test_the_same_figures_are_the_same_bytes(report: Report, ending: str) -> None:
    make = KINDS[ending].make
    first = make(report)
    svg_of.cache_clear()
    assert make(report) == first


def test_every_picture_is_the_same_twice_and_has_no_style_for_the_browser_to_refuse(report: Report) -> None:
    drawn = [table for table in report.tables if groups_of(table)]
    assert [table.key for table in drawn] == ["sider", "kategorier", "behov", "aktorer", "moter", "oppmote"]
    for table, look in zip(drawn, 2 * (DAY, NIGHT, PAPER), strict=True):
        picture = svg_of(table, look)
        svg_of.cache_clear()
        assert svg_of(table, look) == picture
        assert b"style" not in picture


def test_a_picture_says_in_words_what_it_shows(report: Report) -> None:
    needs = next(table for table in report.tables if table.key == "behov")
    assert alternative(needs) == (
        "Stolpediagram. Behov med og uten svar. Lengst: Nyttige never: 1 av 3. Kortest: Lokaler: 0 av 0. "
        "Alle tallene står i tabellen."
    )


# ---- on the web ----------------------------------------------------------------------------------------------------


async def test_the_page_shows_the_figures_and_its_files_and_pictures_open(
    organiser: Client, served: OpenExchange, clock: AClock
) -> None:
    await an_evening(served)
    report = report_of(served.store.ask(facts_of, clock.at))
    page = await (await organiser.get("/prove/rapport")).text()
    assert "Per 14. februar 2027 kl. 18:15" in page
    for one in report.headline:
        assert f'<span class="figure-number">{shown(one.value)}' in page
    for table in report.tables:
        for row in all_rows(table):
            assert "".join(f"{shown(cell)}" for cell in row) in _cells_only(page)
        if groups_of(table):
            assert f'alt="{alternative(table)}"' in page
            for look in ("", "?natt"):
                picture = await organiser.get(f"/prove/rapport/{table.key}.svg{look}")
                assert (picture.status, picture.content_type) == (200, "image/svg+xml")
    for ending, kind in KINDS.items():
        answer = await organiser.get(f"/prove/rapport.{ending}")
        assert (answer.status, answer.content_type) == (200, kind.content_type)
        assert await answer.read() == kind.make(report)


def _cells_only(page: str) -> str:
    """The text of the page without tags and the space between them."""
    return re.sub(r"\s*<[^>]*>\s*", "", page)


@pytest.mark.parametrize("path", ["/rapport", *(f"/rapport.{ending}" for ending in KINDS)])
async def test_an_empty_bors_has_a_page_and_files(organiser: Client, path: str) -> None:
    assert (await organiser.get("/prove" + path)).status == 200


@pytest.mark.parametrize("key", ["finnes-ikke", "status", "sider"])
async def test_a_picture_that_is_not_there_is_not_found(organiser: Client, key: str) -> None:
    answer = await organiser.get(f"/prove/rapport/{key}.svg")
    assert answer.status == 404
    assert "Åpne rapporten på nytt" in await answer.text()


# ---- from the command line -----------------------------------------------------------------------------------------


@pytest.fixture
async def there(exchange: OpenExchange, house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """A børs in BORSE_DATA, with the server still running."""
    await an_evening(exchange)
    monkeypatch.setenv("BORSE_DATA", str(house.folder))
    return house


@pytest.mark.parametrize("ending", KINDS)
def test_the_command_writes_each_kind(there: House, ending: str) -> None:
    file = there.folder / f"rapport.{ending}"
    result = CliRunner().invoke(main, ["report", "prove", "-o", str(file)])
    assert (result.exit_code, file.stat().st_size > 1000) == (0, True)
    assert str(file) in result.stderr


@pytest.mark.usefixtures("there")
def test_json_goes_to_stdout() -> None:
    result = CliRunner().invoke(main, ["report", "prove", "--format", "json"])
    assert json.loads(result.stdout)["headline"][0] == {"key": "agreements", "label": "avtaler", "value": 2, "of": None}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["ukjent", "--format", "csv"], "Det finnes ingen børs med dette navnet."),
        (["prove", "--format", "pdf"], "PDF er ikke tekst. Si hvor den skal lagres, med -o FIL."),
        (["prove"], "Velg --format: pdf, xlsx, csv, json."),
        (["prove", "--format", "csv", "-o", "/finnes/ikke/rapport.csv"], "Kan ikke lagre /finnes/ikke/rapport.csv"),
    ],
)
@pytest.mark.usefixtures("there")
def test_what_went_wrong_is_one_sentence(arguments: list[str], sentence: str) -> None:
    result = CliRunner().invoke(main, ["report", *arguments])
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert result.stdout == ""
