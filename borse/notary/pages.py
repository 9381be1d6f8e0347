"""The notary desk's pages: register, look over, approve, knock through. Brokers register here too."""

from collections.abc import Callable
from typing import Any

from aiohttp import web

from borse.borstid import is_borstid
from borse.bus import Role
from borse.frame.forms import Form
from borse.frame.keys import actor, address, now, read, send
from borse.frame.render import render
from borse.frame.routes import BROKER, NOTARY, Door, action, page
from borse.language import gettext as _
from borse.notary import messages, reads
from borse.notary.agreement_form import PROMISES, standing_values, terms_in, values_of
from borse.notary.completeness import what_is_missing
from borse.notary.ledger import Version
from borse.notary.paper import agreement_pdf
from borse.refusals import Invalid, NotFound, Refusal


def status_names() -> dict[str, tuple[str, str]]:
    """What a status is called, and its colour; the icon follows from the colour."""
    return {
        "intention": (_("Intensjon"), "neutral"),
        "agreed": (_("Venter på notar"), "warning"),
        "returned": (_("Sendt tilbake"), "danger"),
        "approved": (_("Godkjent"), "info"),
        "knocked_through": (_("Klubbet gjennom"), "success"),
        "withdrawn": (_("Trukket"), "neutral"),
    }


async def broker_page(request: web.Request) -> web.Response:
    """Register, from a meeting of this round or not; and what stands already."""
    values = {
        "meetings": await read(request, reads.meetings_now),
        "agreements": await read(request, reads.agreements),
        "statuses": status_names(),
        "is_borstid": await read(request, is_borstid, now(request)),
    }
    return render(request, "notary/broker.html", values)


async def notary_page(request: web.Request) -> web.Response:
    """The queue."""
    values = {"agreements": await read(request, reads.agreements), "statuses": status_names()}
    return render(request, "notary/queue.html", values)


async def new_page(request: web.Request) -> web.Response:
    values = standing_values()
    found = await read(request, reads.meeting, request.query.get("mote", ""))
    if found:
        values |= {"meeting": found["id"], "promises.0.giver": found["a"], "promises.0.receiver": found["b"]}
    return await _form_page(request, Form.filled(values))


async def register(request: web.Request) -> web.Response:
    """One form, one command; a notary may approve and knock through in the same breath."""
    form = await Form.of(request)
    try:
        terms = terms_in(form, await read(request, reads.party_names))
        more: dict[str, Any] = {"agreement": form.id, "meeting": form.value("meeting") or None}
        more["outside_the_gongs"] = bool(form.value("outside_the_gongs"))
        await send(request, form.command(messages.RegisterAgreement, **terms, **more))
    except Invalid as refusal:
        return await _form_page(request, form.refused(refusal), status=refusal.status)
    raise web.HTTPSeeOther(address(request, f"/avtale/{form.id}"))


async def correct_page(request: web.Request) -> web.Response:
    chain = await _chain(request)
    names = await read(request, reads.all_party_names)
    return await _form_page(request, Form.filled(values_of(chain[0], names)), correcting=chain[0])


async def correct(request: web.Request) -> web.Response:
    chain = await _chain(request)
    form = await Form.of(request)
    try:
        terms = terms_in(form, await read(request, reads.party_names))
        await send(request, form.command(messages.CorrectAgreement, agreement=chain[0].terms.agreement, **terms))
    except Invalid as refusal:
        return await _form_page(request, form.refused(refusal), correcting=chain[0], status=refusal.status)
    raise web.HTTPSeeOther(address(request, f"/avtale/{chain[0].terms.agreement}"))


async def _form_page(
    request: web.Request, form: Form, *, correcting: Version | None = None, status: int = 200
) -> web.Response:
    values = {
        "form": form,
        "correcting": correcting,
        "parties": await read(request, reads.party_names),
        "categories": await read(request, reads.categories),
        "promises": PROMISES,
        "may_knock": actor(request).role in NOTARY,
        "may_override": actor(request).role is Role.ORGANISER,
        "is_borstid": await read(request, is_borstid, now(request)),
    }
    return render(request, "notary/form.html", values, status=status)


async def agreement_page(request: web.Request) -> web.Response:
    return await _agreement_page(request, Form())


async def _agreement_page(request: web.Request, form: Form, *, status: int = 200) -> web.Response:
    chain = await _chain(request)
    values = {
        "agreement": chain[0],
        "chain": chain,
        "form": form,
        "parties": await read(request, reads.all_party_names),
        "categories": dict(await read(request, reads.categories)),
        "statuses": status_names(),
        "missing": what_is_missing(chain[0].terms),
        "is_notary": actor(request).role in NOTARY,
    }
    return render(request, "notary/agreement.html", values, status=status)


def step(kind: type[Any]) -> Callable[[web.Request], Any]:
    """A button on the agreement's page: one command about the version that the page showed."""

    async def handler(request: web.Request) -> web.Response:
        form = await Form.of(request)
        agreement = request.match_info["agreement"]
        try:
            await send(request, form.command(kind, agreement=agreement))
        except Invalid as refusal:
            return await _agreement_page(request, form.refused(refusal), status=refusal.status)
        raise web.HTTPSeeOther(address(request, f"/avtale/{agreement}"))

    return handler


async def paper(request: web.Request) -> web.Response:
    """One page for the parties' files."""
    chain = await _chain(request)
    if chain[0].number is None:
        raise Refusal(_("Avtalen kan skrives ut når den er klubbet gjennom."))
    parties = await read(request, reads.all_party_names)
    body = await agreement_pdf(request, chain[0], parties)
    name = f"avtale-{chain[0].number}.pdf"
    return web.Response(
        body=body, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


async def _chain(request: web.Request) -> list[Version]:
    chain: list[Version] = await read(request, reads.chain, request.match_info["agreement"])
    if not chain:
        raise NotFound(_("Avtalen finnes ikke. Se etter den i listen."))
    return chain


ROUTES = (
    page("/megler", broker_page, BROKER),
    page("/notar", notary_page, NOTARY),
    page("/avtale", new_page, BROKER),
    action("/avtale", register, BROKER),
    page("/avtale/{agreement}", agreement_page, BROKER),
    page("/avtale/{agreement}/rett", correct_page, BROKER),
    action("/avtale/{agreement}/rett", correct, BROKER),
    action("/avtale/{agreement}/godkjenn", step(messages.ApproveAgreement), NOTARY),
    action("/avtale/{agreement}/send-tilbake", step(messages.SendBack), NOTARY),
    action("/avtale/{agreement}/klubb", step(messages.KnockThrough), NOTARY),
    action("/avtale/{agreement}/trekk", step(messages.WithdrawAgreement), BROKER),
    page("/avtale/{agreement}/avtale.pdf", paper, BROKER),
)

DOORS = (Door("/megler", "Avtaler", BROKER, rooms=("/avtale",)), Door("/notar", "Notar", NOTARY))
