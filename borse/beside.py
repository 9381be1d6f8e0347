"""A process beside the server, for what takes seconds to reckon: pages do not wait for it, and it ends with its server.

pool = process_beside()                 clean (forkserver: a fork of a threaded server can hang), started when used
answer = await asyncio.wrap_future(pool.submit(function, value))
"""

import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor

# Lower than the server's, so that pages stay quick whatever is reckoned.
NICE = 19


def process_beside() -> ProcessPoolExecutor:
    """One process of the lowest priority. Starting it takes a tenth of a second: not for the event loop."""
    context = multiprocessing.get_context("forkserver")
    pool = ProcessPoolExecutor(1, context, initializer=stand_beside, initargs=(NICE,))
    pool.submit(int)  # a pool starts its process with its first job
    return pool


def end(pool: ProcessPoolExecutor) -> None:
    """Stop at once. Nobody waits for what it reckons any more, and a solver may not listen for half a minute."""
    for process in list((pool._processes or {}).values()):  # noqa: SLF001 -- a pool lets nobody else stop them
        process.kill()
    pool.shutdown(cancel_futures=True)


def stand_beside(nice: int) -> None:
    """In the other process, first of all: behind the server, deaf to Ctrl-C, and gone when the server is."""
    os.nice(nice)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then ends this process
    threading.Thread(target=_leave_with_the_server, daemon=True).start()


def _leave_with_the_server() -> None:
    """A server that was killed cannot say goodbye; without this the process would wait for work for ever."""
    server = multiprocessing.parent_process()
    if server is not None:
        server.join()
        os._exit(0)
