"""Writing an agreement down and mending it: one form, made for ninety seconds."""

from dataclasses import replace
from typing import Any

from aiohttp import web
from multidict import MultiDict

from borse.borstid import is_borstid
from borse.bus import Role
from borse.frame.forms import Form
from borse.frame.keys import actor, address, now, read, send
from borse.frame.render import render
from borse.frame.routes import NOTARY
from borse.language import gettext as _
from borse.notary import messages, reads, roster
from borse.notary.agreement_form import PROMISES, standing_values, terms_in, values_of, values_of_post
from borse.notary.completeness import checklist
from borse.notary.differences import differences
from borse.notary.ledger import Version
from borse.refusals import Invalid, NotFound, Stale


async def new_page(request: web.Request) -> web.Response:
    """Empty, or with the two of a meeting (`mote`) or any two (`a`, `b`), and perhaps a post of theirs (`oppslag`)."""
    names = await read(request, roster.party_names)
    values = standing_values()
    pair = await _pair(request, names)
    posts = await read(request, roster.posts_of, tuple(pair.values())) if pair else []
    if pair:
        values |= {"promises.0.giver": names[pair["a"]], "promises.0.receiver": names[pair["b"]]}
        values["meeting"] = pair.get("meeting", "")
    for post in posts:
        if post["id"] == request.query.get("oppslag"):
            other = pair["b"] if post["party"] == pair["a"] else pair["a"]
            values |= values_of_post(post, names[post["party"]], names[other])
    return await _form_page(request, Form.filled(values), posts=posts)


async def _pair(request: web.Request, names: dict[str, str]) -> dict[str, str]:
    """Who sat at the table that the address names, as far as they still take part."""
    found = await read(request, roster.meeting, request.query.get("mote", ""))
    if found:
        pair = {"a": found["a"], "b": found["b"], "meeting": found["id"]}
    else:
        pair = {end: request.query.get(end, "") for end in ("a", "b")}
    return pair if {pair["a"], pair["b"]} <= set(names) else {}


async def register(request: web.Request) -> web.Response:
    """One form, one command; a notary may approve and knock through in the same breath."""
    form = await Form.of(request)
    try:
        terms = terms_in(form, await read(request, roster.party_names), await read(request, roster.parties_by_code))
        more: dict[str, Any] = {"agreement": form.id, "meeting": form.value("meeting") or None}
        more["outside_the_gongs"] = bool(form.value("outside_the_gongs"))
        more["source"] = "paper" if form.value("source") else "desk"
        more["then"] = _then(request, form)
        await send(request, form.command(messages.RegisterAgreement, **terms, **more))
    except Invalid as refusal:
        return await _form_page(request, form.refused(refusal), status=refusal.status)
    raise web.HTTPSeeOther(address(request, f"/avtale/{form.id}"))


def _then(request: web.Request, form: Form) -> messages.Then:
    return "knock" if form.value("then") == "knock" and actor(request).role in NOTARY else "wait"


async def correct_page(request: web.Request) -> web.Response:
    chain = await chain_of(request)
    names = await read(request, roster.all_party_names)
    return await _form_page(request, Form.filled(values_of(chain[0], names)), correcting=chain[0])


async def correct(request: web.Request) -> web.Response:
    """The next version. Has somebody else been quicker, the form comes back as it was typed, with what they changed."""
    chain = await chain_of(request)
    form = await Form.of(request)
    agreement = chain[0].terms.agreement
    try:
        terms = terms_in(form, await _names_for(request, chain[0]), await read(request, roster.parties_by_code))
        more = {"agreement": agreement, "then": _then(request, form)}
        await send(request, form.command(messages.CorrectAgreement, **terms, **more))
    except Invalid as refusal:
        return await _form_page(request, form.refused(refusal), correcting=chain[0], status=refusal.status)
    except Stale as refusal:
        return await _overtaken(request, form, refusal)
    raise web.HTTPSeeOther(address(request, f"/avtale/{agreement}"))


async def _overtaken(request: web.Request, form: Form, refusal: Stale) -> web.Response:
    """What was typed, beside what others did meanwhile; sent once more, it is about the version that stands."""
    chain = await chain_of(request)  # anew: they may have done it while this was on its way
    seen = next((one for one in chain if str(one.version) == form.value("version")), chain[-1])
    names = await read(request, roster.all_party_names)
    changed = differences(seen.terms, chain[0].terms, names, dict(await read(request, reads.categories)))
    typed = MultiDict(form.typed)
    typed["version"] = str(chain[0].version)
    form = replace(form, typed=typed)
    return await _form_page(
        request, form, correcting=chain[0], overtaken=refusal.sentence, changed=changed, status=refusal.status
    )


async def _names_for(request: web.Request, version: Version) -> dict[str, str]:
    """Who may be named: those who take part, and those who already stand in the agreement."""
    everybody = await read(request, roster.all_party_names)
    known = await read(request, roster.party_names)
    return {**known, **{party: everybody[party] for party in version.terms.parties}}


async def _form_page(
    request: web.Request,
    form: Form,
    *,
    correcting: Version | None = None,
    status: int = 200,
    **more: Any,
) -> web.Response:
    words = await read(request, reads.words_about, correcting.terms.agreement) if correcting else []
    values = {
        "form": form,
        "correcting": correcting,
        "said": {word["party"]: word for word in words if correcting and word["wording"] == correcting.wording},
        "heard": max((word["id"] for word in words), default=0),
        "parties": await read(request, roster.party_names),
        "categories": await read(request, reads.categories),
        "promises": PROMISES,
        "points": checklist(form.value, PROMISES),
        "posts": [],
        "overtaken": "",
        "changed": (),
        "is_notary": actor(request).role in NOTARY,
        "may_knock": actor(request).role in NOTARY and (correcting is None or correcting.number is None),
        "may_override": actor(request).role is Role.ORGANISER,
        "is_borstid": await read(request, is_borstid, now(request)),
        "here": request.path_qs,
        "standing": standing_values(),
    }
    return render(request, "notary/form.html", values | more, status=status)


async def roster_of(request: web.Request) -> web.Response:
    """What the form looks up while somebody types, as JSON; the tablet keeps it for when the net is gone."""
    return web.json_response(await read(request, roster.roster))


async def chain_of(request: web.Request) -> list[Version]:
    """The agreement that the address names, newest version first. Raises NotFound."""
    chain: list[Version] = await read(request, reads.chain, request.match_info["agreement"])
    if not chain:
        raise NotFound(_("Avtalen finnes ikke. Se etter den i listen."))
    return chain
