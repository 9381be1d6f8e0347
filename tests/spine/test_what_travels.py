"""What travels between the server and a browser: cookies, addresses, what may be kept, and what strangers typed."""

from pathlib import Path

import pytest
from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer
from icalendar import Calendar

from borse.app import make_app
from borse.bus import Role
from borse.frame.keys import HOUSE
from borse.house import OpenExchange
from borse.ids import new_id
from borse.links import make_link, tokens_of_people
from borse.settings import Settings
from borse.signup.messages import WithdrawParty
from borse.staff.reads import staff_links
from tests.builders import (
    GONG,
    ORGANISER,
    PASSWORD,
    AClock,
    a_need,
    a_party,
    a_person,
    a_programme,
    an_exchange,
    an_offer,
)
from tests.conftest import Client

HOSTILE = (
    '<script>alert(1)</script>"><img src=x onerror=alert(2)> {{ 7*7 }} ${x} #panic("x") *b* $x$ @r [ ; , END:VEVENT'
)


async def a_hostile_evening(exchange: OpenExchange) -> dict[str, str]:
    """Two parties whose every text is hostile meet at a table. The links of people."""
    words = HOSTILE[:110]
    one, other = (
        a_party(
            f"{number}{words}",
            people=(a_person(f"{number}{words}"),),
            posts=(an_offer(HOSTILE, quantity=words), a_need(HOSTILE, time=words)),
            about=HOSTILE,
            note=HOSTILE,
        )
        for number in (1, 2)
    )
    for party in (one, other):
        await exchange.bus.send(party, ORGANISER)
    await a_programme(exchange, (1, "Bord 1", one, other))
    return exchange.store.ask(tokens_of_people)


async def test_what_strangers_type_is_text_on_every_page(organiser: Client, served: OpenExchange) -> None:
    tokens = await a_hostile_evening(served)
    person, token = next(iter(tokens.items()))
    party = served.store.ask(lambda db: db.execute("select id from party").fetchone()[0])
    paths = [
        "",
        "pamelding",
        "tavla",
        "storskjerm",
        "resepsjon",
        f"resepsjon?person={person}",
        "resepsjon/ny",
        "megler",
        "meglere",
        "meglere/ledige",
        "meglere/behov",
        "meglere/uten-avtale",
        "meglere/aktorer",
        f"meglere/aktor/{party}",
    ]
    paths += [
        "avtale",
        "notar",
        "klokke",
        "rapport",
        "styre",
        "styre/program",
        "styre/aktorer",
        f"styre/aktorer/{party}",
    ]
    paths += [f"utskrift?person={person}", f"p/{token}"]
    for path in paths:
        answer = await organiser.get(f"/prove/{path}")
        page = await answer.text()
        assert answer.status == 200, path
        assert "<script>alert" not in page, path
        assert "<img src=x" not in page, path
        assert "49 $" not in page, path
    for path in ("styre/program/ark.pdf", "rapport.pdf", "rapport.xlsx", "rapport.csv", "rapport.json"):
        answer = await organiser.get(f"/prove/{path}")
        assert answer.status == 200, path
        assert answer.headers["Cache-Control"] == "no-store", path
    calendar = await organiser.get(f"/prove/p/{token}/kalender.ics")
    events = Calendar.from_ical(await calendar.read()).walk("VEVENT")
    assert len(events) == 2
    assert HOSTILE[:100] in str(events[1]["summary"])


async def test_a_personal_link_opens_one_person_s_pages_until_they_are_withdrawn(
    client: Client, served: OpenExchange
) -> None:
    tokens = await a_hostile_evening(served)
    one, other = tokens.values()
    codes = served.store.ask(lambda db: {row["id"]: row["code"] for row in db.query("select id, code from person")})
    for person, token in tokens.items():
        answer = await client.get(f"/prove/p/{token}")
        page = await answer.text()
        assert [code for code in codes.values() if code in page] == [codes[person]]
        assert (other if token == one else one) not in page
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
    party = served.store.ask(
        lambda db: db.execute("select party from speaks_for where person = ?", [min(tokens)]).fetchone()[0]
    )
    await served.bus.send(WithdrawParty(id=new_id(), party=party), ORGANISER)
    for ending in ("", "/kalender.ics"):
        assert (await client.get(f"/prove/p/{tokens[min(tokens)]}{ending}")).status == 404
        assert (await client.get(f"/prove/p/{tokens[max(tokens)]}{ending}")).status == 200


async def test_a_desk_cannot_write_more_than_its_form_has(client: Client, served: OpenExchange) -> None:
    one, other = a_party("Turlaget"), a_party("Korpset")
    for party in (one, other):
        await served.bus.send(party, ORGANISER)
    served.store.write(lambda db: make_link(db, "broker-link", Role.BROKER, "Megler", GONG)).result()
    token = next(link.token for link in served.store.ask(staff_links) if link.id == "broker-link")
    await client.get(f"/prove/inn/{token}")
    agreed = {
        "id": new_id(),
        "promises.0.giver": "Turlaget",
        "promises.0.receiver": "Korpset",
        "promises.0.what": "Rydder",
        "first_caller": "Korpset",
        "by": "organiser",
        "by_name": "Ordføreren",
        "number": "1",
        "then": "knock",
    }
    for more in ({"status": "approved"}, {"status": "knocked_through"}, {"outside_the_gongs": "1"}):
        answer = await client.post("/prove/avtale", data=agreed | more)
        assert answer.status in {403, 422}, more
    assert served.store.ask(lambda db: db.execute("select count(*) from agreement").fetchone()) == (0,)


async def test_a_session_is_new_at_each_login_and_its_cookie_is_only_ours(client: Client) -> None:
    client.session.cookie_jar.update_cookies({"borse-prove-organiser": "chosen-by-somebody-else"})
    seen = set()
    for _login in range(2):
        answer = await client.post("/prove/logg-inn", data={"password": PASSWORD}, allow_redirects=False)
        cookie = answer.cookies["borse-prove-organiser"]
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
        seen.add(cookie.value)
    assert len(seen) == 2
    assert "chosen-by-somebody-else" not in seen


@pytest.mark.parametrize("proxies", [0, 1])
async def test_what_a_proxy_says_counts_only_where_there_is_one(tmp_path: Path, clock: AClock, proxies: int) -> None:
    """Without one, anybody could say that they come by TLS, or from another address at each guess."""
    app = make_app(Settings(data=tmp_path, proxies=proxies), clock)
    await an_exchange(app[HOUSE])
    async with TestClient(TestServer(app), cookie_jar=CookieJar(unsafe=True)) as client:
        headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "10.0.0.1"}
        answer = await client.post(
            "/prove/logg-inn", data={"password": PASSWORD}, headers=headers, allow_redirects=False
        )
        name = "__Host-borse-prove-organiser" if proxies else "borse-prove-organiser"
        assert bool(answer.cookies[name]["secure"]) is bool(proxies)
        guesses = [
            (
                await client.post(
                    "/prove/logg-inn", data={"password": "gjetning"}, headers={"X-Forwarded-For": f"10.0.1.{number}"}
                )
            ).status
            for number in range(11)
        ]
        assert (429 in guesses) is not bool(proxies)


async def test_links_lead_to_our_own_address_whatever_the_browser_asked_for(tmp_path: Path, clock: AClock) -> None:
    app = make_app(Settings(data=tmp_path, public_address="https://bors.example"), clock)
    exchange = await an_exchange(app[HOUSE])
    exchange.store.write(lambda db: make_link(db, "host-link", Role.HOST, "Vert", GONG)).result()
    async with TestClient(TestServer(app), cookie_jar=CookieJar(unsafe=True)) as client:
        await client.post("/prove/logg-inn", data={"password": PASSWORD})
        page = await (await client.get("/prove/styre/lenker", headers={"Host": "ond.example"})).text()
        assert "https://bors.example/prove/inn/" in page
        assert "ond.example" not in page


async def test_the_file_is_for_its_owner_alone(served: OpenExchange) -> None:
    beside = [served.store.path, *served.store.path.parent.glob(f"{served.store.path.name}-*")]
    assert {path.stat().st_mode & 0o077 for path in beside} == {0}
