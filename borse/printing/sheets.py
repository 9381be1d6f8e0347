"""What stands on everybody's badge and slip right now, as plain values: what is printed, and what is compared.

Two sheets are the same when all that a reader could see on them is the same. Of each sheet that was printed a hash is
kept (`printed`), so that after a new programme only those whose meetings changed are printed anew.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlite_utils import Database

from borse.exchange import exchange_of, run_sheet
from borse.extra_meetings import extra_meetings
from borse.folding import alphabetical
from borse.language import said_in
from borse.links import tokens_of_people
from borse.printing.messages import SheetKind
from borse.published import newest_published
from borse.times import clock_time

State = Literal["new", "changed", "printed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One person's badge or slip. `content` is all that stands on it; `state` compares it with the last one printed."""

    person: str
    name: str
    content: Mapping[str, Any]
    state: State

    @property
    def fingerprint(self) -> str:
        return fingerprint_of(self.content)


def fingerprint_of(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def sheets(db: Database, kind: SheetKind) -> list[Sheet]:
    """Of everybody who is coming or here, by name. No slips before there is a programme."""
    contents = _badges(db) if kind == "badge" else _slips(db)
    was = {row["person"]: row["fingerprint"] for row in db.query("select * from printed where sheet = ?", [kind])}
    found = [
        Sheet(person=person, name=content["name"], content=content, state=_state(content, was.get(person)))
        for person, content in contents.items()
    ]
    return sorted(found, key=lambda sheet: (alphabetical(sheet.name), sheet.person))


def _state(content: Mapping[str, Any], was: str | None) -> State:
    if was is None:
        return "new"
    return "printed" if was == fingerprint_of(content) else "changed"


def _badges(db: Database) -> dict[str, dict[str, Any]]:
    tokens = tokens_of_people(db)
    rows = list(
        db.query(
            """
            select p.id, p.name, p.code, p.language, (select group_concat(name, char(10)) from
              (select a.name from speaks_for s join party a on a.id = s.party
               where s.person = p.id and a.withdrawn_at is null order by s.position, a.name)) as parties
            from person p where p.withdrawn_at is null and p.left_at is null
            """
        )
    )
    return {
        row["id"]: {
            "name": row["name"],
            # A private individual is a party of their own: their name is said once.
            "parties": [party for party in (row["parties"] or "").split("\n") if party and party != row["name"]],
            "code": row["code"],
            "token": tokens.get(row["id"], ""),
            "language": row["language"],
        }
        for row in rows
    }


def _slips(db: Database) -> dict[str, dict[str, Any]]:
    version = newest_published(db)
    if version is None:
        return {}
    meetings = _meetings(db, version)
    return {person: badge | {"meetings": meetings[person]} for person, badge in _badges(db).items()}


def _meetings(db: Database, version: int) -> dict[str, list[dict[str, Any]]]:
    """Everybody's meetings: those of the programme, and those that a broker brought about and all said yes to."""
    times = {phase.round: clock_time(phase.starts_at) for phase in run_sheet(exchange_of(db)) if phase.kind == "round"}
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    rows = [*_of_programme(db, version), *_outside_it(db)]
    for row in sorted(rows, key=lambda row: (row["round"], row["hall_table"])):
        if row["round"] in times:  # a round that was taken out of the evening is not held
            found[row.pop("person")].append(row | {"time": times[row["round"]]})
    return found


def _of_programme(db: Database, version: int) -> Iterator[dict[str, Any]]:
    return db.query(
        """
        select seat.person, m.round, t.name as hall_table, own.name as own, other.name as other,
          coalesce((select group_concat(name, ', ') from
            (select p.name from meeting_person o join person p on p.id = o.person
             where o.meeting = m.id and o.party = other.id and p.name != other.name order by p.name)), '') as people
        from meeting_person seat join meeting m on m.id = seat.meeting join hall_table t on t.id = m.hall_table
          join party own on own.id = seat.party
          join party other on other.id = case m.a when seat.party then m.b else m.a end
        where m.version = :version
        """,
        {"version": version},
    )


def _outside_it(db: Database) -> Iterator[dict[str, Any]]:
    reads = {row["id"]: row["language"] for row in db.query("select id, language from person")}
    for extra in extra_meetings(db):
        for chair in extra.chairs if extra.status == "accepted" and extra.round is not None else ():
            yield {
                "person": chair.person,
                "round": extra.round,
                "hall_table": extra.table,
                "own": chair.name,
                "other": said_in(reads[chair.person], extra.other_names, chair.person),  # «Koret og Banken»
                "people": ", ".join(extra.other_people(chair.person)),
            }
