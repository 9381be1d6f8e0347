"""What has become of the tables since files have to be kept: a step for each change, in order.

A new file is made as `schema.py` says and has had them all. An older one gets those that it lacks, in one transaction
(`opening.py`). A step that has been in somebody's hands is never changed, renamed or taken out again.

    def posts_have_a_colour(db: Database) -> None:
        db.execute("alter table post add column colour text not null default ''")

and the same as the last column of the table in `schema.py`; `tests/store/` holds the two together. A new table needs a
step too; views, triggers and indices do not: they are made anew where they differ. A step finds no views or triggers,
and foreign keys are looked at after the last one. How to make a table anew:
https://sqlite.org/lang_altertable.html#otheralter.
"""

from sqlite_utils import Database

from borse.store.schema import STATEMENTS
from borse.store.versions import Schema, Step


def evenings_have_a_plenary_and_a_pause(db: Database) -> None:
    for column in ("plenary_minutes", "pause_minutes", "pause_after"):
        db.execute(f"alter table exchange add column {column} integer not null default 0")


STEPS: tuple[Step, ...] = (evenings_have_a_plenary_and_a_pause,)

SCHEMA = Schema(STATEMENTS, STEPS)
