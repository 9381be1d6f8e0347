"""What a tablet wrote comes in by `POST /{slug}/ko`: an answer for each entry, and none of them holds up the others."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from borse.bus import Role
from borse.house import OpenExchange
from borse.ids import new_id
from borse.links import make_link
from borse.reception import reads
from borse.signup.messages import RegisterParty
from borse.staff.reads import staff_links
from tests.builders import GONG, ORGANISER, AClock, a_party, a_person
from tests.conftest import Client

DOORS = GONG - timedelta(minutes=45)


@pytest.fixture(autouse=True)
def the_gong_goes(clock: AClock) -> None:
    clock.at = GONG


@pytest.fixture
async def korpset(served: OpenExchange) -> RegisterParty:
    party = a_party("Korpset", people=(a_person("Åse Haugen"), a_person("Bjørn Lie")))
    await served.bus.send(party, ORGANISER)
    return party


def an_entry(kind: str = "CheckIn", age: float = 0.0, **data: Any) -> dict[str, Any]:
    return {"id": new_id(), "kind": kind, "age": age, "data": data}


async def send(client: Client, *entries: dict[str, Any]) -> list[dict[str, str]]:
    answer = await client.post("/prove/ko", json={"entries": list(entries)})
    assert answer.status == 200, await answer.text()
    answers: list[dict[str, str]] = (await answer.json())["answers"]
    assert [one["id"] for one in answers] == [str(one.get("id", "")) for one in entries]
    return answers


def arrived_at(served: OpenExchange, person: str) -> datetime | None:
    return next(one.arrived_at for one in served.store.ask(reads.guests) if one.id == person)


async def test_an_entry_counts_once_and_when_it_was_written(
    organiser: Client, served: OpenExchange, korpset: RegisterParty
) -> None:
    person = korpset.people[0].person
    entry = an_entry(age=600.0, person=person)
    assert [one["status"] for one in await send(organiser, entry, entry)] == ["saved", "repeated"]
    entry["age"] = 900.0  # it was sent again later, because the answer was lost
    assert [one["status"] for one in await send(organiser, entry)] == ["repeated"]
    assert arrived_at(served, person) == GONG - timedelta(minutes=10)


@pytest.mark.parametrize(
    ("age", "written"), [(-3600.0, GONG), (86_400.0, DOORS), (1e300, DOORS), (0.0, GONG), (60.5, GONG)]
)
async def test_an_age_that_cannot_be_is_brought_into_the_evening(
    organiser: Client, served: OpenExchange, korpset: RegisterParty, age: float, written: datetime
) -> None:
    await send(organiser, an_entry(age=age, person=korpset.people[0].person))
    came = arrived_at(served, korpset.people[0].person)
    assert came is not None
    assert abs(came - written) <= timedelta(minutes=2)
    assert DOORS <= came <= GONG


async def test_what_can_never_be_right_is_refused_with_a_sentence_and_the_others_go_on(
    organiser: Client, served: OpenExchange, korpset: RegisterParty
) -> None:
    good = an_entry(person=korpset.people[0].person)
    bad = [
        an_entry(person=""),
        an_entry("CheckIn", nobody="x"),
        an_entry("UndoCheckIn", arrivals=[]),
        an_entry("RegisterWalkIn", name="Hagelaget", side="association", person={"person": new_id(), "name": "???"}),
        an_entry("RegisterWalkIn", name="X", side="gods", person={"person": new_id(), "name": "Grete"}),
        an_entry("CreateExchange", slug="x"),
        {"id": new_id()},
        {"id": "x y", "kind": "CheckIn", "data": {"person": new_id()}},
        {},
    ]
    answers = await send(organiser, *bad, good)
    assert [one["status"] for one in answers] == ["refused"] * len(bad) + ["saved"]
    assert all(len(one["sentence"]) > 10 for one in answers[:-1])
    assert arrived_at(served, korpset.people[0].person) == GONG


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        (b"", "utf-8"),
        (b"[]", "utf-8"),
        (b"{", "utf-8"),
        (b'{"entries": 3}', "utf-8"),
        (b'{"entries": [3]}', "utf-8"),
        (b"\xff\xfe", "utf-8"),
        (b'{"entries": []}', "finnes-ikke"),
        (b'{"entries": []}', "base64"),
        (b'{"entries": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "utf-8"),
    ],
)
async def test_what_is_no_queue_is_not_understood(organiser: Client, body: bytes, charset: str) -> None:
    headers = {"Accept": "application/json", "Content-Type": f"application/json; charset={charset}"}
    answer = await organiser.post("/prove/ko", data=body, headers=headers)
    assert answer.status == 400
    assert (await answer.json())["code"] == "not_understood"


async def test_more_than_a_hundred_at_a_time_are_too_many(organiser: Client) -> None:
    entries = [an_entry(person=new_id()) for _ in range(101)]
    assert (await organiser.post("/prove/ko", json={"entries": entries})).status == 413


async def test_two_tablets_with_the_same_person_are_one_presence_and_a_note(
    client: Client, served: OpenExchange, korpset: RegisterParty, clock: AClock
) -> None:
    person = korpset.people[0].person
    answers = []
    for name in ("Nettbrett 1", "Nettbrett 2"):
        await come_in(client, served, Role.RECEPTION, name)
        answers += await send(client, an_entry(person=person))
        clock.move(minutes=1)
    assert [one["status"] for one in answers] == ["saved", "saved"]
    assert answers[0]["note"] == ""
    assert answers[1]["note"] == "Åse Haugen er også sjekket inn ved Nettbrett 1 kl. 18:15."
    page = await (await client.get("/prove/resepsjon")).text()
    assert "<b data-arrived>1</b>" in page
    assert "Åse Haugen er sjekket inn flere steder: Nettbrett 1 kl. 18:15, Nettbrett 2 kl. 18:16." in page


async def test_an_entry_of_which_nothing_can_be_said_is_saved_all_the_same(
    client: Client, served: OpenExchange, korpset: RegisterParty
) -> None:
    """The row that the note is about cannot be read: when was it that she came?"""
    first, second = (person.person for person in korpset.people)
    await come_in(client, served, Role.RECEPTION, "Nettbrett 1")
    await send(client, an_entry(person=first), an_entry(person=second))
    spoil = "update arrival set at = 'i går' where person = ?"
    served.store.write(lambda db: db.execute(spoil, [first])).result()
    await come_in(client, served, Role.RECEPTION, "Nettbrett 2")
    entries = [an_entry(person=first), an_entry(person=second)]
    answers = await send(client, *entries)
    assert [one["status"] for one in answers] == ["saved", "saved"]
    assert (answers[0]["note"], "Nettbrett 1 kl." in answers[1]["note"]) == ("", True)
    count = "select count(*) from arrival where id = ? or id = ?"
    ids = [entry["id"] for entry in entries]
    assert served.store.ask(lambda db: db.execute(count, ids).fetchone()) == (2,)
    assert [one["status"] for one in await send(client, *entries)] == ["repeated", "repeated"]


async def test_a_role_sends_what_is_its_own_and_a_revoked_tablet_nothing(
    client: Client, served: OpenExchange, korpset: RegisterParty
) -> None:
    entry = an_entry(person=korpset.people[0].person)
    assert (await client.post("/prove/ko", json={"entries": [entry]})).status == 401
    link = await come_in(client, served, Role.HOST, "Verten")
    assert (await client.post("/prove/ko", json={"entries": [entry]})).status == 403
    await come_in(client, served, Role.RECEPTION, "Nettbrett 1")
    assert [one["status"] for one in await send(client, entry)] == ["saved"]
    served.store.write(
        lambda db: db.execute("update link set revoked_at = ? where id != ?", ["2027-03-16", link])
    ).result()
    assert (await client.post("/prove/ko", json={"entries": [entry]})).status == 401


async def test_a_disk_that_fails_leaves_everything_with_the_tablet(
    organiser: Client, served: OpenExchange, korpset: RegisterParty
) -> None:
    entry = an_entry(person=korpset.people[0].person)
    entries = [entry, *(an_entry(person=f"{n:08}" + "x" * 50) for n in range(99))]
    used = served.store.write(lambda db: db.execute("pragma page_count").fetchone()[0]).result()
    served.store.write(lambda db: db.execute(f"pragma max_page_count = {used}")).result()
    answer = await organiser.post("/prove/ko", json={"entries": entries})
    assert answer.status == 503
    served.store.write(lambda db: db.execute("pragma max_page_count = 1000000")).result()
    answers = await send(organiser, *entries)
    assert {one["status"] for one in answers} <= {"saved", "repeated"}
    assert arrived_at(served, korpset.people[0].person) is not None


async def come_in(client: Client, served: OpenExchange, role: Role, name: str) -> str:
    """By a staff link of this name; its id."""
    client.session.cookie_jar.clear()
    link = new_id()
    served.store.write(lambda db: make_link(db, link, role, name, datetime(2027, 3, 1, tzinfo=UTC))).result()
    token = next(one.token for one in served.store.ask(staff_links) if one.id == link)
    answer = await client.get(f"/prove/inn/{token}", allow_redirects=False)
    assert answer.status == 303
    return link
