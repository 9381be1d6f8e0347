"""Nobody gets in by another way either: by what opens another børs, from a tablet, or through the queue of tablets."""

import pytest
from yarl import URL

from borse.app import ENTRIES, ROUTES
from borse.bus import Role
from borse.frame.access import cookie_name
from borse.frame.keys import HOUSE
from borse.frame.routes import Route
from borse.house import OpenExchange
from borse.ids import new_id
from borse.links import tokens_of_people
from borse.staff.messages import LINK_ROLES
from borse.tablets.messages import LockTablet
from tests.builders import ORGANISER, a_party, an_exchange
from tests.conftest import Client
from tests.spine.test_doors import CLOSED, an_address, become, knock
from tests.tablets.builders import a_code, a_tablet, paired

NOT_THEIRS = "Dette nettbrettet kan ikke føre inn dette."
LOCKED = 423


def say(client: Client, cookies: dict[str, str]) -> None:
    client.session.cookie_jar.update_cookies(cookies, URL(str(client.make_url("/"))))


def those_held(client: Client) -> dict[str, str]:
    return {cookie.key: cookie.value for cookie in client.session.cookie_jar}


async def keys_of_all_roles(client: Client, served: OpenExchange) -> dict[Role, str]:
    """The cookies of a børs, by role."""
    keys: dict[Role, str] = {}
    for role in LINK_ROLES:
        await become(client, served, role)
        (keys[role],) = those_held(client).values()
    return keys


async def test_what_opens_one_bors_opens_nothing_at_another_on_the_same_server(client: Client) -> None:
    assert client.app is not None
    other = await an_exchange(client.app[HOUSE], slug="nabo")
    await other.bus.send(a_party("Nabolaget"), ORGANISER)
    (of_neighbour,) = other.store.ask(tokens_of_people).values()
    keys = await keys_of_all_roles(client, other)
    say(client, {cookie_name("prove", role, secure=False): key for role, key in keys.items()})
    say(client, {cookie_name("nabo", role, secure=False): key for role, key in keys.items()})
    for route in ROUTES:
        status = await knock(client, route)
        where = f"{route.method} {route.path}: {status}"
        if "{personal}" in route.path:
            theirs = an_address(route).replace("/p/finnes-ikke-1234", f"/p/{of_neighbour}")
            async with client.request(route.method, theirs, allow_redirects=False) as answer:
                assert answer.status == 404, where
        else:
            assert (status in CLOSED) == (Role.PUBLIC not in route.allow), where
    assert (await client.get("/nabo/styre")).status == 200  # and the keys are good
    assert (await client.get(f"/nabo/p/{of_neighbour}")).status == 200


@pytest.mark.parametrize("is_locked", [False, True])
async def test_a_tablet_gets_in_where_its_job_is_and_nowhere_while_its_screen_is_locked(
    client: Client, served: OpenExchange, *, is_locked: bool
) -> None:
    role = Role.RECEPTION
    tablet = await a_tablet(served, role)
    await served.bus.send(a_party("Turlaget"), ORGANISER)
    (somebody,) = served.store.ask(tokens_of_people).values()
    await paired(client, served, tablet)
    if is_locked:
        await served.bus.send(LockTablet(id=new_id(), tablet=tablet), ORGANISER)

    def may_enter(route: Route) -> bool:
        if "{personal}" in route.path or route.leaves_job:
            return False
        if is_locked and not route.when_locked:
            return False
        return role in route.allow or Role.PUBLIC in route.allow

    for route in ROUTES:
        if route.path in {"/nettbrett/las", "/nettbrett/las-opp"} and route.method == "POST":
            continue  # the lock itself (tests/tablets)
        address = an_address(route).replace("/p/finnes-ikke-1234", f"/p/{somebody}")
        async with client.request(route.method, address, allow_redirects=False) as answer:
            is_in = answer.status not in {*CLOSED, LOCKED}
            assert is_in == may_enter(route), f"{route.method} {route.path}: {answer.status}"


@pytest.mark.parametrize("role", [Role.PUBLIC, *LINK_ROLES])
async def test_each_kind_of_entry_is_taken_from_those_alone_who_may_write_it(
    client: Client, served: OpenExchange, role: Role
) -> None:
    await become(client, served, role)
    entries = [{"id": new_id(), "kind": kind, "data": {}} for kind in ENTRIES]
    allowed = {kind for kind, entry in ENTRIES.items() if role in entry.allow}
    answer = await client.post("/prove/ko", json={"entries": entries}, headers={"Accept": "application/json"})
    if not allowed:
        assert answer.status in CLOSED
        return
    told = (await answer.json())["answers"]
    assert {one["status"] for one in told} == {"refused"}, "there is nothing in them"
    taken = {kind for kind, one in zip(ENTRIES, told, strict=True) if not one["sentence"].startswith(NOT_THEIRS)}
    assert taken == allowed


async def test_a_code_of_another_bors_pairs_nothing_here(client: Client, served: OpenExchange) -> None:
    assert client.app is not None
    await an_exchange(client.app[HOUSE], slug="nabo")
    tablet = await a_tablet(served)
    answer = await client.post(f"/nabo/koble/{a_code(served, tablet)}", data={"id": new_id()}, allow_redirects=False)
    assert answer.status == 404
    await paired(client, served, tablet)
