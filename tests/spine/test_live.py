"""The live stream says that something changed, to whoever looks on or was away; and where the evening is."""

import asyncio
import json
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from borse.brokers.messages import MeetingCalledOff, MeetingProposed
from borse.bus import Role
from borse.floor.messages import StartEvening
from borse.following import CONCERNS
from borse.frame.live import told
from borse.hall import hall_now
from borse.hats.messages import MergePeople
from borse.house import OpenExchange
from borse.hub import BY_AND_BY, PAUSE_SECONDS
from borse.ids import new_id
from borse.links import tokens_of_people
from borse.news import News
from borse.signup.messages import WithdrawParty
from borse.staff.messages import MakeLink, RevokeLink
from borse.staff.reads import staff_links
from borse.store.database import connect
from borse.tablets.messages import Disconnect, LockTablet
from tests.builders import ORGANISER, AClock, AnOnlooker, a_house, a_party, a_programme, an_agreement, an_extra_meeting
from tests.conftest import Client
from tests.patience import PATIENCE
from tests.tablets.builders import a_tablet, paired


def a_change() -> MakeLink:
    return MakeLink(id=new_id(), link=new_id(), role=Role.HOST, label="Vert")


def a_gong() -> StartEvening:
    return StartEvening(id=new_id())


async def a_message(answer: object) -> dict[str, str]:
    """The next message of the stream about what changed, as its fields."""
    fields = await any_message(answer)
    return await any_message(answer) if fields.get("event") == "hall" else fields


async def any_message(answer: object) -> dict[str, str]:
    fields: dict[str, str] = {}
    async for line in answer.content:  # type: ignore[attr-defined]  # the client's response
        name, _colon, value = line.decode().rstrip("\r\n").partition(": ")
        if not name and fields:
            return fields
        if name:
            fields[name] = value
    return fields


async def test_a_change_is_told_by_its_topic_and_nothing_more(client: Client, served: OpenExchange) -> None:
    async with client.get("/prove/live") as answer:
        assert (await a_message(answer))["event"] == "hello"
        receipt = await served.bus.send(a_change(), ORGANISER)
        told = await asyncio.wait_for(a_message(answer), PATIENCE)
    assert told == {"event": "changed", "data": "staff", "id": str(receipt.events[-1].id)}


async def test_whoever_was_away_is_told_at_once(client: Client, served: OpenExchange) -> None:
    await served.bus.send(a_change(), ORGANISER)
    async with client.get("/prove/live", headers={"Last-Event-ID": "1"}) as answer:
        told = await asyncio.wait_for(a_message(answer), PATIENCE)
    assert told["data"] == "everything"


async def test_a_page_says_what_it_knew_of_and_the_stream_what_there_is(
    organiser: Client, served: OpenExchange
) -> None:
    """What happens between the two is seen by the page, which asks for itself again."""
    page = await (await organiser.get("/prove/klokke")).text()
    receipt = await served.bus.send(a_change(), ORGANISER)
    newest = receipt.events[-1].id
    async with organiser.get("/prove/live") as answer:
        hello = await a_message(answer)
    assert hello["id"] == str(newest)
    assert f'data-live-known="{receipt.events[0].id - 1}"' in page
    async with organiser.get(f"/prove/live?kjent={receipt.events[0].id - 1}") as answer:
        assert (await a_message(answer))["data"] == "everything"
    async with organiser.get(f"/prove/live?kjent={newest}") as answer:
        assert await a_message(answer) == {"event": "hello", "data": "", "id": str(newest)}


async def test_a_page_that_knew_everything_starts_nobody_telling(exchange: OpenExchange) -> None:
    page = AnOnlooker()
    newest = exchange.hub.newest
    with exchange.hub.watch(page):
        tasks = asyncio.all_tasks()
        assert (await exchange.hub.standing(page, newest, was_away=False)).last == newest
        assert asyncio.all_tasks() == tasks
        exchange.hub.nudge("planning")  # and the next news finds it
        await asyncio.wait_for(page.news.wait(), PATIENCE)


async def test_what_is_not_in_the_history_is_said_once_more_to_a_page_that_was_just_opened(
    client: Client, served: OpenExchange
) -> None:
    served.hub.nudge("planning")
    async with client.get("/prove/live?om=planning") as answer:
        assert (await a_message(answer))["event"] == "hello"
        assert (await asyncio.wait_for(a_message(answer), PATIENCE))["data"] == "planning"


async def test_what_another_process_writes_is_told_too(client: Client, served: OpenExchange, tmp_path: Path) -> None:
    others = a_house(tmp_path)  # the same file, opened a second time
    async with client.get("/prove/live") as answer:
        await a_message(answer)
        receipt = await others.exchange("prove").bus.send(a_change(), ORGANISER)
        told = await asyncio.wait_for(a_message(answer), PATIENCE)
        others.close()
        assert told == {"event": "changed", "data": "staff", "id": str(receipt.events[-1].id)}
        own = await served.bus.send(a_change(), ORGANISER)
        told = await asyncio.wait_for(a_message(answer), PATIENCE)
        assert told["id"] == str(own.events[-1].id)
        with pytest.raises(TimeoutError):  # and only once
            await asyncio.wait_for(a_message(answer), 1.5)


async def test_whoever_looks_on_is_told_where_the_evening_is_and_where_it_goes(
    client: Client, served: OpenExchange, clock: AClock
) -> None:
    """A page about other things, too: each has a clock."""
    async with client.get("/prove/live?om=catalogue") as answer:
        hello, hall = await any_message(answer), await any_message(answer)
        assert (hello["event"], hall["event"]) == ("hello", "hall")
        assert json.loads(hall["data"])["place"] == -1
        await served.bus.send(a_gong(), ORGANISER)
        changed, hall = [await asyncio.wait_for(any_message(answer), PATIENCE) for _each in range(2)]
    assert (changed["data"], hall["event"]) == ("floor", "hall")
    assert json.loads(hall["data"]) == served.store.ask(hall_now, clock())
    assert json.loads(hall["data"])["place"] == 0


async def test_a_page_is_told_of_its_own_topics_alone(client: Client, served: OpenExchange) -> None:
    async with client.get("/prove/live?om=programme+extra_meetings") as answer:
        await a_message(answer)
        await served.bus.send(a_change(), ORGANISER)  # staff
        served.hub.nudge("planning")
        served.hub.nudge("programme")
        told = await asyncio.wait_for(a_message(answer), PATIENCE)
    assert told["data"] == "programme"


async def test_a_slow_page_keeps_nobody_waiting_and_is_told_all_at_once(exchange: OpenExchange) -> None:
    quick, slow = AnOnlooker(), AnOnlooker()
    with exchange.hub.watch(slow), exchange.hub.watch(quick):
        slow.is_on = False
        await exchange.bus.send(a_change(), ORGANISER)
        await asyncio.wait_for(quick.news.wait(), PATIENCE)
        quick.news.clear()
        receipt = await exchange.bus.send(a_gong(), ORGANISER)
        await asyncio.wait_for(quick.news.wait(), PATIENCE)
        assert [set(news.topics) for news in quick.heard] == [{"staff"}, {"floor"}]
        assert not slow.heard
        slow.is_on = True
        await asyncio.wait_for(slow.news.wait(), PATIENCE)
    assert slow.heard == [News(frozenset({"staff", "floor"}), receipt.events[-1].id, quick.heard[-1].hall)]


async def test_many_who_come_at_once_are_not_told_of_what_was_before(exchange: OpenExchange) -> None:
    """A hall that comes back after a restart asks for nothing twice."""
    pages = [AnOnlooker(), AnOnlooker()]
    with exchange.hub.watch(pages[0]), exchange.hub.watch(pages[1]):
        standings = [await exchange.hub.standing(page) for page in pages]
        await exchange.hub.look()
        receipt = await exchange.bus.send(a_change(), ORGANISER)
        await asyncio.gather(*(asyncio.wait_for(page.news.wait(), PATIENCE) for page in pages))
    assert {standing.last for standing in standings} == {receipt.events[-1].id - 1}
    assert [news.topics for page in pages for news in page.heard] == [{"staff"}, {"staff"}]


class AReader(AnOnlooker):
    """Somebody's own page, and when it was told."""

    wants = frozenset({"programme"})
    at = 0.0

    async def hear(self, news: News) -> None:
        self.at = asyncio.get_running_loop().time()
        await super().hear(news)


async def test_whose_programme_is_another_hears_of_it_first_and_the_rest_by_and_by(exchange: OpenExchange) -> None:
    """A plan is published in the evening: six hundred pages must not ask in the same second."""
    turlaget, korpset, kontoret, banken = (
        a_party("Turlaget"),
        a_party("Korpset"),
        a_party("Kontoret", "business"),
        a_party("Banken", "business"),
    )
    for party in (turlaget, korpset, kontoret, banken):
        await exchange.bus.send(party, ORGANISER)
    same = (1, "Bord 1", korpset, banken)
    await a_programme(exchange, (1, "Bord 4", turlaget, kontoret), same)
    moved = {party.people[0].person for party in (turlaget, kontoret)}
    pages = [AReader(korpset.people[0].person) for _page in range(2 * BY_AND_BY)]
    pages += [AReader(person) for person in moved]
    with ExitStack() as stack:
        for page in pages:
            stack.enter_context(exchange.hub.watch(page))
        await a_programme(exchange, (1, "Bord 5", turlaget, kontoret), same)
        await asyncio.gather(*(asyncio.wait_for(page.news.wait(), PATIENCE) for page in pages))
    assert all([set(news.topics) for news in page.heard] == [{"programme"}] for page in pages)
    in_order = sorted(pages, key=lambda page: page.at)
    assert {page.person for page in in_order[:2]} == moved
    assert in_order[-1].at - in_order[0].at >= PAUSE_SECONDS, "not all at once"


async def test_those_at_the_table_hear_first_of_an_extra_meeting(exchange: OpenExchange) -> None:
    turlaget, korpset, kontoret = a_party("Turlaget"), a_party("Korpset"), a_party("Kontoret", "business")
    for party in (turlaget, korpset, kontoret):
        await exchange.bus.send(party, ORGANISER)
    meeting = an_extra_meeting(exchange, 1, "Bord 2", turlaget, kontoret)
    for event in (MeetingProposed(meeting=meeting), MeetingCalledOff(meeting=meeting)):
        assert CONCERNS[type(event)](connect(exchange.store.path, read_only=True), event) == {
            party.people[0].person for party in (turlaget, kontoret)
        }


async def test_an_agreement_is_told_to_those_who_made_it_and_to_no_other_telephone(exchange: OpenExchange) -> None:
    turlaget, korpset, kontoret = a_party("Turlaget"), a_party("Korpset"), a_party("Kontoret", "business")
    for party in (turlaget, korpset, kontoret):
        await exchange.bus.send(party, ORGANISER)
    theirs = [AReader(party.people[0].person) for party in (turlaget, kontoret)]
    other, screen = AReader(korpset.people[0].person), AnOnlooker()
    for page in (*theirs, other):
        page.wants = frozenset({"programme", "agreements"})
    with ExitStack() as stack:
        for watcher in (*theirs, other, screen):
            stack.enter_context(exchange.hub.watch(watcher))
        await exchange.bus.send(an_agreement(turlaget.party, kontoret.party, outside_the_gongs=True), ORGANISER)
        await asyncio.gather(*(asyncio.wait_for(page.news.wait(), PATIENCE) for page in (*theirs, screen)))
        exchange.hub.nudge("programme")  # everybody's: and then the other one has heard nothing but that
        await asyncio.wait_for(other.news.wait(), PATIENCE)
    assert [set(news.topics) for news in other.heard] == [{"programme"}]
    assert all({"agreements"} <= page.heard[0].topics for page in theirs)


async def test_somebodys_own_page_that_was_away_is_told_of_what_it_is_about(
    client: Client, served: OpenExchange
) -> None:
    turlaget = a_party("Turlaget")
    await served.bus.send(turlaget, ORGANISER)
    token = next(iter(served.store.ask(tokens_of_people).values()))
    live = f"/prove/p/{token}/live?om=signup+programme"
    async with client.get(f"{live}&siden=1") as answer:
        assert (await a_message(answer))["event"] == "hello"
        told = await asyncio.wait_for(a_message(answer), PATIENCE)
        assert (told["event"], told["data"]) == ("changed", "signup")
    async with client.get(live, headers={"Last-Event-ID": told["id"]}) as answer:
        assert (await a_message(answer))["event"] == "hello"
        await served.bus.send(a_gong(), ORGANISER)
        told = await asyncio.wait_for(a_message(answer), PATIENCE)
        assert told["data"] == "floor", "nothing of what it knew"
    async with client.get(live, headers={"Last-Event-ID": "999999"}) as answer:
        assert (await a_message(answer))["event"] == "hello"
        told = await asyncio.wait_for(a_message(answer), PATIENCE)
        assert told["data"] == "everything", "an older copy of the file was put back"


async def test_who_has_not_heard_all_yet_is_not_said_to_have(exchange: OpenExchange) -> None:
    """Cut off between the gong and its turn, a page says what it heard last: something before the plan."""
    pages = [AReader(f"person {number}") for number in range(BY_AND_BY + 1)]
    with ExitStack() as stack:
        for page in pages:
            stack.enter_context(exchange.hub.watch(page))
        newest = (await exchange.hub.standing(pages[0])).last
        exchange.hub.nudge("programme")
        exchange.hub.nudge("floor")
        while len(pages[-1].heard) < len(["floor", "programme"]):
            pages[-1].news.clear()
            await asyncio.wait_for(pages[-1].news.wait(), PATIENCE)
    for page in pages:
        assert [(set(news.topics), news.last) for news in page.heard] == [({"floor"}, 0), ({"programme"}, newest)]
    assert told(pages[0].heard[0]).startswith(b":\nevent: changed"), "a browser keeps the id that it had"


async def test_a_burst_is_few_messages(client: Client, served: OpenExchange) -> None:
    async with client.get("/prove/live") as answer:
        await a_message(answer)
        began = time.monotonic()
        receipts = [await served.bus.send(a_change(), ORGANISER) for _number in range(50)]
        last, messages = "", 0
        while last != str(receipts[-1].events[-1].id):
            last = (await asyncio.wait_for(a_message(answer), 60))["id"]
            messages += 1
    # One at the beginning and one in each pause, however long the machine takes for the fifty.
    assert messages <= 2 + (time.monotonic() - began) / PAUSE_SECONDS


async def test_pages_that_go_away_are_forgotten(client: Client, served: OpenExchange) -> None:
    async with client.get("/prove/live") as answer:
        await a_message(answer)
        assert len(served.hub) == 1
        served.hub.close()
        await asyncio.wait_for(answer.read(), PATIENCE)
    assert len(served.hub) == 0


async def is_told_to_leave(answer: object) -> bool:
    """«Ask for yourself once more», and the end of the stream."""
    told = ""
    while message := await asyncio.wait_for(any_message(answer), PATIENCE):
        told = message.get("data", "")
    return told == "everything"


async def test_a_personal_page_whose_link_is_revoked_is_told_so_and_nothing_more(
    client: Client, served: OpenExchange
) -> None:
    turlaget, korpset = a_party("Turlaget"), a_party("Korpset")
    for party in (turlaget, korpset):
        await served.bus.send(party, ORGANISER)
    tokens = served.store.ask(tokens_of_people)
    own, others = (f"/prove/p/{tokens[party.people[0].person]}/live" for party in (turlaget, korpset))
    async with client.get(own) as answer, client.get(others) as other:
        for one in (answer, other):
            assert (await a_message(one))["event"] == "hello"
        await served.bus.send(WithdrawParty(id=new_id(), party=turlaget.party), ORGANISER)
        assert await is_told_to_leave(answer)
        assert len(served.hub) == 1, "the other one looks on"
    assert (await client.get(own)).status == 404


async def test_each_of_a_participants_pages_listens_as_theirs(client: Client, served: OpenExchange) -> None:
    """So it ends when their link does, and is told in its turn like the others."""
    turlaget = a_party("Turlaget")
    await served.bus.send(turlaget, ORGANISER)
    own = f"/prove/p/{next(iter(served.store.ask(tokens_of_people).values()))}"
    for path in ("", "/ekstra", "/avtaler", "/tavla", "/tavla/passer", f"/tavla/{turlaget.posts[0].post}"):
        answer = await client.get(own + path)
        assert answer.status == 200, path
        assert f'data-live-url="{own}/live"' in await answer.text(), path
    assert 'data-live-url="/prove/live"' in await (await client.get("/prove/tavla")).text()


async def test_two_who_become_one_are_told_of_the_one_from_then_on(client: Client, served: OpenExchange) -> None:
    turlaget, korpset = a_party("Turlaget"), a_party("Korpset")
    for party in (turlaget, korpset):
        await served.bus.send(party, ORGANISER)
    kept, gone = turlaget.people[0].person, korpset.people[0].person
    address = f"/prove/p/{served.store.ask(tokens_of_people)[gone]}/live"
    async with client.get(address) as answer:
        await a_message(answer)
        await served.bus.send(MergePeople(id=new_id(), kept=kept, gone=gone), ORGANISER)
        assert await is_told_to_leave(answer)
    async with client.get(address) as answer:
        await a_message(answer)
        assert [page.person for page in served.hub._watchers] == [kept]


async def test_a_desk_whose_link_is_revoked_is_told_so_also_by_another_process(
    client: Client, served: OpenExchange, tmp_path: Path
) -> None:
    await served.bus.send(a_change(), ORGANISER)
    (link,) = served.store.ask(staff_links)
    assert (await client.get(f"/prove/inn/{link.token}")).status == 200
    others = a_house(tmp_path)
    async with client.get("/prove/live?om=floor") as answer:
        await a_message(answer)
        await others.exchange("prove").bus.send(RevokeLink(id=new_id(), link=link.id), ORGANISER)
        assert await is_told_to_leave(answer)
    others.close()


async def test_a_tablet_that_is_disconnected_hears_nothing_more(client: Client, served: OpenExchange) -> None:
    tablet = await a_tablet(served)
    await paired(client, served, tablet)
    async with client.get("/prove/live?om=reception+tablets") as answer:
        await a_message(answer)
        await served.bus.send(LockTablet(id=new_id(), tablet=tablet), ORGANISER)
        assert (await asyncio.wait_for(a_message(answer), PATIENCE))["data"] == "tablets", "locked, and still in"
        await served.bus.send(Disconnect(id=new_id(), tablet=tablet), ORGANISER)
        assert await is_told_to_leave(answer)
    assert len(served.hub) == 0


async def test_who_is_shut_out_while_the_page_opens_its_stream_is_told_so(exchange: OpenExchange) -> None:
    """After the door, before the hub: the event has been told, and nobody was there to hear it."""
    page = AnOnlooker()
    page.may_look = False
    with exchange.hub.watch(page):
        await exchange.hub.standing(page)
        await asyncio.wait_for(page.news.wait(), PATIENCE)
    assert [news.topics for news in page.heard] == [{"everything"}]
    assert not page.is_on
