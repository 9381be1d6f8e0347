"""A list of three hundred sign-ups as municipalities have them: fifteen times each of twenty kinds of row.

lines(mended=False)   the rows, each a dictionary by heading
csv_of, xlsx_of       the file as Excel in Norway saves it, with a title above the headings
"""

import csv
import io
from collections.abc import Iterable

import xlsxwriter

ROWS = 300
KINDS = 20
OF_EACH = ROWS // KINDS
TITLE = "Påmeldinger til børsen 2027"
HEADINGS = (
    "Tidsstempel",
    "Navn på virksomhet/forening",
    "Type aktør",
    "Org.nr.",
    "Kontaktperson",
    "E-post",
    "Mobil",
    "Vi tilbyr 1",
    "Kategori tilbud 1",
    "Mengde tilbud 1",
    "Vi trenger 1",
    "Når kan dere være til stede?",
)
IDENTITY = HEADINGS[1:7]
PHONES = ("0047 {n}", "+47 {n}", "(+47) {n}", "tlf. {n}", "{n} (Åse)", "+47(0){n}")
Line = dict[str, str]


def lines(*, mended: bool = False) -> list[Line]:
    """The rows below the headings. `mended`: what was refused is put right, and a detail is new here and there."""
    return [_line(number, mended=mended) for number in range(ROWS)]


def _good(number: int) -> Line:
    return {
        "Tidsstempel": "12.01.2027 14:05",
        "Navn på virksomhet/forening": f"Sørøya lag nr. {number}",
        "Type aktør": ("Forening", "lag", "NÆRINGSLIV", "bedrift", "Kommune", "Idrettslag")[number % 6],
        "Org.nr.": "",
        "Kontaktperson": f"Åse Ærlig{number}",
        "E-post": f"ase{number}@lag.example",
        "Mobil": "",
        "Vi tilbyr 1": f"Vi øver inn et nummer til festen, {number} minutter.",
        "Kategori tilbud 1": "Nyttige never",
        "Mengde tilbud 1": "",
        "Vi trenger 1": "Noen som kan måle opp en løype.",
        "Når kan dere være til stede?": "hele kvelden",
    }


# What is wrong with each kind of row (the last part of its number), as what stands in its cells instead.
MESS: dict[int, Line] = {
    1: {"Kontaktperson": "Åse Ærlig{n}, {phone}, ase{n}@lag.example", "E-post": ""},
    2: {"Mobil": "{written}"},
    5: {"Tidsstempel": "i går kveld"},
    6: dict.fromkeys(HEADINGS, ""),
    7: {"Vi trenger 1": "Vi trenger penger til nye drakter."},
    # Below a merged cell: one more offer of the party above.
    8: dict.fromkeys(IDENTITY, "") | {"Vi tilbyr 1": "Kaffe og vafler til {n}.", "Vi trenger 1": ""},
    10: {"Mobil": "{phone} / 990 00 {n:03}"},
    11: {"E-post": "mangler", "Mobil": "-"},
    15: {"Kontaktperson": "Åse Ærlig{n} og Bjørn Øyen{n}"},
    16: {"Når kan dere være til stede?": "Hele tida og litt til"},
    17: {"Vi tilbyr 1": "Vi tilbyr «kaffe; kake»\nog sang nummer {n}"},
    18: dict(zip(HEADINGS, HEADINGS, strict=True)),  # two lists pasted below each other
    19: {"Kategori tilbud 1": "Diverse"},
}
# What refuses a row, until it is mended.
REFUSED: dict[int, Line] = {
    4: {"Type aktør": "Romvesen"},
    9: {"Kontaktperson": '=HYPERLINK("http://ond.example";"Åse")'},
    12: {"E-post": "ase{n}(at)lag.example"},
    13: {"Org.nr.": "123 456 789"},
}


def _line(number: int, *, mended: bool) -> Line:
    kind = number % KINDS
    if kind == 3:
        return _line(number - 3, mended=mended)
    if kind == 14:
        above = _line(number - 14, mended=mended)
        shouted = above["Navn på virksomhet/forening"].upper().replace(" NR. ", " NR.  ")
        return above | {"Navn på virksomhet/forening": f"  {shouted} "}
    wrong = MESS.get(kind, {}) | ({} if mended else REFUSED.get(kind, {}))
    if mended and kind == 0:
        wrong = {"Mengde tilbud 1": "4 ansatte"}
    phone = f"440 {number // 100:02} {number % 100:03}"
    written = PHONES[number // KINDS % len(PHONES)].format(n=phone)
    return _good(number) | {
        heading: text.format(n=number, phone=phone, written=written) for heading, text in wrong.items()
    }


def csv_of(rows: Iterable[Line]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([TITLE, *[""] * (len(HEADINGS) - 1)])
    writer.writerow([])
    writer.writerow(HEADINGS)
    writer.writerows([row[heading] for heading in HEADINGS] for row in rows)
    return text.getvalue().encode("cp1252")


def xlsx_of(rows: Iterable[Line]) -> bytes:
    """With merged cells, where the CSV has nothing left of them."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("Påmeldte")
        sheet.merge_range(0, 0, 0, len(HEADINGS) - 1, TITLE)
        sheet.write_row(2, 0, HEADINGS)
        kept = list(rows)
        for place, row in enumerate(kept, start=3):
            for column, heading in enumerate(HEADINGS):
                sheet.write_string(place, column, row[heading])
            if any(row.values()) and not any(row[heading] for heading in IDENTITY):
                for column, heading in enumerate(HEADINGS):
                    if heading in IDENTITY:
                        sheet.merge_range(place - 1, column, place, column, kept[place - 4][heading])
    return content.getvalue()
