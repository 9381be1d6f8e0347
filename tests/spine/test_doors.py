"""Nobody gets in where they don't belong: every route is walked by every role."""

import re

import pytest
from yarl import URL

from borse.app import ROUTES
from borse.bus import Role
from borse.frame.routes import Route
from borse.house import OpenExchange
from borse.ids import new_id
from borse.links import make_link
from borse.staff.messages import LINK_ROLES, RevokeLink
from borse.staff.reads import staff_links
from tests.builders import GONG, ORGANISER
from tests.conftest import Client

# The answers of a closed door. Anything else means that the handler was reached.
CLOSED = {401, 403}


def an_address(route: Route) -> str:
    """A path of the route, its names filled with something that does not exist."""
    return "/prove" + re.sub(r"\{[^}]+\}", "finnes-ikke-1234", route.path)


async def become(client: Client, served: OpenExchange, role: Role) -> None:
    """Come in by a link for `role`; `PUBLIC` comes in by none."""
    client.session.cookie_jar.clear()
    if role in LINK_ROLES:
        link = new_id()
        served.store.write(lambda db: make_link(db, link, role, str(role), GONG)).result()
        token = next(one.token for one in served.store.ask(staff_links) if one.id == link)
        answer = await client.get(f"/{served.slug}/inn/{token}", allow_redirects=False)
        assert answer.status == 303


async def knock(client: Client, route: Route) -> int:
    if route.path.endswith("/live"):  # a stream never ends; whether it is answered is all that is asked
        async with client.get(an_address(route)) as answer:
            return answer.status
    answer = await client.request(route.method, an_address(route), allow_redirects=False)
    return answer.status


@pytest.mark.parametrize("role", [Role.PUBLIC, *LINK_ROLES])
async def test_each_role_gets_in_where_it_belongs_and_nowhere_else(
    client: Client, served: OpenExchange, role: Role
) -> None:
    await become(client, served, role)
    for route in ROUTES:
        if Role.PARTICIPANT in route.allow and "{personal}" in route.path:
            expected_open = False
            status = await knock(client, route)
            assert status == 404, f"{role} at {route.method} {route.path}: {status}"
            continue
        expected_open = role in route.allow or Role.PUBLIC in route.allow
        status = await knock(client, route)
        assert (status not in CLOSED) == expected_open, f"{role} at {route.method} {route.path}: {status}"
        assert status != 500, f"{role} at {route.method} {route.path}"
        if "logg-ut" in route.path:
            await become(client, served, role)


async def test_a_revoked_link_opens_nothing_nor_do_those_who_came_by_it(client: Client, served: OpenExchange) -> None:
    await become(client, served, Role.ORGANISER)
    link = next(one for one in served.store.ask(staff_links) if one.role is Role.ORGANISER)
    assert (await client.get("/prove/styre")).status == 200
    await served.bus.send(RevokeLink(id=new_id(), link=link.id), ORGANISER)
    assert (await client.get("/prove/styre")).status == 401
    assert (await client.get(f"/prove/inn/{link.token}")).status == 404


async def test_a_form_posted_from_another_site_is_refused(organiser: Client) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}):
        answer = await organiser.post("/prove/styre/lenker", data={"role": "host", "label": "X"}, headers=headers)
        assert answer.status == 403
    own = {"Origin": str(organiser.make_url("/")).rstrip("/")}
    answer = await organiser.post(
        "/prove/styre/lenker", data={"role": "host", "label": "X", "id": new_id()}, headers=own
    )
    assert answer.status == 200


async def test_guessing_passwords_is_slowed_down(client: Client) -> None:
    statuses = [(await client.post("/prove/logg-inn", data={"password": f"gjetning {n}"})).status for n in range(12)]
    assert statuses == [422] * 10 + [429] * 2


async def test_logging_out_ends_the_session_on_the_server_too(organiser: Client) -> None:
    cookies = {cookie.key: cookie.value for cookie in organiser.session.cookie_jar}
    await organiser.post("/prove/logg-ut", data={"id": new_id()})
    organiser.session.cookie_jar.update_cookies(cookies, URL(str(organiser.make_url("/"))))
    assert (await organiser.get("/prove/styre")).status == 401


async def test_an_unknown_board_or_page_says_so(client: Client) -> None:
    for path in ("/finnes-ikke/", "/prove/finnes-ikke", "/..%2f..%2fetc/passwd", "/ny/feil-nokkel"):
        answer = await client.get(path)
        assert answer.status == 404
        assert "<h1" in await answer.text()


async def test_every_answer_carries_the_rules_for_the_browser(client: Client) -> None:
    for path in ("/", "/prove/logg-inn", "/prove/styre", "/finnes/ikke", "/static/css/page.css"):
        headers = (await client.get(path)).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"], path
        assert "unsafe" not in headers["Content-Security-Policy"], path
        assert headers["X-Content-Type-Options"] == "nosniff", path
