"""Nobody has to remember it: the server erases what has lain its time, and so do the command and a copy put back."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from click.testing import CliRunner

from borse.__main__ import main
from borse.app import make_app
from borse.frame.keys import HOUSE
from borse.house import OpenExchange
from borse.ids import new_id
from borse.privacy.erased_list import ENDING
from borse.privacy.keeping import leave_no_trace
from borse.privacy.messages import ErasePerson
from borse.settings import Settings
from borse.store.backup import back_up
from tests.builders import GONG, ORGANISER, AClock, a_house, an_exchange
from tests.patience import PATIENCE
from tests.privacy.builders import EMAIL, PERSONAL, PHONE, WISH, a_private_person, bytes_of, traces_of

LONG_AGO = datetime(2020, 3, 16, 17, 15, tzinfo=UTC)
THEN: dict[str, Any] = {
    "doors_at": LONG_AGO - timedelta(minutes=45),
    "gong_at": LONG_AGO,
    "signup_closes_at": LONG_AGO - timedelta(days=1),
}


async def _lying_in(folder: Path) -> None:
    """A børs with somebody in it, closed."""
    house = a_house(folder)
    await a_private_person(await an_exchange(house))
    house.close()


async def test_a_server_erases_what_is_due_in_a_borse_that_nobody_visits(tmp_path: Path) -> None:
    await _lying_in(tmp_path)
    app = make_app(Settings(data=tmp_path), AClock(GONG + timedelta(days=40)))
    async with TestClient(TestServer(app)):
        async with asyncio.timeout(PATIENCE):
            while not app[HOUSE].opened:  # noqa: ASYNC110 -- the duty tells nobody
                await asyncio.sleep(0.05)
            exchange = app[HOUSE].opened[0]
            while WISH.encode() in bytes_of(exchange):  # noqa: ASYNC110 -- as above
                await asyncio.sleep(0.05)
        assert traces_of(exchange, (EMAIL, PHONE)) == [EMAIL, PHONE]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BORSE_DATA", str(tmp_path))
    return tmp_path


def _there(folder: Path, words: tuple[str, ...] = PERSONAL) -> list[str]:
    content = (folder / "prove.db").read_bytes()
    return [word for word in words if word.encode() in content]


async def _of_long_ago(folder: Path) -> str:
    house = a_house(folder, AClock(LONG_AGO - timedelta(days=30)))
    person = await a_private_person(await an_exchange(house, **THEN))
    house.close()
    return person


async def _in_a_thread(*words: str) -> str:
    """The command line has a loop of its own."""
    result = await asyncio.to_thread(CliRunner().invoke, main, list(words))
    assert result.exit_code == 0, result.output
    return str(result.output)


async def test_the_command_erases_in_all_borser_and_says_how_much(folder: Path) -> None:
    await _of_long_ago(folder)
    assert _there(folder) == list(PERSONAL)
    assert "prove: 0" not in await _in_a_thread("erase")
    assert _there(folder) == []
    assert "prove: 0" in await _in_a_thread("erase", "prove")


async def test_the_command_that_puts_a_copy_back_erases_again_who_was_erased(folder: Path) -> None:
    house = a_house(folder)
    exchange: OpenExchange = await an_exchange(house)
    person = await a_private_person(exchange)
    copy = folder / "kopi.bak"
    back_up(exchange.store.path, copy)
    await exchange.bus.send(ErasePerson(id=new_id(), person=person), ORGANISER)
    await leave_no_trace(exchange)
    house.close()
    said = await _in_a_thread("restore", str(copy), "prove")
    assert "slettet på nytt" in said
    assert _there(folder) == []
    assert (folder / ("prove.db" + ENDING)).exists()


async def test_under_another_name_the_copy_is_erased_again_too(folder: Path) -> None:
    house = a_house(folder)
    exchange = await an_exchange(house)
    person = await a_private_person(exchange)
    copy = folder / "kopi.bak"
    back_up(exchange.store.path, copy)
    await exchange.bus.send(ErasePerson(id=new_id(), person=person), ORGANISER)
    house.close()
    await _in_a_thread("restore", str(copy), "annen")
    content = (folder / "annen.db").read_bytes()
    assert [word for word in PERSONAL if word.encode() in content] == []
