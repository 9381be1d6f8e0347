"""What the organiser has decided about pairs, whatever planning would make of them; and what comes with a hand edit."""

from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from borse.bus import Event, Given, Handler
from borse.language import gettext as _
from borse.programme import messages
from borse.refusals import Invalid
from matching import pair_key


def lock_pair(command: messages.LockPair, db: Database, given: Given) -> Iterator[messages.PairLocked]:
    """They shall meet. A lock goes before an earlier ban on the same pair, and before what they wished away."""
    del given
    _refuse_unknown(db, command.a, command.b)
    rounds = db.execute("select rounds from exchange").fetchone()[0]
    if command.round is not None and command.round > rounds:
        raise Invalid({"round": _("Børsen har bare %s runder.") % rounds})
    _rule(db, command.a, command.b, "lock", command.round)
    yield messages.PairLocked(a=command.a, b=command.b, round=command.round)


def forbid_pair(command: messages.ForbidPair, db: Database, given: Given) -> Iterator[messages.PairForbidden]:
    del given
    _refuse_unknown(db, command.a, command.b)
    _rule(db, command.a, command.b, "forbid", None)
    yield messages.PairForbidden(a=command.a, b=command.b)


def lift_rule(command: messages.LiftRule, db: Database, given: Given) -> Iterator[messages.RuleLifted]:
    """Lifted twice is lifted once."""
    del given
    found = db.execute("delete from planning_rule where a = ? and b = ?", pair_key(command.a, command.b)).rowcount
    if found:
        yield messages.RuleLifted(a=command.a, b=command.b)


def _rule(db: Database, a: str, b: str, kind: str, round_: int | None) -> None:
    first, second = pair_key(a, b)
    db.execute(
        """insert into planning_rule (a, b, kind, round) values (?, ?, ?, ?)
        on conflict (a, b) do update set kind = excluded.kind, round = excluded.round""",
        [first, second, kind, round_],
    )


def _refuse_unknown(db: Database, a: str, b: str) -> None:
    known = [row["id"] for row in db.query("select id from party where withdrawn_at is null and id in (?, ?)", [a, b])]
    for field, party in (("a", a), ("b", b)):
        if party not in known:
            raise Invalid({field: _("Velg en aktør fra listen.")})


def bring_along(db: Database, by_hand: messages.ByHand) -> Iterator[Event]:
    """What was done by hand is decided by hand: the next plan leaves it alone. A stand-in speaks for the party."""
    for rule in by_hand.rules:
        _rule(db, rule.a, rule.b, rule.kind, rule.round)
        if rule.kind == "lock":
            yield messages.PairLocked(a=rule.a, b=rule.b, round=rule.round)
        else:
            yield messages.PairForbidden(a=rule.a, b=rule.b)
    for person, party in by_hand.speakers:
        row = db.execute("select coalesce(max(position) + 1, 0) from speaks_for where party = ?", [party]).fetchone()
        db.execute(
            "insert into speaks_for (person, party, position) values (?, ?, ?) on conflict do nothing",
            [person, party, row[0]],
        )
        yield messages.StandInNamed(person=person, party=party)


HANDLERS: dict[type[Any], Handler] = {
    messages.LockPair: lock_pair,
    messages.ForbidPair: forbid_pair,
    messages.LiftRule: lift_rule,
}
