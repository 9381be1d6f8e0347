"""The parties' own page about agreements: «Stemmer dette?», and «Vi ble enige»."""

from typing import Any

from aiohttp import web

from borse.borstid import is_borstid
from borse.frame.forms import Form
from borse.frame.keys import actor, address, now, read, send
from borse.frame.render import render
from borse.language import gettext as _
from borse.notary import messages, party_form, party_reads, roster
from borse.notary.names import status_names
from borse.notary.paper import paper_answer
from borse.notary.party_form import SOMEBODY_ELSE
from borse.refusals import Invalid, NotFound, Stale


async def agreements_page(request: web.Request) -> web.Response:
    return await _agreements_page(request, Form())


async def _agreements_page(request: web.Request, form: Form, *, status: int = 200, overtaken: str = "") -> web.Response:
    """What waits for their word first, then what stands already."""
    values = {
        "agreements": await read(request, party_reads.own_agreements, _person(request)),
        "parties": await read(request, roster.all_party_names),
        "statuses": status_names(),
        "is_borstid": await read(request, is_borstid, now(request)),
        "form": form,
        "overtaken": overtaken,
        "token": request.match_info["personal"],
    }
    return render(request, "notary/own.html", values, status=status)


async def say_the_word(request: web.Request) -> web.Response:
    """Right or wrong. What they wrote stays, if the agreement was mended meanwhile or the sentence is missing."""
    form = await Form.of(request)
    agreement = request.match_info["agreement"]
    try:
        await send(request, form.command(messages.SayTheWord, agreement=agreement))
    except Invalid as refusal:
        return await _agreements_page(request, form.refused(refusal), status=refusal.status)
    except Stale as refusal:
        return await _agreements_page(request, form, status=refusal.status, overtaken=refusal.sentence)
    raise web.HTTPSeeOther(_own_address(request, "/avtaler"))


async def draft_page(request: web.Request) -> web.Response:
    own, _met, _others = await _around(request)
    return await _draft_page(request, Form.filled(party_form.standing_values(own)))


async def write_draft(request: web.Request) -> web.Response:
    """It waits for a notary; they have said with it that it is right."""
    form = await Form.of(request)
    own, _met, others = await _around(request)
    try:
        terms = party_form.terms_in(form, own, others)
        ends = [terms["promises"][0][end] for end in ("giver", "receiver")]
        meeting = await read(request, roster.meeting_between, *ends)
        await send(request, form.command(messages.WriteDraft, agreement=form.id, meeting=meeting, **terms))
    except Invalid as refusal:
        return await _draft_page(request, form.refused(refusal), status=refusal.status)
    raise web.HTTPSeeOther(_own_address(request, "/avtaler"))


async def _draft_page(request: web.Request, form: Form, *, status: int = 200) -> web.Response:
    own, met, others = await _around(request)
    values = {
        "form": form,
        "own": own,
        "met": met,
        "others": others,
        "somebody_else": SOMEBODY_ELSE,
        "is_borstid": await read(request, is_borstid, now(request)),
        "token": request.match_info["personal"],
    }
    return render(request, "notary/draft.html", values, status=status)


async def _around(request: web.Request) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Names by id: one's own parties, those one has met or will meet, everybody but oneself."""
    own = await read(request, party_reads.own_parties, _person(request))
    names = await read(request, roster.party_names)
    met = await read(request, roster.met_by, tuple(own))
    others = {party: name for party, name in names.items() if party not in own or len(own) > 1}
    return own, {party: names[party] for party in met if party in others}, others


async def paper(request: web.Request) -> web.Response:
    """Their copy. Raises NotFound when it is no agreement of theirs."""
    own: Any = await read(request, party_reads.own_agreement, _person(request), request.match_info["agreement"])
    if own is None:
        raise NotFound(_("Avtalen finnes ikke. Se etter den i listen."))
    return await paper_answer(request, own.version)


def _person(request: web.Request) -> str:
    person = actor(request).person
    assert person is not None, "the door lets in nobody else"
    return person


def _own_address(request: web.Request, path: str) -> str:
    return address(request, f"/p/{request.match_info['personal']}{path}")
