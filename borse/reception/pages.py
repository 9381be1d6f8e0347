"""The reception's pages: the list at the door, the walk-in's form."""

import asyncio
from typing import Any

from aiohttp import web

from borse.exchange import side_names
from borse.folding import is_found
from borse.frame.forms import Form
from borse.frame.keys import address, now, open_exchange, read, send
from borse.frame.render import render
from borse.frame.routes import RECEPTION, Door, Entry, action, page
from borse.ids import fingerprint
from borse.reception import messages, reads
from borse.reception.notes import note_on
from borse.reception.rosters import ROSTERS
from borse.reception.walk_in import walk_in_of
from borse.refusals import Invalid


async def list_page(request: web.Request) -> web.Response:
    """The list, what was searched for, and the guest who stands at the desk (`?person=`)."""
    guests, card, waiting = await read(request, reads.door, request.query.get("person", ""))
    query = request.query.get("q", "").strip()
    found = {guest.id for guest in guests if is_found(query, guest.find)}
    values = await _walk_in_values(request, Form.filled({"q": query})) | {
        "guests": guests,
        "found": found,
        "card": card,
        "waiting": waiting,
        "arrived": sum(guest.arrived_at is not None for guest in guests),
    }
    return render(request, "reception/list.html", values)


async def roster_file(request: web.Request) -> web.Response:
    """What a tablet keeps for the time without a net (`rosters.py`)."""
    listed = await request.app[ROSTERS].of(open_exchange(request))
    return listed.answer(request, now(request))


async def check_in(request: web.Request) -> web.Response:
    """One guest, or several of a party together; back to the one who stands at the desk (`at`)."""
    form = await Form.of(request)
    people = list(dict.fromkeys(form.values("person"))) or [""]
    commands = [form.command(messages.CheckIn, id=arrival_id(form.id, one), person=one) for one in people]
    for person in people:
        await read(request, reads.expected, person)
    await asyncio.gather(*(send(request, command) for command in commands))
    raise _to(request, form.value("at") or people[0])


async def undo(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.UndoCheckIn))
    raise _to(request, form.value("at"))


async def mark_left(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.MarkLeft))
    raise _to(request, form.value("at"))


def arrival_id(form: str, person: str) -> str:
    """The list is one form with a button per guest: its id and the guest make the id of the command."""
    return fingerprint(f"{form} {person}")[:32]


def _to(request: web.Request, person: str) -> web.HTTPSeeOther:
    return web.HTTPSeeOther(f"{address(request, '/resepsjon')}?person={person}")


async def walk_in_page(request: web.Request) -> web.Response:
    return render(request, "reception/walk_in.html", await _walk_in_values(request, Form()))


async def register_walk_in(request: web.Request) -> web.Response:
    form = await Form.of(request)
    side = await read(request, reads.side_of, form.value("name"))
    try:
        receipt = await send(request, walk_in_of(form, side))
    except Invalid as refusal:
        values = await _walk_in_values(request, form.refused(refusal))
        return render(request, "reception/walk_in.html", values, status=refusal.status)
    registered = next(one.event for one in receipt.events if isinstance(one.event, messages.WalkInRegistered))
    raise _to(request, registered.person)


async def _walk_in_values(request: web.Request, form: Form) -> dict[str, Any]:
    return {"form": form, "sides": list(side_names().items()), "parties": await read(request, reads.party_names)}


ROUTES = (
    page("/resepsjon", list_page, RECEPTION, camera=True),
    page("/resepsjon/liste.json", roster_file, RECEPTION),
    action("/resepsjon/kom", check_in, RECEPTION),
    action("/resepsjon/angre", undo, RECEPTION),
    action("/resepsjon/gatt", mark_left, RECEPTION),
    page("/resepsjon/ny", walk_in_page, RECEPTION),
    action("/resepsjon/ny", register_walk_in, RECEPTION),
)

ENTRIES = (
    Entry(messages.CheckIn, RECEPTION, note_on),
    Entry(messages.UndoCheckIn, RECEPTION),
    Entry(messages.MarkLeft, RECEPTION),
    Entry(messages.RegisterWalkIn, RECEPTION, note_on),
)

DOORS = (Door("/resepsjon", "Resepsjon", RECEPTION),)
