"""What is asked about files of sign-ups, and what came of it. Whom they sign up is told in `messages.py`."""

from typing import Annotated, ClassVar

from pydantic import Field

from borse.bus import Command, Event, Id
from borse.signup.sheets import MOST_COLUMNS, Sheet


class KeepImport(Command):
    """A file was uploaded; it waits until the organiser has seen what it would do. The command's id is the batch's."""

    file_name: Annotated[str, Field(max_length=200)]
    sheet: Sheet


class NameColumns(Command):
    """What each column of the batch holds, by place: a field, or "" for a column to be passed by. It is remembered."""

    batch: Id
    columns: Annotated[tuple[str, ...], Field(max_length=MOST_COLUMNS)]


class DropImport(Command):
    """The file is not to be imported after all."""

    batch: Id


class ImportParties(Command):
    """Put on file every row of the batch that can be read, but those in `leave_out` (numbers of rows)."""

    batch: Id
    leave_out: tuple[int, ...] = ()


class ImportKept(Event):
    topic: ClassVar[str] = "signup"
    batch: str
    rows: int


class ColumnsNamed(Event):
    topic: ClassVar[str] = "signup"
    batch: str


class ImportDropped(Event):
    topic: ClassVar[str] = "signup"
    batch: str


EVENTS: tuple[type[Event], ...] = (ImportKept, ColumnsNamed, ImportDropped)
