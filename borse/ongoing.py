"""What goes on for as long as the server runs: a task, and its orderly end."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any


@asynccontextmanager
async def ongoing(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """`work` goes on meanwhile. At the end it is cancelled, and has let go when this returns."""
    task = asyncio.create_task(work)
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
