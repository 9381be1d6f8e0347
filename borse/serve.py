"""Serving: the sockets, the signals, and an orderly end.

On SIGTERM or SIGINT new connections are refused, live streams close, requests under way get `GRACE_SECONDS` to finish,
what they wrote is committed, and the WAL is folded into the file.
"""

import asyncio
import errno
import resource
import signal
import ssl
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

import structlog
from aiohttp import web

from borse.settings import Settings
from borse.warm_up import warm_up

GRACE_SECONDS = 10
# Also the limit for a connection that opens and never finishes its headers (aiohttp has no other; a proxy in front
# should have a shorter one).
IDLE_SECONDS = 65
# Each page that looks on is a connection, and systems begin at 256 or 1,024 connections and files of a process.
MOST_FILES = 10_240
# The share of them that connections may take: the rest is for files, and for those who are in already.
SHARE = 0.75
# How often the log says that there is no room for another one.
SAID_EVERY_SECONDS = 60.0
NO_ROOM = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}

log = structlog.get_logger()


async def serve(app: web.Application, settings: Settings, ready: Callable[[str], None]) -> None:
    """Serve until told to stop. `ready(address)` is called when the socket is open."""
    _make_room()
    asyncio.get_running_loop().set_exception_handler(_say_seldom())
    runner = web.AppRunner(
        app, access_log=None, shutdown_timeout=GRACE_SECONDS, keepalive_timeout=IDLE_SECONDS, handle_signals=False
    )
    await runner.setup()
    site: asyncio.Server | None = None
    try:
        assert runner.server is not None, "it is set up"
        site = await asyncio.get_running_loop().create_server(
            partial(_Door, runner.server), settings.host, settings.port, backlog=1024, ssl=_tls(settings)
        )
        stop = _told_to_stop()
        ready(f"{settings.scheme}://{settings.host}:{site.sockets[0].getsockname()[1]}")
        # After the socket is open: tablets that wait for a server that was restarted get their answers a second sooner.
        await warm_up(app, stop)
        await stop.wait()
    finally:
        if site is not None:
            site.close()
        await runner.cleanup()


def _make_room() -> None:
    """As many connections and open files as the system lets us have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < most:
        with suppress(OSError, ValueError):  # macOS may know of a limit that it does not tell
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


class _Door(asyncio.Protocol):
    """Lets in whoever comes while there is room; sends others away at once, which is better than to let them wait."""

    def __init__(self, server: web.Server) -> None:
        self._server = server

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        most, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        # The system gives the lowest number that is free: all below it are in use.
        number = transport.get_extra_info("socket").fileno()
        if most != resource.RLIM_INFINITY and number >= most * SHARE:
            transport.close()
            return
        speaker = self._server()
        transport.set_protocol(speaker)
        speaker.connection_made(transport)


def _say_seldom() -> Callable[[asyncio.AbstractEventLoop, dict[str, Any]], None]:
    """What the loop does with its own errors: that no connection can be taken is said once a minute.

    asyncio tries the whole backlog in vain, once a second: a thousand traces a second, until the log has filled the
    disk and the server has no time for those who are in.
    """
    said_at = -SAID_EVERY_SECONDS

    def handle(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        nonlocal said_at
        error = context.get("exception")
        if not (isinstance(error, OSError) and error.errno in NO_ROOM and "socket" in context):
            loop.default_exception_handler(context)
        elif loop.time() - said_at >= SAID_EVERY_SECONDS:
            said_at = loop.time()
            log.error("no room for another connection", reason=str(error))

    return handle


def _tls(settings: Settings) -> ssl.SSLContext | None:
    """What the tablets need for the camera, and for working without the net: browsers give those to https alone."""
    if settings.certificate is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(settings.certificate, settings.key)
    return context


def _told_to_stop() -> asyncio.Event:
    """Set by the first signal that ends the server."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal_ in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signal_, stop.set)
    return stop
