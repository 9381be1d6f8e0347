"""Serving: the sockets, the signals, and an orderly end.

On SIGTERM or SIGINT new connections are refused, live streams close, requests under way get `GRACE_SECONDS` to finish,
what they wrote is committed, and the WAL is folded into the file.
"""

import asyncio
import signal
import ssl
from collections.abc import Callable

from aiohttp import web

from borse.settings import Settings
from borse.warm_up import warm_up

GRACE_SECONDS = 10
# Also the limit for a connection that opens and never finishes its headers (aiohttp has no other; a proxy in front
# should have a shorter one).
IDLE_SECONDS = 65


async def serve(app: web.Application, settings: Settings, ready: Callable[[str], None]) -> None:
    """Serve until told to stop. `ready(address)` is called when the socket is open."""
    runner = web.AppRunner(
        app, access_log=None, shutdown_timeout=GRACE_SECONDS, keepalive_timeout=IDLE_SECONDS, handle_signals=False
    )
    await runner.setup()
    try:
        site = web.TCPSite(runner, settings.host, settings.port, backlog=1024, ssl_context=_tls(settings))
        await site.start()
        stop = _told_to_stop()
        ready(f"{settings.scheme}://{settings.host}:{runner.addresses[0][1]}")
        # After the socket is open: tablets that wait for a server that was restarted get their answers a second sooner.
        await warm_up(app, stop)
        await stop.wait()
    finally:
        await runner.cleanup()


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
