"""Disks fill up, files are damaged, copies are put back: nothing half-written, and a sentence that says what to do."""

import asyncio
from functools import partial
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer
from click.testing import CliRunner, Result

from borse.__main__ import main
from borse.app import make_app
from borse.clock import clock_of
from borse.frame.keys import HOUSE
from borse.house import House, OpenExchange
from borse.ids import new_id
from borse.refusals import NotSaved, Unreadable
from borse.settings import Settings
from borse.store.backup import NotABackup, back_up, restore
from borse.store.database import connect
from tests.builders import GONG, ORGANISER, AClock, a_house, a_party, an_exchange, an_offer
from tests.conftest import Client
from tests.host import go_to
from tests.patience import PATIENCE


def borse(folder: Path, *args: str) -> Result:
    """The command line."""
    return CliRunner().invoke(main, args, env={"BORSE_DATA": str(folder), "NO_COLOR": "1"})


def parties_in(exchange: OpenExchange) -> list[str]:
    return exchange.store.ask(lambda db: [row["name"] for row in db.query("select name from party order by name")])


def fill_the_disk(exchange: OpenExchange) -> None:
    """From now on the file cannot grow: what SQLite says is what it says on a full disk."""
    exchange.store.write(lambda db: db.execute("pragma max_page_count = 1")).result()


async def test_a_full_disk_is_said_nothing_is_half_written_and_it_opens_again(house: House) -> None:
    exchange = await an_exchange(house)
    await exchange.bus.send(a_party("Turlaget"), ORGANISER)
    fill_the_disk(exchange)
    posts = tuple(an_offer("x" * 500) for _post in range(40))  # more than the free pages of any file this small
    with pytest.raises(NotSaved, match="Prøv igjen"):
        await exchange.bus.send(a_party("Korpset", posts=posts), ORGANISER)
    before = parties_in(exchange)
    house.close()
    again = house.exchange("prove")
    assert parties_in(again) == before
    assert again.store.ask(lambda db: db.execute("pragma integrity_check").fetchone()) == ("ok",)
    lost = "select count(*) from post p left join party a on a.id = p.party where a.id is null"
    assert again.store.ask(lambda db: db.execute(lost).fetchone()) == (0,)
    await again.bus.send(a_party("Korpset"), ORGANISER)
    assert "Korpset" in parties_in(again)


async def test_a_file_that_is_closed_under_the_writer_is_opened_anew_and_nobody_waits_for_ever(house: House) -> None:
    """What a disk that fails while a write is undone may leave behind: a connection that can do nothing more."""
    exchange = await an_exchange(house)
    with pytest.raises(NotSaved):
        exchange.store.write(lambda db: db.conn.close()).result(PATIENCE)
    await asyncio.wait_for(exchange.bus.send(a_party("Turlaget"), ORGANISER), PATIENCE)
    assert parties_in(exchange) == ["Turlaget"]


async def test_a_full_disk_is_a_page_with_503(organiser: Client, served: OpenExchange) -> None:
    fill_the_disk(served)
    for _number in range(200):
        label = "x" * 100
        answer = await organiser.post("/prove/styre/lenker", data={"id": new_id(), "role": "host", "label": label})
        if answer.status != 200:
            break
    assert answer.status == 503
    assert "ingenting er endret" in await answer.text()
    assert (await organiser.get("/prove/tavla")).status == 200


async def test_a_damaged_file_does_not_close_the_good_one_beside_it(client: Client, tmp_path: Path) -> None:
    (tmp_path / "skadet.db").write_bytes(b"this is not a database" * 1000)
    (tmp_path / "tom.db").touch()
    front = await client.get("/")
    assert front.status == 200
    assert "Prøvebørsen" in await front.text()
    answer = await client.get("/skadet/")
    assert (answer.status, "kan ikke leses" in await answer.text()) == (503, True)
    assert (await client.get("/tom/")).status in {404, 503}
    assert (await client.get("/prove/")).status == 200
    with pytest.raises(Unreadable):
        a_house(tmp_path).exchange("skadet")


async def test_a_damaged_file_stops_neither_the_clock_nor_the_post_of_the_others(tmp_path: Path) -> None:
    """Started anew in the middle of two evenings, with a third to come. The first file can be read in part."""
    clock = AClock(GONG)
    house = a_house(tmp_path, clock)
    for slug in ("a-skadet", "b-kveld"):
        await go_to(await an_exchange(house, slug=slug), "round", 1)
    await an_exchange(house, slug="c-kommer")
    house.close()
    with connect(tmp_path / "a-skadet.db").conn as damaged:
        damaged.execute("update _sqlite_migrations set name = name || ' of another program'")
    damaged.close()
    clock.move(minutes=6)
    app = make_app(Settings(data=tmp_path), clock)
    async with TestServer(app), asyncio.timeout(PATIENCE):
        opened: set[str] = set()
        while opened != {"b-kveld", "c-kommer"}:
            await asyncio.sleep(0.05)
            opened = {exchange.slug for exchange in app[HOUSE].opened}
        evening = app[HOUSE].exchange("b-kveld")
        now = evening.store.ask(clock_of).phase
        while now is not None and now.round == 1:
            await asyncio.sleep(0.05)
            now = evening.store.ask(clock_of).phase


async def test_a_copy_taken_while_writing_holds_whole_sign_ups(house: House, tmp_path: Path) -> None:
    exchange = await an_exchange(house)
    commands = [a_party(f"Lag {number}") for number in range(150)]
    writes = [exchange.store.write(partial(exchange.bus.decide, command=command, by=ORGANISER)) for command in commands]
    back_up(house.path("prove"), tmp_path / "kopi.bak")
    for write in writes:
        write.result()
    db = connect(tmp_path / "kopi.bak", read_only=True)
    parties, events, links = (
        db.execute(f"select count(*) from {table} {where}").fetchone()[0]
        for table, where in (("party", ""), ("event", "where kind = 'PartyRegistered'"), ("link", ""))
    )
    db.conn.close()
    assert parties == events == links


async def test_what_is_replaced_is_kept_and_a_damaged_file_can_be_replaced(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    exchange = await an_exchange(house)
    back_up(house.path("prove"), tmp_path / "kopi.bak")
    await exchange.bus.send(a_party("Turlaget"), ORGANISER)
    house.close()
    kept = restore(tmp_path / "kopi.bak", house.path("prove"))
    assert parties_in(house.exchange("prove")) == []
    house.close()
    assert kept is not None
    assert restore(kept, tmp_path / "forrige.db") is None
    assert parties_in(house.exchange("forrige")) == ["Turlaget"]
    house.close()
    damaged = b"damaged" * 9999
    house.path("prove").write_bytes(damaged)
    kept = restore(tmp_path / "kopi.bak", house.path("prove"))
    assert kept is not None
    assert kept.read_bytes() == damaged
    assert parties_in(house.exchange("prove")) == []
    house.close()


async def test_rubbish_is_not_restored_and_what_stands_there_stays(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    await an_exchange(house)
    house.close()
    before = house.path("prove").read_bytes()
    whole = tmp_path / "hel.bak"
    back_up(house.path("prove"), whole)
    for name, content in (("tom", b""), ("tull", b"tull" * 999), ("halv", whole.read_bytes()[: 5 * 4096])):
        rubbish = tmp_path / name
        rubbish.write_bytes(content)
        with pytest.raises(NotABackup):
            restore(rubbish, house.path("prove"))
        assert house.path("prove").read_bytes() == before
    assert not {path.suffix for path in tmp_path.iterdir()} & {".part", ".restored"}  # noqa: ASYNC240 -- a small folder


async def test_a_bors_in_use_is_not_replaced(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    exchange = await an_exchange(house)
    back_up(house.path("prove"), tmp_path / "kopi.bak")
    said = borse(tmp_path, "restore", str(tmp_path / "kopi.bak"), "prove")
    assert (said.exit_code, said.stderr.strip().splitlines()[-1].endswith("er i bruk. Stopp serveren først.")) == (
        1,
        True,
    )
    await exchange.bus.send(a_party("Turlaget"), ORGANISER)
    assert parties_in(exchange) == ["Turlaget"]
    house.close()
    restored = await asyncio.to_thread(borse, tmp_path, "restore", str(tmp_path / "kopi.bak"), "prove")
    assert restored.exit_code == 0


@pytest.mark.parametrize(
    "args",
    [
        ("backup", "finnes-ikke", "kopi.bak"),
        ("backup", "../hemmelig", "kopi.bak"),
        ("restore", "finnes-ikke.bak", "prove"),
        ("restore", "finnes-ikke.bak", "../prove"),
        ("report", "skadet", "--format", "csv"),
        ("plan", "finnes-ikke"),
        ("publish", "skadet"),
    ],
    ids=" ".join,
)
def test_the_command_line_says_a_sentence_and_no_traceback(tmp_path: Path, args: tuple[str, ...]) -> None:
    (tmp_path / "skadet.db").write_bytes(b"this is not a database" * 1000)
    said = borse(tmp_path, *args)
    assert said.exit_code == 1
    assert isinstance(said.exception, SystemExit), said.exception
    assert said.stderr.splitlines()[-1].startswith("Error: ")
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("command", ["serve", "demo", "plan x"])
def test_a_folder_that_is_none_is_said_in_a_sentence(tmp_path: Path, command: str) -> None:
    (tmp_path / "fil").write_text("en fil")
    said = borse(tmp_path / "fil", *command.split())
    assert (said.exit_code, type(said.exception)) == (1, SystemExit)
    assert "BORSE_DATA" in said.stderr
