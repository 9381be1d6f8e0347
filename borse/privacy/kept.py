"""What a row of the register says: what is kept about somebody, whose it is, and what becomes of it.

Whose it is, is SQL that picks a person's own rows, with `:person`. What belongs to a party is a person's own only where
the party is a private person: `OWN` below. What an organisation offers, needs and promises is the organisation's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from borse.privacy.topics import Topic


def own_parties(person: str) -> str:
    """The parties that are this very person, as SQL; `person` is a parameter or a column."""
    speaks = f"s.party = q.id and s.person = {person}"
    return f"(select q.id from party q join speaks_for s on {speaks} where q.side = 'individual')"  # noqa: S608 -- ours


BY_PERSON = "person = :person"
THEMSELVES = "id = :person"
NOBODY = "false"
OWN = own_parties(":person")
# The same for everybody at once, when the time is over.
PRIVATE = "(select id from party where side = 'individual')"
# Private persons whose names stand in the ledger: those are records, and stay.
IN_THE_LEDGER = """(select giver from promise p join agreement a on a.id = p.agreement where a.number is not null
    union select receiver from promise p join agreement a on a.id = p.agreement where a.number is not null)"""

NAMELESS = "Slettet person"
PRIVATE_PERSON = "Privatperson"


@dataclass(frozen=True, slots=True)
class Goes:
    """The rows are deleted."""


@dataclass(frozen=True, slots=True)
class Blank:
    """The row stays, with these columns set to these SQL expressions."""

    to: Mapping[str, str]


def emptied(*columns: str) -> Blank:
    """The row stays, without what was written in these columns."""
    return Blank(dict.fromkeys(columns, "''"))


@dataclass(frozen=True, slots=True)
class Stays:
    """Nothing is erased; `because` is for whoever reads the register. What people read stands in `topics.py`."""

    because: str


@dataclass(frozen=True, slots=True)
class Held:
    """Columns of one table that say something about somebody.

    `whose` picks one person's rows; `all_of` the rows that are erased when the time of the topic is over.
    """

    table: str
    columns: tuple[str, ...]
    topic: Topic
    whose: str
    then: Goes | Blank | Stays
    all_of: str = field(default="true", kw_only=True)
