"""The participant's own page of what brokers propose to them: when, where, with whom, and a yes and a no."""

from datetime import datetime

from aiohttp import web
from sqlite_utils import Database

from borse.brokers import messages
from borse.brokers.sitting import Slot, slots_of
from borse.brokers.words import slot_name
from borse.clock import clock_of
from borse.extra_meetings import ExtraMeeting, extra_meetings_of
from borse.frame.forms import Form
from borse.frame.keys import actor, address, now, read, send
from borse.frame.render import render
from borse.frame.routes import PARTICIPANT, action, page


async def own_page(request: web.Request) -> web.Response:
    """The meetings that somebody is asked about, with a yes and a no; what came to nothing stands below."""
    person = actor(request).person
    assert person is not None, "the door lets in nobody else"
    at = now(request)
    extras, slots = await read(request, _own, person, at)
    when = {extra.id: _when(extra, slots, at) for extra in extras}
    coming = [extra for extra in extras if when[extra.id] and extra.is_open]
    values = {
        "coming": coming,
        "off": [extra for extra in extras if when[extra.id] and extra not in coming],
        "when": when,
        "person": person,
        "token": request.match_info["personal"],
        "now": at,
    }
    return render(request, "brokers/own.html", values)


def _own(db: Database, person: str, at: datetime) -> tuple[tuple[ExtraMeeting, ...], dict[int | None, Slot]]:
    return extra_meetings_of(db, person), {slot.round: slot for slot in slots_of(clock_of(db), at)}


def _when(extra: ExtraMeeting, slots: dict[int | None, Slot], at: datetime) -> str:
    """When it is, in words; nothing when it is past."""
    slot = slots.get(extra.round)
    if slot is None or (slot.is_now and extra.ends_at is not None and extra.ends_at <= at):
        return ""
    return slot_name(slot)


async def answer(request: web.Request) -> web.Response:
    form = await Form.of(request)
    token = request.match_info["personal"]
    await send(request, form.command(messages.AnswerProposal, meeting=request.match_info["meeting"]))
    raise web.HTTPSeeOther(address(request, f"/p/{token}/ekstra"))


ROUTES = (
    page("/p/{personal}/ekstra", own_page, PARTICIPANT),
    action("/p/{personal}/ekstra/{meeting}", answer, PARTICIPANT),
)
