"""Everybody's sheet on paper, as one PDF: one A5 page for each person in their language, with a QR to their page."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
from aiohttp import web
from sqlite_utils import Database

from borse.exchange import Exchange, exchange_of
from borse.frame.keys import full_address, read
from borse.frame.routes import ORGANISER, page
from borse.language import gettext as _
from borse.language import said_in
from borse.links import tokens_of_people
from borse.paper import typeset
from borse.programme.sheet import Sheet, SheetMeeting
from borse.programme.sheets import sheets_of
from borse.refusals import NotFound
from borse.times import clock_time, long_date

TEMPLATE = Path(__file__).parent / "sheets.typ"


async def sheets_pdf(request: web.Request) -> web.Response:
    """Raises NotFound before a programme is published: a sheet without meetings would only be printed twice."""
    exchange, sheets, tokens = await read(request, everybody)
    if not sheets or sheets[0].sheet.version is None:
        raise NotFound(_("Programmet er ikke publisert ennå, så det er ingen ark å skrive ut."))
    addresses = {person: full_address(request, f"/p/{token}") for person, token in tokens.items()}
    pdf = await asyncio.to_thread(pdf_of, exchange, sheets, addresses)
    return web.Response(
        body=pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{exchange.slug}-ark.pdf"'},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A sheet and the language of whoever reads it; the reasons on it are said in that already."""

    sheet: Sheet
    language: str


def pdf_of(exchange: Exchange, sheets: list[Read], addresses: dict[str, str]) -> bytes:
    """Slow (a code is drawn for each person, 10 ms): keep it off the loop."""
    at = sheets[0].sheet.published_at
    assert at is not None
    return typeset(TEMPLATE, data_of(exchange, sheets, addresses), at)


def everybody(db: Database) -> tuple[Exchange, list[Read], dict[str, str]]:
    """By name, whatever they read."""
    readers: dict[str, list[str]] = defaultdict(list)
    for row in db.query("select id, language from person where withdrawn_at is null"):
        readers[row["language"]].append(row["id"])
    sheets = [
        Read(sheet=sheet, language=tongue)
        for tongue, people in readers.items()
        for sheet in said_in(tongue, sheets_of, db, people)
    ]
    return exchange_of(db), sorted(sheets, key=lambda one: (one.sheet.name, one.sheet.person)), tokens_of_people(db)


def data_of(exchange: Exchange, sheets: list[Read], addresses: dict[str, str]) -> dict[str, Any]:
    """What the template prints: texts only, every sentence made here. `addresses` are of personal pages, by person."""
    tongues = {one.language for one in sheets}
    return {
        "title": _("Program for %s") % exchange.name,
        "exchange": exchange.name,
        "said": {tongue: said_in(tongue, _words, exchange) for tongue in sorted(tongues)},
        "sheets": [said_in(one.language, _sheet, one, addresses.get(one.sheet.person, "")) for one in sheets],
    }


def _words(exchange: Exchange) -> dict[str, Any]:
    """What all sheets in one language have in common."""
    return {
        "when": f"{long_date(exchange.gong_at)} · {exchange.place}",
        "doors": _("Dørene åpner kl. %(doors)s. Gongen går kl. %(gong)s.")
        % {"doors": clock_time(exchange.doors_at), "gong": clock_time(exchange.gong_at)},
        "words": {
            "time": _("Tid"),
            "table": _("Bord"),
            "whom": _("Hvem du møter, og hvorfor"),
            "code": _("Kode"),
            "programme": _("Ditt program"),
            "scan": _("Skann for å se programmet på telefonen. Endres det, står det der."),
            "picture": _("QR-kode til din egen side"),
            "none": _("Du har ingen faste møter. Snakk med en megler: de vet hvem som er ledig og hva de trenger."),
        },
    }


def _sheet(read_by: Read, address: str) -> dict[str, Any]:
    sheet = read_by.sheet
    assert sheet.published_at is not None
    return {
        "lang": read_by.language,
        "name": sheet.name,
        "code": sheet.code,
        "parties": " · ".join(party.name for party in sheet.parties),
        "meetings": [_meeting(meeting, several=len(sheet.parties) > 1) for meeting in sheet.meetings],
        "picture": _picture(address) if address else "",
        "version": _("Programmet, versjon %(version)s, publisert %(date)s kl. %(time)s")
        % {
            "version": sheet.version,
            "date": long_date(sheet.published_at),
            "time": clock_time(sheet.published_at),
        },
    }


def _meeting(meeting: SheetMeeting, *, several: bool) -> dict[str, Any]:
    """`several`: the person speaks for more than one party, and must know for whom they sit there."""
    people = ", ".join(meeting.others)
    with_me = _("Sammen med %s.") % ", ".join(meeting.with_me) if meeting.with_me else ""
    return {
        "time": clock_time(meeting.starts_at),
        "table": meeting.table,
        "other": meeting.other,
        "people": people,
        "own": _("Du snakker for %s.") % meeting.own if several else "",
        "with": with_me,
        "reasons": list(meeting.reasons[:2]),
    }


def _picture(address: str) -> str:
    """The QR as SVG text, with the white frame that readers need."""
    drawing = BytesIO()
    segno.make(address, error="m", micro=False).save(drawing, kind="svg", xmldecl=False, border=2)
    return drawing.getvalue().decode()


ROUTES = (page("/styre/program/ark.pdf", sheets_pdf, ORGANISER),)
