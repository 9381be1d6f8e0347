"""Which language a page comes in: chosen in the menu at its foot, else what the browser asks for, else bokmål.

Those who take part choose; whoever works on the børs has Norwegian (`access.py`).
"""

from aiohttp import web

from borse.frame.forms import Form
from borse.frame.keys import address
from borse.frame.routes import ANYONE, Route, action
from borse.language import SOURCE, TONGUES
from borse.refusals import NotFound

COOKIE = "sprak"
A_YEAR = 365 * 86400
# As long as any browser's wish is; a longer one is no wish.
LONGEST_WISH = 200


def tongue_of(request: web.Request) -> str:
    """The language of whoever asks."""
    chosen = request.cookies.get(COOKIE, "")
    if chosen in TONGUES:
        return chosen
    return next((code for code in _wishes(request) if code in TONGUES), SOURCE)


def _wishes(request: web.Request) -> list[str]:
    """What the browser asks for, the dearest first: «nn-NO,nn;q=0.9,en;q=0.8»."""
    found: list[tuple[float, str]] = []
    for one in request.headers.get("Accept-Language", "")[:LONGEST_WISH].split(","):
        code, _semicolon, weight = one.strip().partition(";q=")
        try:
            found.append((-float(weight or 1), code.partition("-")[0].lower()))
        except ValueError:
            continue
    # Older browsers say «no» and mean bokmål.
    ranked = [code for weight, code in sorted(found, key=lambda wish: wish[0]) if weight < 0]
    return [SOURCE if code == "no" else code for code in ranked]


async def choose(request: web.Request) -> web.Response:
    """Remember the choice in this browser, and go back to where it was made."""
    code = request.match_info["code"]
    if code not in TONGUES:
        raise NotFound("")
    form = await Form.of(request)
    answer = web.HTTPSeeOther(_back(request, form.value("back")))
    answer.set_cookie(COOKIE, code, max_age=A_YEAR, httponly=True, samesite="Lax", path=address(request, "/"))
    raise answer


def _back(request: web.Request, path: str) -> str:
    """A page of this børs; nobody is led elsewhere by a form."""
    here = address(request, "/")
    return path if path.startswith(here) and "\\" not in path and "//" not in path else here


ROUTES: tuple[Route, ...] = (action("/sprak/{code}", choose, ANYONE),)
