"""Disks that are full or cannot be written, files that are taken away: a sentence, and nothing lost."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from borse.house import House, OpenExchange
from borse.ids import new_id
from borse.refusals import NotSaved, Unreadable
from borse.staff.create import open_new
from borse.staff.messages import CreateExchange
from borse.store.backup import back_up, restore
from borse.store.database import connect
from scenarios.play.server import ROOT
from tests.builders import ORGANISER, PASSWORD_HASH, a_house, a_party, a_plan, an_exchange
from tests.conftest import Client
from tests.store.builders import a_first_file


def borse(folder: Path, *args: str, without: str = "rights") -> tuple[int, str, str]:
    """The command line in a process of its own, which first gives up something: exit, output, and what it said."""
    command = [sys.executable, "-m", "tests.store.without", without, *args]
    environ = os.environ | {"BORSE_DATA": str(folder), "NO_COLOR": "1"}
    said = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    return said.returncode, said.stdout, said.stderr


@pytest.fixture
async def shelf(tmp_path: Path) -> Path:
    """A folder with the børs «prove», put away where nobody can write; it may be again when the test is over."""
    folder = tmp_path / "hylle"
    house = a_house(folder)
    exchange = await an_exchange(house)
    await exchange.bus.send(a_party("Turlaget"), ORGANISER)
    house.close()
    return folder


def put_away(folder: Path) -> None:
    for file in folder.iterdir():
        file.chmod(0o400)
    folder.chmod(0o500)


@pytest.fixture(autouse=True)
def taken_down(tmp_path: Path) -> Iterator[None]:
    yield
    if (tmp_path / "hylle").exists():
        (tmp_path / "hylle").chmod(0o700)


def test_an_old_bors_is_read_where_nobody_can_write(shelf: Path) -> None:
    put_away(shelf)
    before = {file.name: file.read_bytes() for file in shelf.iterdir()}
    exit_, written, said = borse(shelf, "report", "prove", "--format", "csv")
    assert (exit_, written.lstrip("\ufeff").startswith("tabell;"), "Prøvebørsen" in written, said) == (
        0,
        True,
        True,
        "",
    )
    assert {file.name: file.read_bytes() for file in shelf.iterdir()} == before


def test_what_would_have_to_be_written_there_is_refused_with_a_sentence(shelf: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "liste.csv"
    sheet.write_text("Aktør;Type;Kontaktperson;Tilbud\nKoret;forening;Kaia;Sang\n", encoding="utf-8")
    put_away(shelf)
    exit_, _written, said = borse(shelf, "import", "prove", str(sheet), "--yes")
    assert (exit_, "ingenting er endret" in said, "Traceback" in said) == (1, True, False), said
    exit_, _written, said = borse(shelf, "serve")
    assert (exit_, "BORSE_DATA" in said, "Traceback" in said) == (1, True, False), said


def test_a_file_that_has_to_be_brought_up_to_date_needs_a_disk_that_can_be_written(tmp_path: Path) -> None:
    folder = tmp_path / "hylle"
    folder.mkdir()
    db = connect(a_first_file(folder))
    db.execute("drop view shown_post")
    db.execute("pragma journal_mode = delete")
    db.conn.close()
    put_away(folder)
    exit_, _written, said = borse(folder, "report", "forste", "--format", "csv")
    assert (exit_, "kan ikke skrives" in said, "Traceback" in said) == (1, True, False), said


def test_a_full_disk_at_the_opening_is_not_called_damage(shelf: Path) -> None:
    exit_, _written, said = borse(shelf, "report", "prove", "--format", "csv", without="room")
    assert (exit_, "disken er full" in said, "Traceback" in said) == (1, True, False), said
    exit_, _written, said = borse(shelf, "serve", without="room")
    assert (exit_, "BORSE_DATA" in said, (shelf / "house.key").exists()) == (1, True, False), said
    assert borse(shelf, "report", "prove", "--format", "csv")[0] == 0


async def test_a_file_that_is_deleted_under_the_server_is_rescued(house: House) -> None:
    exchange = await an_exchange(house)
    await exchange.bus.send(a_party("Turlaget"), ORGANISER)
    path = house.path("prove")
    path.unlink()
    with pytest.raises(NotSaved, match="slettet"):
        await exchange.bus.send(a_party("Koret"), ORGANISER)
    with pytest.raises(Unreadable, match="tatt vare på"):
        house.exchange("prove")
    house.close()
    rescued = path.with_name("prove.rescued-1.bak")
    restore(rescued, path)
    assert _parties(house.exchange("prove")) == ["Turlaget"]
    assert [file.name for file in path.parent.glob("*.bak")] == [rescued.name]


async def test_a_file_that_takes_another_s_place_is_not_written_and_the_other_is_rescued(house: House) -> None:
    """Put there with `mv`, and not with `borse restore`."""
    exchange = await an_exchange(house)
    await exchange.bus.send(a_party("Turlaget"), ORGANISER)
    other = a_house(house.folder)
    await an_exchange(other, slug="annen")
    other.close()
    before = house.path("annen").read_bytes()
    house.path("annen").replace(house.path("prove"))
    with pytest.raises(NotSaved):
        await exchange.bus.send(a_party("Koret"), ORGANISER)
    assert house.path("prove").read_bytes() == before


async def test_a_file_that_is_gone_when_the_server_stops_is_rescued_too(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    exchange = await an_exchange(house)
    await exchange.bus.send(a_party("Turlaget"), ORGANISER)
    house.path("prove").unlink()
    house.close()
    restore(tmp_path / "prove.rescued-1.bak", house.path("prove"))
    assert _parties(house.exchange("prove")) == ["Turlaget"]
    house.close()


async def test_what_a_file_that_was_taken_away_left_beside_it_is_not_played_over_the_copy(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    exchange = await an_exchange(house)
    await exchange.bus.send(a_party("Turlaget"), ORGANISER)
    back_up(house.path("prove"), tmp_path / "kopi.bak")
    await exchange.bus.send(a_party("Koret"), ORGANISER)
    left = tmp_path / "igjen"
    left.mkdir()
    for ending in ("-wal", "-shm"):  # as a power cut leaves them
        (left / f"prove.db{ending}").write_bytes((tmp_path / f"prove.db{ending}").read_bytes())
    house.close()
    assert restore(tmp_path / "kopi.bak", left / "prove.db") is None
    after = a_house(left)
    assert _parties(after.exchange("prove")) == ["Turlaget"]
    after.close()


async def test_a_file_that_is_gone_is_a_page_with_a_sentence(client: Client, served: OpenExchange) -> None:
    served.store.path.unlink()
    answer = await client.get("/prove/tavla")
    assert (answer.status, "må starte den på nytt" in await answer.text()) == (503, True)
    assert (await client.get("/")).status == 200
    assert (await client.get("/health")).status == 503


async def test_no_other_bors_is_made_in_the_place_of_one_that_is_gone(house: House) -> None:
    exchange = await an_exchange(house)
    exchange.store.path.unlink()
    another = CreateExchange(id=new_id(), slug="prove", organiser="Kari", password_hash=PASSWORD_HASH, **a_plan())
    with pytest.raises(Unreadable):
        await open_new(house, another)


def _parties(exchange: OpenExchange) -> list[str]:
    return exchange.store.ask(lambda db: [name for (name,) in db.execute("select name from party order by name")])
