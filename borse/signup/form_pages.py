"""The sign-up form: asked for, saved as one goes, sent. The whole of it works without JavaScript.

GET  /pamelding                  empty; with `gi-en-dag` the quick choice is ticked
GET  /pamelding?utkast=KEY       what was typed, at the step where it was left
POST the same                    a button says what it wants: `to` another step, `more` rows, or (none) to sign up
POST /pamelding/lagre            static/js/draft.js, when typing pauses
"""

import asyncio

from aiohttp import web
from multidict import MultiDict

from borse.bus import Role
from borse.exchange import Exchange, exchange_of
from borse.frame.forms import Form
from borse.frame.keys import actor, address, full_address, now, open_exchange, read, send
from borse.frame.limits import slow_down
from borse.frame.render import render
from borse.frame.routes import ANYONE, action, page
from borse.ids import new_id
from borse.language import gettext as _
from borse.parties import refuse_double
from borse.refusals import AlreadySent, Closed, Invalid, NotFound, Refusal
from borse.signup import reads
from borse.signup.drafts import DAYS_KEPT, Draft, draft_of, forget_draft, keep_draft, key_of
from borse.signup.form import command_of, errors_at
from borse.signup.said import in_the_form
from borse.signup.steps import STEPS, Step, beside, number_of, step_named, step_of
from borse.signup.typed import MORE, condition_names, rows_of
from borse.times import clock_time

# How the steps are shown: as the screen is wide, all of them, or one at a time.
LAYOUTS = ("auto", "all", "one")


async def form_page(request: web.Request) -> web.Response:
    key = request.query.get("utkast", "")
    draft: Draft | None = await read(request, draft_of, key, now(request)) if key else None
    if key and draft is None:
        raise NotFound(_("Utkastet er borte. Det er sendt inn, slettet, eller det er for gammelt. Begynn på nytt."))
    exchange = await read(request, exchange_of)
    if draft is None and not _may_sign_up(request, exchange):
        return render(request, "signup/closed.html", {}, status=Closed.status)
    if draft is None:
        return await _page(request, Form.filled({"day.give": "1"} if "gi-en-dag" in request.query else {}))
    form = Form(draft.typed)
    if not _may_sign_up(request, exchange):
        form = form.refused(Invalid({"": _closed()}))
    return await _page(request, form, draft.step, draft=draft)


async def post(request: web.Request) -> web.Response:
    form = _with_id(await Form.of(request))
    verb, _space, place = form.value("to").partition(" ")
    if verb == "delete":
        return await _delete(request, form)
    if verb in {"next", "back", "go", *LAYOUTS} or form.value("more") in MORE:
        return await _move(request, form, verb, step_named(place))
    return await _sign_up(request, form)


async def save(request: web.Request) -> web.Response:
    """What stands in the form just now; nobody looks, so nothing is said of what is wrong."""
    slow_down(request, "draft")
    form = await Form.of(request)
    edition = form.value("edition")
    if not form.value("id") or not edition.isdecimal():
        raise NotFound(_("Skjemaet kan ikke leses. Åpne siden på nytt, og prøv igjen."))
    if not await _keep(request, form, step_named(form.value("step")), edition=int(edition[:9])):
        raise AlreadySent(_sent())
    said = _("Lagret kl. %s") % clock_time(now(request))
    return web.json_response({"address": _draft_address(request, form), "said": said})


async def _move(request: web.Request, form: Form, verb: str, here: Step) -> web.Response:
    """To another step, with what was typed saved. Whoever goes on hears first what is wrong where they are."""
    slow_down(request, "draft")
    more = form.value("more")
    if not await _keep(request, form, step_of(more) if more else here):
        return await _again(request, form, here)
    if more:
        raise web.HTTPSeeOther(f"{_draft_address(request, form)}#{more}")
    if verb == "next":
        errors = errors_at(here, form, await read(request, exchange_of))
        if here == "who" and not errors:
            errors = await _on_file(request, form)
        if errors:
            return await _page(request, form.refused(Invalid(errors)), here, status=Invalid.status)
    if verb in LAYOUTS:
        form = Form(_with(form, layout=verb))
        here = step_named(form.value("step"))
    await _keep(request, form, beside(here, verb))
    raise web.HTTPSeeOther(_draft_address(request, form))


async def _on_file(request: web.Request, form: Form) -> dict[str, str]:
    """Whoever signs up a party that is there hears it at the first question, and not at the last."""
    try:
        await read(request, refuse_double, form.value("name").strip(), form.value("orgnr").strip())
    except Invalid as refusal:
        return dict(refusal.fields)
    return {}


async def _sign_up(request: web.Request, form: Form) -> web.Response:
    slow_down(request, "signup")
    exchange = await read(request, exchange_of)
    refused: Refusal
    try:
        command = command_of(form, exchange)
        await send(request, command)
    except Invalid as refusal:
        refused = in_the_form(refusal, form, exchange)
    except Closed as refusal:
        refused = refusal
    except AlreadySent:
        return await _again(request, form, "finish")
    else:
        raise web.HTTPSeeOther(address(request, f"/pamelding/kvittering/{command.id}"))
    fields = refused.fields if isinstance(refused, Invalid) else {"": refused.sentence}
    step = step_of(next(iter(fields))) if "" not in fields else "finish"
    await _keep(request, form, step)
    return await _page(request, form.refused(Invalid(fields)), step, status=refused.status)


async def _again(request: web.Request, form: Form, step: Step) -> web.Response:
    """Somebody went back to a form that was sent, and typed on: it is another sign-up, and nothing of it is lost."""
    again = Form(_with(form, id=new_id()))
    await _keep(request, again, step)
    return await _page(request, again.refused(Invalid({"": _sent()})), step, status=AlreadySent.status)


async def _delete(request: web.Request, form: Form) -> web.Response:
    await asyncio.wrap_future(open_exchange(request).store.write(lambda db: forget_draft(db, form.id)))
    raise web.HTTPSeeOther(address(request, "/"))


async def _keep(request: web.Request, form: Form, step: Step, *, edition: int | None = None) -> bool:
    at = now(request)
    job = open_exchange(request).store.write(lambda db: keep_draft(db, form.typed, step, at, edition))
    return await asyncio.wrap_future(job)


async def _page(
    request: web.Request, form: Form, step: Step = "who", *, draft: Draft | None = None, status: int = 200
) -> web.Response:
    """The form with what was typed. Its id stays until it has been used for a sign-up."""
    form = _with_id(form)
    layout = form.value("layout")
    values = {
        "form": form,
        "rows": rows_of(form),
        "conditions": condition_names(),
        "categories": await read(request, reads.categories),
        "names": await read(request, reads.party_names),
        "step": step,
        "steps": STEPS,
        "number": number_of(step),
        "layout": layout if layout in LAYOUTS else LAYOUTS[0],
        "edition": draft.edition + 1 if draft else 1,
        "saved_at": draft.saved_at if draft else None,
        "is_kept": draft is not None or status != 200,  # noqa: PLR2004 -- whatever was refused was kept first
        "draft_address": _draft_address(request, form),
        "draft_link": full_address(request, f"/pamelding?utkast={key_of(form.id)}"),
        "days_kept": DAYS_KEPT,
    }
    return render(request, "signup/form.html", values, status=status)


def _draft_address(request: web.Request, form: Form) -> str:
    return address(request, f"/pamelding?utkast={key_of(form.id)}")


def _with_id(form: Form) -> Form:
    return form if form.value("id") else Form(_with(form, id=new_id()), form.errors)


def _with(form: Form, **fields: str) -> MultiDict[str]:
    return MultiDict([*(pair for pair in form.typed.items() if pair[0] not in fields), *fields.items()])


def _may_sign_up(request: web.Request, exchange: Exchange) -> bool:
    return actor(request).role == Role.ORGANISER or now(request) <= exchange.signup_closes_at


def _sent() -> str:
    return _("Du har alt sendt inn dette skjemaet, og det første er lagret. Spør arrangøren om endringer.")


def _closed() -> str:
    return _("Påmeldingen er stengt. Ta kontakt med arrangøren, eller kom innom på dagen.")


ROUTES = (
    page("/pamelding", form_page, ANYONE),
    action("/pamelding", post, ANYONE),
    action("/pamelding/lagre", save, ANYONE),
)
