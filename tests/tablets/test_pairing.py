"""A tablet is paired by a code that works once, is one job and nothing else, and is out the moment it is sent away."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer

from borse.app import ROUTES
from borse.bus import Role
from borse.house import OpenExchange
from borse.ids import new_id
from borse.links import token_of
from borse.tablets import reads
from borse.tablets.desk import OFFERED_FOR
from borse.tablets.messages import TABLET_ROLES, AddTablet, SetPin
from tests.builders import ORGANISER, AClock
from tests.conftest import Client
from tests.spine.test_doors import CLOSED, knock
from tests.tablets.builders import PIN, PIN_HASH, a_code, a_pin, a_tablet, paired


@asynccontextmanager
async def another(client: Client) -> AsyncIterator[Client]:
    """A browser of its own before the same server."""
    assert isinstance(client.server, TestServer)
    browser: Client = TestClient(client.server, cookie_jar=CookieJar(unsafe=True))
    yield browser
    await browser.session.close()  # and not the server, which closing the client would


async def test_opening_the_code_pairs_nothing_and_one_press_does(client: Client, served: OpenExchange) -> None:
    tablet = await a_tablet(served, Role.RECEPTION, "Nettbrett 1 ved døra")
    code = a_code(served, tablet)
    for _time in range(3):  # a preview, the camera's app, a double load
        page = await client.get(f"/prove/koble/{code}")
        assert "Nettbrett 1 ved døra" in await page.text()
    assert (await client.get("/prove/resepsjon")).status == 401
    answer = await client.post(f"/prove/koble/{code}", data={"id": new_id()})
    assert (answer.status, answer.url.path) == (200, "/prove/resepsjon")
    assert "Nettbrett 1 ved døra" in await answer.text()


async def test_a_code_works_once(client: Client, served: OpenExchange) -> None:
    tablet = await a_tablet(served)
    code = a_code(served, tablet)
    await client.post(f"/prove/koble/{code}", data={"id": new_id()})
    async with another(client) as thief:
        assert (await thief.get(f"/prove/koble/{code}")).status == 404
        assert (await thief.post(f"/prove/koble/{code}", data={"id": new_id()})).status == 404
        assert (await thief.get("/prove/resepsjon")).status == 401
    assert (await client.get("/prove/resepsjon")).status == 200


async def test_of_two_devices_that_press_at_once_one_is_in(client: Client, served: OpenExchange) -> None:
    code = a_code(served, await a_tablet(served))
    async with another(client) as one, another(client) as two:
        presses = [
            browser.post(f"/prove/koble/{code}", data={"id": new_id()}, allow_redirects=False) for browser in (one, two)
        ]
        assert sorted([answer.status for answer in await asyncio.gather(*presses)]) == [303, 404]
        assert sorted([(await browser.get("/prove/resepsjon")).status for browser in (one, two)]) == [200, 401]


@pytest.mark.parametrize("role", TABLET_ROLES)
async def test_every_job_begins_at_a_page_of_its_own(client: Client, served: OpenExchange, role: Role) -> None:
    code = a_code(served, await a_tablet(served, role))
    answer = await client.post(f"/prove/koble/{code}", data={"id": new_id()})
    assert answer.status == 200, answer.url


async def test_the_same_press_sent_again_because_the_answer_was_lost_gives_the_same_cookie(
    client: Client, served: OpenExchange
) -> None:
    code, form = a_code(served, await a_tablet(served)), new_id()
    first = await client.post(f"/prove/koble/{code}", data={"id": form}, allow_redirects=False)
    client.session.cookie_jar.clear()
    again = await client.post(f"/prove/koble/{code}", data={"id": form}, allow_redirects=False)
    name = "borse-prove-reception"
    assert first.cookies[name].value == again.cookies[name].value
    assert (await client.get("/prove/resepsjon")).status == 200


async def test_a_code_lives_for_some_minutes(client: Client, served: OpenExchange, clock: AClock) -> None:
    code = a_code(served, await a_tablet(served))
    clock.at += OFFERED_FOR - timedelta(seconds=1)
    assert (await client.get(f"/prove/koble/{code}")).status == 200
    clock.at += timedelta(seconds=1)
    assert (await client.get(f"/prove/koble/{code}")).status == 404
    assert (await client.post(f"/prove/koble/{code}", data={"id": new_id()})).status == 404


async def test_a_device_without_a_camera_types_eight_letters(client: Client, served: OpenExchange) -> None:
    tablet = await a_tablet(served, Role.NOTARY, "Notar 1")
    _one, offer = served.store.ask(reads.tablet, tablet, served.bus.now())
    assert offer is not None
    spoken = f"{offer.typed[:4].lower()} - {offer.typed[4:]} "
    page = await client.post("/prove/koble", data={"code": spoken})
    assert (page.status, page.url.path) == (200, f"/prove/koble/{offer.token}")
    assert "Notar 1" in await page.text()


async def test_guessing_codes_is_slowed_down(client: Client, served: OpenExchange) -> None:
    await a_tablet(served)
    statuses = [(await client.post("/prove/koble", data={"code": f"ACDEFG{n:02}"})).status for n in range(22)]
    assert statuses == [422] * 20 + [429] * 2


async def test_the_secret_of_a_tablet_is_no_link_to_a_desk(client: Client, served: OpenExchange) -> None:
    """A tablet is a link underneath, and its secret must not let anybody in by the links' door."""
    tablet = await a_tablet(served)
    token = served.store.ask(token_of, tablet)
    assert (await client.get(f"/prove/inn/{token}")).status == 404
    await paired(client, served, tablet)
    assert (await client.get(f"/prove/inn/{served.store.ask(token_of, tablet)}")).status == 403


async def test_whoever_was_logged_in_on_the_device_is_so_no_longer(organiser: Client, served: OpenExchange) -> None:
    code = a_code(served, await a_tablet(served))
    page = await organiser.get(f"/prove/koble/{code}")
    assert "Denne enheten er nå: Arrangør" in await page.text()
    cookies = {cookie.key: cookie.value for cookie in organiser.session.cookie_jar}
    await organiser.post(f"/prove/koble/{code}", data={"id": new_id()})
    assert (await organiser.get("/prove/styre")).status == 403
    async with another(organiser) as elsewhere:  # the cookie itself is worth nothing now
        elsewhere.session.cookie_jar.update_cookies(cookies, organiser.make_url("/"))
        assert (await elsewhere.get("/prove/styre")).status == 401


@pytest.mark.parametrize("role", TABLET_ROLES)
async def test_a_tablet_opens_the_doors_of_its_job_and_no_others(
    client: Client, served: OpenExchange, role: Role
) -> None:
    await paired(client, served, await a_tablet(served, role))
    for route in ROUTES:
        is_open = role in route.allow and "{personal}" not in route.path and not route.leaves_job
        if route.path in {"/nettbrett/las", "/nettbrett/bytt"} and route.method == "POST":
            continue  # walked below
        status = await knock(client, route)
        assert (status not in CLOSED) == is_open, f"{role} at {route.method} {route.path}: {status}"
        assert status != 500, f"{role} at {route.method} {route.path}"


async def test_a_locked_tablet_opens_nothing_but_its_lock(client: Client, served: OpenExchange) -> None:
    await paired(client, served, await a_tablet(served))
    page = await client.post("/prove/nettbrett/las", data={"id": new_id()}, headers={"Accept": "text/html"})
    assert page.url.path == "/prove/nettbrett/las"
    text = await page.text()
    assert "Skjermen er låst" in text
    assert 'href="/prove/resepsjon"' not in text
    for route in ROUTES:
        if not route.when_locked:
            status = await knock(client, route)
            assert status == 423, f"{route.method} {route.path}: {status}"
    browsing = await client.get("/prove/resepsjon", headers={"Accept": "text/html,*/*"}, allow_redirects=False)
    assert (browsing.status, browsing.headers["Location"]) == (303, "/prove/nettbrett/las")


async def test_the_pin_opens_the_lock_and_a_wrong_one_does_not(client: Client, served: OpenExchange) -> None:
    await paired(client, served, await a_tablet(served))
    await client.post("/prove/nettbrett/las", data={"id": new_id()})
    assert (await client.post("/prove/nettbrett/las-opp", data={"id": new_id(), "pin": "0000"})).status == 422
    assert (await client.get("/prove/resepsjon")).status == 423
    page = await client.post("/prove/nettbrett/las-opp", data={"id": new_id(), "pin": PIN})
    assert page.url.path == "/prove/resepsjon"


async def test_guessing_the_pin_is_slowed_down_and_typing_it_rightly_is_not(
    client: Client, served: OpenExchange
) -> None:
    await paired(client, served, await a_tablet(served))
    right = [
        (await client.post("/prove/nettbrett/las-opp", data={"id": new_id(), "pin": PIN})).status for _time in range(8)
    ]
    assert right == [200] * 8
    await client.post("/prove/nettbrett/las", data={"id": new_id()})
    wrong = [
        (await client.post("/prove/nettbrett/las-opp", data={"id": new_id(), "pin": f"{n}{n}12"})).status
        for n in range(7)
    ]
    assert wrong == [422] * 5 + [429] * 2
    assert (await client.post("/prove/nettbrett/las-opp", data={"id": new_id(), "pin": PIN})).status == 429


async def test_leaving_the_job_takes_the_pin(client: Client, served: OpenExchange) -> None:
    tablet = await a_tablet(served)
    await paired(client, served, tablet)
    for role in ("none", "notary"):
        answer = await client.post("/prove/nettbrett/bytt", data={"id": new_id(), "role": role, "pin": "0000"})
        assert answer.status == 422
    assert (await client.get("/prove/resepsjon")).status == 200
    answer = await client.post("/prove/nettbrett/bytt", data={"id": new_id(), "role": "notary", "pin": PIN})
    assert answer.url.path == "/prove/notar"
    assert (await client.get("/prove/resepsjon")).status == 403
    answer = await client.post("/prove/nettbrett/bytt", data={"id": new_id(), "role": "organiser", "pin": PIN})
    assert answer.status == 422
    answer = await client.post("/prove/nettbrett/bytt", data={"id": new_id(), "role": "none", "pin": PIN})
    assert answer.url.path == "/prove/koble"
    assert (await client.get("/prove/notar")).status == 401


async def test_a_tablet_that_died_is_replaced_and_the_old_one_is_out(client: Client, served: OpenExchange) -> None:
    tablet = await a_tablet(served, name="Nettbrett 2")
    await paired(client, served, tablet)
    async with another(client) as office, another(client) as fresh:
        await office.post("/prove/logg-inn", data={"password": "korrekt hest batteri"})
        page = await office.post(f"/prove/styre/nettbrett/{tablet}/erstatt", data={"id": new_id()})
        assert "QR-kode som kobler til Nettbrett 2" in await page.text()
        gone = await client.get("/prove/resepsjon", headers={"Accept": "application/json"})
        assert (gone.status, (await gone.json())["code"]) == (401, "tablet_revoked")
        await paired(fresh, served, tablet)
        assert (await fresh.get("/prove/resepsjon")).status == 200


async def test_a_tablet_that_is_withdrawn_is_out_at_once(client: Client, served: OpenExchange) -> None:
    tablet = await a_tablet(served)
    await paired(client, served, tablet)
    async with another(client) as office:
        await office.post("/prove/logg-inn", data={"password": "korrekt hest batteri"})
        await office.post(f"/prove/styre/nettbrett/{tablet}/trekk-tilbake", data={"id": new_id()})
        assert (await client.get("/prove/resepsjon")).status == 401
        page = await (await client.get("/prove/resepsjon")).text()
        assert "koblet fra" in page
        assert 'href="/prove/koble"' in page  # the way back in, and not to a password
        assert (await office.get(f"/prove/styre/nettbrett/{tablet}")).status == 404


async def test_the_history_says_which_tablet_it_was(client: Client, served: OpenExchange) -> None:
    tablet = await a_tablet(served, Role.RECEPTION, "Nettbrett 7")
    await paired(client, served, tablet)
    await client.post("/prove/nettbrett/las", data={"id": new_id()})
    row = served.store.ask(lambda db: next(db.query("select * from event where kind = 'TabletLocked'")))
    assert (row["by_role"], row["by_link"]) == ("reception", tablet)


async def test_last_seen_is_written_once_a_minute_at_most(client: Client, served: OpenExchange, clock: AClock) -> None:
    tablet = await a_tablet(served)
    await paired(client, served, tablet)

    def seen() -> str | None:
        found, _offer = served.store.ask(reads.tablet, tablet, clock.at)
        return str(found.seen_at)

    began = seen()
    clock.move(seconds=59)
    await client.get("/prove/resepsjon")
    served.store.write(lambda _db: None).result()  # whatever was queued before is on disk now
    assert seen() == began
    clock.move(seconds=1)
    await client.get("/prove/resepsjon")
    served.store.write(lambda _db: None).result()
    assert seen() == str(clock.at)


async def test_the_organiser_chooses_a_pin_before_the_first_tablet(organiser: Client) -> None:
    form = {"id": new_id(), "role": "reception", "name": "Nettbrett 1"}
    assert (await organiser.post("/prove/styre/nettbrett", data=form)).status == 422
    for pin in ("", "123", "1234", "4321", "7777", "123456789", "abcd", "١٢٧٤"):
        answer = await organiser.post("/prove/styre/nettbrett/pin", data={"id": new_id(), "pin": pin})
        assert answer.status == 422, pin
    await organiser.post("/prove/styre/nettbrett/pin", data={"id": new_id(), "pin": "27 18"})
    assert (await organiser.post("/prove/styre/nettbrett", data=form | {"id": new_id()})).status == 200
    again = await organiser.post("/prove/styre/nettbrett", data=form | {"id": new_id(), "name": "NETTBRETT 1"})
    assert (again.status, "heter det samme" in await again.text()) == (422, True)


async def test_a_form_that_nobody_of_ours_made_is_refused_in_a_sentence(client: Client, served: OpenExchange) -> None:
    code = a_code(served, await a_tablet(served))
    for id_ in ("x", "../../etc", "a" * 100):
        assert (await client.post(f"/prove/koble/{code}", data={"id": id_})).status == 422
    await client.post(f"/prove/koble/{code}", data={"id": new_id(), "others": "x", "session": "y", "link": "z"})
    assert (await client.get("/prove/resepsjon")).status == 200
    assert (await client.post("/prove/nettbrett/las", data={"id": "x"})).status == 422


async def test_the_organiser_renames_and_locks_from_afar(organiser: Client, served: OpenExchange) -> None:
    tablet = await a_tablet(served)
    async with another(organiser) as device:
        await paired(device, served, tablet)
        await organiser.post(f"/prove/styre/nettbrett/{tablet}/navn", data={"id": new_id(), "name": "Ved garderoben"})
        assert "Ved garderoben" in await (await device.get("/prove/resepsjon")).text()
        await organiser.post(f"/prove/styre/nettbrett/{tablet}/las", data={"id": new_id()})
        assert (await device.get("/prove/resepsjon")).status == 423
        assert await (await device.get("/prove/nettbrett/her")).json() == {"locked": True}
        await organiser.post(f"/prove/styre/nettbrett/{tablet}/las-opp", data={"id": new_id()})
        assert (await device.get("/prove/resepsjon")).status == 200


async def test_a_job_that_is_none_is_refused(served: OpenExchange) -> None:
    await a_pin(served)
    for role in (Role.ORGANISER, Role.PUBLIC, Role.PARTICIPANT, Role.VIEWER):
        with pytest.raises(ValueError, match="Velg en jobb"):
            AddTablet(id=new_id(), tablet=new_id(), role=role, name="X")
    assert re.match(r"\$argon2id\$", PIN_HASH)
    await served.bus.send(SetPin(id=new_id(), pin_hash=PIN_HASH), ORGANISER)
