"""A file outlives the program that made it: it is brought up to date whole, or said to be too new and left alone."""

import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from borse.app import make_app
from borse.bus import Bus
from borse.house import House
from borse.privacy.keeping import throw_away_old_copies
from borse.refusals import Unreadable
from borse.settings import Settings
from borse.store.backup import NotABackup, restore
from borse.store.database import connect
from borse.store.migrations import SCHEMA
from borse.store.opening import COPY_ENDING
from borse.store.schema import STATEMENTS
from borse.store.store import Store
from borse.store.versions import Age, Contents, Schema, age_of, contents_of, steps_of
from tests.builders import ORGANISER, AClock, a_house, a_party, an_exchange
from tests.store.builders import a_first_file, a_later_schema

ROOT = Path(__file__).parent.parent.parent
LATER = a_later_schema("posts_have_a_colour", "notes_are_long")


def looked_at(path: Path, schema: Schema = SCHEMA) -> tuple[Age, set[str], Contents]:
    """How old the file is, the steps that it has had, and what stands in it."""
    with closing((db := connect(path, read_only=True)).conn):
        return age_of(db, schema), steps_of(db), contents_of(db)


def rows_in(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing((db := connect(path, read_only=True)).conn):
        tables = [name for kind, name in contents_of(db) if kind == "table"]
        return {table: db.execute(f"select * from {table} order by 1, 2").fetchall() for table in tables}


def brought_up_to_date(path: Path, schema: Schema = SCHEMA) -> None:
    Store(path, schema).close()


def test_the_first_file_becomes_what_a_new_one_is(tmp_path: Path) -> None:
    """Red: `schema.py` was changed without a step in `migrations.py`, or a step leads elsewhere."""
    file = a_first_file(tmp_path)
    assert all(rows_in(file).values())
    brought_up_to_date(file)
    brought_up_to_date(new := tmp_path / "ny.db")
    assert looked_at(file) == looked_at(new) == (Age.CURRENT, set(SCHEMA.names), SCHEMA.contents)


async def test_the_first_file_is_a_bors_that_can_be_seen_and_written(tmp_path: Path) -> None:
    a_first_file(tmp_path)
    app = make_app(Settings(data=tmp_path), AClock())
    async with TestClient(TestServer(app)) as client:
        for address, words in (("", "Den første børsen"), ("tavla", "Vi synger på åpninger")):
            answer = await client.get(f"/forste/{address}")
            assert (answer.status, words in await answer.text()) == (200, True)
    house = a_house(tmp_path)
    receipt = await house.exchange("forste").bus.send(a_party("Nykommerne"), ORGANISER)
    assert receipt.events
    house.close()


def test_what_happened_then_is_understood_now(tmp_path: Path) -> None:
    """Red: an event was renamed, or got a field without a default. The history of every file has it as it was."""
    a_first_file(tmp_path)
    house = a_house(tmp_path)
    bus: Bus = house.exchange("forste").bus
    rows = house.exchange("forste").store.ask(lambda db: list(db.query("select * from event")))
    assert len({type(bus.remember(row).event) for row in rows}) == 108  # all that there were
    house.close()


def test_a_file_gets_the_steps_that_it_lacks_and_keeps_all_it_had(tmp_path: Path) -> None:
    file = a_first_file(tmp_path)
    before = rows_in(file)
    brought_up_to_date(file, LATER)
    age, steps, contents = looked_at(file, LATER)
    assert (age, steps, contents) == (Age.CURRENT, set(LATER.names), LATER.contents)
    after = rows_in(file)
    assert after["party"] == before["party"]
    assert after["post"] == [(*row, "blå") for row in before["post"]]
    kept = file.with_name("forste" + COPY_ENDING)
    assert (rows_in(kept), kept.stat().st_mode & 0o777) == (before, 0o600)
    brought_up_to_date(file, LATER)
    assert rows_in(file) == after


def test_a_view_that_is_missing_or_another_is_made_anew_without_a_copy(tmp_path: Path) -> None:
    brought_up_to_date(file := tmp_path / "ny.db")
    with closing((db := connect(file)).conn):
        for made in ("view meeting_now", "trigger event_never_goes", "index party_name", "view here"):
            db.execute(f"drop {made}")
        db.execute("create view here as select 1 as one")
        db.execute("create index of_nobody on party(side)")
    brought_up_to_date(file)
    assert looked_at(file)[2] == SCHEMA.contents
    assert not list(tmp_path.glob("*.bak"))


@pytest.mark.parametrize(
    "steps",
    [
        ("power_cut", "posts_have_a_colour", "notes_are_long"),
        ("posts_have_a_colour", "power_cut", "notes_are_long"),
        ("posts_have_a_colour", "notes_are_long", "power_cut"),
    ],
    ids=["before", "between", "after"],
)
def test_a_power_cut_while_it_is_brought_up_to_date_leaves_it_as_it_was(tmp_path: Path, steps: tuple[str, ...]) -> None:
    file = a_first_file(tmp_path)
    before, looked = rows_in(file), looked_at(file)
    program = (
        "import sys; from pathlib import Path; from borse.store.store import Store; "
        "from tests.store.builders import a_later_schema; Store(Path(sys.argv[1]), a_later_schema(*sys.argv[2:]))"
    )
    died = subprocess.run([sys.executable, "-c", program, file, *steps], cwd=ROOT, check=False)
    assert died.returncode == -9
    assert (rows_in(file), looked_at(file)) == (before, looked)
    brought_up_to_date(file, LATER)
    assert looked_at(file, LATER)[0] is Age.CURRENT


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = a_first_file(tmp_path)
    with closing((db := connect(file)).conn):
        db.execute("update party set note = 'x'")
        db.conn.commit()
    before, looked = rows_in(file), looked_at(file)
    with pytest.raises(Unreadable):
        brought_up_to_date(file, LATER)
    assert (rows_in(file), looked_at(file)) == (before, looked)
    brought_up_to_date(file)


def test_a_file_of_a_later_version_is_said_to_be_so_and_not_touched(tmp_path: Path) -> None:
    brought_up_to_date(file := tmp_path / "ny.db", LATER)
    before = file.read_bytes()
    with pytest.raises(Unreadable, match="nyere versjon"):
        Store(file)
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if not path.name.endswith(("-wal", "-shm"))] == ["ny.db"]
    with pytest.raises(NotABackup, match="skadet"):  # it has no børs in it
        restore(file, tmp_path / "annen.db")


async def test_a_copy_of_a_later_version_does_not_take_the_place_of_what_can_be_opened(house: House) -> None:
    await an_exchange(house)
    house.close()
    here, there = house.path("prove"), house.path("senere")
    there.write_bytes(here.read_bytes())
    brought_up_to_date(there, LATER)
    before = here.read_bytes()
    with pytest.raises(NotABackup, match="nyere versjon"):
        restore(there, here)
    assert here.read_bytes() == before


def test_a_file_that_another_version_is_using_is_not_changed_under_it(tmp_path: Path) -> None:
    file = a_first_file(tmp_path)
    used = Store(file)
    used.ask(lambda db: db.execute("select 1 from party").fetchone())
    with pytest.raises(Unreadable, match="i bruk"):
        Store(file, LATER)
    assert used.ask(lambda db: age_of(db, SCHEMA)) is Age.CURRENT
    used.close()
    brought_up_to_date(file, LATER)


def test_another_program_s_file_is_left_alone(tmp_path: Path) -> None:
    with closing((db := connect(file := tmp_path / "annet.db")).conn):
        db.execute("create table party (name text)")
        db.conn.commit()
    with pytest.raises(Unreadable, match="ikke laget av"):
        Store(file)
    assert looked_at(file)[2] == {("table", "party"): "create table party(name text)"}


def test_the_server_brings_up_to_date_what_nobody_has_asked_for(tmp_path: Path) -> None:
    """The clock, the post and the erasing look into the files before somebody visits."""
    file = a_first_file(tmp_path)
    with closing((db := connect(file)).conn):
        db.execute("drop view shown_post")
    house = a_house(tmp_path)
    house.bring_up_to_date()
    assert looked_at(file)[0] is Age.CURRENT
    house.close()


def test_no_statement_stands_there_twice() -> None:
    assert len(SCHEMA.contents) == len(STATEMENTS)


def test_a_copy_that_nobody_asked_for_is_thrown_away_after_a_month(tmp_path: Path) -> None:
    file = a_first_file(tmp_path)
    brought_up_to_date(file, LATER)
    copy = file.with_name("forste" + COPY_ENDING)
    made = datetime.fromtimestamp(copy.stat().st_mtime, UTC)
    house = a_house(tmp_path)
    file.with_name("annen" + COPY_ENDING).symlink_to("tatt-bort")  # one that is no longer there stops no other
    throw_away_old_copies(house, made + timedelta(days=29))
    assert copy.exists()
    throw_away_old_copies(house, made + timedelta(days=31))
    assert (copy.exists(), file.exists()) == (False, True)
