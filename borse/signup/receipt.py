"""What came of a sign-up, for whoever sent it: codes and links to take home."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from borse.language import gettext as _
from borse.links import tokens_of_people
from borse.refusals import NotFound
from borse.times import stamp

# The receipt shows codes and links: it is for whoever just signed up, not for the next one at the library's computer.
RECEIPT_HOURS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFace:
    """Somebody who just signed up: what they need to take home."""

    name: str
    code: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignupReceipt:
    """What came of a sign-up. `joined` is how many of its people were known already: theirs is not shown here.

    `asked` were known too, and have to say themselves that they speak for the party.
    """

    id: str
    party: str
    people: tuple[NewFace, ...]
    joined: int
    asked: int
    offers: int
    needs: int


def receipt_of(db: Database, command: str, now: datetime) -> SignupReceipt:
    """By the id of the command, which only its sender knows. Raises NotFound after a day."""
    row = next(
        db.query(
            """
            select p.id, p.name, e.data ->> 'people' as people, json_array_length(e.data, '$.joined') as joined,
                   coalesce(json_array_length(e.data, '$.asked'), 0) as asked,
                   (select count(*) from post where party = p.id and kind = 'offer') as offers,
                   (select count(*) from post where party = p.id and kind = 'need') as needs
            from event e join party p on p.id = e.data ->> 'party'
            where e.command = ? and e.kind = 'PartyRegistered' and e.by_role in ('public', 'organiser') and e.at > ?
            """,
            [command, stamp(now - timedelta(hours=RECEIPT_HOURS))],
        ),
        None,
    )
    if row is None:
        raise NotFound(_("Kvitteringen vises bare det første døgnet. Spør arrangøren hvis du har mistet koden din."))
    tokens = tokens_of_people(db)
    people = db.query(
        "select p.id, p.name, p.code from json_each(?) j join person p on p.id = j.value order by j.key",
        [row["people"]],
    )
    faces = tuple(NewFace(name=p["name"], code=p["code"], token=tokens[p["id"]]) for p in people if p["id"] in tokens)
    return SignupReceipt(
        id=row["id"],
        party=row["name"],
        people=faces,
        joined=row["joined"],
        asked=row["asked"],
        offers=row["offers"],
        needs=row["needs"],
    )
