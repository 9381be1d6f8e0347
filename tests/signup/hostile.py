"""Spreadsheets that nobody should open unprepared, made byte by byte. Each is small and asks for much."""

import io
import zipfile

import xlsxwriter

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def packed(**parts: str | bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def an_xlsx(rows: str, **more: str | bytes) -> bytes:
    sheet = f'<worksheet xmlns="{_SHEET}"><sheetData>{rows}</sheetData></worksheet>'
    return packed(**_PARTS, **{"xl/worksheets/sheet1.xml": sheet}, **more)


def a_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def a_cell_at_the_end_of_the_world() -> bytes:
    """Two cells; between them 17 thousand million empty ones."""
    rows = f'<row r="1">{a_cell("A1", "Virksomhet")}</row><row r="1048576">{a_cell("XFD1048576", "x")}</row>'
    return an_xlsx(rows)


def a_bomb() -> bytes:
    """A hundred thousand bytes that unpack to a hundred million."""
    return an_xlsx("<!--" + " " * 100_000_000 + "-->")


def a_bomb_that_lies() -> bytes:
    """The same, saying that it unpacks to a thousand bytes."""
    content = bytearray(a_bomb())
    size = (100_000_000).to_bytes(4, "little")
    true_sizes = [
        info.file_size.to_bytes(4, "little")
        for info in zipfile.ZipFile(io.BytesIO(bytes(content))).infolist()
        if info.file_size > len(size) * 1_000_000
    ]
    return bytes(content).replace(true_sizes[0], (1000).to_bytes(4, "little"))


def a_million_rows() -> bytes:
    return an_xlsx("<row/>" * 1_048_576)


def a_million_rows_with_words() -> bytes:
    row = '<row><c t="inlineStr"><is><t>Korpset</t></is></c></row>'
    return an_xlsx(row * 700_000)


def an_ods(rows: str) -> bytes:
    content = (
        f'<office:document-content xmlns:office="{_ODF}:office:1.0" xmlns:table="{_ODF}:table:1.0" '
        f'xmlns:text="{_ODF}:text:1.0" office:version="1.3"><office:body><office:spreadsheet>'
        f'<table:table table:name="Svar">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )
    parts = {"META-INF/manifest.xml": manifest, "content.xml": content}
    return packed(mimetype="application/vnd.oasis.opendocument.spreadsheet", **parts)


def a_sheet_that_repeats_itself() -> bytes:
    """ODS: one cell, to be repeated sixteen thousand million times."""
    return an_ods(
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
        'table:number-columns-repeated="16000" office:value-type="string"><text:p>Virksomhet</text:p>'
        "</table:table-cell></table:table-row>"
    )


def laughs() -> bytes:
    """XML whose entities name each other, a thousand million laughs deep."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    sheet = (
        f'<!DOCTYPE w [<!ENTITY l0 "ha">{entities}]><worksheet xmlns="{_SHEET}"><sheetData><row r="1">'
        f"{a_cell('A1', '&l9;')}</row></sheetData></worksheet>"
    )
    return packed(**_PARTS, **{"xl/worksheets/sheet1.xml": sheet})


def macros() -> bytes:
    return an_xlsx(f'<row r="1">{a_cell("A1", "Virksomhet")}</row>', **{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def macros_of_odf() -> bytes:
    return packed(
        mimetype="application/vnd.oasis.opendocument.spreadsheet", **{"Basic/Standard/Module1.xml": "<script/>"}
    )


def old_macros() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "_VBA_PROJECT".encode("utf-16-le") + b"\x00" * 600


def formulas() -> bytes:
    """An honest XLSX in which a name and a number are computed, with the values that Excel saved beside them."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Svar")
        sheet.write_row(0, 0, ("Virksomhet", "Type aktør", "Kontaktperson", "Mengde tilbud 1", "Vi tilbyr 1"))
        sheet.write_row(1, 1, ("Forening", "Ola Notist"))
        sheet.write_formula(1, 0, '="Kor"&"pset"', None, "Korpset")
        sheet.write_formula(1, 3, "=2+2", None, 4)
        sheet.write_formula(1, 4, '=HYPERLINK("http://ond.example","Marsj")', None, "Marsj")
    return file.getvalue()


def an_honest_ods() -> bytes:
    """As LibreOffice saves it: what was typed, and then empty rows to the end of the sheet."""
    text = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    number = (
        '<table:table-cell office:value-type="float" office:value="44000012"><text:p>44</text:p></table:table-cell>'
    )
    return an_ods(
        f"<table:table-row>{text.format('Virksomhet')}{text.format('Mobil')}</table:table-row>"
        f"<table:table-row>{text.format('Åsekoret')}{number}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048574"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
