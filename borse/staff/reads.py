"""What the staff desk asks the file."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlite_utils import Database

from borse.bus import Role
from borse.exchange import exchange_of
from borse.links import token_of
from borse.times import typed


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffLink:
    """A link as the organiser sees it. `token` is the secret itself: only for the organiser's own page."""

    id: str
    role: Role
    label: str
    token: str


def staff_links(db: Database) -> list[StaffLink]:
    """The links to desks that hold, oldest first. A tablet has a desk of its own."""
    rows = list(
        db.query(
            """
            select id, role, label from link
            where person is null and revoked_at is null and id not in (select link from tablet)
            order by created_at, label
            """
        )
    )
    return [
        StaffLink(id=row["id"], role=Role(row["role"]), label=row["label"], token=token_of(db, row["id"]))
        for row in rows
    ]


def link_of(db: Database, fingerprint: str) -> dict[str, Any] | None:
    """The staff link with this secret, if it holds. What pairs a tablet lets nobody in here."""
    return next(
        db.query(
            """
            select id, role, label from link where fingerprint = ? and person is null and revoked_at is null
              and id not in (select link from tablet)
            """,
            [fingerprint],
        ),
        None,
    )


def organisers(db: Database) -> list[dict[str, Any]]:
    return list(db.query("select id, name, password_hash from organiser"))


def plan_values(db: Database) -> dict[str, Any]:
    """The set-up as the form has it."""
    exchange = exchange_of(db)
    values: dict[str, Any] = asdict(exchange)
    values |= {name: typed(getattr(exchange, name)) for name in ("doors_at", "gong_at", "signup_closes_at")}
    values["catalogue_opens_at"] = typed(exchange.catalogue_opens_at) if exchange.catalogue_opens_at else ""
    values["one_way_gifts"] = "true" if exchange.one_way_gifts else "false"
    tables = list(db.query("select name, features from hall_table order by position"))
    values["tables"] = "\n".join(row["name"] for row in tables)
    values["step_free"] = ", ".join(row["name"] for row in tables if '"step_free"' in row["features"])
    values["quiet"] = ", ".join(row["name"] for row in tables if '"quiet"' in row["features"])
    values["side_pairs"] = [f"{row['a']} {row['b']}" for row in db.query("select a, b from side_pair")]
    values["categories"] = "\n".join(row["name"] for row in db.query("select name from category order by position"))
    return values


def progress(db: Database) -> dict[str, int]:
    """How far the børs has come, for the organiser's first page."""
    row = next(
        db.query(
            """
            select (select count(*) from party where withdrawn_at is null) as parties,
                   (select count(*) from person where withdrawn_at is null) as people,
                   (select count(*) from person where arrived_at is not null and withdrawn_at is null) as arrived,
                   (select count(*) from post where withdrawn_at is null and kind = 'offer') as offers,
                   (select count(*) from post where withdrawn_at is null and kind = 'need') as needs,
                   (select coalesce(max(version), 0) from programme where status = 'published') as programme,
                   (select count(*) from agreement_now where status != 'intention') as agreements,
                   (select count(*) from erasure_request) as want_erasure
            """
        )
    )
    return dict(row)
