"""Slowing down whoever tries too often: guessing passwords and links, filling the sign-up.

A moving window per address, in memory: a whole library shares one address, so the limits are generous.
"""

from aiohttp import web
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from borse.frame.keys import LIMITER, SETTINGS
from borse.language import gettext as _
from borse.refusals import TooMany

PER_MINUTE = {
    "login": RateLimitItemPerMinute(10),  # 130 bits cannot be guessed, a password can
    "link": RateLimitItemPerMinute(120),
    "signup": RateLimitItemPerMinute(120),
    "booklet": RateLimitItemPerMinute(30),  # half a second of typesetting each
}


def limiter() -> MovingWindowRateLimiter:
    return MovingWindowRateLimiter(MemoryStorage())


def slow_down(request: web.Request, what: str) -> None:
    """Count one attempt. Raises TooMany when there were too many in the last minute."""
    if not request.app[LIMITER].hit(PER_MINUTE[what], what, visitor(request)):
        raise TooMany(_("Det ble for mange forsøk på kort tid. Vent et minutt, og prøv igjen."))


def visitor(request: web.Request) -> str:
    """The address that the request came from, as the outermost trusted proxy saw it."""
    proxies = request.app[SETTINGS].proxies
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if proxies and len(seen) >= proxies:
        return seen[-proxies]
    return request.remote or ""
