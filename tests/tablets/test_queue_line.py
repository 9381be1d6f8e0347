"""What is saved on a device and not yet sent is told on every page that a desk may open, once, and on nobody else's."""

import re

import pytest

from borse.app import ROUTES
from borse.bus import Role
from borse.frame.routes import Route
from borse.house import OpenExchange
from borse.ids import new_id
from borse.tablets.messages import LockTablet
from tests.builders import ORGANISER
from tests.conftest import Client
from tests.spine.test_doors import an_address, become
from tests.tablets.builders import a_tablet, paired

JOBS_THAT_WRITE = (Role.RECEPTION, Role.NOTARY, Role.BROKER)
LINE = "data-queue="


def may_open(role: Role) -> list[Route]:
    """The pages that a device with this job may go to. (One for other sites' frames runs no script.)"""
    return [
        route
        for route in ROUTES
        if route.method == "GET"
        and role in route.allow
        and not (route.leaves_job or route.embeddable or route.path.endswith("/live"))
    ]


async def lines_on(client: Client, route: Route) -> int | None:
    """How often it stands on the page, or on the refusal of one that there is not; None when it is no page at all."""
    answer = await client.get(an_address(route), headers={"Accept": "text/html"})
    return (await answer.text()).count(LINE) if answer.content_type == "text/html" else None


@pytest.mark.parametrize("role", JOBS_THAT_WRITE)
async def test_every_page_that_a_desks_tablet_may_open_has_the_line_once(
    client: Client, served: OpenExchange, role: Role
) -> None:
    await paired(client, served, await a_tablet(served, role))
    found = {route.path: await lines_on(client, route) for route in may_open(role)}
    pages = {path: number for path, number in found.items() if number is not None}
    assert {path for path, number in pages.items() if number != 1} == set()
    assert {"/", "/personvern", "/storskjerm", "/nettbrett", "/uten-nett"} < pages.keys()


async def test_who_came_by_a_link_to_a_desk_has_it_too(client: Client, served: OpenExchange) -> None:
    await become(client, served, Role.BROKER)
    for path in ("/prove/meglere", "/prove/megler", "/prove/tavla"):
        assert (await (await client.get(path)).text()).count(LINE) == 1, path


@pytest.mark.parametrize("role", [Role.PUBLIC, Role.HOST, Role.SCREEN, Role.ORGANISER])
async def test_nobody_else_has_it_but_the_organiser_at_a_desk(client: Client, served: OpenExchange, role: Role) -> None:
    await become(client, served, role)
    for path in ("/prove/", "/prove/tavla", "/prove/personvern", "/prove/storskjerm"):
        text = await (await client.get(path)).text()
        assert (text.count(LINE), text.count("queue.css")) == (0, 0), path
    if role is Role.ORGANISER:
        for path in ("/prove/resepsjon", "/prove/notar", "/prove/meglere", "/prove/avtale"):
            assert (await (await client.get(path)).text()).count(LINE) == 1, path


async def test_a_wall_that_a_desk_opens_is_not_the_wall_of_others(client: Client, served: OpenExchange) -> None:
    for role, lines in ((Role.RECEPTION, 1), (Role.SCREEN, 0), (Role.RECEPTION, 1)):
        await become(client, served, role)
        assert (await (await client.get("/prove/storskjerm")).text()).count(LINE) == lines


async def test_a_locked_screen_has_room_for_numbers_and_for_no_names(client: Client, served: OpenExchange) -> None:
    tablet = await a_tablet(served, Role.RECEPTION)
    await paired(client, served, tablet)
    await served.bus.send(LockTablet(id=new_id(), tablet=tablet), ORGANISER)
    text = await (await client.get("/prove/resepsjon", headers={"Accept": "text/html"})).text()
    assert "Skjermen er låst" in text
    line = re.search(r"<section class=\"queue\".*?</section>", text, re.DOTALL)
    assert line is not None
    assert "data-queue-refused-says" in line[0]
    assert "<ul" not in line[0]
    assert "data-queue-save" not in line[0]
