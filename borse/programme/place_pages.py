"""A place in the remaining rounds for somebody who came: one press at the reception, and nobody else is moved.

    GET  /program/plass/PERSON    what they have in the rounds to come, and the button
    POST /program/plass/PERSON    plan for their parties alone, and publish

It is planned while the desk waits, two seconds or so; should that not suffice, the page follows.
"""

import asyncio
from contextlib import suppress
from datetime import datetime
from typing import Any

from aiohttp import web
from sqlite_utils import Database

from borse.clock import clock_of
from borse.frame.forms import Form
from borse.frame.keys import actor, address, now, open_exchange, read
from borse.frame.render import render
from borse.frame.routes import RECEPTION, action, page
from borse.language import gettext as _
from borse.programme.planner import PLANNER
from borse.programme.planning import Request
from borse.programme.world import world_of
from borse.published import newest_published
from borse.refusals import NotFound, Refusal

# Few pairs may be moved, so the engine needs little.
SECONDS = 1.0
# How long the press waits for its answer; then the page is shown, which follows the planning.
WAIT_SECONDS = 8.0


async def place_page(request: web.Request) -> web.Response:
    planning = request.app[PLANNER].of(open_exchange(request).slug)
    values = await read(request, _place_values, request.match_info["person"], now(request))
    urgent = planning is not None and planning.request.is_urgent
    values |= {
        "asked": "spurt" in request.query,
        "is_going_on": urgent and planning is not None and planning.is_going_on,
        "failed": planning.sentence if urgent and planning is not None and planning.state == "failed" else "",
    }
    return render(request, "programme/place.html", values)


async def give_place(request: web.Request) -> web.Response:
    await Form.of(request)
    person, exchange, planner = request.match_info["person"], open_exchange(request), request.app[PLANNER]
    values = await read(request, _place_values, person, now(request))
    if values["version"] is None:
        raise Refusal(_("Det er ikke publisert noe program ennå. Alle som er registrert, er med når det planlegges."))
    wanted = Request(seconds=SECONDS, purpose="place", parties=values["party_ids"], publish="yes")
    with suppress(TimeoutError):
        async with asyncio.timeout(WAIT_SECONDS):
            # Another one may be going on, for somebody else: theirs first.
            while not await planner.start_at_once(exchange, wanted, actor(request)):
                await planner.wait(exchange.slug)
            await planner.wait(exchange.slug)
    raise web.HTTPSeeOther(address(request, f"/program/plass/{person}") + "?spurt=1")


def _place_values(db: Database, person: str, at: datetime) -> dict[str, Any]:
    """Raises NotFound for somebody who is not on file, or has withdrawn."""
    row = next(db.query("select name from person where id = ? and withdrawn_at is null", [person]), None)
    if row is None:
        raise NotFound(_("Denne deltakeren finnes ikke, eller er meldt av."))
    world, version = world_of(db, at), newest_published(db)
    rounds = [number for number in range(1, world.rounds + 1) if number not in world.rung]
    parties = list(
        db.query(
            """select q.id, q.name from speaks_for s join party q on q.id = s.party
            where s.person = ? and q.withdrawn_at is null order by q.name, q.id""",
            [person],
        )
    )
    return {
        "person": person,
        "name": row["name"],
        "parties": [party["name"] for party in parties],
        "party_ids": tuple(party["id"] for party in parties),
        "version": version,
        "rounds_left": rounds,
        "afterwards": clock_of(db).afterwards,
        "meetings": [] if version is None else _meetings(db, version, person, min(rounds, default=world.rounds + 1)),
    }


def _meetings(db: Database, version: int, person: str, first: int) -> list[dict[str, Any]]:
    return list(
        db.query(
            """
            select m.round, t.name as "table", q.name as other from meeting m
            join meeting_person s on s.meeting = m.id join hall_table t on t.id = m.hall_table
            join party q on q.id = case s.party when m.a then m.b else m.a end
            where m.version = ? and s.person = ? and m.round >= ? order by m.round
            """,
            [version, person, first],
        )
    )


ROUTES = (
    page("/program/plass/{person}", place_page, RECEPTION),
    action("/program/plass/{person}", give_place, RECEPTION),
)
