"""What the file must hold of the desks: every agreement as it was said, once, with the number that was shown."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from borse.store.database import connect
from scenarios.desks.line import Deal

# Versions of each: registered, (sent back, mended,) approved, knocked through. One more, and something was done twice.
STEPS = {"draft, something missing": 4, "draft, sent back": 5}
AGREEMENTS = "select id, number, version, status from agreement_now"
PROMISES = """
    select p.agreement, a.name, b.name, p.what, p.quantity, p.due from promise p
    join agreement_now n on n.id = p.agreement and n.version = p.version
    join party a on a.id = p.giver join party b on b.id = p.receiver order by p.agreement, p.position
"""


@dataclass(frozen=True)
class Held:
    """An agreement in the file: where it stands, and its promises in their order."""

    number: int | None
    version: int
    status: str
    promises: tuple[tuple[str, ...], ...]


def held_in(file: Path) -> dict[str, Held]:
    """By id. Past the application."""
    with closing(connect(file, read_only=True).conn) as db:
        promises: dict[str, list[tuple[str, ...]]] = {}
        for agreement, *promise in db.execute(PROMISES):
            promises.setdefault(agreement, []).append(tuple(promise))
        return {
            agreement: Held(number, version, status, tuple(promises[agreement]))
            for agreement, number, version, status in db.execute(AGREEMENTS)
        }


def said_of(deal: Deal) -> tuple[tuple[str, ...], ...]:
    """The promises as the file has them."""
    return tuple((one.giver, one.receiver, one.what, one.quantity, one.due) for one in deal.promises)


def differences(held: dict[str, Held], deals: Iterable[Deal], shown: dict[str, int]) -> Iterator[str]:
    """A line for whatever is lost, doubled, numbered otherwise than the screen said, or done twice.

    `shown` are the numbers that were seen, by agreement.
    """
    deals = list(deals)
    wanted = Counter(said_of(deal) for deal in deals)
    there = Counter(one.promises for one in held.values())
    yield from (f"lost: {promises}" for promises in wanted - there)
    yield from (f"doubled, or said by nobody: {promises}" for promises in there - wanted)
    if sorted(one.number or 0 for one in held.values()) != list(range(1, len(deals) + 1)):
        yield f"the numbers are not 1 to {len(deals)}: {sorted(one.number or 0 for one in held.values())}"
    for agreement, number in shown.items():
        if agreement not in held or held[agreement].number != number:
            yield f"the screen said nr. {number}, and the file has {held.get(agreement)}"
    kinds = {said_of(deal): deal.kind for deal in deals}
    for one in held.values():
        steps = STEPS.get(kinds.get(one.promises, ""), 3)
        if (one.status, one.version) != ("knocked_through", steps):
            yield f"nr. {one.number}: {one.status} after {one.version} steps instead of {steps}"
