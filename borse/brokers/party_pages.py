"""A party as brokers see it: where they are, what they have and need, whom they should talk to, what is noted."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from borse.brokers import lists, messages, reads, suggesting
from borse.brokers.hall import Hall
from borse.brokers.view import show, view
from borse.bus import Command
from borse.exchange import side_names
from borse.frame.forms import Form
from borse.frame.keys import address, read, send
from borse.frame.routes import BROKER, action, page
from borse.language import gettext as _
from borse.refusals import Invalid, NotFound


async def party_page(request: web.Request) -> web.Response:
    return await _party(request, Form())


async def _party(request: web.Request, form: Form, *, status: int = 200) -> web.Response:
    seen = await view(request)
    hall, party = seen.hall, request.match_info["party"]
    if party not in hall.parties:
        raise NotFound(_("Denne aktøren er ikke med."))
    advice = seen.reckoned.advice
    helpers = {
        one.post.id: one.helpers
        for kind in ("need", "offer")
        for one in suggesting.open_posts(hall, advice, kind, [party])
    }
    values = {
        "line": lists.lines(hall, [party])[0],
        "side": side_names()[hall.parties[party].side],
        "posts": [post for post in hall.posts.values() if post.party == party],
        "helpers": helpers,
        "suggestions": suggesting.suggestions_for(hall, advice, party),
        "interests": [one for one in hall.interests if party in {one.party, one.other}],
        "extras": [one for one in hall.extras if party in one.parties],
        "notes": await read(request, reads.notes_of, party),
        "others": others(hall, party),
        "form": form,
    }
    return show(request, "party", seen, "meglere/aktorer", values, status=status)


def others(hall: Hall, party: str) -> list[tuple[str, str]]:
    """To choose from: (id, name)."""
    return [(one.id, one.name) for one in hall.parties.values() if one.id != party]


def step(kind: type[Command], made: str = "") -> Callable[[web.Request], Awaitable[web.Response]]:
    """The answer to a button or form on the party's page. `made` is the field whose id is the form's own."""

    async def pressed(request: web.Request) -> web.Response:
        form = await Form.of(request)
        party = request.match_info["party"]
        more: dict[str, Any] = {"party": party} | ({made: form.id} if made else {})
        try:
            known = {name: value for name, value in more.items() if name in kind.model_fields}
            await send(request, form.command(kind, **known))
        except Invalid as refusal:
            return await _party(request, form.refused(refusal), status=refusal.status)
        raise web.HTTPSeeOther(address(request, f"/meglere/aktor/{party}"))

    return pressed


ROUTES = (
    page("/meglere/aktor/{party}", party_page, BROKER),
    action("/meglere/aktor/{party}/vinge", step(messages.TakeUnderWing), BROKER),
    action("/meglere/aktor/{party}/slipp", step(messages.LetGo), BROKER),
    action("/meglere/aktor/{party}/notat", step(messages.WriteNote, "note"), BROKER),
    action("/meglere/aktor/{party}/notat/stryk", step(messages.StrikeNote), BROKER),
    action("/meglere/aktor/{party}/interesse", step(messages.PassOnInterest, "interest"), BROKER),
    action("/meglere/aktor/{party}/interesse/stryk", step(messages.DropInterest), BROKER),
)
