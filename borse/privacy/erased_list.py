"""The ids of erased people, in a file beside the børs: a copy from before, put back in its place, is erased again.

    lorenskog.db            the børs
    lorenskog.db.erased     one id on each line, added to before the row is erased

An id says nothing about anybody without the copy that it stands in. The file must follow the data folder, as the copies
do; a copy that is put back on another machine without it is as it was when it was taken.
"""

import os
from pathlib import Path

from sqlite_utils import Database

ENDING = ".erased"


def note_erased(db: Database, person: str) -> None:
    """Add an id, on disk before this returns. Nothing for a database that is no file."""
    path = _file_of(db)
    if path is None:
        return
    with path.open("a", encoding="ascii") as file:
        path.chmod(0o600)
        file.write(person + "\n")
        file.flush()
        os.fsync(file.fileno())


def erased_elsewhere(db: Database) -> list[str]:
    """Ids on any list in the børs's folder that are people of this file and have not been erased in it.

    Any list, because a copy may be put back under another name. Ids are never used twice.
    """
    path = _file_of(db)
    if path is None:
        return []
    noted = {line for file in sorted(path.parent.glob("*" + ENDING)) for line in file.read_text("ascii").split()}
    rows = db.query("select id from person where id not in (select person from erasure where person is not null)")
    return [row["id"] for row in list(rows) if row["id"] in noted]


def _file_of(db: Database) -> Path | None:
    name = db.execute("select file from pragma_database_list where name = 'main'").fetchone()[0]
    return Path(name).with_name(Path(name).name + ENDING) if name else None
