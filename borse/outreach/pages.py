"""The organiser's pages of messages: what waits, what needs a decision, who has been told what."""

from collections import defaultdict
from itertools import groupby
from typing import Any

from aiohttp import web
from sqlite_utils import Database

from borse.bus import Command
from borse.frame.forms import Form
from borse.frame.keys import address, full_address, now, open_exchange, read, send
from borse.frame.render import render
from borse.frame.routes import ORGANISER, Door, action, page
from borse.language import gettext as _
from borse.outreach import messages, participant, reads, texts
from borse.outreach.channels import OUTREACH
from borse.outreach.kinds import KINDS
from borse.outreach.letters import Letter, Wanted, letter_for
from borse.outreach.printing import letters_pdf
from borse.outreach.states import words
from borse.times import clock_time, local


async def overview(request: web.Request) -> web.Response:
    outreach = request.app[OUTREACH]
    at = now(request)
    values = await read(request, _overview_values, at)
    resting = {channel: clock_time(since) for channel, since in outreach.down.items()}
    values |= {"can_send": sorted(outreach.channels), "has_address": bool(outreach.base), "resting": resting}
    return render(request, "outreach/overview.html", {**words(), **values, "when": _when})


def _overview_values(db: Database, at: Any) -> dict[str, Any]:
    counts = reads.counts(db)
    totals: dict[str, int] = defaultdict(int)
    for (_kind, status), number in counts.items():
        totals[status] += number
    decide = [
        (status, kind, list(found))
        for (status, kind), found in groupby(reads.to_decide(db), key=lambda one: (one.status, one.kind))
    ]
    queue = [(kind, list(found)) for kind, found in groupby(reads.queue(db), key=lambda one: one.kind)]
    return {
        "counts": counts,
        "totals": totals,
        "all_kinds": list(KINDS),
        "decide": decide,
        "queue": queue,
        "latest": reads.latest(db),
        "answers": reads.answers(db),
        "to_call": len(reads.to_call(db)),
        "quiet_until": reads.quiet_now(db, at),
    }


def _when(moment: Any) -> str:
    """Day and hour, short: 16.03. kl. 18.07."""
    return f"{local(moment):%d.%m.} {_('kl.')} {clock_time(moment)}"


async def invite(request: web.Request) -> web.Response:
    return await _do(request, messages.InviteToReconfirm)


async def send_programme(request: web.Request) -> web.Response:
    return await _do(request, messages.SendProgramme)


async def release(request: web.Request) -> web.Response:
    return await _do(request, messages.ReleaseMessages)


async def drop(request: web.Request) -> web.Response:
    return await _do(request, messages.DropMessages)


async def told(request: web.Request) -> web.Response:
    """On paper, by telephone, or it had come after all."""
    return await _do(request, messages.NoteTold)


async def _do(request: web.Request, kind: type[Command]) -> web.Response:
    """The command, and back to the page whose button was pressed."""
    form = await Form.of(request)
    await send(request, form.command(kind))
    back = {"utskrift": "/utskrift", "telefonliste": "/telefonliste"}.get(form.value("back"), "")
    raise web.HTTPSeeOther(address(request, f"/styre/meldinger{back}"))


async def log_page(request: web.Request) -> web.Response:
    q = request.query.get("q", "")
    people = await read(request, reads.find_people, q)
    return render(request, "outreach/log.html", {"people": people, "form": Form.filled({"q": q})})


async def person_page(request: web.Request) -> web.Response:
    values = await read(request, reads.log_of, request.match_info["person"])
    return render(request, "outreach/person.html", {**words(), **values, "when": _when})


async def send_link(request: web.Request) -> web.Response:
    form = await Form.of(request)
    person = request.match_info["person"]
    await send(request, form.command(messages.SendLinkTo, person=person))
    raise web.HTTPSeeOther(address(request, f"/styre/meldinger/person/{person}"))


async def telephone_list(request: web.Request) -> web.Response:
    everybody = "alle" in request.query
    question = reads.everybody_with_a_telephone if everybody else reads.to_call
    values = {"people": await read(request, question), "everybody": everybody}
    return render(request, "outreach/telephone.html", {**words(), **values})


async def print_queue(request: web.Request) -> web.Response:
    return render(request, "outreach/print.html", {**words(), "queue": await read(request, reads.to_print)})


async def print_pdf(request: web.Request) -> web.Response:
    letters = await read(request, _letters_to_print, full_address(request, ""))
    pdf = await letters_pdf(open_exchange(request), letters, now(request))
    return web.Response(
        body=pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="brev.pdf"'},
    )


def _letters_to_print(db: Database, base: str) -> list[tuple[str, Letter]]:
    """Name and letter of what lies in the queue and still says something."""
    found = []
    for row in reads.to_print(db):
        wanted = Wanted(kind=row["kind"], person=row["person"], channel="paper", about=row["about"])
        letter = letter_for(db, wanted, base)
        if isinstance(letter, Letter):
            found.append((row["name"], letter))
    return found


ROUTES = (
    page("/styre/meldinger", overview, ORGANISER),
    action("/styre/meldinger/sporr", invite, ORGANISER),
    action("/styre/meldinger/program", send_programme, ORGANISER),
    action("/styre/meldinger/send", release, ORGANISER),
    action("/styre/meldinger/forkast", drop, ORGANISER),
    action("/styre/meldinger/fortalt", told, ORGANISER),
    page("/styre/meldinger/logg", log_page, ORGANISER),
    page("/styre/meldinger/person/{person}", person_page, ORGANISER),
    action("/styre/meldinger/person/{person}/lenke", send_link, ORGANISER),
    page("/styre/meldinger/telefonliste", telephone_list, ORGANISER),
    page("/styre/meldinger/utskrift", print_queue, ORGANISER),
    page("/styre/meldinger/utskrift.pdf", print_pdf, ORGANISER),
    *texts.ROUTES,
    *participant.ROUTES,
)

DOORS = (Door("/styre/meldinger", "Meldinger", ORGANISER),)
