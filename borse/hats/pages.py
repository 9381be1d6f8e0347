"""Two that may be one, moving somebody, one hat more; and the list of what was done, each with its undo."""

from aiohttp import web

from borse.bus import Command
from borse.frame.forms import Form
from borse.frame.keys import address, read, send
from borse.frame.render import render
from borse.frame.routes import ORGANISER, action, page
from borse.hats import messages, reads
from borse.language import gettext as _
from borse.refusals import Invalid, NotFound, Refusal


async def overview(request: web.Request) -> web.Response:
    values = {
        "parties": await read(request, reads.alike_parties),
        "people": await read(request, reads.alike_people),
        "hats": await read(request, reads.parties_of),
        "changes": await read(request, reads.changes),
        "signs": {
            "number": _("samme organisasjonsnummer"),
            "name": _("samme navn"),
            "near_name": _("navn som ligner"),
            "contact": _("samme e-post eller mobil"),
        },
    }
    return render(request, "hats/overview.html", values)


async def merge_parties(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.MergeParties))
    raise web.HTTPSeeOther(address(request, "/styre/hatter"))


async def merge_people(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.MergePeople))
    raise web.HTTPSeeOther(address(request, "/styre/hatter"))


async def tell_apart(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.TellApart, a=form.value("kept"), b=form.value("gone")))
    raise web.HTTPSeeOther(address(request, "/styre/hatter"))


async def undo(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.UndoHats, change=request.match_info["change"]))
    raise web.HTTPSeeOther(address(request, "/styre/hatter"))


async def party_page(request: web.Request) -> web.Response:
    return await _party(request, Form())


async def change_party(request: web.Request) -> web.Response:
    """Three small forms of one page, told apart by the button that was pressed."""
    form = await Form.of(request)
    party = request.match_info["party"]
    try:
        await send(request, _asked(form, party))
    except Invalid as refusal:
        return await _party(request, form.refused(refusal), status=refusal.status)
    except NotFound:
        raise
    except Refusal as refusal:
        return await _party(request, form.refused(Invalid({"": refusal.sentence})), status=refusal.status)
    raise web.HTTPSeeOther(address(request, f"/styre/aktorer/{party}"))


def _asked(form: Form, party: str) -> Command:
    match form.value("do"):
        case "move":
            chosen = {"person": _chosen(form, "person"), "kept": _chosen(form, "to")}
            return form.command(messages.MovePerson, gone=party, **chosen)
        case "hat":
            return form.command(messages.AddHat, party=party, person=_chosen(form, "newcomer"))
        case "merge":
            return form.command(messages.MergeParties, kept=party, gone=_chosen(form, "same"))
        case _other:
            raise Invalid({"": _("Velg hva du vil gjøre.")})


def _chosen(form: Form, name: str) -> str:
    if not form.value(name):
        raise Invalid({name: _("Velg en fra listen.")})
    return form.value(name)


async def _party(request: web.Request, form: Form, *, status: int = 200) -> web.Response:
    party = request.match_info["party"]
    values = {
        "form": form,
        "party": await read(request, reads.party_with_people, party),
        "others": await read(request, reads.other_parties, party),
        "elsewhere": await read(request, reads.people_elsewhere, party),
    }
    return render(request, "hats/party.html", values, status=status)


ROUTES = (
    page("/styre/hatter", overview, ORGANISER),
    action("/styre/hatter/aktorer", merge_parties, ORGANISER),
    action("/styre/hatter/deltakere", merge_people, ORGANISER),
    action("/styre/hatter/ulike", tell_apart, ORGANISER),
    action("/styre/hatter/endring/{change}/angre", undo, ORGANISER),
    page("/styre/hatter/{party}", party_page, ORGANISER),
    action("/styre/hatter/{party}", change_party, ORGANISER),
)

DOORS = ()
