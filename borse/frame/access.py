"""Who is asking, and may they? One middleware, before every handler.

A participant is known by the secret in the address of their own page. Staff are known by a session cookie, one per
role, so that an organiser may try the reception's link in the same browser. Both are found in the database by
fingerprint on every request, so that revoking works at once. A paired tablet is staff of one role (`tablet.py`).
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler
from sqlite_utils import Database

from borse.bus import Actor, Role
from borse.frame.keys import ACTOR, HELD, HOUSE, KNOWN, NOW, OPEN, ROLES, ROUTE, scheme
from borse.frame.routes import Allow, Route
from borse.frame.tablet import Tablet, at_a_tablet, refuse_if_it_was_one, tablet_of
from borse.frame.tongues import tongue_of
from borse.ids import fingerprint
from borse.language import SOURCE, speak
from borse.language import gettext as _
from borse.links import SESSION_DAYS
from borse.refusals import FromElsewhere, NotAllowed, NotLoggedIn, UnknownLink
from borse.times import stamp

CHOOSE_THEIR_LANGUAGE = frozenset({Role.PUBLIC, Role.PARTICIPANT})


def guard(route: Route) -> Handler:
    """`route.handler`, behind its door."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        request[ROUTE] = route
        exchange = request[OPEN] = request.app[HOUSE].exchange(request.match_info["slug"])
        request[KNOWN] = exchange.hub.newest
        refuse_from_elsewhere(request)
        speak(tongue_of(request))
        cookies = fingerprints_of(request)
        staff, tablet = (
            await exchange.store.read(sessions, cookies, stamp(request.app[NOW]())) if cookies else ([], None)
        )
        request[HELD] = tuple(staff)
        request[ROLES] = frozenset(actor.role for actor in staff)
        if tablet is not None:
            at_a_tablet(request, tablet)
        if Role.PARTICIPANT in route.allow and "personal" in request.match_info:
            request[ACTOR] = await exchange.store.read(participant, request.match_info["personal"])
        else:
            if cookies and not staff and Role.PUBLIC not in route.allow:
                await exchange.store.read(refuse_if_it_was_one, cookies)
            request[ACTOR] = choose(route.allow, staff)
        if request[ACTOR].role not in CHOOSE_THEIR_LANGUAGE:
            speak(SOURCE)
        return await route.handler(request)

    return guarded


def choose(allow: Allow, staff: Iterable[Actor]) -> Actor:
    """Which of the roles that somebody holds opens this door. Raises NotAllowed or NotLoggedIn when none does."""
    held = list(staff)
    for actor in held:
        if actor.role in allow:
            return actor
    if Role.PUBLIC in allow:
        return Actor(role=Role.PUBLIC)
    if held:
        raise NotAllowed(_("Denne siden er for andre enn deg. Spør arrangøren om du trenger den."))
    raise NotLoggedIn(_("Her må du være arrangør, eller ha lenken til skranken din. Logg inn, eller be om lenken."))


def cookie_name(slug: str, role: Role, *, secure: bool) -> str:
    """`__Host-` where there is TLS; a hall with a laptop and no certificate has plain names."""
    return f"{'__Host-' if secure else ''}borse-{slug}-{role}"


def is_secure(request: web.Request) -> bool:
    """Whether the browser came by TLS, as far as a trusted proxy says so."""
    return scheme(request) == "https"


def set_session(response: web.StreamResponse, request: web.Request, role: Role, token: str, *, slug: str = "") -> None:
    secure = is_secure(request)
    response.set_cookie(
        cookie_name(slug or request.match_info["slug"], role, secure=secure),
        token,
        max_age=SESSION_DAYS * 86400,
        httponly=True,
        samesite="Lax",
        secure=secure,
        path="/",
    )


def refuse_from_elsewhere(request: web.Request) -> None:
    """A form may only be posted from our own pages (Sec-Fetch-Site; Origin in older browsers)."""
    if request.method in {"GET", "HEAD"}:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        ours = site in {"same-origin", "none"}
    else:
        ours = origin is None or urlsplit(origin).netloc == request.host
    if not ours:
        raise FromElsewhere(
            _("Skjemaet kom fra et annet nettsted, og ble ikke tatt imot. Åpne siden her og prøv igjen.")
        )


def fingerprints_of(request: web.Request) -> list[str]:
    """Of the cookies by which somebody may be let in."""
    held = request.cookies
    if not held:  # most telephones
        return []
    slug, secure = request.match_info["slug"], is_secure(request)
    names = (cookie_name(slug, role, secure=secure) for role in Role)
    return [fingerprint(held[name]) for name in names if name in held]


def sessions(db: Database, fingerprints: list[str], now: str) -> tuple[list[Actor], Tablet | None]:
    """The staff roles behind these cookies that still hold: not run out, not revoked, nor the link they came by.

    A tablet is one role, whatever other cookies its browser has.
    """
    found: list[Actor] = []
    for print_ in fingerprints:
        rows = db.query(
            """
            select s.role, s.name, coalesce(s.link, s.organiser) as link, t.link as tablet, t.locked_at, t.seen_at
            from session s left join link l on l.id = s.link left join tablet t on t.link = s.link
            where s.fingerprint = ? and s.revoked_at is null and s.expires_at > ? and l.revoked_at is null
            """,
            [print_, now],
        )
        for row in rows:
            actor = Actor(role=Role(row["role"]), name=row["name"], link=row["link"], device=print_[:12])
            if row["tablet"] is not None:
                return [actor], tablet_of(row)
            found.append(actor)
    return found, None


def participant(db: Database, token: str) -> Actor:
    """Whose page this is; of those who were merged, the one who was kept. Raises UnknownLink when it opens nothing."""
    rows = db.query(
        """
        with recursive one(link, person) as (
            select id, person from link where fingerprint = ? and revoked_at is null
            union select one.link, h.kept from one
            join hat_change h on h.kind = 'people' and h.gone = one.person and h.undone_at is null)
        select one.link as id, p.id as person, p.name from one join person p on p.id = one.person
        where p.withdrawn_at is null
        """,
        [fingerprint(token)],
    )
    row = next(rows, None)
    if row is None:
        raise UnknownLink(
            _("Kanskje er den trukket tilbake, eller du har fått en nyere. Spør i resepsjonen eller hos arrangøren.")
        )
    return Actor(role=Role.PARTICIPANT, name=row["name"], link=row["id"], person=row["person"])
