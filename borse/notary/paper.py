"""An agreement on one page, as PDF/A and PDF/UA: what the parties take home, and what the archive keeps."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aiohttp import web

from borse.exchange import Exchange, exchange_of
from borse.frame.keys import read
from borse.language import gettext as _
from borse.notary.ledger import Version
from borse.notary.roster import all_party_names
from borse.notary.terms import Promise
from borse.paper import typeset_slowly
from borse.refusals import Refusal
from borse.times import clock_time, long_date, moment

TEMPLATE = Path(__file__).parent / "agreement.typ"


async def paper_answer(request: web.Request, version: Version) -> web.Response:
    """The PDF of one version, to be looked at in the browser. Raises a Refusal before it has its number."""
    if version.number is None:
        raise Refusal(_("Avtalen kan skrives ut når den er klubbet gjennom."))
    exchange = await read(request, exchange_of)
    parties = await read(request, all_party_names)
    body = await typeset_slowly(TEMPLATE, words_of(version, exchange, parties), moment(version.at))
    disposition = {"Content-Disposition": f'inline; filename="avtale-{version.number}.pdf"'}
    return web.Response(body=body, content_type="application/pdf", headers=disposition)


def words_of(version: Version, exchange: Exchange, parties: Mapping[str, str]) -> dict[str, Any]:
    """What stands on the page, as `agreement.typ` reads it."""
    terms = version.terms
    at = moment(version.at)
    return {
        "title": _("Avtale nr. %s") % version.number,
        "exchange": exchange.name,
        "place_and_date": f"{exchange.place}, {long_date(exchange.gong_at)}",
        "promises": [
            {
                "title": _("%(giver)s gir til %(receiver)s")
                % {"giver": parties[promise.giver], "receiver": parties[promise.receiver]},
                "what": promise.what,
                "facts": _facts(promise),
            }
            for promise in terms.promises
        ],
        "next": [
            _("%s tar kontakt først.") % parties[terms.first_caller],
            *filter(None, [terms.next_step, terms.conditions]),
        ],
        "parties": [parties[party] for promise in terms.promises[:1] for party in (promise.giver, promise.receiver)]
        + [parties[party] for party in _others(version)],
        "words": {"about": _("Hva"), "agreed": _("Avtalt"), "next": _("Hva skjer nå"), "signatures": _("Underskrift")},
        "footer": _("Versjon %(version)s, %(date)s kl. %(time)s.")
        % {"version": version.version, "date": long_date(at), "time": clock_time(at)},
        "rule": _("Avtalen gjennomføres innen ett år. Begge sier fra til arrangøren når den er gjort."),
    }


def _others(version: Version) -> list[str]:
    """Who takes part beside the first two, each once."""
    first, *more = version.terms.promises
    ends = dict.fromkeys(party for promise in more for party in (promise.giver, promise.receiver))
    return [party for party in ends if party not in {first.giver, first.receiver}]


def _facts(promise: Promise) -> list[tuple[str, str]]:
    facts = [(_("Hvor mye"), promise.quantity), (_("Når"), promise.due)]
    if promise.hours is not None:
        facts.append((_("Timer"), f"{promise.hours:g}".replace(".", ",")))
    if promise.kroner is not None:
        facts.append((_("Verdi av ting"), f"{promise.kroner} kr"))
    return [(term, text) for term, text in facts if text]
