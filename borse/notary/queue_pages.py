"""The queue of a notary, and the list of a broker: what waits, for how long, and who has it before them."""

from aiohttp import web

from borse.borstid import is_borstid
from borse.frame.forms import Form
from borse.frame.keys import actor, address, now, read, send
from borse.frame.render import render
from borse.notary import messages, reads, roster
from borse.notary.events import DraftTaken
from borse.notary.names import done_here, part_names, source_names, status_names
from borse.notary.taking import desk_of
from borse.refusals import NotFound

# So many of those that are done stand in the queue's page, which every tablet fetches anew at every step.
LATEST = 12


async def notary_page(request: web.Request) -> web.Response:
    """What waits, the longest first; what the parties object to; and all the rest."""
    lines = await read(request, reads.agreements, now(request))
    mine = desk_of(actor(request))
    waiting = sorted((line for line in lines if line.status == "agreed"), key=lambda line: (line.created_at, line.id))
    values = {
        "agreements": lines,
        "waiting": waiting,
        "mine": [line for line in lines if line.taken == mine],
        "contested": [line for line in lines if line.is_contested and line.status in {"approved", "knocked_through"}],
        "done": [line for line in lines if line.status == "knocked_through"],
        "shown": LATEST,
        "free": sum(1 for line in waiting if line.taken in {"", mine}),
        "desk": mine,
        "meetings": await read(request, roster.meetings_now),
        "they_sit": await read(request, roster.they_sit),
        "statuses": status_names(),
        "sources": source_names(),
        "part_names": part_names(),
        "done_here": done_here(),
    }
    return render(request, "notary/queue.html", values)


async def take_next(request: web.Request) -> web.Response:
    """To the draft that is this desk's now, or back to the queue when there is none."""
    form = await Form.of(request)
    try:
        receipt = await send(request, form.command(messages.TakeNext))
    except NotFound:
        raise web.HTTPSeeOther(address(request, "/notar")) from None
    (taken,) = receipt.events
    assert isinstance(taken.event, DraftTaken)
    raise web.HTTPSeeOther(address(request, f"/avtale/{taken.event.agreement}"))


async def broker_page(request: web.Request) -> web.Response:
    """Register, from a meeting of this round or not; and what stands already."""
    values = {
        "meetings": await read(request, roster.meetings_now),
        "agreements": await read(request, reads.agreements, now(request)),
        "statuses": status_names(),
        "is_borstid": await read(request, is_borstid, now(request)),
    }
    return render(request, "notary/broker.html", values)
