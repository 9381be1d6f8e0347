"""Fixtures that every room shares: a house in a fresh folder, a børs in it, a real server in front."""

import multiprocessing
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

from borse.app import make_app
from borse.frame.keys import HOUSE
from borse.house import House, OpenExchange
from borse.settings import Settings
from tests.builders import PASSWORD, AClock, a_house, an_exchange

Client = TestClient[Request, Application]

# Everybody who runs the tests runs the same ones, on a slow machine too: what is red here is red there. `make explore`
# looks further.
PROFILE = "the same for all"
settings.register_profile(PROFILE, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(PROFILE)

_numbers_and_words_in_the_code = providers._get_local_constants


def _what_to_try() -> Constants:
    """Hypothesis also tries numbers and words of whatever code is loaded: here that is which of two processes got which
    file before, and any line that anybody changes.
    """
    is_the_same_for_all = settings.get_current_profile_name() == PROFILE
    return Constants() if is_the_same_for_all else _numbers_and_words_in_the_code()


providers._get_local_constants = _what_to_try

multiprocessing.set_forkserver_preload(["tests.beside"])


@pytest.fixture
def clock() -> AClock:
    return AClock()


@pytest.fixture
def house(tmp_path: Path, clock: AClock) -> Iterator[House]:
    house = a_house(tmp_path, clock)
    yield house
    house.close()


@pytest.fixture
async def exchange(house: House) -> OpenExchange:
    """A børs without a web server: send it commands, ask its store."""
    return await an_exchange(house)


@pytest.fixture
async def client(tmp_path: Path, clock: AClock) -> AsyncIterator[Client]:
    """Anybody, before a real server that serves the børs «prove»."""
    app = make_app(Settings(data=tmp_path), clock)
    await an_exchange(app[HOUSE])
    async with TestClient(TestServer(app), cookie_jar=CookieJar(unsafe=True)) as client:
        yield client


@pytest.fixture
async def organiser(client: Client) -> Client:
    """The same, logged in as the organiser."""
    answer = await client.post("/prove/logg-inn", data={"password": PASSWORD})
    assert answer.status == 200
    return client


@pytest.fixture
def served(client: Client) -> OpenExchange:
    """The børs behind `client`, for looking behind the pages."""
    assert client.app is not None
    return client.app[HOUSE].exchange("prove")


# What takes longest in the browser. Two processes share the files in the order that they stand in here: one that takes
# long must not be the last, or one of the two has nothing to do meanwhile.
LONGEST = {
    "test_everybody_can_use_it",
    "test_offline_reception",
    "test_signing_up",
    "test_the_clock",
    "test_the_evening",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser comes last: Playwright keeps an event loop running in this thread for as long as it is open.

    Of its files the longest come first, then those with the most to read.
    """
    sizes = {item.path: item.path.stat().st_size for item in items}

    def place(item: pytest.Item) -> tuple[bool, bool, int]:
        if "browser" not in item.path.parts:
            return False, False, 0
        return True, item.path.stem not in LONGEST, -sizes[item.path]

    items.sort(key=place)
