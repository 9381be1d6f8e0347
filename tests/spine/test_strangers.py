"""What a stranger, a participant or a tablet gets by being clever with the addresses and ids that they have."""

import re

from borse.clock import clock_of
from borse.floor.timer import end_what_is_due
from borse.house import OpenExchange
from borse.ids import new_id
from tests.builders import GONG, AClock
from tests.conftest import Client
from tests.host import go_to


def a_filled_form(**changes: object) -> dict[str, object]:
    """The public form as somebody fills it in; `changes` are what a clever one changes."""
    return {
        "id": new_id(),
        "name": "Turlaget",
        "side": "association",
        "people.0.name": "Prøve Persen",
        "people.0.email": "prove@eksempel.no",
        "offers.0.text": "Vi leier ut lavvoer.",
        "needs.0.text": "Vi trenger vakter lørdag.",
        "rules": "1",
    } | changes


async def test_what_stands_on_the_board_does_not_lead_to_the_receipt(client: Client, served: OpenExchange) -> None:
    form = a_filled_form()
    receipt = await client.post("/prove/pamelding", data=form)
    assert receipt.url.path == f"/prove/pamelding/kvittering/{form['id']}"
    assert "/prove/p/" in await receipt.text()
    ids = served.store.ask(
        lambda db: [row["id"] for table in ("party", "person", "post") for row in db.query(f"select id from {table}")]
    )
    assert len(ids) == 4
    board = await (await client.get("/prove/tavla")).text()
    for id_ in [*ids, *re.findall(r'id="([^"]+)"', board)]:
        assert str(form["id"]) not in id_
        for guess in (id_, id_.rpartition("-")[0]):
            answer = await client.get(f"/prove/pamelding/kvittering/{guess}")
            assert answer.status == 404, id_


async def test_somebody_elses_name_and_email_do_not_give_their_link(client: Client) -> None:
    first = await (await client.post("/prove/pamelding", data=a_filled_form())).text()
    second = await (await client.post("/prove/pamelding", data=a_filled_form(name="Falsklaget"))).text()
    assert re.search(r"/prove/p/[a-z2-7]{26}", first)
    assert not re.search(r"/prove/p/[a-z2-7]{26}", second)


async def test_a_stranger_cannot_use_up_the_ids_of_the_clock(
    client: Client, served: OpenExchange, clock: AClock
) -> None:
    for turn in range(1, 6):
        form = a_filled_form(id=f"phase-{turn}-ends", name=f"Falsklaget {turn}")
        await client.post("/prove/pamelding", data=form)
    clock.at = GONG
    now = await go_to(served, "round", 1)
    clock.move(minutes=6)
    await end_what_is_due(served, clock())
    assert served.store.ask(clock_of).turn == now.turn + 1


async def test_a_stranger_who_logs_out_again_and_again_writes_nothing(client: Client, served: OpenExchange) -> None:
    """Each would be a row for ever, and news to every page of the staff."""
    written = "select (select count(*) from event) + (select count(*) from command)"
    before = served.store.ask(lambda db: db.execute(written).fetchone())
    for id_ in (new_id(), new_id(), "x", ""):
        answer = await client.post("/prove/logg-ut", data={"id": id_}, allow_redirects=False)
        assert answer.status == 303
    assert served.store.ask(lambda db: db.execute(written).fetchone()) == before
