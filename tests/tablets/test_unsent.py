"""What a tablet could not send comes back on a file: seen first, sent then, counted once, and answered for."""

import html
import io
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import FormData

from borse.bus import Role
from borse.house import OpenExchange
from borse.ids import new_id
from borse.tablets import unsent
from borse.times import stamp
from tests.builders import GONG, ORGANISER, AClock, a_party, a_person, an_agreement
from tests.conftest import Client
from tests.tablets.builders import a_tablet, paired

PAGE = "/prove/styre/nettbrett/ikke-sendt"


@pytest.fixture(autouse=True)
def the_gong_goes(clock: AClock) -> None:
    clock.at = GONG


@pytest.fixture
async def kari(served: OpenExchange) -> str:
    party = a_party("Korpset", people=(a_person("Kari Nordmann"),))
    await served.bus.send(party, ORGANISER)
    return party.people[0].person


def a_check_in(person: str, minutes: int = 10, **more: Any) -> dict[str, Any]:
    written = stamp(GONG - timedelta(minutes=minutes))
    row = {"what": "Kari Nordmann er sjekket inn", "by": "Nettbrett 3", "written": written, "state": "waiting"}
    return row | {"id": new_id(), "kind": "CheckIn", "data": {"person": person}} | more


def a_file(*entries: dict[str, Any], **more: Any) -> str:
    return json.dumps({"exchange": "prove", "saved": stamp(GONG), "clock": "server", "entries": entries} | more)


async def look(organiser: Client, content: str | bytes | io.BytesIO, expected: int = 200) -> str:
    form = FormData()
    form.add_field("id", new_id())
    form.add_field("file", content.encode() if isinstance(content, str) else content, filename="ikke-sendt.json")
    answer = await organiser.post(PAGE, data=form)
    text = await answer.text()
    assert answer.status == expected, text
    return text


async def load(organiser: Client, shown: str, **more: str) -> str:
    """Press the button of the page that shows what a file holds."""
    found = re.search(r'name="content" value="([^"]*)"', shown)
    assert found is not None
    answer = await organiser.post(f"{PAGE}/send", data={"id": new_id(), "content": html.unescape(found[1])} | more)
    assert answer.status == 200
    return await answer.text()


def arrivals(served: OpenExchange) -> list[tuple[Any, ...]]:
    return served.store.ask(lambda db: list(db.execute("select person, at, by_name from arrival")))


def figures(page: str) -> dict[str, int]:
    found = re.findall(r'figure-number">(\d+)<.*?figure-label">([^<]+)<', page, re.DOTALL)
    return {label: int(number) for number, label in found}


async def test_the_organiser_sees_what_a_file_holds_before_any_of_it_is_sent(
    organiser: Client, served: OpenExchange, kari: str
) -> None:
    shown = await look(organiser, a_file(a_check_in(kari, 70), a_check_in(kari, 10, by="")))
    for words in ("Fila inneholder 2 innføringer", "Nettbrett 3", "kl. 17:05", "kl. 18:05", "Kari Nordmann er sjekket"):
        assert words in shown
    assert "etter nettbrettets egen klokke" not in shown
    assert arrivals(served) == []


async def test_what_is_loaded_counts_when_it_was_written_in_the_name_of_whoever_loads_it_and_says_whence(
    organiser: Client, served: OpenExchange, kari: str
) -> None:
    page = await load(organiser, await look(organiser, a_file(a_check_in(kari))))
    assert figures(page) == {"ført inn": 1, "var ført inn før": 0, "ikke tatt imot": 0}
    assert arrivals(served) == [(kari, stamp(GONG - timedelta(minutes=10)), "Nettbrett 3, lest inn av Kari Arrangør")]
    ((role, link),) = served.store.ask(
        lambda db: db.execute("select by_role, by_link from event where kind = 'PersonArrived'").fetchall()
    )
    organisers = served.store.ask(lambda db: [row[0] for row in db.execute("select id from organiser")])
    assert (role, [link]) == ("organiser", organisers)


async def test_a_file_may_be_loaded_twice_and_after_the_tablet_has_sent_some_of_it(
    organiser: Client, served: OpenExchange, kari: str, clock: AClock
) -> None:
    sent, unsent_ = a_check_in(kari), a_check_in(kari)
    answer = await organiser.post(
        "/prove/ko", json={"entries": [{key: sent[key] for key in ("id", "kind", "data")} | {"age": 600}]}
    )
    assert (await answer.json())["answers"][0]["status"] == "saved"
    file = a_file(sent, unsent_)
    assert figures(await load(organiser, await look(organiser, file)))["var ført inn før"] == 1
    clock.move(hours=14)  # next morning
    again = figures(await load(organiser, await look(organiser, file)))
    assert again == {"ført inn": 0, "var ført inn før": 2, "ikke tatt imot": 0}
    assert len(arrivals(served)) == 2


async def test_what_is_refused_holds_up_nobody_and_can_be_read_with_the_reason(
    organiser: Client, served: OpenExchange, kari: str
) -> None:
    # Of nobody who can be, one that no tablet may send, one with more than was asked, and one that is right.
    stranger = a_check_in("x", what="Ola Feil er sjekket inn")
    wrong = a_check_in(kari, kind="RegisterParty", data={"name": "Skjult lag"})
    broken = a_check_in(kari, data={"person": kari, "more": [{"what": "Maling av <b>hytta</b>\ud800"}]})
    page = await load(organiser, await look(organiser, a_file(stranger, wrong, broken, a_check_in(kari))))
    assert figures(page) == {"ført inn": 1, "var ført inn før": 0, "ikke tatt imot": 3}
    assert "Ola Feil er sjekket inn" in page
    assert "kjenner ikke denne typen innføring: RegisterParty" in page
    assert "more.1.what: Maling av &lt;b&gt;hytta&lt;/b&gt;" in page
    assert len(arrivals(served)) == 1
    assert served.store.ask(lambda db: db.execute("select count(*) from party").fetchone()) == (1,)


async def test_that_an_agreement_counts_outside_the_gongs_is_said_by_whoever_loads_it_not_by_the_file(
    organiser: Client, served: OpenExchange, kari: str
) -> None:
    parties = a_party("Turlaget"), a_party("Kontoret", "business")
    for party in parties:
        await served.bus.send(party, ORGANISER)
    sent = an_agreement(*(party.party for party in parties))
    data = sent.model_dump(mode="json", exclude={"id"}) | {"outside_the_gongs": True}
    edited = a_check_in(kari, kind="RegisterAgreement", id=sent.id, data=data)
    shown = await look(organiser, a_file(edited))
    assert 'name="outside_the_gongs"' in shown
    assert 'name="outside_the_gongs"' not in await look(organiser, a_file(a_check_in(kari)))
    page = await load(organiser, shown)
    assert figures(page) == {"ført inn": 0, "var ført inn før": 0, "ikke tatt imot": 1}
    assert "mellom gongslagene" in page
    page = await load(organiser, shown, outside_the_gongs="1")
    assert figures(page) == {"ført inn": 1, "var ført inn før": 0, "ikke tatt imot": 0}
    assert figures(await load(organiser, shown))["var ført inn før"] == 1, "it counts, and once"


async def test_the_second_tablet_that_checked_somebody_in_gives_a_note_here_too(organiser: Client, kari: str) -> None:
    await load(organiser, await look(organiser, a_file(a_check_in(kari, by="Nettbrett 1"))))
    page = await load(organiser, await look(organiser, a_file(a_check_in(kari, by="Nettbrett 2"))))
    assert "Kari Nordmann er også sjekket inn ved Nettbrett 1, lest inn av Kari Arrangør" in page


async def test_a_thousand_entries_go_in_batches(organiser: Client, served: OpenExchange, kari: str) -> None:
    rows = [a_check_in(kari, by=f"Nettbrett {number // 400}") for number in range(1000)]
    page = await load(organiser, await look(organiser, a_file(*rows)))
    assert figures(page)["ført inn"] == 1000
    assert len(arrivals(served)) == 1000


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Velg en fil"),
        (b"PK\x03\x04 not json", "ikke en fil fra et nettbrett"),
        (b"\xff\xfe", "ikke en fil fra et nettbrett"),
        (b"[" * 20_000, "ikke en fil fra et nettbrett"),
        (b'{"a":' * 20_000, "ikke en fil fra et nettbrett"),
        (b"[]", "ikke en fil fra et nettbrett"),
        (b'{"exchange": "prove", "entries": [{"id": "x"}]}', "ikke en fil fra et nettbrett"),
        (b'{"exchange": "prove", "entries": []}', "hadde sendt alt"),
        (b'{"exchange": "nabobyen", "entries": []}', "fra en annen børs: nabobyen"),
        (b'{"exchange": "\\ud800<script>", "entries": []}', "fra en annen børs: &lt;script&gt;"),
    ],
    ids=lambda value: str(value)[:40],
)
async def test_a_file_that_is_something_else_is_refused_in_a_sentence(
    organiser: Client, content: bytes, sentence: str
) -> None:
    assert sentence in await look(organiser, content, 422)
    answer = await organiser.post(f"{PAGE}/send", data={"id": new_id(), "content": content.decode("latin-1")})
    assert answer.status == 422


@pytest.mark.parametrize("written", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"])
async def test_a_clock_that_was_wrong_does_no_harm(
    organiser: Client, served: OpenExchange, kari: str, written: str
) -> None:
    shown = await look(organiser, a_file(a_check_in(kari, written=written), clock="device"))
    assert "etter nettbrettets egen klokke" in shown
    assert figures(await load(organiser, shown))["ført inn"] == 1
    ((_person, at, _by),) = arrivals(served)
    assert stamp(GONG - timedelta(hours=1)) < at <= stamp(GONG), "between the doors and now"


async def test_data_that_is_nested_without_end_is_shown_as_far_as_anybody_reads(
    organiser: Client, served: OpenExchange, kari: str
) -> None:
    deep: Any = "innerst"
    for _level in range(200):
        deep = [deep]
    page = await load(organiser, await look(organiser, a_file(a_check_in(kari, data={"person": deep}))))
    assert figures(page)["ikke tatt imot"] == 1
    assert arrivals(served) == []


async def test_a_file_that_is_too_large_is_refused(organiser: Client) -> None:
    answer = await look(organiser, io.BytesIO(b" " * (unsent.LARGEST_FILE + 1)), 413)
    assert "for stor" in answer


async def test_only_the_organiser_loads_files(client: Client, served: OpenExchange) -> None:
    for path in (PAGE, f"{PAGE}/send"):
        assert (await client.post(path, data={"id": new_id()})).status == 401
    await paired(client, served, await a_tablet(served, Role.RECEPTION))
    for path in (PAGE, f"{PAGE}/send"):
        assert (await client.post(path, data={"id": new_id()})).status == 403
    assert (await client.get(PAGE)).status == 403
