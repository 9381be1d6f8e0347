"""Slowing down whoever tries too often: guessing passwords and links, filling the sign-up.

A moving window per address, in memory: a whole library shares one address, so the limits are generous.
"""

from aiohttp import web
from limits import RateLimitItem, RateLimitItemPerDay, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from borse.frame.keys import LIMITER, SETTINGS
from borse.language import gettext as _
from borse.refusals import TooMany

LIMITS: dict[str, RateLimitItem] = {
    "login": RateLimitItemPerMinute(10),  # 130 bits cannot be guessed, a password can
    "pairing": RateLimitItemPerMinute(20),  # eight letters that live for ten minutes
    "pin": RateLimitItemPerMinute(5),  # of each tablet: four digits take a thousand hours to try
    "pin for an hour": RateLimitItemPerHour(20),
    "link": RateLimitItemPerMinute(120),
    "signup": RateLimitItemPerMinute(120),
    "draft": RateLimitItemPerMinute(300),  # a phone saves every few seconds while somebody types
    "code": RateLimitItemPerHour(5),  # of each person: four letters, of which there are 331,776
    "code for a day": RateLimitItemPerDay(20),
    "lost_link": RateLimitItemPerMinute(10),
    "booklet": RateLimitItemPerMinute(30),  # half a second of typesetting each
}


def limiter() -> MovingWindowRateLimiter:
    return MovingWindowRateLimiter(MemoryStorage())


def slow_down(request: web.Request, what: str, whose: str = "") -> None:
    """Count one attempt of `whose`, else of the address that it came from. Raises TooMany when there were too many."""
    limit = LIMITS[what]
    if not request.app[LIMITER].hit(limit, what, whose or visitor(request)):
        raise TooMany(
            _("Det ble for mange forsøk på kort tid. Vent et minutt, og prøv igjen.")
            if isinstance(limit, RateLimitItemPerMinute)
            else _("Det har vært for mange forsøk den siste timen. Be arrangøren om hjelp.")
        )


def forgive(request: web.Request, what: str, whose: str) -> None:
    """Forget the attempts of somebody who has shown that they were no guesses."""
    request.app[LIMITER].clear(LIMITS[what], what, whose)


def visitor(request: web.Request) -> str:
    """The address that the request came from, as the outermost trusted proxy saw it."""
    proxies = request.app[SETTINGS].proxies
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if proxies and len(seen) >= proxies:
        return seen[-proxies]
    return request.remote or ""
