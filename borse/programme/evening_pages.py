"""The organiser's page while the børs is on: who is here, what the programme does not know, and planning it anew."""

from datetime import datetime
from typing import Any

from aiohttp import web
from sqlite_utils import Database

from borse.clock import clock_of
from borse.frame.forms import Form
from borse.frame.keys import actor, address, now, open_exchange, read, send
from borse.frame.render import render
from borse.frame.routes import ORGANISER, action, page
from borse.language import gettext as _
from borse.presence import absence_counts, arrangement_of
from borse.programme import figures, messages, reads, remarks
from borse.programme.difference import difference
from borse.programme.gaps import gaps_of
from borse.programme.planner import PLANNER
from borse.programme.watch import request_for
from borse.refusals import Invalid
from borse.silent_tablets import silent_tablets

NEVER = "aldri"


def modes() -> list[tuple[str, str, str]]:
    return [
        ("off", _("Av"), _("Programmet endres bare når du trykker på knappen.")),
        ("ask", _("Foreslå"), _("Et forslag legges klart. Du ser forskjellen og publiserer med ett trykk.")),
        (
            "auto",
            _("Av seg selv"),
            _(
                "Publiseres med en gang når det er minst like bra for dem som er her: færre som mangler møter, eller "
                "bedre møter, også når uroen er trukket fra. Mangler over halvparten, eller er et nettbrett i "
                "resepsjonen uten nett, spør vi deg likevel."
            ),
        ),
    ]


def minutes_choices() -> list[tuple[int, str]]:
    return [(minutes, _("%s minutter før runden") % minutes) for minutes in (2, 3, 4, 5)]


def missing_choices() -> list[tuple[str, str]]:
    return [
        *((str(minutes), _("%s minutter før gongen") % minutes) for minutes in (20, 15, 10, 5)),
        ("0", _("Når gongen går")),
        (NEVER, _("Aldri: bare den som er registrert som gått")),
    ]


async def evening(request: web.Request) -> web.Response:
    return await _evening(request, None)


async def _evening(request: web.Request, form: Form | None, *, status: int = 200) -> web.Response:
    planning = request.app[PLANNER].of(open_exchange(request).slug)
    values = await read(request, _evening_values, now(request))
    if values["published"] and values["clock"].state != "waiting" and not request.app[PLANNER].is_ready:
        await request.app[PLANNER].get_ready(open_exchange(request))  # whoever looks here may soon press the button
    arrangement = values["arrangement"]
    set_to = {
        "mode": arrangement.mode,
        "minutes_before": str(arrangement.minutes_before),
        "missing_minutes": NEVER if arrangement.missing_minutes is None else str(arrangement.missing_minutes),
    }
    values |= {
        "form": form or Form.filled(set_to),
        "planning": planning if planning is not None and planning.request.is_urgent else None,
        "figures": figures,
        "modes": modes(),
        "minutes_choices": minutes_choices(),
        "missing_choices": missing_choices(),
    }
    return render(request, "programme/evening.html", values, status=status)


def _evening_values(db: Database, at: datetime) -> dict[str, Any]:
    versions = reads.versions(db)
    draft = next((one for one in versions if not one.is_published and one.purpose != "plan"), None)
    published = next((one for one in versions if one.is_published), None)
    arrangement, clock = arrangement_of(db), clock_of(db)
    return {
        "gaps": gaps_of(db, at),
        "clock": clock,
        "silent_tablets": silent_tablets(db, at),
        "arrangement": arrangement,
        "counts": absence_counts(clock, arrangement, at),
        "published": published,
        "draft": draft,
        "warnings": []
        if draft is None
        else [remarks.sentence(one, reads.all_names(db)) for one in draft.by_hand.warnings],
        "draft_holds": draft is not None and reads.is_up_to_date(db, draft, at),
        "difference": None
        if draft is None or published is None
        else difference(db, published.version, draft.version, at),
    }


async def replan(request: web.Request) -> web.Response:
    """Now, at the organiser's word. When one is going on already, that is the one."""
    await Form.of(request)
    arrangement = await read(request, arrangement_of)
    await request.app[PLANNER].start_at_once(open_exchange(request), request_for(arrangement.mode), actor(request))
    raise web.HTTPSeeOther(address(request, "/styre/program/underveis"))


async def set_replanning(request: web.Request) -> web.Response:
    form = await Form.of(request)
    missing = form.value("missing_minutes")
    try:
        await send(request, form.command(messages.SetReplanning, missing_minutes=None if missing == NEVER else missing))
    except Invalid as refusal:
        return await _evening(request, form.refused(refusal), status=refusal.status)
    raise web.HTTPSeeOther(address(request, "/styre/program/underveis") + "#innstillinger")


ROUTES = (
    page("/styre/program/underveis", evening, ORGANISER),
    action("/styre/program/underveis", set_replanning, ORGANISER),
    action("/styre/program/replanlegg", replan, ORGANISER),
)
