"""Which version of the program a file is from: what stands in it, held against what this version would write.

    SCHEMA.statements    the file as this version makes it: tables, and the views, triggers and indices on them
    SCHEMA.steps         how the tables came to be so, since files have to be kept: each file knows which it has had

SQLite keeps the words of each statement (https://sqlite.org/schematab.html#interpretation_of_the_schema_table), so the
two are compared word by word, and no number has to be remembered that could lie.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from sqlite_utils import Database, Migrations

from borse.language import gettext as _
from borse.refusals import Unreadable
from borse.store.database import connect

Step = Callable[[Database], None]
# What stands in a file: (is it a table, a view …, its name) → the statement that makes it, in the same words always.
Contents = Mapping[tuple[str, str], str]

# The step that each file has had, since it was made with all the tables of its time.
FIRST = "the_first_tables"
# Where sqlite-utils notes the steps of a file, and the name that ours go by there.
NOTES = "_sqlite_migrations"
OURS = "borse"

_HEAD = re.compile(r"^create (?:unique )?(table|view|trigger|index) (\w+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Schema:
    """What a version of the program writes. A step is known by its function's name, for good."""

    statements: tuple[str, ...]
    steps: tuple[Step, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (FIRST, *(step.__name__ for step in self.steps))

    @property
    def contents(self) -> Contents:
        return _contents(self.statements)


class Age(Enum):
    """A file, beside this version of the program."""

    EMPTY = "empty"
    CURRENT = "current"
    EARLIER = "earlier"
    LATER = "later"
    FOREIGN = "foreign"  # another program's, or from before files had to be kept


def age_of(db: Database, schema: Schema) -> Age:
    """What is to be done before this version may work with the file. Changes nothing."""
    there, had = contents_of(db), steps_of(db)
    if not there and not had:
        return Age.EMPTY
    if FIRST not in had:
        return Age.FOREIGN
    if had - set(schema.names):
        return Age.LATER
    if had < set(schema.names):
        return Age.EARLIER
    if tables_in(there) != tables_in(schema.contents):
        return Age.FOREIGN
    return Age.CURRENT if there == schema.contents else Age.EARLIER


def look(path: Path, schema: Schema) -> Age:
    """How old the file is. Changes nothing. Raises Unreadable where this version cannot work with it."""
    if not path.exists() or not path.stat().st_size:
        return Age.EMPTY
    if path.with_name(path.name + "-journal").exists():
        connect(path).conn.close()  # a write that was cut off is undone
    with closing((db := connect(path, read_only=True)).conn):
        age = age_of(db, schema)
    if age is Age.LATER:
        raise Unreadable(
            _(
                "Børsen «%s» er lagret av en nyere versjon av programmet enn den som går her, og er ikke endret. "
                "Den som driver serveren, må oppdatere programmet."
            )
            % path.stem
        )
    if age is Age.FOREIGN:
        raise Unreadable(
            _("Filen til børsen «%s» er ikke laget av noen utgitt versjon av programmet, og kan ikke åpnes.")
            % path.stem
        )
    return age


def steps_of(db: Database) -> set[str]:
    """The names of the steps that a file has had; none when it is no børs."""
    return {step.name for step in Migrations(OURS).applied(db)}


def contents_of(db: Database) -> Contents:
    """All that was made in a file by a statement, but for SQLite's own and sqlite-utils's notes."""
    rows = db.execute("select sql from sqlite_master where sql is not null and name not like 'sqlite~_%' escape '~'")
    return _contents(tuple(sql for (sql,) in rows.fetchall() if NOTES not in sql))


@lru_cache(maxsize=8)  # a server's files mostly say the same
def _contents(statements: tuple[str, ...]) -> Contents:
    return MappingProxyType({_head(statement): _same_words(statement) for statement in statements})


def tables_in(contents: Contents) -> Contents:
    return {what: words for what, words in contents.items() if what[0] == "table"}


def _head(statement: str) -> tuple[str, str]:
    found = _HEAD.match(statement.replace('"', ""))
    assert found is not None, statement
    return found[1].lower(), found[2]


def _same_words(statement: str) -> str:
    """A table that was altered has its new column on the same line, and one that was renamed its name in quotes."""
    plain = re.sub(r"\s+", " ", statement.replace('"', "").strip())
    plain = _HEAD.sub(lambda head: head[0].lower(), plain)
    return re.sub(r" ?([(),]) ?", r"\1", plain)
