"""Views are a number for each post: counted when somebody opens it, written now and then and when the server stops."""

import sqlite3

from borse.bus import Actor, Role
from borse.catalogue.messages import CountViews
from borse.catalogue.reads import notices
from borse.catalogue.views import VIEWS
from borse.frame.keys import HOUSE
from borse.house import OpenExchange
from borse.ids import new_id
from tests.builders import ORGANISER, a_party
from tests.conftest import Client


async def opened(client: Client, post: str, **headers: str) -> None:
    assert (await client.get(f"/prove/tavla/{post}", headers=headers)).status == 200


def views_of(exchange: OpenExchange, post: str) -> int:
    return next(one.views for one in exchange.store.ask(lambda db: notices(db, inside=False)) if one.id == post)


async def test_a_post_counts_those_who_open_it_and_nothing_else(client: Client, served: OpenExchange) -> None:
    party = a_party()
    await served.bus.send(party, ORGANISER)
    post = party.posts[0].post
    await opened(client, post)
    await opened(client, post, **{"Sec-Fetch-Dest": "document"})
    await opened(client, post, **{"Sec-Fetch-Dest": "empty"})  # the page refreshes itself
    await opened(client, post, **{"User-Agent": "Examplebot/1.0"})
    assert views_of(served, post) == 0
    assert client.app is not None
    await client.app[VIEWS].write(client.app[HOUSE])
    assert views_of(served, post) == 2
    await client.app[VIEWS].write(client.app[HOUSE])
    assert views_of(served, post) == 2


async def test_what_was_counted_is_written_when_the_server_stops(client: Client, served: OpenExchange) -> None:
    party = a_party()
    await served.bus.send(party, ORGANISER)
    await opened(client, party.posts[0].post)
    path = served.store.path
    await client.close()
    with sqlite3.connect(path) as db:
        assert db.execute("select post, views from post_views").fetchall() == [(party.posts[0].post, 1)]
    db.close()


async def test_views_of_a_post_that_never_was_are_left_out(exchange: OpenExchange) -> None:
    somebody = Actor(role=Role.PUBLIC)
    receipt = await exchange.bus.send(CountViews(id=new_id(), views={"finnes-ikke": 3}), somebody)
    assert receipt.events == ()


async def test_the_organisers_own_reading_is_not_counted(organiser: Client, served: OpenExchange) -> None:
    party = a_party()
    await served.bus.send(party, ORGANISER)
    await opened(organiser, party.posts[0].post)
    assert organiser.app is not None
    await organiser.app[VIEWS].write(organiser.app[HOUSE])
    assert views_of(served, party.posts[0].post) == 0
