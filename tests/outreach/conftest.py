"""A post office for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from borse.programme.personal import calendar_file_of
from tests.outreach.post_office import PostOffice


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[PostOffice]:
    office = await PostOffice.opened(tmp_path, calendar_file_of)
    yield office
    await office.close()
