"""Erasing, as the register says: one person on request, or everything whose time is over. In the writer's transaction.

Nothing is guessed: which rows and which columns stands in `register.py`. The number of rows that changed is returned:
a second run that has nothing to do is seen to have nothing to do.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from borse.folding import name_key
from borse.privacy.due import MONTH, times_of
from borse.privacy.erased_list import erased_elsewhere
from borse.privacy.kept import NAMELESS, OWN, PRIVATE_PERSON, Blank, Goes, Held, Stays
from borse.privacy.register import REGISTER
from borse.privacy.topics import topics
from borse.times import stamp


def erase_person(db: Database, person: str, now: datetime) -> int:
    """Everything of one person that may go, also of those who were found to be the same and merged with them.

    Whoever has not come yet is withdrawn, and so is a private party. What waits in the outbox for them is dropped.
    """
    rows = 0
    for one in (*_merged_with(db, person), person):
        values = {"person": one, "now": stamp(now)}
        for statement in _WITHDRAW:
            db.execute(statement, values)
        rows += sum(_unname(db, name) for name in _names(db, values))
        rows += sum(_erase(db, held, held.whose, values) for held in _in_order())
    return rows


# A merger that cannot be undone any longer forgets which rows it moved.
_WITHDRAW = (
    f"""update party set withdrawn_at = :now where id in {OWN} and withdrawn_at is null
        and not exists (select 1 from person where id = :person and arrived_at is not null)""",  # noqa: S608 -- our text
    "update person set withdrawn_at = :now where id = :person and withdrawn_at is null and arrived_at is null",
    """update message set status = 'dropped', note = 'withdrawn', done_at = :now
        where person = :person and status in ('waiting', 'held', 'to_print', 'failed', 'unsure')""",
    f"update hat_change set moved = '[]' where :person in (kept, gone) or kept in {OWN} or gone in {OWN}",  # noqa: S608 -- our text
)


def _names(db: Database, values: dict[str, str]) -> list[str]:
    """What others may call them: their own name, and that of a party that is themselves. «Kari» may be anybody."""
    names = f"select name from person where id = :person union select name from party where id in {OWN}"  # noqa: S608 -- ours
    found = [row["name"] for row in db.query(names, values)]
    return [name for name in found if " " in name and name not in {NAMELESS, PRIVATE_PERSON}]


def _unname(db: Database, name: str) -> int:
    """Where the name stands in rows of others: whom somebody wishes to meet, and the log of what others were told."""
    wishes = db.execute("delete from wish where text = ? or text_key = ?", [name, name_key(name)]).rowcount
    told = "update message set subject = '', body = '' where instr(body, ?) or instr(subject, ?)"
    return int(wishes + db.execute(told, [name, name]).rowcount)


def erase_what_is_due(db: Database, now: datetime) -> int:
    """Everything whose time is over, of everybody; and all of those who withdrew a month ago or more."""
    times, told = times_of(db), topics()
    values = {"now": stamp(now), "month_ago": stamp(now - MONTH)}
    rows = sum(
        _erase(db, held, held.all_of, values) for held in _in_order() if times.is_over(told[held.topic].period, now)
    )
    return rows + sum(erase_person(db, person, now) for person in _withdrawn(db, stamp(now - MONTH)))


def is_anything_due(db: Database, now: datetime) -> bool:
    """Whether a run would find anything to erase: asked each hour, so that nothing is written when there is not."""
    times, told = times_of(db), topics()
    values = {"now": stamp(now), "month_ago": stamp(now - MONTH)}
    due = (held for held in REGISTER if times.is_over(told[held.topic].period, now))
    return (
        any(_is_left(db, held, values) for held in due)
        or bool(_withdrawn(db, values["month_ago"]))
        or bool(erased_elsewhere(db))
    )


def is_erased(db: Database, person: str) -> bool:
    return bool(db.execute("select 1 from erasure where person = ?", [person]).fetchone())


def _merged_with(db: Database, person: str) -> list[str]:
    rows = db.query(
        """with recursive same(id) as (
            select :person union
            select h.gone from hat_change h join same on same.id = h.kept
            where h.kind = 'people' and h.undone_at is null)
        select id from same where id != :person order by id""",
        {"person": person},
    )
    return [row["id"] for row in rows]


def _withdrawn(db: Database, before: str) -> list[str]:
    """Those who withdrew and still have a name. One who was merged with another is that other, whose link they use."""
    rows = db.query(
        """select id from person p where withdrawn_at < ? and name != ?
        and not exists (select 1 from hat_change where kind = 'people' and gone = p.id and undone_at is null)
        order by id""",
        [before, NAMELESS],
    )
    return [row["id"] for row in rows]


def _in_order() -> Iterator[Held]:
    """What belongs to a party first: it is found by the person who speaks for it."""
    yield from sorted(REGISTER, key=lambda held: held.table in {"person", "link"})


def _is_left(db: Database, held: Held, values: dict[str, Any]) -> bool:
    match held.then:
        case Stays():
            return False
        case Goes():
            which = f"({held.all_of})"
        case Blank(to=to):
            which = f"({held.all_of}) and ({_differs(to)})"
    return bool(db.execute(f"select 1 from {held.table} where {which} limit 1", values).fetchone())  # noqa: S608 -- the register's


def _differs(to: Mapping[str, str]) -> str:
    return " or ".join(f"{column} is not {value}" for column, value in to.items())


def _erase(db: Database, held: Held, which: str, values: dict[str, Any]) -> int:
    """How many rows changed. Every piece of SQL stands in the register; what comes from outside is a parameter."""
    match held.then:
        case Stays():
            return 0
        case Goes():
            return db.execute(f"delete from {held.table} where {which}", values).rowcount  # noqa: S608 -- the register's
        case Blank(to=to):
            setting = ", ".join(f"{column} = {value}" for column, value in to.items())
            return db.execute(
                f"update {held.table} set {setting} where ({which}) and ({_differs(to)})",  # noqa: S608 -- the register's
                values,
            ).rowcount
