"""The organiser loads what a tablet could not send: choose the file, see what it holds, send it, see each answer.

Nothing is kept here between the steps: the file travels in the form, and its ids see to it that an entry counts once
however often it is sent. So the answers are the page that the sending gives, and reloading it does no harm.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from aiohttp import web

from borse.bus import Actor
from borse.frame.forms import Form
from borse.frame.keys import actor, now, open_exchange
from borse.frame.queue import MOST, carry_out
from borse.frame.render import render
from borse.frame.routes import ORGANISER, action, page
from borse.language import gettext as _
from borse.refusals import Invalid, NotSaved
from borse.tablets.unsent import LARGEST_FILE, Unsent, UnsentFile, read_unsent

# The file in a form, where each quotation mark takes three bytes.
LARGEST_FORM = 3 * LARGEST_FILE


@dataclass(frozen=True, slots=True)
class Answered:
    """An entry and what the børs said of it."""

    entry: Unsent
    status: str
    sentence: str


async def choose_page(request: web.Request) -> web.Response:
    return render(request, "tablets/unsent.html", {"form": Form()})


async def look(request: web.Request) -> web.Response:
    """What the file holds. Nothing is sent yet."""
    form = await Form.of(request.clone(client_max_size=LARGEST_FILE))
    upload = form.files.get("file")
    try:
        file = read_unsent(upload.content if upload else b"", open_exchange(request).slug)
    except Invalid as refusal:
        return render(request, "tablets/unsent.html", {"form": form.refused(refusal)}, status=refusal.status)
    return render(request, "tablets/unsent_file.html", {"file": file, "form": Form()})


async def load(request: web.Request) -> web.Response:
    form = await Form.of(request.clone(client_max_size=LARGEST_FORM))
    try:
        file = read_unsent(form.value("content").encode(), open_exchange(request).slug)
    except Invalid as refusal:
        return render(request, "tablets/unsent.html", {"form": form.refused(refusal)}, status=refusal.status)
    outside = bool(form.value("outside_the_gongs"))
    answered = [one for batch in _batches(file) for one in await _sent(request, batch, outside_the_gongs=outside)]
    counts = {status: sum(one.status == status for one in answered) for status in ("saved", "repeated")}
    values = {
        "refused": [one for one in answered if one.status == "refused"],
        "noted": [one for one in answered if one.status != "refused" and one.sentence],
        **counts,
    }
    return render(request, "tablets/unsent_answers.html", values)


def _batches(file: UnsentFile) -> Iterator[list[Unsent]]:
    """As a tablet would send them: in order, so many at a time, each batch by one tablet."""
    for _by, group in groupby(file.entries, key=lambda entry: entry.by):
        entries = list(group)
        for start in range(0, len(entries), MOST):
            yield entries[start : start + MOST]


async def _sent(request: web.Request, batch: list[Unsent], *, outside_the_gongs: bool) -> list[Answered]:
    """The rows carry the organiser, who answers for the file, and the tablet's name as the file has it."""
    organiser = actor(request)
    names = {"tablet": batch[0].by or _("et nettbrett"), "organiser": organiser.name or _("arrangøren")}
    name = _("%(tablet)s, lest inn av %(organiser)s") % names
    by = Actor(role=organiser.role, name=name, link=organiser.link)
    try:
        entries = [entry.sent_at(now(request), outside_the_gongs=outside_the_gongs) for entry in batch]
        answers = await carry_out(request, entries, (by,))
    except NotSaved as refusal:  # the batches before are on disk: each entry is answered for itself
        return [Answered(entry, "refused", refusal.sentence) for entry in batch]
    return [Answered(entry, answer["status"], answer["sentence"]) for entry, answer in zip(batch, answers, strict=True)]


ROUTES = (
    page("/styre/nettbrett/ikke-sendt", choose_page, ORGANISER),
    action("/styre/nettbrett/ikke-sendt", look, ORGANISER),
    action("/styre/nettbrett/ikke-sendt/send", load, ORGANISER),
)
