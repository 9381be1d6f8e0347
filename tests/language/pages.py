"""Every page of those who take part, as addresses that answer: one who has signed up, has a programme, has agreed."""

import re

from borse.app import ROUTES
from borse.bus import Role
from borse.house import OpenExchange
from borse.ids import new_id
from borse.links import tokens_of_people
from borse.notary.messages import ApproveAgreement, KnockThrough
from borse.outreach.opting_out import know_opt_out, opt_out_token
from tests.builders import ORGANISER, a_party, a_person, a_programme, a_wish, an_agreement

# Those that are no page to read: streams, files, what staff alone get something from, what only leads on.
NOT_READ = re.compile(r"\.\w+$|/live$|^/inn/|^/koble|^/logg-inn|^/tavla/tekst$|^/tid$")


def paths() -> list[str]:
    """The addresses of the pages, with their fields."""
    ours = {Role.PUBLIC, Role.PARTICIPANT}
    return sorted(
        {
            route.path
            for route in ROUTES
            if route.method == "GET" and ours & route.allow and not NOT_READ.search(route.path)
        }
    )


async def furnish(exchange: OpenExchange) -> dict[str, str]:
    """Somebody who has signed up, has a programme and an agreement. What the fields of the addresses become."""
    kari, ola = a_person("Kari Tur", email="kari@lag.example"), a_person("Ola Bank", phone="+4741234567")
    one = a_party("Turlaget", people=(kari,), wishes=(a_wish("Banken"),), rules_accepted=True)
    other = a_party("Banken", "business", people=(ola,), rules_accepted=True)
    for party in (one, other):
        await exchange.bus.send(party, ORGANISER)
    await a_programme(exchange, (1, "Bord 1", one, other))
    agreement = an_agreement(other.party, one.party, outside_the_gongs=True)
    await exchange.bus.send(agreement, ORGANISER)
    await exchange.bus.send(ApproveAgreement(id=new_id(), agreement=agreement.agreement, version=1), ORGANISER)
    await exchange.bus.send(KnockThrough(id=new_id(), agreement=agreement.agreement, version=2), ORGANISER)
    person = one.people[0].person
    exchange.store.write(lambda db: know_opt_out(db, person)).result()
    return {
        "personal": exchange.store.ask(tokens_of_people)[person],
        "command": one.id,
        "party": one.party,
        "post": one.posts[0].post,
        "other": other.posts[0].post,
        "agreement": agreement.agreement,
        "token": exchange.store.ask(opt_out_token, person),
    }


def address(path: str, fields: dict[str, str]) -> str:
    """One's own posts are changed; others' are looked at on the board."""
    if "tavla/{post}" in path:
        path = path.replace("{post}", "{other}")
    return "/prove" + path.format_map(fields)
