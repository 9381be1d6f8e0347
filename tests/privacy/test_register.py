"""The register knows every column that there is: nobody can keep something about people without saying so."""

from sqlite_utils import Database

from borse.house import OpenExchange
from borse.privacy.columns import column_names
from borse.privacy.kept import Blank
from borse.privacy.not_personal import NOT_PERSONAL
from borse.privacy.register import REGISTER
from borse.privacy.topics import topics


def _columns(exchange: OpenExchange) -> set[tuple[str, str]]:
    def found(db: Database) -> set[tuple[str, str]]:
        return {
            (table.name, column.name)
            for table in db.tables
            if not table.name.startswith(("sqlite_", "_sqlite"))
            for column in table.columns
        }

    return exchange.store.ask(found)


REGISTERED = {(held.table, column) for held in REGISTER for column in held.columns}
HARMLESS = {(table, column) for table, why in NOT_PERSONAL.items() for columns in why.values() for column in columns}


async def test_every_column_is_in_the_register_or_named_as_not_personal(exchange: OpenExchange) -> None:
    missing = sorted(_columns(exchange) - REGISTERED - HARMLESS)
    assert not missing, "say in privacy/register.py what these are kept for, or in not_personal.py why they are not"


async def test_nothing_is_registered_that_is_not_there(exchange: OpenExchange) -> None:
    assert not sorted((REGISTERED | HARMLESS) - _columns(exchange))


def test_no_column_is_both_personal_and_not() -> None:
    assert not REGISTERED & HARMLESS
    assert len(REGISTERED) == sum(len(held.columns) for held in REGISTER), "a column stands in the register twice"


def test_what_is_blanked_is_what_the_register_names() -> None:
    for held in REGISTER:
        if isinstance(held.then, Blank):
            assert set(held.then.to) <= set(held.columns), held.table


async def test_every_piece_of_sql_in_the_register_can_be_asked(exchange: OpenExchange) -> None:
    def ask(db: Database) -> None:
        values = {"person": "nobody", "now": "2027", "month_ago": "2027"}
        for held in REGISTER:
            for which in (held.whose, held.all_of):
                db.execute(f"select {', '.join(held.columns)} from {held.table} where {which}", values).fetchall()

    exchange.store.ask(ask)


def test_every_topic_is_told_and_every_told_topic_is_held() -> None:
    assert {held.topic for held in REGISTER} == set(topics())
    assert set(column_names()) <= REGISTERED
