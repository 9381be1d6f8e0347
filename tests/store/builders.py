"""A file as the first version left it, and versions of the program that there are not yet."""

import os
import signal
from dataclasses import replace
from pathlib import Path

from sqlite_utils import Database

from borse.store.database import connect
from borse.store.migrations import SCHEMA
from borse.store.versions import Schema

FIRST_FILE = Path(__file__).with_name("first.sql")


def a_first_file(folder: Path) -> Path:
    """The børs «forste», with a row in each table."""
    path = folder / "forste.db"
    db = connect(path)
    db.execute("pragma foreign_keys = off")  # the tables stand in no order
    db.conn.executescript(FIRST_FILE.read_text(encoding="utf-8"))
    db.conn.close()
    return path


def posts_have_a_colour(db: Database) -> None:
    db.execute("alter table post add column colour text not null default 'blå'")


def notes_are_long(db: Database) -> None:
    """A table made anew, as SQLite asks for where a column gets another rule."""
    new = _statement_of("party", "party_anew").replace("note text not null", "note text not null check (note != 'x')")
    db.execute(new)
    db.execute("insert into party_anew select * from party")
    db.execute("drop table party")
    db.execute("alter table party_anew rename to party")


def power_cut(db: Database) -> None:
    """What no `finally` sees."""
    del db
    os.kill(os.getpid(), signal.SIGKILL)


def a_later_schema(*steps: str) -> Schema:
    """With the steps above, and with a view that says something else. `power_cut` at any place among them."""
    known = {step.__name__: step for step in (posts_have_a_colour, notes_are_long, power_cut)}
    return replace(
        SCHEMA,
        statements=tuple(_later(statement) for statement in SCHEMA.statements),
        steps=(*SCHEMA.steps, *(known[step] for step in steps)),
    )


def _later(statement: str) -> str:
    if statement.startswith("create view shown_post"):
        return statement + " and kind != 'secret'"
    if statement.startswith("create table party ("):
        return statement.replace("note text not null", "note text not null check (note != 'x')")
    if statement.startswith("create table post ("):
        return statement.replace(
            "default '')\n        strict", "default '', colour text not null default 'blå')\n strict"
        )
    return statement


def _statement_of(table: str, name: str) -> str:
    found = next(statement for statement in SCHEMA.statements if statement.startswith(f"create table {table} ("))
    return found.replace(f"create table {table} (", f"create table {name} (")
