"""The one place where things are put together: every command, every listener and every URL can be found from here.

What follows from what stands in `following.py`.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any

from aiohttp import web

from borse.balance import pages as balance_pages
from borse.brokers import desk as brokers
from borse.brokers import entries as brokers_entries
from borse.brokers import messages as brokers_messages
from borse.brokers import pages as brokers_pages
from borse.brokers.advisor import ADVISOR, Advisor, advisor_open
from borse.brokers.view import HALLS
from borse.catalogue import desk as catalogue
from borse.catalogue import messages as catalogue_messages
from borse.catalogue import pages as catalogue_pages
from borse.catalogue.views import VIEWS, Views, views_written
from borse.floor import desk as floor
from borse.floor import messages as floor_messages
from borse.floor import pages as floor_pages
from borse.floor.timer import keep_time
from borse.floor.walls import WALLS, Walls
from borse.following import CONCERNS, FOLLOWERS, SHUTTING_OUT
from borse.frame import host, keys, offline, queue, tongues
from borse.frame.access import guard
from borse.frame.answers import answer
from borse.frame.headers import set_headers
from borse.frame.limits import limiter
from borse.frame.live import live
from borse.frame.packing import part
from borse.frame.render import STATIC, static_version, templates
from borse.frame.routes import ANYONE, PARTICIPANT, Desk, Route, action, page
from borse.hats import desk as hats
from borse.hats import messages as hats_messages
from borse.hats import pages as hats_pages
from borse.house import House
from borse.hub import notice_others
from borse.moderation import desk as moderation
from borse.moderation import messages as moderation_messages
from borse.moderation import pages as moderation_pages
from borse.notary import desk as notary
from borse.notary import entries as notary_entries
from borse.notary import events as notary_events
from borse.notary import pages as notary_pages
from borse.ongoing import ongoing
from borse.outreach import desk as outreach
from borse.outreach import messages as outreach_messages
from borse.outreach import pages as outreach_pages
from borse.outreach.channels import OUTREACH, Outreach
from borse.outreach.sender import post_going
from borse.printing import desk as printing
from borse.printing import messages as printing_messages
from borse.printing import pages as printing_pages
from borse.privacy import desk as privacy
from borse.privacy import messages as privacy_messages
from borse.privacy import pages as privacy_pages
from borse.privacy.keeping import erasing_going
from borse.prizes import desk as prizes
from borse.prizes import messages as prizes_messages
from borse.prizes import pages as prizes_pages
from borse.programme import desk as programme
from borse.programme import messages as programme_messages
from borse.programme import news as programme_news
from borse.programme import pages as programme_pages
from borse.programme.personal import calendar_file_of
from borse.programme.planner import PLANNER, Planner, planner_open
from borse.programme.watch import watch_going
from borse.reception import desk as reception
from borse.reception import messages as reception_messages
from borse.reception import pages as reception_pages
from borse.reception.rosters import ROSTERS, Rosters
from borse.reports import pages as reports_pages
from borse.settings import Settings
from borse.signup import desk as signup
from borse.signup import messages as signup_messages
from borse.signup import pages as signup_pages
from borse.staff import create, moving, moving_pages
from borse.staff import desk as staff
from borse.staff import messages as staff_messages
from borse.staff import pages as staff_pages
from borse.tablets import desk as tablets
from borse.tablets import messages as tablets_messages
from borse.tablets import pages as tablets_pages
from borse.times import utc_now

# Every desk, with its commands, its events, its addresses, and its doors in the navigation bar, in the bar's order.
DESKS: tuple[Desk, ...] = (
    Desk(
        "staff",
        staff.HANDLERS | moving.HANDLERS,
        staff_messages.EVENTS + moving.EVENTS,
        staff_pages.ROUTES + moving_pages.ROUTES,
        staff_pages.DOORS,
    ),
    Desk("tablets", tablets.HANDLERS, tablets_messages.EVENTS, tablets_pages.ROUTES, tablets_pages.DOORS),
    Desk("signup", signup.HANDLERS, signup_messages.EVENTS, signup_pages.ROUTES, signup_pages.DOORS),
    Desk(
        "moderation", moderation.HANDLERS, moderation_messages.EVENTS, moderation_pages.ROUTES, moderation_pages.DOORS
    ),
    Desk("hats", hats.HANDLERS, hats_messages.EVENTS, hats_pages.ROUTES, hats_pages.DOORS),
    Desk("balance", {}, (), balance_pages.ROUTES, balance_pages.DOORS),
    Desk("catalogue", catalogue.HANDLERS, catalogue_messages.EVENTS, catalogue_pages.ROUTES, catalogue_pages.DOORS),
    Desk(
        "programme",
        programme.HANDLERS | programme_news.HANDLERS,
        programme_messages.EVENTS + programme_news.EVENTS,
        programme_pages.ROUTES,
        programme_pages.DOORS,
    ),
    Desk(
        "reception",
        reception.HANDLERS,
        reception_messages.EVENTS,
        reception_pages.ROUTES,
        reception_pages.DOORS,
        reception_pages.ENTRIES,
    ),
    Desk("printing", printing.HANDLERS, printing_messages.EVENTS, printing_pages.ROUTES, printing_pages.DOORS),
    Desk(
        "notary", notary.HANDLERS, notary_events.EVENTS, notary_pages.ROUTES, notary_pages.DOORS, notary_entries.ENTRIES
    ),
    Desk(
        "brokers",
        brokers.HANDLERS,
        brokers_messages.EVENTS,
        brokers_pages.ROUTES,
        brokers_pages.DOORS,
        brokers_entries.ENTRIES,
    ),
    Desk("floor", floor.HANDLERS, floor_messages.EVENTS, floor_pages.ROUTES, floor_pages.DOORS),
    Desk("prizes", prizes.HANDLERS, prizes_messages.EVENTS, prizes_pages.ROUTES, prizes_pages.DOORS),
    Desk("outreach", outreach.HANDLERS, outreach_messages.EVENTS, outreach_pages.ROUTES, outreach_pages.DOORS),
    Desk("privacy", privacy.HANDLERS, privacy_messages.EVENTS, privacy_pages.ROUTES, privacy_pages.DOORS),
    Desk("reports", {}, (), reports_pages.ROUTES, reports_pages.DOORS),
)


# More than any honest form holds. Who may send a file says so: `Form.of(request.clone(client_max_size=…))`.
LARGEST_FORM = 512 * 1024


# What tablets may write without a connection, by name.
ENTRIES = {entry.command.__name__: entry for desk in DESKS for entry in desk.entries}

ROUTES: tuple[Route, ...] = (
    page("/live", live, ANYONE, when_locked=True),
    page("/p/{personal}/live", live, PARTICIPANT),
    action("/ko", queue.take, queue.who_may_send(ENTRIES), when_locked=True),
    *offline.ROUTES,
    *tongues.ROUTES,
    *(route for desk in DESKS for route in desk.routes),
)


def make_house(settings: Settings, now: Callable[[], datetime] = utc_now) -> House:
    """The folder of børser, with every desk's commands, and what follows from what."""
    handlers = {command: handler for desk in DESKS for command, handler in desk.handlers.items()}
    events = [event for desk in DESKS for event in desk.events]
    return House(
        settings.data, handlers, events, now=now, followers=FOLLOWERS, concerns=CONCERNS, shutting_out=SHUTTING_OUT
    )


def make_app(settings: Settings, now: Callable[[], datetime] = utc_now) -> web.Application:
    """The whole application, ready to serve `settings.data`."""
    app = web.Application(middlewares=[answer], client_max_size=LARGEST_FORM)
    app[keys.SETTINGS] = settings
    app[keys.NOW] = now
    app[keys.TEMPLATES] = templates([desk.name for desk in DESKS])
    app[keys.ROUTES] = ROUTES
    app[keys.DOORS] = tuple(door for desk in DESKS for door in desk.doors)
    app[keys.ENTRIES] = ENTRIES
    app[keys.LIMITER] = limiter()
    app[keys.WARM] = asyncio.Event()
    app[keys.HOUSE] = make_house(settings, now)
    app[PLANNER] = Planner(now)
    app[WALLS] = Walls(app[keys.TEMPLATES])
    app[ROSTERS] = Rosters()
    app[ADVISOR] = Advisor()
    app[HALLS] = {}
    app[VIEWS] = Views()
    app[OUTREACH] = Outreach.of(settings, calendar_file_of)
    app.on_response_prepare.append(set_headers)
    app.on_shutdown.append(_close_streams)
    app.cleanup_ctx.append(_house_open)
    app.cleanup_ctx.append(planner_open)
    app.cleanup_ctx.append(advisor_open)
    app.cleanup_ctx.append(watch_going)
    app.cleanup_ctx.append(views_written)
    app.cleanup_ctx.append(_clocks_going)
    app.cleanup_ctx.append(post_going)
    app.cleanup_ctx.append(erasing_going)
    app.cleanup_ctx.append(_news_from_others)
    app.router.add_get("/", host.front_page)
    app.router.add_get("/health", host.health)
    app.router.add_get("/ny/{key}", create.new_page)
    app.router.add_post("/ny/{key}", create.create)
    app.router.add_get(f"/static/v-{static_version()}/{{part:.+[.](?:js|css)}}", part)
    app.router.add_static(f"/static/v-{static_version()}", STATIC)
    app.router.add_static("/static", STATIC)
    for route in ROUTES:
        app.router.add_route(route.method, "/{slug}" + route.path, guard(route))
    app.router.add_get("/{slug}", _with_slash)
    return app


async def _with_slash(request: web.Request) -> web.Response:
    raise web.HTTPPermanentRedirect(f"/{request.match_info['slug']}/")


async def _house_open(app: web.Application) -> AsyncIterator[Any]:
    app[keys.HOUSE].bring_up_to_date()
    yield
    app[keys.HOUSE].close()


async def _clocks_going(app: web.Application) -> AsyncIterator[Any]:
    """The phases that end by themselves do so while the server runs; it lets go before the files close."""
    async with ongoing(keep_time(app[keys.HOUSE])):
        yield


async def _news_from_others(app: web.Application) -> AsyncIterator[Any]:
    """Live pages hear of what the command line writes beside the server."""
    house = app[keys.HOUSE]
    async with ongoing(notice_others(lambda: (exchange.hub for exchange in house.opened))):
        yield


async def _close_streams(app: web.Application) -> None:
    """Live pages hold their connection open; the server cannot stop before they let go."""
    for exchange in app[keys.HOUSE].opened:
        exchange.hub.close()
