"""Making a børs: a form that needs the key of the house, and the same from the command line."""

import secrets
from pathlib import Path
from typing import Any

from aiohttp import web

from borse.bus import Actor, Role
from borse.frame.access import set_session
from borse.frame.forms import Form
from borse.frame.host import check_house_key
from borse.frame.keys import HOUSE
from borse.frame.limits import slow_down
from borse.frame.render import render
from borse.house import SLUG, House
from borse.ids import fingerprint, new_id, new_token
from borse.jobs import role_names
from borse.language import gettext as _
from borse.passwords import SHORTEST, hash_password, hash_slowly
from borse.refusals import Invalid, Refusal
from borse.staff.messages import DESK_ROLES, CreateExchange, MakeLink, OpenSession
from borse.staff.plan_file import PlanFile
from borse.staff.plan_form import PAIRS, plan_of, starting_values


async def new_page(request: web.Request) -> web.Response:
    slow_down(request, "link")
    check_house_key(request)
    return render(request, "staff/new.html", {"form": Form.filled(starting_values()), "pairs": PAIRS})


async def create(request: web.Request) -> web.Response:
    slow_down(request, "link")
    check_house_key(request)
    form = await Form.of(request)
    try:
        command = await _command(form)
        await open_new(request.app[HOUSE], command)
    except Invalid as refusal:
        values = {"form": form.refused(refusal), "pairs": PAIRS}
        return render(request, "staff/new.html", values, status=refusal.status)
    token = new_token()
    session = OpenSession(
        id=new_id(),
        fingerprint=fingerprint(token),
        role=Role.ORGANISER,
        name=command.organiser,
        organiser=command.id,
    )
    await request.app[HOUSE].exchange(command.slug).bus.send(session, Actor(role=Role.ORGANISER))
    response = web.Response(status=303, headers={"Location": f"/{command.slug}/styre"})
    set_session(response, request, Role.ORGANISER, token, slug=command.slug)
    return response


async def _command(form: Form) -> CreateExchange:
    password = form.value("password")
    if len(password) < SHORTEST:
        raise Invalid({"password": _("Velg et passord med minst %s tegn.") % SHORTEST})
    values: dict[str, Any] = plan_of(form)
    return form.command(CreateExchange, password_hash=await hash_slowly(password), **values)


async def open_new(house: House, command: CreateExchange) -> None:
    """Make the file, the børs in it, and a link for each desk. Raises Invalid when the name is taken or odd."""
    if not SLUG.fullmatch(command.slug):
        raise Invalid({"slug": _("Bruk små bokstaver fra a til z, tall og bindestrek, for eksempel «lorenskog-2027».")})
    if command.slug in RESERVED:
        raise Invalid({"slug": _("Denne adressen er opptatt. Velg en annen.")})
    is_new = command.slug not in house.slugs()
    exchange = house.exchange(command.slug) if not is_new else house.create(command.slug)
    organiser = Actor(role=Role.ORGANISER, name=command.organiser)
    try:
        receipt = await exchange.bus.send(command, organiser)
    except Refusal:
        if is_new:
            house.discard(command.slug)
        raise
    if not receipt.repeated:
        for role in DESK_ROLES:
            await exchange.bus.send(
                MakeLink(id=new_id(), link=new_id(), role=role, label=role_names()[role]), organiser
            )


async def from_file(house: House, table: dict[str, Any], organiser: str) -> tuple[str, str]:
    """Make the børs that a plan file describes. Returns its slug and the organiser's password, which is made here."""
    file = PlanFile.model_validate(table)
    password = "-".join(secrets.choice(WORDS) for _number in range(5))
    command = CreateExchange(
        id=new_id(), slug=file.slug, organiser=organiser, password_hash=hash_password(password), **file.plan()
    )
    await open_new(house, command)
    return file.slug, password


# Plain short words that are easily read aloud and typed: five of 64 are 30 bits, behind ten tries a minute.
WORDS = (Path(__file__).parent / "words.txt").read_text(encoding="utf-8").split()

# Addresses that the house itself answers.
RESERVED = frozenset({"static", "health", "ny"})
