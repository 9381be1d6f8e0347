"""«Vi ble enige»: what two have written on a telephone before they come to a notary."""

from contextlib import closing

from sqlite_utils import Database

from borse.app import make_house
from borse.links import tokens_of_people
from borse.notary.party_reads import own_parties
from borse.settings import Settings
from scenarios.desks.line import Deal
from scenarios.laptop import Laptop
from scenarios.play.visitor import Visitor

VAGUE = "snart"  # said, and still no answer to «Når?»


async def write_down(laptop: Laptop, deals: list[Deal]) -> dict[str, Deal]:
    """Each on the page of somebody who speaks for the one that gives. The deals by the draft's id, in their order."""
    with closing(make_house(Settings(data=laptop.folder))) as house:
        phones = house.exchange(laptop.slug).store.ask(_phones)
    drafts = {}
    for deal in deals:
        (promise,) = deal.promises
        token, own = phones[promise.giver]
        async with Visitor(laptop.base) as phone:
            page = await phone.look(f"{laptop.base}/p/{token}/avtaler/ny")
            form = page.form()
            typed = {
                "other_name": promise.receiver,
                "direction": "gives",
                "promises.0.what": promise.what,
                "promises.0.quantity": promise.quantity,
                "promises.0.due": _due(deal),
            }
            if any(field.name == "own" for field in form.fields):
                typed["own"] = own
            drafts[next(field.value for field in form.fields if field.name == "id")] = deal
            await phone.submit(page, form, typed)
    return drafts


def _due(deal: Deal) -> str:
    if deal.kind == "draft, sent back":
        return VAGUE
    return "" if "due" in deal.promises[0].typed else deal.promises[0].due


def _phones(db: Database) -> dict[str, tuple[str, str]]:
    """The secret of a page of each party's, by the party's name, and the party's id."""
    found: dict[str, tuple[str, str]] = {}
    for person, token in tokens_of_people(db).items():
        for party, name in own_parties(db, person).items():
            found.setdefault(name, (token, party))
    return found
