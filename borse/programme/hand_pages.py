"""Moving by hand: one meeting to another round or table, with other people; one taken out; one added; a stand-in.

Each form makes a draft with what it changes and what the organiser should know. It is published from there, by a press.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from aiohttp import web
from sqlite_utils import Database

from borse.exchange import feature_names
from borse.frame.forms import Form
from borse.frame.keys import actor, address, now, open_exchange, read
from borse.frame.render import render
from borse.frame.routes import ORGANISER, action, page
from borse.language import gettext as _
from borse.language import ngettext
from borse.programme import reads
from borse.programme.by_hand import edited
from borse.programme.edits import Sit, StandIn, TakeOut, Wish
from borse.programme.planner import PLANNER
from borse.programme.planning import Request
from borse.programme.presence import presence_of
from borse.programme.remarks import sentence
from borse.programme.world import World, world_of
from borse.refusals import Invalid
from matching import Meeting, pair_key

# Nothing is searched, so this is a bound and not a time.
SECONDS = 1.0


async def hand_page(request: web.Request) -> web.Response:
    """Which meeting; or, with `?a=…&b=…`, where it is to be held and by whom."""
    form = Form.filled({name: request.query.get(name, "") for name in ("a", "b")})
    return await _hand(request, form)


async def _hand(request: web.Request, form: Form, *, status: int = 200) -> web.Response:
    values = await read(request, _hand_values, form.value("a"), form.value("b"), now(request))
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
    return await _stand_in(request, Form.filled({"chair": request.query.get("for", "")}))


async def _stand_in(request: web.Request, form: Form, *, status: int = 200) -> web.Response:
    values = await read(request, _stand_in_values, now(request))
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


def _hand_values(db: Database, a: str, b: str, at: datetime) -> dict[str, Any]:
    world, names = world_of(db, at), reads.all_names(db)
    ahead = [one for one in world.previous if int(one.round) not in world.rung]
    people = {party.id: party.people for party in world.parties if not party.gone}
    chosen = a in people and b in people and a != b
    meeting = next((one for one in ahead if one.key == pair_key(a, b)), None) if chosen else None
    presences = presence_of(db, at)
    return {
        "chosen": chosen,
        "meeting": meeting,
        "names": names,
        "meetings": [(one, names[one.a], names[one.b], names[one.table]) for one in ahead],
        "parties": reads.parties_coming(db),
        "rounds": [
            (number, _("Runde %(number)s") % {"number": number})
            for number in range(1, world.rounds + 1)
            if number not in world.rung
        ],
        "tables": _tables(world, names),
        "people": {party: [(one, _who(one, names, presences)) for one in people[party]] for party in (a, b)}
        if chosen
        else {},
        "as_it_is": _as_it_is(meeting, a) if meeting else {},
    }


def _as_it_is(meeting: Meeting, a: str) -> dict[str, Any]:
    turned = meeting.a != a
    return {
        "round": meeting.round,
        "table": meeting.table,
        "a_people": meeting.b_people if turned else meeting.a_people,
        "b_people": meeting.a_people if turned else meeting.b_people,
    }


def _tables(world: World, names: dict[str, str]) -> list[tuple[str, str]]:
    """Every table, with what it has and the rounds in which nobody sits there: that is what one looks for."""
    ahead = [number for number in range(1, world.rounds + 1) if number not in world.rung]
    used = {(int(one.round), one.table) for one in world.previous} | {
        (one.round, one.hall_table) for one in world.taken
    }
    known = feature_names()
    found = []
    for table, features in world.tables:
        free = [str(number) for number in ahead if (number, table) not in used]
        where = _("ledig i runde %s") % ", ".join(free) if free else _("opptatt")
        has = [known.get(feature, feature).lower() for feature in features]
        found.append((table, f"{names[table]} ({'; '.join([*has, where])})"))
    return found


def _who(person: str, names: dict[str, str], presences: dict[str, Any]) -> str:
    is_here = {"here": _("er her"), "missing": _("ikke kommet"), "left": _("har gått")}.get(
        presences.get(person, ""), ""
    )
    return f"{names[person]} ({is_here})" if is_here else names[person]


def _stand_in_values(db: Database, at: datetime) -> dict[str, Any]:
    world, names, presences = world_of(db, at), reads.all_names(db), presence_of(db, at)
    chairs: dict[tuple[str, str], int] = {}
    for one in world.previous:
        if int(one.round) not in world.rung:
            for party, people in ((one.a, one.a_people), (one.b, one.b_people)):
                for person in people:
                    chairs[person, party] = chairs.get((person, party), 0) + 1
    absent_first = sorted(
        chairs, key=lambda chair: (presences.get(chair[0]) not in {"missing", "left"}, names[chair[0]], chair)
    )
    return {
        "chairs": [
            (
                f"{person} {party}",
                f"{_who(person, names, presences)}, {names[party]}: "
                + ngettext("%(num)s møte igjen", "%(num)s møter igjen", chairs[person, party])
                % {"num": chairs[person, party]},
            )
            for person, party in absent_first
        ],
        "people": [
            (person, _who(person, names, presences))
            for person in sorted(presences, key=lambda one: (presences[one] != "here", names[one], one))
            if presences[person] != "left"
        ],
    }


ROUTES = (
    page("/styre/program/hand", hand_page, ORGANISER),
    action("/styre/program/hand", move, ORGANISER),
    action("/styre/program/hand/ta-ut", take_out, ORGANISER),
    page("/styre/program/vikar", stand_in_page, ORGANISER),
    action("/styre/program/vikar", stand_in, ORGANISER),
)
