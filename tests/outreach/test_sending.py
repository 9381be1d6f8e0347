"""The other end is away, says no, breaks off, or we are killed: nothing is lost, and nothing goes twice by itself."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlite_utils import Database

from borse.app import make_app
from borse.house import House, OpenExchange
from borse.ids import new_id
from borse.outreach.delivery import Outcome, Post
from borse.outreach.letters import Letter
from borse.outreach.messages import ReleaseMessages
from borse.outreach.segments import segments
from borse.outreach.sender import empty_outbox
from borse.outreach.sms import Http, sms_by
from borse.programme.personal import calendar_file_of
from borse.settings import Settings
from tests.builders import ORGANISER, AClock, a_house, a_party, a_person, a_programme, an_exchange
from tests.outreach.post_office import PostOffice, messages_to, states, text_of
from tests.patience import PATIENCE


async def a_guest(exchange: OpenExchange, email: str = "kari@lag.example") -> str:
    """Somebody whose receipt waits. Their id."""
    person = a_person("Kari Nordmann", email=email)
    await exchange.bus.send(a_party(people=(person,)), ORGANISER)
    return person.person


async def test_a_server_that_is_away_costs_no_try_and_no_message(
    exchange: OpenExchange, post: PostOffice, clock: AClock
) -> None:
    person = await a_guest(exchange)
    other = a_person("Ola Nordmann", email="ola@lag.example")
    await exchange.bus.send(a_party("Et lag til", people=(other,)), ORGANISER)
    port = post.server.sockets[0].getsockname()[1]
    await post.close()
    for _minute in range(10):
        await post.empty(exchange)
        clock.move(minutes=2)
    assert states(exchange, person) == states(exchange, other.person) == [("signed_up", "waiting")]
    assert all(message.attempts == 0 for message in messages_to(exchange, person))
    back = await PostOffice.opened(post.sms_file.parent)
    assert back.server.sockets[0].getsockname()[1] != port
    await back.empty(exchange)
    assert len(back.letters.taken) == 2
    await back.close()


async def test_later_means_later_and_in_the_end_the_organiser_is_told(
    exchange: OpenExchange, post: PostOffice, clock: AClock
) -> None:
    person = await a_guest(exchange)
    post.letters.to_recipient = "451 come back"
    tries = 0
    for _minute in range(8 * 60):
        before = messages_to(exchange, person)[0].attempts
        await post.empty(exchange)
        tries += messages_to(exchange, person)[0].attempts - before
        clock.move(minutes=2)
        if states(exchange, person) == [("signed_up", "failed")]:
            break
    assert tries == 6
    assert messages_to(exchange, person)[0].note == "451"
    assert post.letters.taken == []


async def test_never_means_never(exchange: OpenExchange, post: PostOffice, clock: AClock) -> None:
    person = await a_guest(exchange)
    post.letters.to_recipient = "550 no such user <kari@lag.example>"
    await post.empty(exchange)
    [message] = messages_to(exchange, person)
    assert (message.status, message.note) == ("failed", "550")
    post.letters.to_recipient = "250 OK"
    clock.move(hours=1)
    await post.empty(exchange)
    assert post.letters.taken == []
    await exchange.bus.send(ReleaseMessages(id=new_id(), messages=(message.id,)), ORGANISER)
    await post.empty(exchange)
    assert len(post.letters.taken) == 1


async def test_a_line_that_breaks_while_the_text_is_on_its_way_is_the_organisers_to_judge(
    exchange: OpenExchange, post: PostOffice, clock: AClock
) -> None:
    person = await a_guest(exchange)

    # The server has the text, and answers with nothing that can be understood.
    post.letters.to_text = lambda: "not an answer"
    await post.empty(exchange)
    [message] = messages_to(exchange, person)
    assert message.status == "unsure"
    post.letters.to_text = lambda: "250 OK"
    clock.move(hours=1)
    await post.empty(exchange)
    assert post.letters.taken == []
    await exchange.bus.send(ReleaseMessages(id=new_id(), messages=(message.id,)), ORGANISER)
    await post.empty(exchange)
    [(_to, letter)] = post.letters.taken
    assert letter["Message-ID"] == f"<{message.id}@kommune.example>"


async def test_two_borser_that_share_a_mail_server_do_not_mix_their_letters(house: House, post: PostOffice) -> None:
    halls = [await an_exchange(house, slug=slug) for slug in ("her", "der")]
    for hall in halls:
        for number in range(12):
            person = a_person(f"Nr {number} {hall.slug}", email=f"{number}@{hall.slug}.example")
            await hall.bus.send(a_party(f"Lag {number}", people=(person,)), ORGANISER)
    await asyncio.gather(*(empty_outbox(hall, post.outreach) for hall in halls))
    assert len(post.letters.taken) == 24
    for to, letter in post.letters.taken:
        name, _at, where = to.partition("@")
        assert letter["To"] == to
        assert f"Hei, Nr {name} {where.removesuffix('.example')}!" in text_of(letter)


async def test_a_letter_that_cannot_be_written_keeps_no_other_back(
    exchange: OpenExchange, post: PostOffice, clock: AClock
) -> None:
    one = a_party("Lag 1", people=(a_person("Kari Nordmann", email="kari@lag.example"),))
    two = a_party("Lag 2", people=(a_person("Ola Nordmann", email="ola@lag.example"),))
    for party in (one, two):
        await exchange.bus.send(party, ORGANISER)
    await a_programme(exchange, (1, "Bord 2", one, two))
    clock.move(hours=1)

    def calendar_of(db: Database, person: str, address: str) -> bytes:
        if person == one.people[0].person:
            raise ZeroDivisionError
        return calendar_file_of(db, person, address)

    post.outreach.calendar_of = calendar_of
    await post.empty(exchange)
    assert states(exchange, one.people[0].person) == [("programme_ready", "failed"), ("signed_up", "sent")]
    assert states(exchange, two.people[0].person) == [("programme_ready", "sent"), ("signed_up", "sent")]


KILLED_WHILE_SENDING = """
import asyncio, sys
from datetime import datetime
from pathlib import Path
from borse.app import make_house
from borse.outreach.channels import Outreach
from borse.outreach.sender import empty_outbox
from borse.settings import Settings

folder, port, at = Path(sys.argv[1]), sys.argv[2], datetime.fromisoformat(sys.argv[3])
settings = Settings(data=folder, public_address="https://bors.example", smtp=f"127.0.0.1:{port}",
                    smtp_from="bors@kommune.example")
house = make_house(settings, lambda: at)
asyncio.run(empty_outbox(house.exchange("prove"), Outreach.of(settings)))
"""


async def test_killed_between_sending_and_noting_it_nobody_is_told_twice(
    tmp_path: Path, post: PostOffice, clock: AClock
) -> None:
    folder = tmp_path / "var"
    house = a_house(folder, clock)
    exchange = await an_exchange(house)
    other = a_person("Ola Nordmann", email="ola@lag.example")
    people = [await a_guest(exchange), other.person]
    await exchange.bus.send(a_party("Et lag til", people=(other,)), ORGANISER)
    house.close()
    port = post.server.sockets[0].getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", KILLED_WHILE_SENDING, str(folder), str(port), clock.at.isoformat(), cwd=Path.cwd()
    )
    came = 0

    def kill() -> str:
        nonlocal came
        came += 1
        os.kill(process.pid, signal.SIGKILL)
        return "250 taken"

    post.letters.to_text = kill
    assert await process.wait() == -signal.SIGKILL
    assert came == 1
    post.letters.to_text = lambda: "250 OK"
    house = a_house(folder, clock)
    exchange = house.exchange("prove")
    await post.empty(exchange)
    clock.move(minutes=6)
    await post.empty(exchange)
    clock.move(hours=5)
    await post.empty(exchange)
    found = sorted(messages_to(exchange, person)[0].status for person in people)
    house.close()
    assert found == ["sent", "unsure"]
    assert len(post.letters.taken) == 2  # one to each: the first before the kill, the other after it
    assert len({to for to, _letter in post.letters.taken}) == 2


@pytest.fixture
async def gateway() -> AsyncIterator[tuple[TestServer, list[dict[str, str]]]]:
    """An SMS gateway that answers with the last three digits of the number, and keeps what it got."""
    got: list[dict[str, str]] = []

    async def take(request: web.Request) -> web.Response:
        body = await request.json()
        got.append({**body, "key": request.headers["Idempotency-Key"], "who": request.headers["Authorization"]})
        return web.Response(status=int(body["to"][-3:]))

    app = web.Application()
    app.router.add_post("/sms", take)
    server = TestServer(app)
    await server.start_server()
    yield server, got
    await server.close()


def a_post(to: str) -> Post:
    letter = Letter(subject="", body="Hei, på deg", said="", link="", opt_out="", language="nb", version=None)
    return Post(id="melding-1", to=to, letter=letter)


async def test_the_gateway_gets_number_text_and_a_key_that_stays_the_same(
    gateway: tuple[TestServer, list[dict[str, str]]],
) -> None:
    server, got = gateway
    http = sms_by(str(server.make_url("/sms")), "hemmelig")
    result = await http.send(a_post("+4790000200"))
    assert result.outcome is Outcome.SENT
    assert got == [
        {
            "id": "melding-1",
            "to": "+4790000200",
            "text": "Hei, på deg",
            "key": "melding-1",
            "who": "Bearer hemmelig",
        }
    ]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("400", Outcome.REFUSED),
        ("429", Outcome.LATER),
        ("401", Outcome.LATER),
        ("503", Outcome.LATER),
        ("500", Outcome.UNSURE),
    ],
)
async def test_what_the_gateway_answers_decides_who_may_try_again(
    gateway: tuple[TestServer, list[dict[str, str]]], answer: str, outcome: Outcome
) -> None:
    server, _got = gateway
    result = await Http(str(server.make_url("/sms")), "x").send(a_post(f"+4790000{answer}"))
    assert (result.outcome, result.note) == (outcome, answer)


async def test_a_gateway_that_is_away_is_tried_later() -> None:
    result = await Http("http://127.0.0.1:9/sms").send(a_post("+4790000200"))
    assert result.outcome is Outcome.LATER
    assert result.channel_is_down


@pytest.mark.parametrize(
    ("text", "number"),
    [("å" * 160, 1), ("å" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("є" * 70, 1), ("є" * 71, 2), ("€" * 81, 2)],
)
def test_what_a_text_costs_in_sms(text: str, number: int) -> None:
    assert segments(text) == number


async def test_the_running_server_sends_what_waits_in_a_file_that_nobody_has_asked_for(
    tmp_path: Path, post: PostOffice, clock: AClock
) -> None:
    folder = tmp_path / "var"
    house = a_house(folder, clock)
    await a_guest(await an_exchange(house))
    house.close()
    came = asyncio.Event()

    def note() -> str:
        came.set()
        return "250 OK"

    post.letters.to_text = note
    port = post.server.sockets[0].getsockname()[1]
    settings = Settings(
        data=folder,
        public_address="https://bors.example",
        smtp=f"127.0.0.1:{port}",
        smtp_from="bors@kommune.example",
    )
    async with TestClient(TestServer(make_app(settings, clock))):
        await asyncio.wait_for(came.wait(), PATIENCE)
    assert len(post.letters.taken) == 1
    house = a_house(folder, clock)
    [row] = house.exchange("prove").store.ask(lambda db: list(db.query("select status from message")))
    house.close()
    assert row["status"] == "sent"


@pytest.mark.parametrize("wrong", [{"BORSE_SMTP": "smtp.kommune.no"}, {"BORSE_SMS": "telegraf"}])
def test_a_setting_that_cannot_be_is_refused_with_its_name(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Settings.of(wrong)
