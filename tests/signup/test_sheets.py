"""Files and cells as people really send them."""

import io
from datetime import time

import pytest
import xlsxwriter

from borse.folding import is_same_person, name_key
from borse.refusals import Invalid
from borse.signup.columns import columns_of, field_of
from borse.signup.hours import hours_of, moment_of
from borse.signup.sheets import MOST_ROWS, Sheet, read_sheet

TEXT = "Virksomhet;Type aktør;Kontaktperson\nGårdstunet;Forening;Åse Ærlig-Øksnes\n"


def _a_workbook(*rows: tuple[object, ...]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.add_worksheet("Tomt")
        sheet = book.add_worksheet("Svar")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return file.getvalue()


def _cells(sheet: Sheet) -> list[tuple[str, ...]]:
    return [row.cells for row in sheet.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_norwegian_letters_come_through_however_the_csv_was_saved(encoding: str, delimiter: str) -> None:
    sheet = read_sheet(TEXT.replace(";", delimiter).encode(encoding))
    assert _cells(sheet)[1] == ("Gårdstunet", "Forening", "Åse Ærlig-Øksnes")


def test_a_line_break_inside_a_cell_does_not_break_the_row() -> None:
    sheet = read_sheet(b'Virksomhet;Merknad\r\nKorpset;"To linjer;\r\nmed semikolon"\r\nKoret;\r\n')
    assert [row.number for row in sheet.rows] == [1, 2, 3]
    assert sheet.rows[1].cells[1].splitlines() == ["To linjer;", "med semikolon"]


def test_numbers_of_a_spreadsheet_are_read_without_decimals_and_empty_sheets_are_passed_by() -> None:
    sheet = read_sheet(_a_workbook(("Virksomhet", "Mobil"), ("Korpset", 44000012)))
    assert _cells(sheet) == [("Virksomhet", "Mobil"), ("Korpset", "44000012")]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n;;\n",
        b"PK\x03\x04 but no workbook",
        b"\xd0\xcf\x11\xe0 nor this",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"%PDF-1.7 \x81\x8d\x8f\x90",
        b"Virksomhet\n" + b"Korpset\n" * (MOST_ROWS + 1),
        b"Virksomhet;Merknad\nKorpset;" + b"x" * 5000,
    ],
    ids=["nothing", "empty rows", "broken zip", "broken xls", "picture", "pdf", "too many rows", "too long a cell"],
)
def test_what_is_no_list_of_sign_ups_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        columns_of(read_sheet(content), {})
    assert list(refused.value.fields) == ["file"]


def test_headings_may_stand_below_a_title() -> None:
    columns = columns_of(read_sheet(f"Påmeldinger 2027\n\n{TEXT}".encode()), {})
    assert columns.heading_row == 3
    assert set(columns.places) == {"name", "side", "contact"}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("NAVN PÅ VIRKSOMHET / FORENING", "name"),
        ("Org. nr.", "orgnr"),
        ("epost", "email"),
        ("Vi tilbyr 2", "offer.text.2"),
        ("Vi tilbyr", "offer.text.1"),
        ("kategori behov 3", "need.categories.3"),
        ("Plasser tilbud 2", "offer.capacity.2"),
        ("Nar kan dere vaere til stede?", "hours"),
        ("Fødselsdato", None),
    ],
)
def test_a_heading_is_known_by_what_it_means(heading: str, field: str | None) -> None:
    assert field_of(heading) == field


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("17:30-18:40", (time(17, 30), time(18, 40))),
        ("17.30–18.40", (time(17, 30), time(18, 40))),
        ("kl. 18 til 19", (time(18), time(19))),
        ("fra 18.30", (time(18, 30), None)),
        ("til kl 19", (None, time(19))),
        ("18-", (time(18), None)),
        ("hele kvelden", (None, None)),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, hours: tuple[time | None, time | None]) -> None:
    assert hours_of(text) == hours


@pytest.mark.parametrize("text", ["seint", "19-18", "25:00-26:00", "18", "17-18-19"])
def test_hours_that_can_mean_two_things_are_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        hours_of(text)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("16.03.2027 17:30", "2027-03-16T17:30:00+01:00"),
        ("1.6.2027", "2027-06-01T00:00:00+02:00"),
        ("2027-03-16T17:30", "2027-03-16T17:30:00+01:00"),
        ("46444,5", "2027-02-26T12:00:00+01:00"),
        ("46444.5", "2027-02-26T12:00:00+01:00"),
    ],
)
def test_dates_are_read_in_the_forms_that_files_have(text: str, iso: str) -> None:
    assert moment_of(text).isoformat() == iso


def test_a_date_that_may_be_american_is_not_guessed() -> None:
    with pytest.raises(ValueError, match="02/11/2027"):
        moment_of("02/11/2027 09:45 AM")


def test_names_are_one_however_they_are_spelt() -> None:
    assert len({name_key(name) for name in ("Gårdstunet", "GAARDSTUNET", "gards-tunet", "Gards tunet")}) == 1
    assert name_key("Sør-Øst") != name_key("Sørvest")


def test_who_shares_an_address_is_one_person_only_under_one_name() -> None:
    assert is_same_person("Trine Trehatt", "trine")
    assert not is_same_person("Trine Trehatt", "Kåre Trehatt")
    assert not is_same_person("", "Kåre")
