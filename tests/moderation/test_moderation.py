"""What the organiser has not read is seen by nobody else; what is declined is gone from the board and the programme."""

import json
import re

import pytest

from borse.bus import Actor, Role
from borse.house import OpenExchange
from borse.ids import new_id
from borse.moderation.messages import ApproveFirst, DeclinePost, HoldPost, RewordPost, ShowPost
from borse.programme.world import world_of
from borse.refusals import NotFound, Refusal
from borse.signup.messages import WithdrawPost
from tests.builders import ORGANISER, a_need, a_party, an_offer
from tests.conftest import Client

ANYBODY = Actor(role=Role.PUBLIC)


def _status(exchange: OpenExchange, post: str) -> tuple[str, list[str]]:
    (row,) = exchange.store.ask(lambda db: list(db.query("select * from post where id = ?", [post])))
    return row["status"], json.loads(row["held_for"])


async def test_a_need_for_money_waits_and_the_rest_of_the_sign_up_is_shown(exchange: OpenExchange) -> None:
    money = a_need("Vi trenger penger til drakter.")
    offer = an_offer()
    await exchange.bus.send(a_party(posts=(offer, money)), ANYBODY)
    assert _status(exchange, money.post) == ("held", ["money"])
    assert _status(exchange, offer.post) == ("shown", [])
    assert [post.id for post in exchange.store.ask(world_of).posts] == [offer.post]


async def test_what_the_organiser_types_is_not_held(exchange: OpenExchange) -> None:
    money = a_need("Vi trenger penger til drakter.")
    await exchange.bus.send(a_party(posts=(money,)), ORGANISER)
    assert _status(exchange, money.post) == ("shown", [])


async def test_a_telephone_number_hidden_among_the_details_is_found(exchange: OpenExchange) -> None:
    offer = an_offer(conditions="Ring 44 00 00 12")
    await exchange.bus.send(a_party(posts=(offer,)), ANYBODY)
    assert _status(exchange, offer.post) == ("held", ["address"])


async def test_everything_waits_when_the_organiser_wants_to_read_first(exchange: OpenExchange) -> None:
    await exchange.bus.send(ApproveFirst(id=new_id(), approve_first=True), ORGANISER)
    offer, later = an_offer(), an_offer()
    await exchange.bus.send(a_party("Koret", posts=(offer,)), ANYBODY)
    assert _status(exchange, offer.post) == ("held", ["first"])
    await exchange.bus.send(ApproveFirst(id=new_id(), approve_first=False), ORGANISER)
    await exchange.bus.send(a_party("Banken", posts=(later,)), ANYBODY)
    assert _status(exchange, later.post) == ("shown", [])
    assert _status(exchange, offer.post) == ("held", ["first"])


async def test_a_post_is_shown_reworded_declined_and_held_again(exchange: OpenExchange) -> None:
    post = a_need("VI TRENGER EN TRUBADUR!")
    await exchange.bus.send(a_party(posts=(post,)), ANYBODY)
    assert _status(exchange, post.post) == ("held", ["capitals"])
    await exchange.bus.send(ShowPost(id=new_id(), post=post.post), ORGANISER)
    assert _status(exchange, post.post) == ("shown", [])
    reworded = RewordPost(id=new_id(), post=post.post, text="Vi trenger en trubadur.", moderator_note="Lettere å lese.")
    receipt = await exchange.bus.send(reworded, ORGANISER)
    assert "trubadur" not in receipt.events[0].event.model_dump_json()
    await exchange.bus.send(DeclinePost(id=new_id(), post=post.post, moderator_note="Står to ganger."), ORGANISER)
    assert _status(exchange, post.post)[0] == "declined"
    assert exchange.store.ask(world_of).posts == ()
    await exchange.bus.send(HoldPost(id=new_id(), post=post.post), ORGANISER)
    assert _status(exchange, post.post)[0] == "held"


async def test_what_is_said_twice_is_no_news(exchange: OpenExchange) -> None:
    post = an_offer()
    await exchange.bus.send(a_party(posts=(post,)), ORGANISER)
    receipt = await exchange.bus.send(ShowPost(id=new_id(), post=post.post), ORGANISER)
    assert receipt.events == ()


async def test_a_post_that_was_taken_down_cannot_be_shown(exchange: OpenExchange) -> None:
    post = an_offer()
    await exchange.bus.send(a_party(posts=(post,)), ORGANISER)
    await exchange.bus.send(WithdrawPost(id=new_id(), post=post.post), ORGANISER)
    with pytest.raises(Refusal):
        await exchange.bus.send(ShowPost(id=new_id(), post=post.post), ORGANISER)
    with pytest.raises(NotFound):
        await exchange.bus.send(ShowPost(id=new_id(), post="finnes-ikke"), ORGANISER)


async def test_the_pile_leads_to_the_post_and_a_word_changed_is_shown(organiser: Client, served: OpenExchange) -> None:
    post = a_need("Se www.eksempel.no <b>nå</b>")
    await served.bus.send(a_party(posts=(post,)), ANYBODY)
    pile = await (await organiser.get("/prove/styre/oppslag")).text()
    assert "har en nettadresse" in pile
    assert "<b>nå" not in pile  # plain text only
    assert re.search(rf"/styre/oppslag/{post.post}\"", pile)
    empty = await organiser.post(f"/prove/styre/oppslag/{post.post}", data={"text": " "})
    assert empty.status == 422
    assert 'id="text-error"' in await empty.text()
    await organiser.post(f"/prove/styre/oppslag/{post.post}", data={"text": "Vi trenger et nettsted."})
    assert _status(served, post.post) == ("shown", [])
    await organiser.post(f"/prove/styre/oppslag/{post.post}/avsla", data={"text": "x", "moderator_note": "Nei."})
    declined = await (await organiser.get("/prove/styre/oppslag?vis=avslatt")).text()
    assert "Din merknad: Nei." in declined


async def test_the_setting_is_changed_by_a_button(organiser: Client) -> None:
    for value, said in (("true", "først når du har godkjent dem"), ("false", "med en gang, unntatt")):
        answer = await organiser.post("/prove/styre/oppslag", data={"approve_first": value})
        assert said in await answer.text()
