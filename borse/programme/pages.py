"""The organiser's pages: plan, look the draft over, lock and forbid, compare, publish."""

import re
from datetime import datetime
from typing import Any

from aiohttp import web
from sqlite_utils import Database

from borse.frame.forms import Form
from borse.frame.keys import actor, address, now, open_exchange, read, send
from borse.frame.render import render
from borse.frame.routes import ORGANISER, Door, action, page
from borse.language import gettext as _
from borse.programme import compare, figures, messages, reads, remarks, shown
from borse.programme.difference import difference
from borse.programme.evening_pages import ROUTES as EVENING
from borse.programme.hand_pages import ROUTES as BY_HAND
from borse.programme.personal import ROUTES as PERSONAL
from borse.programme.place_pages import ROUTES as PLACE
from borse.programme.planner import PLANNER
from borse.programme.planning import Request
from borse.programme.policy import policy
from borse.programme.print_sheets import ROUTES as PRINT
from borse.programme.under_way import Planning
from borse.published import published_before
from borse.refusals import Invalid, NotFound

# Seconds that the organiser may choose between, and what to expect.
EFFORTS = (5, 10, 30, 120)

# A version in an address.
NUMBER = r"[0-9]{1,6}"

VIEWS = ("runder", "aktorer", "mangler", "endringer")


def effort_names() -> list[tuple[int, str]]:
    names = {
        5: _("5 sekunder: et raskt utkast"),
        10: _("10 sekunder: vanligvis så godt som det kan bli"),
        30: _("30 sekunder: for en stor børs"),
        120: _("2 minutter: for en svært stor børs"),
    }
    return [(seconds, names[seconds]) for seconds in EFFORTS]


async def overview(request: web.Request) -> web.Response:
    return await _overview(request, Form.filled({"seconds": 10, "keep": "1"}))


async def _overview(request: web.Request, form: Form, *, status: int = 200) -> web.Response:
    planning = request.app[PLANNER].of(open_exchange(request).slug)
    values = {
        "form": form,
        "planning": planning,
        "step": step_in_words(planning),
        "efforts": effort_names(),
        "figures": figures,
        "policy": policy(),
        **await read(request, _overview_values, now(request)),
    }
    return render(request, "programme/overview.html", values, status=status)


def _overview_values(db: Database, at: datetime) -> dict[str, Any]:
    versions = reads.versions(db)
    draft = next((version for version in versions if not version.is_published), None)
    return {
        "versions": [version for version in versions if version.is_published],
        "draft": draft,
        "draft_holds": draft is not None and reads.is_up_to_date(db, draft, at),
        "rules": reads.rules_of(db),
        "names": reads.party_names(db),
        "parties": reads.parties_coming(db),
    }


def step_in_words(planning: Planning | None) -> str:
    if planning is None or planning.state == "waiting" or planning.progress is None:
        return _("Venter på tur")
    return figures.step_name(planning.progress.step)


async def start(request: web.Request) -> web.Response:
    form = await Form.of(request)
    if form.value("seconds") not in map(str, EFFORTS):
        refusal = Invalid({"seconds": _("Velg hvor lenge det skal planlegges.")})
        return await _overview(request, form.refused(refusal), status=refusal.status)
    wanted = Request(seconds=float(form.value("seconds")), keep=bool(form.value("keep")))
    request.app[PLANNER].start(open_exchange(request), wanted, actor(request))
    raise web.HTTPSeeOther(address(request, "/styre/program"))


async def cancel(request: web.Request) -> web.Response:
    await request.app[PLANNER].cancel(open_exchange(request).slug)
    raise web.HTTPSeeOther(address(request, "/styre/program"))


async def version_page(request: web.Request) -> web.Response:
    """One version, seen from one of four sides."""
    view = request.query.get("vis", "runder")
    if not re.fullmatch(NUMBER, request.match_info["version"]) or view not in VIEWS:
        raise NotFound(_("Denne versjonen av programmet finnes ikke."))
    values = await read(request, _version_values, int(request.match_info["version"]), view, now(request))
    return render(request, "programme/version.html", {"view": view, "figures": figures, **values})


def _version_values(db: Database, number: int, view: str, at: datetime) -> dict[str, Any]:
    version = reads.version_of(db, number)
    before = published_before(db, number)
    affected = [] if before is None else compare.affected_parties(db, before, number)
    parties = shown.parties_shown(db, number)
    needs = shown.needs_without(db, number)
    few = [party for party in parties if party.why_few]
    return {
        "version": version,
        "holds": version.is_published or reads.is_up_to_date(db, version, at),
        "before": before,
        "affected": affected,
        "warnings": [remarks.sentence(one, reads.all_names(db)) for one in version.by_hand.warnings],
        "difference": None if before is None or version.gain is None else difference(db, before, number, at),
        "people_affected": 0 if before is None else compare.number_of_people_affected(db, before, number),
        "parties": parties,
        "few": few,
        "needs": needs,
        "meetings": shown.meetings_shown(db, number) if view == "runder" else [],
        "counts": {"runder": version.meetings, "aktorer": len(parties), "mangler": len(few) + len(needs)},
    }


async def publish(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.PublishProgramme))
    seen_at = "underveis" if form.value("to") == "underveis" else f"versjon/{form.value('version')}"
    raise web.HTTPSeeOther(address(request, f"/styre/program/{seen_at}"))


async def set_rule(request: web.Request) -> web.Response:
    """Lock or forbid a pair, from the list of rules or from a meeting in the draft."""
    form = await Form.of(request)
    try:
        if form.value("kind") == "forbid":
            await send(request, form.command(messages.ForbidPair))
        else:
            round_ = form.value("round") or None
            await send(request, form.command(messages.LockPair, round=round_))
    except Invalid as refusal:
        return await _overview(request, form.refused(refusal), status=refusal.status)
    raise web.HTTPSeeOther(_back(request, form))


async def lift_rule(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.LiftRule))
    raise web.HTTPSeeOther(_back(request, form))


def _back(request: web.Request, form: Form) -> str:
    """To the version that the rule was made in, else to the list of rules."""
    version, meeting = form.value("version"), form.value("meeting")
    if re.fullmatch(NUMBER, version):
        return address(request, f"/styre/program/versjon/{version}") + (f"#m-{meeting}" if meeting.isalnum() else "")
    return address(request, "/styre/program") + "#regler"


ROUTES = (
    page("/styre/program", overview, ORGANISER),
    action("/styre/program/planlegg", start, ORGANISER),
    action("/styre/program/avbryt", cancel, ORGANISER),
    action("/styre/program/publiser", publish, ORGANISER),
    action("/styre/program/regler", set_rule, ORGANISER),
    action("/styre/program/regler/fjern", lift_rule, ORGANISER),
    page("/styre/program/versjon/{version}", version_page, ORGANISER),
    *EVENING,
    *BY_HAND,
    *PLACE,
    *PRINT,
    *PERSONAL,
)

DOORS = (Door("/styre/program", "Program", ORGANISER),)
