"""What people come for: each kind of request, as the browser of somebody with that role sends it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from yarl import URL

from borse.bus import Role
from borse.frame.render import static_address
from borse.ids import new_id
from scenarios.load.hall import Hall

# Where to, and the form that is sent there; None to read.
Asked = tuple[URL, dict[str, Any] | None]


@dataclass(frozen=True, kw_only=True)
class Errand:
    """One kind of request. `asked` is called anew each time; `expect` is the status of a right answer.

    A floor is not a page: it tells what this machine and this load take of every answer, before any page is made.
    """

    name: str
    role: Role
    asked: Callable[[Hall], Asked]
    expect: int = 200
    is_floor: bool = False

    async def run(self, hall: Hall) -> int:
        """Ask, and read the answer to its end. Returns its status."""
        browser, (address, typed) = hall.browsers[self.role], self.asked(hall)
        method = "GET" if typed is None else "POST"
        async with browser.request(method, address, data=typed, allow_redirects=False) as answer:
            await answer.read()
            return answer.status


def reading(path: str) -> Callable[[Hall], Asked]:
    """The same page of the børs each time."""
    return lambda hall: (hall.address(path), None)


def of_the_house(path: str) -> Callable[[Hall], Asked]:
    """An address above the børser. As it stands: the hash of a static file is part of it."""
    return lambda hall: (URL(f"{hall.server.address}{path}", encoded=True), None)


def personal(path: str) -> Callable[[Hall], Asked]:
    """Below the personal page of one after the other."""
    return lambda hall: (hall.address(f"/p/{next(hall.readers)}{path}"), None)


def check_in(hall: Hall) -> Asked:
    button, form = next(hall.arrivals)
    return hall.address(f"/resepsjon/{button}"), form


def agreement(hall: Hall) -> Asked:
    giver, receiver = hall.known.parties[:2]
    return hall.address("/avtale"), {
        "id": new_id(),
        "status": "agreed",
        "promises.0.giver": giver,
        "promises.0.receiver": receiver,
        "promises.0.what": "En formiddag med hjelp til å rigge scenen",
        "promises.0.quantity": "fire personer",
        "promises.0.due": "innen påske",
        "promises.0.hours": "12",
        "first_caller": receiver,
        "next_step": f"{receiver} ringer innen tre uker.",
        "then": "wait",
    }


ERRANDS = (
    Errand(name="GET /health", role=Role.PUBLIC, asked=of_the_house("/health"), is_floor=True),
    Errand(name="static file", role=Role.PUBLIC, asked=of_the_house(static_address("css/page.css")), is_floor=True),
    Errand(name="participant's page", role=Role.PUBLIC, asked=personal("")),
    Errand(name="participant's calendar", role=Role.PUBLIC, asked=personal("/kalender.ics")),
    Errand(name="front page", role=Role.PUBLIC, asked=reading("/")),
    Errand(name="board", role=Role.PUBLIC, asked=reading("/tavla")),
    Errand(name="board, searched", role=Role.PUBLIC, asked=reading("/tavla?sok=lokale")),
    Errand(name="what fits them", role=Role.PUBLIC, asked=personal("/tavla/passer")),
    Errand(name="reception's list", role=Role.RECEPTION, asked=reading("/resepsjon")),
    Errand(name="check-in (POST)", role=Role.RECEPTION, asked=check_in, expect=303),
    Errand(name="clock", role=Role.HOST, asked=reading("/klokke")),
    Errand(name="big screen", role=Role.SCREEN, asked=reading("/storskjerm")),
    Errand(name="broker's page", role=Role.BROKER, asked=reading("/megler")),
    Errand(name="agreement (POST)", role=Role.BROKER, asked=agreement, expect=303),
    Errand(name="report", role=Role.ORGANISER, asked=reading("/rapport")),
)
