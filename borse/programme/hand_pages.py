"""Moving by hand: one meeting to another round or table, with other people; one taken out; one added; a stand-in.

Each form makes a draft with what it changes and what the organiser should know. It is published from there, by a press.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime

from aiohttp import web
from sqlite_utils import Database

from borse.frame.forms import Form
from borse.frame.keys import actor, address, now, open_exchange, read
from borse.frame.render import render
from borse.frame.routes import ORGANISER, action, page
from borse.language import gettext as _
from borse.programme import reads
from borse.programme.by_hand import edited
from borse.programme.edits import Sit, StandIn, TakeOut, Wish
from borse.programme.hand_choices import choices_of_move, choices_of_stand_in
from borse.programme.planner import PLANNER
from borse.programme.planning import Request
from borse.programme.remarks import sentence
from borse.programme.world import world_of
from borse.refusals import Invalid

# Nothing is searched, so this is a bound and not a time.
SECONDS = 1.0


async def hand_page(request: web.Request) -> web.Response:
    """Which meeting; or, with `?a=…&b=…`, where it is to be held and by whom."""
    form = Form.filled({name: request.query.get(name, "") for name in ("a", "b")})
    return await _hand(request, form)


async def _hand(request: web.Request, form: Form, *, status: int = 200) -> web.Response:
    values = await read(request, choices_of_move, form.value("a"), form.value("b"), now(request))
    if values["chosen"] and "round" not in form.typed:
        form = Form.filled({**values["as_it_is"], "a": form.value("a"), "b": form.value("b")})
    return render(request, "programme/hand.html", {"form": form, **values}, status=status)


async def move(request: web.Request) -> web.Response:
    form = await Form.of(request)
    round_ = form.value("round")
    wish = Sit(
        a=form.value("a"),
        b=form.value("b"),
        round=int(round_) if round_.isdecimal() and len(round_) < 4 else 0,  # noqa: PLR2004 -- no evening has more
        table=form.value("table"),
        a_people=tuple(form.values("a_people")),
        b_people=tuple(form.values("b_people")),
    )
    return await _carry_out(request, wish, lambda refusal: _hand(request, form.refused(refusal), status=422), "round")


async def take_out(request: web.Request) -> web.Response:
    form = await Form.of(request)
    wish = TakeOut(a=form.value("a"), b=form.value("b"))
    return await _carry_out(request, wish, lambda refusal: _hand(request, form.refused(refusal), status=422), "")


async def stand_in_page(request: web.Request) -> web.Response:
    """`?for=` names who is to be stood in for: a chair, or a person (the first of their chairs)."""
    wanted = request.query.get("for", "")
    values = await read(request, choices_of_stand_in, now(request))
    chair = next((chair for chair, _name in values["chairs"] if wanted in {chair, chair.split()[0]}), "")
    return render(request, "programme/stand_in.html", {"form": Form.filled({"chair": chair}), **values})


async def _stand_in(request: web.Request, form: Form, *, status: int) -> web.Response:
    values = await read(request, choices_of_stand_in, now(request))
    return render(request, "programme/stand_in.html", {"form": form, **values}, status=status)


async def stand_in(request: web.Request) -> web.Response:
    form = await Form.of(request)
    person, _space, party = form.value("chair").partition(" ")
    if not party:
        refusal = Invalid({"chair": _("Velg hvem det gjelder.")})
        return await _stand_in(request, form.refused(refusal), status=refusal.status)
    wish = StandIn(person=person, stand_in=form.value("stand_in"), party=party)
    return await _carry_out(
        request, wish, lambda refusal: _stand_in(request, form.refused(refusal), status=422), "stand_in"
    )


async def _carry_out(
    request: web.Request, wish: Wish, again: Callable[[Invalid], Awaitable[web.Response]], field: str
) -> web.Response:
    """Make the draft and show it; the form again, with sentences, when something stands in the way."""
    exchange, planner = open_exchange(request), request.app[PLANNER]
    obstacles = await read(request, _obstacles, wish, now(request))
    if obstacles:
        return await again(Invalid({field: " ".join(obstacles)}))
    wanted = Request(seconds=SECONDS, purpose="hand", wish=wish)
    while not await planner.start_at_once(exchange, wanted, actor(request)):
        await planner.wait(exchange.slug)
    planning = await planner.wait(exchange.slug)
    if planning.version is None:
        raise web.HTTPSeeOther(address(request, "/styre/program/underveis"))
    raise web.HTTPSeeOther(address(request, f"/styre/program/versjon/{planning.version}") + "?vis=endringer")


def _obstacles(db: Database, wish: Wish, at: datetime) -> list[str]:
    names = reads.all_names(db)
    return [sentence(one, names) for one in edited(world_of(db, at), wish).obstacles]


ROUTES = (
    page("/styre/program/hand", hand_page, ORGANISER),
    action("/styre/program/hand", move, ORGANISER),
    action("/styre/program/hand/ta-ut", take_out, ORGANISER),
    page("/styre/program/vikar", stand_in_page, ORGANISER),
    action("/styre/program/vikar", stand_in, ORGANISER),
)
