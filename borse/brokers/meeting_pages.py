"""Meetings outside the programme, as brokers see them: the form that proposes one, and the list of all."""

from aiohttp import web

from borse.brokers import messages
from borse.brokers.hall import Hall
from borse.brokers.placing import Place, place, slots_for
from borse.brokers.view import CHAIRS, View, show, view, waiting
from borse.brokers.words import slot_name
from borse.frame.forms import Form
from borse.frame.keys import address, send
from borse.frame.routes import BROKER, action, page
from borse.language import gettext as _
from borse.refusals import Invalid


async def propose_page(request: web.Request) -> web.Response:
    """Who with whom (`?a=` and `?b=`, and in a ring `?c=` and `?d=`), and then when: the rounds in which all of them
    have somebody, with the table.
    """
    form = Form.filled({chair: request.query.get(chair, "") for chair in CHAIRS})
    return await _propose(request, form)


async def _propose(request: web.Request, form: Form, *, status: int = 200) -> web.Response:
    seen = await view(request)
    hall, parties = seen.hall, _parties(form)
    are_chosen = len(parties) > 1 and len({*parties}) == len(parties) and all(one in hall.parties for one in parties)
    found = list(slots_for(hall, parties)) if are_chosen else []
    may = are_chosen and hall.would_meet(parties)
    if found and "round" not in form.typed:
        form = Form.filled({**{name: form.value(name) for name in form.typed}, "round": _value(found[0][0].round)})
    values = {
        "form": form,
        "chosen": parties if are_chosen else [],
        "may": may,
        "times": [(_value(slot.round), slot_name(slot), _where(hall, spot)) for slot, spot in found],
        "why_not": "" if found or not are_chosen else _why_not(hall, parties),
        "tables": [
            (table.id, table.name) for table in hall.tables if any(table in spot.tables for _slot, spot in found)
        ],
        "says_yes": [(one, _("%(name)s har sagt ja") % {"name": hall.parties[one].name}) for one in parties]
        if are_chosen
        else [],
        "everybody": [(one.id, one.name) for one in hall.parties.values()],
    }
    return show(request, "propose", seen, "meglere/moter", values, status=status)


def _parties(form: Form) -> list[str]:
    return [form.value(chair) for chair in CHAIRS if form.value(chair)]


def _value(round_: int | None) -> str:
    """As it stands in the form: the free floor has no number."""
    return "" if round_ is None else str(round_)


def _where(hall: Hall, spot: Place) -> str:
    return f"{spot.tables[0].name} · {' – '.join(hall.people[person].name for person in spot.people)}"


def _why_not(hall: Hall, parties: list[str]) -> str:
    """The reason for the first time to come; when all is over, that."""
    if not hall.slots:
        return _("Børsen er over.")
    found = place(hall, parties, hall.slots[0])
    return found if isinstance(found, str) else ""


async def propose(request: web.Request) -> web.Response:
    """One form: the proposal, with the yes of those whom the broker has asked already."""
    form = await Form.of(request)
    try:
        await send(request, form.command(messages.ProposeMeeting, meeting=form.id, parties=_parties(form)))
    except Invalid as refusal:
        return await _propose(request, form.refused(_at_its_field(refusal, form)), status=refusal.status)
    raise web.HTTPSeeOther(address(request, "/meglere/moter"))


def _at_its_field(refusal: Invalid, form: Form) -> Invalid:
    """What is wrong with the parties, at the fields that they were chosen in."""
    chosen = [chair for chair in CHAIRS if form.value(chair)] or ["a"]
    fields = {f"parties.{position}": chair for position, chair in enumerate(chosen)}
    return Invalid(
        {fields.get(name, "b" if name in {"", "parties"} else name): said for name, said in refusal.fields.items()}
    )


async def meetings_page(request: web.Request) -> web.Response:
    seen: View = await view(request)
    asked = waiting(seen.hall)
    agreed = [extra for extra in seen.hall.extras if extra.status == "accepted" and not seen.hall.is_past(extra)]
    rest = [extra for extra in seen.hall.extras if extra not in asked and extra not in agreed]
    return show(request, "meetings", seen, "meglere/moter", {"asked": asked, "agreed": agreed, "rest": rest})


async def answer_for_them(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.AnswerProposal, meeting=request.match_info["meeting"]))
    raise web.HTTPSeeOther(address(request, "/meglere/moter"))


async def call_off(request: web.Request) -> web.Response:
    form = await Form.of(request)
    await send(request, form.command(messages.CallOffMeeting, meeting=request.match_info["meeting"]))
    raise web.HTTPSeeOther(address(request, "/meglere/moter"))


ROUTES = (
    page("/meglere/mote", propose_page, BROKER),
    action("/meglere/mote", propose, BROKER),
    page("/meglere/moter", meetings_page, BROKER),
    action("/meglere/mote/{meeting}/svar", answer_for_them, BROKER),
    action("/meglere/mote/{meeting}/avlys", call_off, BROKER),
)
