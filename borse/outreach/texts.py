"""The organiser's own words in the messages: edit, preview, and back to ours.

Two texts for each message, e-mail and SMS, in each language that people may choose: `?sprak=nn`.
"""

from collections.abc import Callable
from contextvars import copy_context
from typing import Any, TypeVar

from aiohttp import web
from sqlite_utils import Database

from borse.exchange import Exchange, exchange_of
from borse.frame.forms import Form
from borse.frame.keys import address, full_address, read, send
from borse.frame.render import render
from borse.frame.routes import ORGANISER, action, page
from borse.language import RIGHT_TO_LEFT, SOURCE, TONGUES, speak
from borse.language import gettext as _
from borse.outreach import messages
from borse.outreach.fields import FIELDS, field_names, of_exchange
from borse.outreach.kinds import KINDS, kind_names
from borse.outreach.segments import segments
from borse.outreach.wording import checked, fill, with_way_out, wording_of
from borse.refusals import Invalid, NotFound
from borse.times import clock_time, long_date

CHANNELS = {"epost": "email", "sms": "sms"}

Answer = TypeVar("Answer")


async def list_page(request: web.Request) -> web.Response:
    return render(request, "outreach/texts.html", {"kinds": kind_names(), "own": await read(request, _own)})


async def edit_page(request: web.Request) -> web.Response:
    kind, channel = _named(request)
    wording = await read(request, lambda db: _spoken(_tongue(request), wording_of, db, kind, channel))
    form = Form.filled({"subject": wording.subject, "body": wording.body})
    return await _edit(request, form, is_own=wording.is_own)


async def change(request: web.Request) -> web.Response:
    """Keep the text, or only show what it would become."""
    kind, channel = _named(request)
    tongue = _tongue(request)
    form = await Form.of(request)
    try:
        if form.value("preview"):
            checked(kind, form.value("subject"), form.value("body"), sms=channel == "sms")
            return await _edit(request, form, is_own=False)
        await send(request, form.command(messages.ChangeWording, what=kind, channel=channel, language=tongue))
    except Invalid as refusal:
        return await _edit(request, form.refused(refusal), is_own=False, status=refusal.status)
    raise web.HTTPSeeOther(address(request, "/styre/meldinger/tekster"))


async def reset(request: web.Request) -> web.Response:
    kind, channel = _named(request)
    form = await Form.of(request)
    await send(request, form.command(messages.ResetWording, what=kind, channel=channel, language=_tongue(request)))
    raise web.HTTPSeeOther(address(request, "/styre/meldinger/tekster"))


def _named(request: web.Request) -> tuple[str, str]:
    kind, channel = request.match_info["kind"], request.match_info["channel"]
    if kind not in KINDS or channel not in CHANNELS:
        raise NotFound(_("Denne teksten finnes ikke."))
    return kind, CHANNELS[channel]


def _tongue(request: web.Request) -> str:
    tongue = request.query.get("sprak", SOURCE)
    if tongue not in TONGUES:
        raise NotFound(_("Denne teksten finnes ikke."))
    return tongue


def _spoken(tongue: str, question: Callable[..., Answer], *args: object) -> Answer:
    """What `question` answers in a language, which does not stay behind: the page itself is for staff."""

    def answered() -> Answer:
        speak(tongue)
        return question(*args)

    return copy_context().run(answered)


async def _edit(request: web.Request, form: Form, *, is_own: bool, status: int = 200) -> web.Response:
    kind, channel = _named(request)
    tongue = _tongue(request)
    sample = _spoken(tongue, _sample, await read(request, exchange_of), full_address(request, ""))
    whole = _spoken(tongue, with_way_out, form.value("body").replace("\r\n", "\n").strip(), kind, channel)
    body = fill(whole, sample)
    values: dict[str, Any] = {
        "form": form,
        "kind": kind,
        "kinds": kind_names(),
        "channel": request.match_info["channel"],
        "fields": [(name, field_names()[name], sample[name]) for name in FIELDS[kind]],
        "subject": fill(form.value("subject"), sample),
        "body": body,
        "segments": segments(body) if channel == "sms" else None,
        "is_own": is_own,
        "tongue": tongue,
        "tongues": TONGUES,
        "way": "rtl" if tongue in RIGHT_TO_LEFT else "ltr",
    }
    return render(request, "outreach/text.html", values, status=status)


def _own(db: Database) -> set[tuple[str, str]]:
    """The texts that are the organiser's own, as (kind, channel)."""
    rows = db.query("select kind, channel from message_template where language = ?", [SOURCE])
    return {(row["kind"], row["channel"]) for row in rows}


def _sample(exchange: Exchange, base: str) -> dict[str, str]:
    """Somebody who does not exist, with what stands in the fields of a real message."""
    link = f"{base}/p/abcdefghijklmnopqrstuvwxyz"
    return {
        "navn": _("Kari Eksempel"),
        "aktor": _("Eksempellaget"),
        "lenke": link,
        "svar": f"{link}/kommer",
        "ikkemeg": f"{link}/ikke-meg",
        "meldtpa": _("Eksempellaget"),
        "kode": "K7PA",
        **of_exchange(exchange),
        "avmeld": f"{base}/avmeld/abcdefghijklmnopqrstuvwxyz",
        "program": _("18:15, Bord 3: Eksempelbedriften (Ola Prøve)\n18:22, Bord 5: Eksempelskolen"),
        "mote": _("Passer det å møte Eksempellaget i runde 4, Bord 9? Svar ja eller nei."),
        "endringer": _("Før: 18:15, Bord 3: Eksempelbedriften\nNå: 18:29, Bord 4: Eksempelbedriften"),
        "var": f"{long_date(exchange.gong_at)}, {clock_time(exchange.gong_at)}, {exchange.place}",
        "dom": _("Arrangøren har endret ordene i oppslaget deres. Nå står det:"),
        "oppslag": _("Fire ansatte rydder løypa en dag i mai."),
        "merknad": _("Arrangøren skriver: %s") % _("Vi tok ut telefonnummeret."),
        "avtale": _("Eksempelbedriften til Eksempellaget: Fire ansatte rydder løypa (innen 15. mai)"),
        "nummer": "12",
    }


ROUTES = (
    page("/styre/meldinger/tekster", list_page, ORGANISER),
    page("/styre/meldinger/tekster/{kind}/{channel}", edit_page, ORGANISER),
    action("/styre/meldinger/tekster/{kind}/{channel}", change, ORGANISER),
    action("/styre/meldinger/tekster/{kind}/{channel}/var", reset, ORGANISER),
)
