"""What every page of the brokers' desk has: the hall, the advice, who is asking, and the tabs with their numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, cast
from urllib.parse import urlencode

from aiohttp import web

from borse.brokers.advisor import ADVISOR, Reckoned
from borse.brokers.entries import ENTRIES
from borse.brokers.hall import Hall
from borse.brokers.lists import free_people, under_wing, without_agreement
from borse.brokers.reads import newer_hall
from borse.brokers.words import because_sentence, interest_sentence, slot_name
from borse.clock import phase_name
from borse.extra_meetings import ExtraMeeting
from borse.frame.access import is_secure
from borse.frame.keys import address, now, open_exchange, read
from borse.frame.render import render
from borse.language import gettext as _
from borse.language import listed

# The page that stands for those that a tablet has not got while the net is gone.
WITHOUT_NET = "meglere/uten-nett"
# The fields (and words of the address) for who is to meet: two, and the others of a ring.
CHAIRS = ("a", "b", "c", "d")
# The hall of each børs as it was read last, with the newest event then.
HALLS: web.AppKey[dict[str, tuple[int, Hall]]] = web.AppKey("halls", dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """`me` is the broker (id) whose name was chosen on this tablet, '' before that."""

    hall: Hall
    reckoned: Reckoned
    me: str


async def view(request: web.Request) -> View:
    at = now(request)
    hall = await hall_now(request, at)
    me = request.cookies.get(cookie_name(request), "")
    reckoned = request.app[ADVISOR].look(open_exchange(request), at)
    return View(hall=hall, reckoned=reckoned, me=me if me in hall.brokers else "")


async def hall_now(request: web.Request, at: datetime) -> Hall:
    """The hall, read anew when something has happened since it was read last: ten tablets look at the same one."""
    halls, slug = request.app[HALLS], open_exchange(request).slug
    known, hall = halls.get(slug, (-1, None))
    newest, newer = await read(request, newer_hall, at, known)
    if newer is not None:
        halls[slug] = (newest, newer)
        return cast("Hall", newer)
    assert hall is not None, "what is known was read"
    return hall.at(at)


def cookie_name(request: web.Request) -> str:
    """Who stands at this tablet. No secret: a broker may open every page of every other."""
    return f"borse-{open_exchange(request).slug}-megler"


def remember(response: web.StreamResponse, request: web.Request, broker: str) -> None:
    response.set_cookie(
        cookie_name(request),
        broker,
        max_age=2 * 86400,
        httponly=True,
        samesite="Lax",
        secure=is_secure(request),
        path=f"/{open_exchange(request).slug}/meglere",
    )


def show(
    request: web.Request, template: str, seen: View, here: str, values: dict[str, Any], *, status: int = 200
) -> web.Response:
    """A page of the desk; `here` is the address that its tab leads to. Those that look alike for everybody are kept."""
    hall = seen.hall
    all_tabs = tabs(seen)
    common = {
        "hall": hall,
        "me": seen.me,
        "is_ready": seen.reckoned.is_ready,
        "here": here,
        "tabs": [(path, label, path == here, count) for path, label, count in all_tabs],
        "is_kept": request.method == "GET" and not request.query,
        "kept_pages": [address(request, f"/{path}") for path in (*(path for path, *_rest in all_tabs), WITHOUT_NET)],
        "entry_kinds": " ".join(entry.command.__name__ for entry in ENTRIES),
        "tables": {table.id: table.name for table in hall.tables},
        "phase_name": phase_name,
        "slot_name": slot_name,
        "interest_sentence": interest_sentence,
        "because_sentence": because_sentence,
        "state_names": state_names(),
        "names_of": partial(names_of, hall),
        "propose_address": propose_address,
    }
    return render(request, f"brokers/{template}.html", common | values, status=status)


def names_of(hall: Hall, parties: Iterable[str]) -> str:
    """Some parties in words; who has withdrawn since is somebody else."""
    return listed(hall.parties[party].name if party in hall.parties else _("noen andre") for party in parties)


def propose_address(parties: Sequence[str]) -> str:
    """Where a meeting between these is proposed."""
    return "meglere/mote?" + urlencode(dict(zip(CHAIRS, parties, strict=False)))


def tabs(seen: View) -> list[tuple[str, str, int]]:
    hall = seen.hall
    return [
        ("meglere", _("Mine"), len(under_wing(hall, seen.me)) if seen.me else 0),
        ("meglere/ledige", _("Ledige nå"), len(free_people(hall, seen.me))),
        ("meglere/forslag", _("Forslag"), 0),
        ("meglere/behov", _("Uten svar"), sum(post.party in hall.here for post in hall.open_posts("need"))),
        ("meglere/uten-avtale", _("Uten avtale"), len(without_agreement(hall))),
        ("meglere/ringer", _("Ringer"), len(seen.reckoned.rings)),
        ("meglere/moter", _("Møter"), len(waiting(hall))),
        ("meglere/aktorer", _("Finn"), 0),
    ]


def waiting(hall: Hall) -> list[ExtraMeeting]:
    """Proposals that somebody has not answered, and that can be held still."""
    return [extra for extra in hall.extras if extra.status == "proposed" and not hall.is_past(extra)]


def state_names() -> dict[str, tuple[str, str, str]]:
    """What a person's state is called, its colour, its icon."""
    return {
        "away": (_("Ikke kommet"), "neutral", "clock"),
        "left": (_("Har gått"), "neutral", "back"),
        "free": (_("Ledig"), "success", "check"),
        "alone": (_("Sitter alene"), "warning", "person"),
        "asked": (_("Spurt om et møte"), "info", "clock"),
        "busy": (_("I møte"), "neutral", "people"),
    }
