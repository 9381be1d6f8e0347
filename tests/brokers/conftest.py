"""The small evening, before a desk or before a server."""

import pytest

from borse.house import OpenExchange
from tests.brokers.evening import Evening, an_evening
from tests.builders import AClock


@pytest.fixture
async def evening(exchange: OpenExchange, clock: AClock) -> Evening:
    return await an_evening(exchange, clock)
