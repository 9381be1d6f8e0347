"""A tablet without a screen: it writes entries down, offline or not, and drains its queue as the browser does."""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientError, ClientSession
from yarl import URL

from borse.ids import new_id

# As in the browser (static/js/offline/pace.js): how many entries go at first, at least and at most, the answers that
# double and halve their number, and how long a tablet that has the net back waits at most.
FIRST, LEAST, MOST, QUICK_SECONDS, SLOW_SECONDS, SPREAD_SECONDS = 50, 10, 100, 0.15, 0.6, 9.0
# A server that is away comes back in a second or two.
AGAIN_SECONDS = 0.5


@dataclass(frozen=True)
class Written:
    """An entry in the queue. `at` is a moment of this process's own clock, in seconds."""

    id: str
    kind: str
    data: dict[str, Any]
    at: float


@dataclass
class Tablet:
    """`address` is that of the queue, `session` a browser that was let in. `answers` counts what became of entries.

    `took` are the seconds of each request that was answered, `refused` the sentences of what was not taken.
    """

    address: URL
    session: ClientSession
    batch: int = FIRST
    queue: list[Written] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def write(self, kind: str, *, ago: float = 0.0, id_: str = "", **data: Any) -> str:
        """Put an entry into the queue, written `ago` seconds ago. Its id."""
        entry = Written(id_ or new_id(), kind, data, time.monotonic() - ago)
        self.queue.append(entry)
        return entry.id

    def write_again(self, chance: random.Random, share: float) -> None:
        """As if replies had been lost: a share of the queue stands in it twice, the second time further on."""
        for entry in chance.sample(self.queue, round(len(self.queue) * share)):
            self.queue.insert(chance.randint(self.queue.index(entry) + 1, len(self.queue)), entry)

    async def drain(self, *, wait: float = 0.0) -> None:
        """Send all, the oldest first, after `wait` seconds. A server that is away is asked again until it is there."""
        await asyncio.sleep(wait)
        while self.queue:
            batch = self.queue[: self.batch]
            try:
                answers = await self._post(batch)
            except (ClientError, ConnectionError, TimeoutError):
                await asyncio.sleep(AGAIN_SECONDS)
                continue
            self.queue = self.queue[len(batch) :]
            for answer in answers:
                self.answers[answer["status"]] += 1
                if answer["status"] == "refused":
                    self.refused.append(answer["sentence"])
                elif answer["note"]:
                    self.notes.append(answer["note"])
            self.settled()

    def settled(self) -> None:
        """A batch has been answered."""

    async def _post(self, batch: list[Written]) -> list[dict[str, str]]:
        now = time.monotonic()
        entries = [{"id": one.id, "kind": one.kind, "age": now - one.at, "data": one.data} for one in batch]
        async with self.session.post(self.address, json={"entries": entries}) as answer:
            answer.raise_for_status()
            answers: list[dict[str, str]] = (await answer.json())["answers"]
        self.took.append(time.monotonic() - now)
        if self.took[-1] > SLOW_SECONDS:
            self.batch = max(LEAST, self.batch // 2)
        elif self.took[-1] < QUICK_SECONDS:
            self.batch = min(MOST, self.batch * 2)
        if [one["id"] for one in answers] != [one.id for one in batch]:
            raise AssertionError("the queue's answers are not about what was sent")
        return answers
