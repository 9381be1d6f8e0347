"""One agreement: what it says, what is missing, what the parties say, what may be done with it, and its history."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from aiohttp import web

from borse.frame.forms import Form
from borse.frame.keys import actor, address, now, read, send
from borse.frame.render import render
from borse.frame.routes import NOTARY
from borse.notary import messages, reads, roster
from borse.notary.agreement_form import PROMISES, values_of
from borse.notary.completeness import checklist, what_is_missing
from borse.notary.differences import differences
from borse.notary.form_pages import chain_of
from borse.notary.names import copy_names, source_names, status_names
from borse.notary.paper import paper_answer
from borse.notary.taking import desk_of
from borse.refusals import Invalid, Stale


async def agreement_page(request: web.Request) -> web.Response:
    return await _agreement_page(request, Form())


async def _agreement_page(request: web.Request, form: Form, *, status: int = 200, overtaken: str = "") -> web.Response:
    chain = await chain_of(request)
    newest = chain[0]
    names = await read(request, roster.all_party_names)
    at_desk, at_desk_name = await read(request, reads.taken_by, newest.terms.agreement, now(request))
    if newest.status not in {"agreed", "approved"}:
        at_desk = ""  # it is done: nobody need know who had it
    said = await read(request, reads.words_about, newest.terms.agreement)
    values = {
        "agreement": newest,
        "first": chain[-1],
        "form": form,
        "overtaken": overtaken,
        "parties": names,
        # What a tablet calls it in the list of what waits there.
        "about": f"{' · '.join(names[one] for one in newest.terms.parties)}: {newest.terms.promises[0].what}",
        "categories": dict(await read(request, reads.categories)),
        "statuses": status_names(),
        "missing": what_is_missing(newest.terms),
        "points": checklist(Form.filled(values_of(newest, names)).value, PROMISES),
        "words": {word["party"]: word for word in said if word["wording"] == newest.wording},
        "source": source_names()[await read(request, reads.source_of, newest.terms.agreement)],
        "at_desk": at_desk_name if at_desk and at_desk != desk_of(actor(request)) else "",
        "is_mine": bool(at_desk) and at_desk == desk_of(actor(request)),
        "copies": await read(request, reads.copies, newest.terms.agreement),
        "copy_names": copy_names(),
        "waiting": await read(request, reads.number_waiting),
        "is_notary": actor(request).role in NOTARY,
    }
    return render(request, "notary/agreement.html", values, status=status)


def step(kind: type[Any], then: str = "") -> Callable[[web.Request], Any]:
    """A button on the agreement's page: one command about the version that the page showed.

    Has another desk been quicker, the page says so, shows how it stands now, and keeps what was typed.
    """

    async def handler(request: web.Request) -> web.Response:
        form = await Form.of(request)
        agreement = request.match_info["agreement"]
        try:
            await send(request, form.command(kind, agreement=agreement))
        except Invalid as refusal:
            return await _agreement_page(request, form.refused(refusal), status=refusal.status)
        except Stale as refusal:
            return await _agreement_page(request, form, status=refusal.status, overtaken=refusal.sentence)
        raise web.HTTPSeeOther(address(request, then or f"/avtale/{agreement}"))

    return handler


async def history_page(request: web.Request) -> web.Response:
    """Every version: who, when, and what differs from the one before."""
    chain = await chain_of(request)
    parties = await read(request, roster.all_party_names)
    categories = dict(await read(request, reads.categories))
    changes = {
        newer.version: differences(older.terms, newer.terms, parties, categories) for newer, older in pairwise(chain)
    }
    said = await read(request, reads.words_about, chain[0].terms.agreement)
    values = {
        "agreement": chain[0],
        "chain": chain,
        "changes": changes,
        "parties": parties,
        "categories": categories,
        "said": said,
        "statuses": status_names(),
    }
    return render(request, "notary/history.html", values)


async def paper(request: web.Request) -> web.Response:
    """One page for the parties' files."""
    return await paper_answer(request, (await chain_of(request))[0])


steps = {
    "godkjenn": step(messages.ApproveAgreement),
    "send-tilbake": step(messages.SendBack),
    "klubb": step(messages.KnockThrough),
    "trekk": step(messages.WithdrawAgreement),
    "ta": step(messages.TakeDraft),
    "legg-tilbake": step(messages.PutBack, then="/notar"),
}
