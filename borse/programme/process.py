"""The other process, where planning happens: how work goes in, news comes out, and it ends with its server."""

import multiprocessing
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.queues import SimpleQueue
from multiprocessing.sharedctypes import Synchronized

from borse.beside import NICE, end, stand_beside
from borse.programme.known_affinities import affinities_of
from borse.programme.messages import SaveDraft
from borse.programme.planning import Request, plan
from borse.programme.world import World
from matching import Pair, Party, Person, Problem, Progress, Table, solve

TWO_THAT_MEET = Problem(
    rounds=("1",),
    tables=(Table(id="t"),),
    people=(Person(id="p"), Person(id="q")),
    parties=(Party(id="a", people=("p",)), Party(id="b", people=("q",))),
    pairs=(Pair(a="a", b="b", worth=1),),
)

# A replan takes a second or two, and a hall waits for it: behind the pages, but before whatever else the machine does.
NICE_URGENT = 5


class PlanningProcess:
    """The other process, started anew and clean (forkserver: a fork of a threaded server can hang).

    It plans one job at a time, in order. `_cancelled` is the number of the last job that nobody waits for any more.
    """

    def __init__(self, nice: int = NICE) -> None:
        context = multiprocessing.get_context("forkserver")
        self._news: SimpleQueue[Progress] = context.SimpleQueue()
        self._cancelled: Synchronized[int] = context.Value("Q", 0)
        self._jobs = 0
        self._pool = ProcessPoolExecutor(1, context, initializer=_prepare, initargs=(self._news, self._cancelled, nice))
        self._pool.submit(int)  # a pool starts its process with its first job

    def submit(self, command: str, world: World, request: Request) -> "Future[SaveDraft]":
        self.news()
        self._jobs += 1
        return self._pool.submit(_plan_there, self._jobs, command, world, request)

    def warm_up(self, world: World) -> None:
        """Load what planning needs before it is wanted: the lexicon, the solvers, what this world's posts say."""
        self._pool.submit(_warm_up, world)

    def cancel(self) -> None:
        """Stop the job that was submitted last."""
        self._cancelled.value = self._jobs

    def news(self) -> Progress | None:
        """The newest of what it has told, if anything."""
        newest = None
        while not self._news.empty():
            newest = self._news.get()
        return newest

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(self._pool._processes)  # noqa: SLF001 -- a pool tells nobody else

    def close(self) -> None:
        end(self._pool)


_there: tuple["SimpleQueue[Progress]", "Synchronized[int]"]


def _prepare(news: "SimpleQueue[Progress]", cancelled: "Synchronized[int]", nice: int) -> None:
    global _there  # noqa: PLW0603 -- a process of its own, prepared once
    stand_beside(nice)
    _there = (news, cancelled)


def _warm_up(world: World) -> None:
    affinities_of(world)
    solve(TWO_THAT_MEET, seconds=1.0)


def _plan_there(job: int, command: str, world: World, request: Request) -> SaveDraft:
    """In the other process."""
    news, cancelled = _there
    return plan(command, world, request, progress=news.put, cancelled=lambda: cancelled.value >= job)
