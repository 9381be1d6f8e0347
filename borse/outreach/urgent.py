"""What a change of the programme during the evening is for somebody: the rounds to come, one short line each.

Runde 4: Bord 7, Turlaget i stedet for Malermester Hansen.
"""

from collections.abc import Iterator

from sqlite_utils import Database

from borse.clock import clock_of
from borse.language import gettext as _
from borse.outreach.evening import Line, evenings
from borse.published import newest_published, published_before


def has_begun(db: Database) -> bool:
    """Whether the host has started the evening."""
    return bool(clock_of(db).turn)


def next_round(db: Database) -> int | None:
    """The first round that has not begun; none before the evening, and none when all have."""
    clock = clock_of(db)
    if not clock.turn or clock.state == "over":
        return None
    return next((phase.round for phase in clock.phases[clock.position + 1 :] if phase.kind == "round"), None)


def moved_people(db: Database, version: int, since_round: int) -> set[str]:
    """Who is to go elsewhere, or meet somebody else, from `since_round` on than the version before said."""
    if (earlier := published_before(db, version)) is None:
        return set()
    before, after = evenings(db, earlier), evenings(db, version)
    people = before.keys() | after.keys()
    return {
        one for one in people if _ahead(before.get(one, ()), since_round) != _ahead(after.get(one, ()), since_round)
    }


def news(db: Database, person: str, told: int) -> list[str]:
    """The lines for somebody who was last told of version `told`. Nothing when it comes to the same."""
    newest, since_round = newest_published(db), next_round(db)
    if newest is None or since_round is None:
        return []
    was = _ahead(evenings(db, told, person).get(person, ()), since_round)
    is_now = _ahead(evenings(db, newest, person).get(person, ()), since_round)
    return list(_sentences(was, is_now))


def _ahead(lines: tuple[Line, ...], since_round: int) -> dict[int, tuple[str, str]]:
    """Round to table and other party: who of the others comes along is not worth an SMS."""
    return {line.round: (line.table, line.other) for line in lines if line.round >= since_round}


def _sentences(was: dict[int, tuple[str, str]], is_now: dict[int, tuple[str, str]]) -> Iterator[str]:
    for number in sorted(was.keys() | is_now.keys()):
        before, after = was.get(number), is_now.get(number)
        if before == after:
            continue
        words = {"round": number}
        if after is None:
            assert before is not None
            yield _("Runde %(round)s: møtet med %(before)s går ut.") % {**words, "before": before[1]}
        elif before is None:
            yield _("Runde %(round)s: %(table)s, nytt møte med %(other)s.") % {
                **words,
                "table": after[0],
                "other": after[1],
            }
        elif before[1] == after[1]:
            yield _("Runde %(round)s: %(table)s i stedet for %(before)s. Dere møter %(other)s.") % {
                **words,
                "table": after[0],
                "before": before[0],
                "other": after[1],
            }
        else:
            yield _("Runde %(round)s: %(table)s, %(other)s i stedet for %(before)s.") % {
                **words,
                "table": after[0],
                "other": after[1],
                "before": before[1],
            }
