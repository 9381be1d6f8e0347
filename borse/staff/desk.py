"""What the staff desk decides: the set-up of the børs, and who may come in."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlite_utils import Database

from borse.bus import Given, Handler
from borse.language import gettext as _
from borse.links import SESSION_DAYS, make_key, make_link, revoke
from borse.refusals import Invalid, NotFound, Refusal
from borse.staff import messages
from borse.times import stamp

PLAN_COLUMNS = (
    "name",
    "place",
    "welcome_minutes",
    "rounds",
    "round_minutes",
    "change_minutes",
    "floor_minutes",
    "closing_minutes",
    "min_meetings",
    "max_meetings",
    "one_way_gifts",
    "contact",
    "accessibility_url",
    "catalogue_readers",
    "plenary_minutes",
    "pause_minutes",
    "pause_after",
)


def create_exchange(command: messages.CreateExchange, db: Database, given: Given) -> Iterator[messages.ExchangeCreated]:
    """Fill an empty file. A file that holds a børs already is left as it is."""
    if db.execute("select 1 from exchange").fetchone():
        raise Invalid({"slug": _("Det finnes alt en børs med denne adressen. Velg en annen.")})
    db.table("exchange").insert({"id": 1, "slug": command.slug, **_columns(command)})
    make_key(db)
    _furnish(db, command)
    db.table("organiser").insert(
        {
            "id": command.id,
            "name": command.organiser,
            "password_hash": command.password_hash,
            "created_at": stamp(given.now),
        }
    )
    yield messages.ExchangeCreated(slug=command.slug)


def change_exchange(command: messages.ChangeExchange, db: Database, given: Given) -> Iterator[messages.ExchangeChanged]:
    """Change the set-up. Tables and categories that are in use stay."""
    del given
    db.table("exchange").update(1, _columns(command))
    _furnish(db, command)
    yield messages.ExchangeChanged()


def _columns(command: messages.CreateExchange | messages.ChangeExchange) -> dict[str, Any]:
    moments = {name: stamp(getattr(command, name)) for name in ("doors_at", "gong_at", "signup_closes_at")}
    opens_at = stamp(command.catalogue_opens_at) if command.catalogue_opens_at else None
    return {name: getattr(command, name) for name in PLAN_COLUMNS} | moments | {"catalogue_opens_at": opens_at}


def _furnish(db: Database, command: messages.CreateExchange | messages.ChangeExchange) -> None:
    """Sides, tables and categories become those of the command; each is known by its name."""
    db.execute("delete from side_pair")
    db.table("side_pair").insert_all(
        {"a": a, "b": b} for a, b in sorted({_ordered(*pair) for pair in command.side_pairs})
    )
    names = [table.name for table in command.tables]
    used = db.query(
        """
        select name from hall_table t where exists (select 1 from meeting m where m.hall_table = t.id)
          or exists (select 1 from extra_meeting e where e.hall_table = t.id)
        """
    )
    if gone := sorted({row["name"] for row in used} - set(names)):
        raise Invalid({"tables": _("Disse bordene er i bruk til møter og kan ikke fjernes: %s") % ", ".join(gone)})
    db.execute("delete from hall_table where name not in (select value from json_each(?))", [json.dumps(names)])
    for position, table in enumerate(command.tables):
        db.execute(
            """insert into hall_table (id, name, features, position) values (?, ?, ?, ?)
            on conflict (name) do update set features = excluded.features, position = excluded.position""",
            [f"{command.id}-{position}", table.name, json.dumps(table.features), position],
        )
    ids = [name.lower() for name in command.categories]
    used = db.query("select category as id from post_category union select category from promise")
    if gone := sorted({row["id"] for row in used if row["id"]} - set(ids)):
        raise Invalid({"categories": _("Disse kategoriene er i bruk og kan ikke fjernes: %s") % ", ".join(gone)})
    db.execute("delete from category where id not in (select value from json_each(?))", [json.dumps(ids)])
    for position, name in enumerate(command.categories):
        db.execute(
            """insert into category (id, name, position) values (?, ?, ?)
            on conflict (id) do update set name = excluded.name, position = excluded.position""",
            [name.lower(), name, position],
        )


def _ordered(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a <= b else (b, a)


def open_session(command: messages.OpenSession, db: Database, given: Given) -> Iterator[messages.SessionOpened]:
    db.table("session").insert(
        {
            **command.model_dump(exclude={"id"}),
            "created_at": stamp(given.now),
            "expires_at": stamp(given.now + timedelta(days=SESSION_DAYS)),
        }
    )
    yield messages.SessionOpened(role=command.role)


def close_session(command: messages.CloseSession, db: Database, given: Given) -> Iterator[messages.SessionClosed]:
    for fingerprint in command.fingerprints:
        db.execute("update session set revoked_at = ? where fingerprint = ?", [stamp(given.now), fingerprint])
    yield messages.SessionClosed()


def make_staff_link(command: messages.MakeLink, db: Database, given: Given) -> Iterator[messages.LinkMade]:
    if command.role not in messages.LINK_ROLES:
        raise Refusal(_("En slik lenke gis bare til dem som arbeider på børsen."))
    make_link(db, command.link, command.role, command.label, given.now)
    yield messages.LinkMade(link=command.link, role=command.role)


def revoke_link(command: messages.RevokeLink, db: Database, given: Given) -> Iterator[messages.LinkRevoked]:
    if not db.execute("select 1 from link where id = ?", [command.link]).fetchone():
        raise NotFound(_("Lenken finnes ikke."))
    revoke(db, command.link, given.now)
    yield messages.LinkRevoked(link=command.link)


HANDLERS: dict[type[Any], Handler] = {
    messages.CreateExchange: create_exchange,
    messages.ChangeExchange: change_exchange,
    messages.OpenSession: open_session,
    messages.CloseSession: close_session,
    messages.MakeLink: make_staff_link,
    messages.RevokeLink: revoke_link,
}
