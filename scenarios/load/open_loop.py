"""An open load: requests are sent when their moment comes, whether or not the earlier ones have been answered.

A closed load (send, wait, send again) slows down with the server, so that the very requests which would have queued
are never sent: Schroeder, Wierman and Harchol-Balter, "Open Versus Closed: A Cautionary Tale" (NSDI 2006). And the time
is counted from the moment a request was due, not from when this process came round to sending it; else a stall is seen
once instead of by all who waited through it ("coordinated omission": Gil Tene, "How NOT to Measure Latency", 2013, and
his wrk2).

People come independently of each other, so the gaps between them are exponential (a Poisson process); kinds are dealt
like cards, so that each comes equally often. Both follow from the seed.
"""

import asyncio
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aiohttp import ClientError

from scenarios.load.errands import Errand
from scenarios.load.hall import Hall


@dataclass(frozen=True)
class Sample:
    """One request: how long after its moment it was answered whole, and how late it was sent. Milliseconds."""

    errand: Errand
    took: float
    late: float
    wrong: str = ""


def moments(rate: float, seconds: float, seed: int) -> Iterator[float]:
    """When requests are due, in seconds from the beginning."""
    chance, at = random.Random(seed), 0.0
    while (at := at + chance.expovariate(rate)) < seconds:
        yield at


def dealt(errands: Sequence[Errand], seed: int) -> Iterator[Errand]:
    """The errands in ever new orders."""
    chance = random.Random(seed)
    while True:
        yield from chance.sample(errands, len(errands))


async def run(hall: Hall, errands: Sequence[Errand], *, rate: float, seconds: float, seed: int = 1) -> list[Sample]:
    """The load itself: `rate` requests a second for so many seconds, and the answers to the last of them."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    asked: list[asyncio.Task[Sample]] = []
    for at, errand in zip(moments(rate, seconds, seed), dealt(errands, seed), strict=False):
        await asyncio.sleep(max(0.0, began + at - loop.time()))
        asked.append(asyncio.create_task(_one(hall, errand, began + at)))
    return list(await asyncio.gather(*asked))


async def _one(hall: Hall, errand: Errand, due: float) -> Sample:
    loop = asyncio.get_running_loop()
    late, wrong = loop.time() - due, ""
    try:
        status = await errand.run(hall)
        if status != errand.expect:
            wrong = f"{errand.name}: {status} instead of {errand.expect}"
    except (ClientError, TimeoutError) as error:
        wrong = f"{errand.name}: {type(error).__name__}"
    return Sample(errand, (loop.time() - due) * 1000, late * 1000, wrong)
