"""What differs between two versions, in words: «Hvor mye: 4 ansatte → 6 ansatte»."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from borse.language import gettext as _
from borse.notary.ledger import Terms
from borse.notary.terms import Promise


class Difference(NamedTuple):
    """A line of the history; `before` or `after` is "" for what came or went."""

    label: str
    before: str
    after: str


Names = Mapping[str, str]  # id → name


def differences(before: Terms, after: Terms, parties: Names, categories: Names) -> tuple[Difference, ...]:
    """Every part that says something else, in the order of the form."""
    lines: list[Difference] = []
    for position in range(max(len(before.promises), len(after.promises))):
        pair = [_at(terms.promises, position, parties, categories) for terms in (before, after)]
        if bool(pair[0]) != bool(pair[1]):  # a whole promise came or went
            lines.append(Difference(_("Løfte %s") % (position + 1), *("; ".join(side.values()) for side in pair)))
        else:
            lines += [Difference(label, pair[0][label], text) for label, text in pair[1].items()]
    lines += [
        Difference(_("Tar kontakt først"), parties[before.first_caller], parties[after.first_caller]),
        Difference(_("Hva skjer nå"), before.next_step, after.next_step),
        Difference(_("Vilkår"), before.conditions, after.conditions),
    ]
    return tuple(line for line in lines if line.before != line.after)


def _at(promises: tuple[Promise, ...], position: int, parties: Names, categories: Names) -> dict[str, str]:
    if position >= len(promises):
        return {}
    return dict(parts_of(promises[position], parties, categories))


def parts_of(promise: Promise, parties: Names, categories: Names) -> Iterator[tuple[str, str]]:
    """A promise part by part: what the part is called, and what stands there."""
    yield _("Hvem gir"), parties[promise.giver]
    yield _("Hvem får"), parties[promise.receiver]
    yield _("Hva"), promise.what
    yield _("Hvor mye"), promise.quantity
    yield _("Når"), promise.due
    yield _("Kategori"), categories.get(promise.category or "", "")
    yield _("Timer"), "" if promise.hours is None else f"{promise.hours:g}".replace(".", ",")
    yield _("Verdi av ting"), "" if promise.kroner is None else f"{promise.kroner} kr"
