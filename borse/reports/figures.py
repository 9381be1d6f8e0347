"""The figures of a børs, as tables with their definitions. Whatever shows them shows these.

What counts, and as what:

- An *agreement* counts when it is agreed, approved or knocked through; an intention is counted apart; what was sent back
  or withdrawn counts nowhere.
- Its *pair of sides* and its *category* are those of its first promise, so that each agreement is counted once.
- *Hours* and *kroner* are summed over all promises and never added to one another.
- A *need* is answered when its party was promised something in one of the need's categories. One promise answers one
  need at most (a maximum matching of promises and needs: Hopcroft and Karp 1973), so the number is never flattered.
- A *meeting* was held when its round was rung and somebody from each party was in the hall before the round ended.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations_with_replacement

import networkx as nx

from borse.exchange import SIDES, side_names
from borse.language import gettext as _
from borse.reports.facts import Facts, Promised

Cell = str | int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Figures under one heading. The first cell of a row is its name; `charted` is the column that a picture shows."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    charted: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All figures, as of a moment."""

    exchange: str
    place: str
    held_at: datetime
    as_of: datetime
    newest_event: int
    headline: tuple[tuple[str, Cell], ...]
    tables: tuple[Table, ...] = field(default=())


def report_of(facts: Facts) -> Report:
    """Count. Pure: the same facts give the same report."""
    counting = [agreement for agreement in facts.agreements if agreement.status in COUNTING]
    intentions = sum(agreement.status == "intention" for agreement in facts.agreements)
    answered = answered_needs(facts)
    held = sum(meeting.held for meeting in facts.meetings)
    came = sum(person.came for person in facts.people)
    promises = [promise for agreement in counting for promise in agreement.promises]
    hours = sum(promise.hours or 0 for promise in promises)
    return Report(
        exchange=facts.exchange.name,
        place=facts.exchange.place,
        held_at=facts.exchange.gong_at,
        as_of=facts.as_of,
        newest_event=facts.newest_event,
        headline=(
            (_("avtaler"), len(counting)),
            (_("intensjoner"), intentions),
            (_("timer lovet"), _whole(hours)),
            (_("verdi av ting, i kroner"), sum(promise.kroner or 0 for promise in promises)),
            (_("av %s behov fikk svar") % len(facts.needs), len(answered)),
            (_("av %s deltakere kom") % len(facts.people), came),
            (_("av %s møter ble holdt") % len(facts.meetings), held),
        ),
        tables=(
            _by_pair_of_sides(facts),
            _by_category(facts, answered),
            _by_side(facts),
            _meetings(facts),
            _attendance(facts),
        ),
    )


COUNTING = frozenset({"agreed", "approved", "knocked_through"})


def answered_needs(facts: Facts) -> set[str]:
    """The ids of the needs that a promise answers, as defined above."""
    graph: nx.Graph[tuple[str, object]] = nx.Graph()
    needs = [("need", need.id) for need in facts.needs]
    for index, promise in enumerate(promises_that_count(facts)):
        for need in facts.needs:
            if need.party == promise.receiver and promise.category in need.categories:
                graph.add_edge(("need", need.id), ("promise", index))
    top = [need for need in needs if need in graph]
    pairs = nx.bipartite.hopcroft_karp_matching(graph, top_nodes=top)
    return {str(node[1]) for node in pairs if node[0] == "need"}


def promises_that_count(facts: Facts) -> list[Promised]:
    return [promise for one in facts.agreements if one.status in COUNTING for promise in one.promises]


def _by_pair_of_sides(facts: Facts) -> Table:
    names = side_names()
    agreements: Counter[tuple[str, str]] = Counter()
    hours: Counter[tuple[str, str]] = Counter()
    kroner: Counter[tuple[str, str]] = Counter()
    for agreement in facts.agreements:
        if agreement.status not in COUNTING:
            continue
        first = agreement.promises[0]
        pair = _pair(facts.sides[first.giver], facts.sides[first.receiver])
        agreements[pair] += 1
        hours[pair] += sum(promise.hours or 0 for promise in agreement.promises)  # type: ignore[assignment]  # hours may be halves
        kroner[pair] += sum(promise.kroner or 0 for promise in agreement.promises)
    pairs = [pair for pair in combinations_with_replacement(SIDES, 2) if agreements[pair]]
    rows = [(f"{names[a]} – {names[b]}", agreements[a, b], _whole(hours[a, b]), kroner[a, b]) for a, b in pairs]
    return Table(
        key="sider",
        title=_("Avtaler etter hvem som møttes"),
        columns=(_("Hvem"), _("Avtaler"), _("Timer"), _("Kroner")),
        rows=_with_sum(sorted(rows, key=lambda row: (-row[1], row[0]))),
        note=_("Hver avtale er talt én gang, etter det første som ble lovet. Timer og kroner legges aldri sammen."),
        charted=1,
    )


def _by_category(facts: Facts, answered: set[str]) -> Table:
    agreements = Counter(one.promises[0].category for one in facts.agreements if one.status in COUNTING)
    hours: dict[str | None, float] = defaultdict(float)
    for promise in promises_that_count(facts):
        hours[promise.category] += promise.hours or 0
    rows: list[tuple[Cell, ...]] = []
    for key, name in [*facts.categories.items(), (None, _("Uten kategori"))]:
        of_key = _in(key)
        needs = [need for need in facts.needs if of_key(need.categories)]
        offers = sum(of_key(offer.categories) for offer in facts.offers)
        met = sum(need.id in answered for need in needs)
        if key is not None or agreements[None] or needs or offers:
            rows.append((name, agreements[key], _whole(hours[key]), offers, len(needs), met))
    return Table(
        key="kategorier",
        title=_("Avtaler, tilbud og behov etter kategori"),
        columns=(_("Kategori"), _("Avtaler"), _("Timer"), _("Tilbud"), _("Behov"), _("Behov med svar")),
        rows=tuple(rows),
        note=_(
            "Et behov har fått svar når den som har det, er lovet noe i en av behovets kategorier. Ett løfte svarer på høyst "
            "ett behov. Et tilbud eller behov med flere kategorier står i hver av dem."
        ),
        charted=1,
    )


def _in(key: str | None) -> Callable[[Iterable[str]], bool]:
    return (lambda categories: not categories) if key is None else (lambda categories: key in categories)


def _by_side(facts: Facts) -> Table:
    parties = Counter(facts.sides[party] for party in facts.parties)
    gave: dict[str, set[str]] = defaultdict(set)
    got: dict[str, set[str]] = defaultdict(set)
    for number, agreement in enumerate(facts.agreements):
        for promise in agreement.promises if agreement.status in COUNTING else ():
            gave[facts.sides[promise.giver]].add(f"{number}")
            got[facts.sides[promise.receiver]].add(f"{number}")
    needs = Counter(facts.sides[need.party] for need in facts.needs)
    offers = Counter(facts.sides[offer.party] for offer in facts.offers)
    rows = [
        (name, parties[side], offers[side], needs[side], len(gave[side]), len(got[side]))
        for side, name in side_names().items()
        if parties[side]
    ]
    return Table(
        key="aktorer",
        title=_("Hvem var med, og hvem ga og fikk"),
        columns=(_("Side"), _("Aktører"), _("Tilbud"), _("Behov"), _("Ga i avtaler"), _("Fikk i avtaler")),
        rows=tuple(rows),
        note=_("En avtale der begge sider gir og får, står i begge kolonnene."),
    )


def _meetings(facts: Facts) -> Table:
    planned = Counter(meeting.round for meeting in facts.meetings)
    held = Counter(meeting.round for meeting in facts.meetings if meeting.held)
    led = Counter(meeting.round for meeting in facts.meetings if meeting.id in facts.meetings_with_agreement)
    rows = [(_("Runde %s") % number, planned[number], held[number], led[number]) for number in sorted(planned)]
    return Table(
        key="moter",
        title=_("Møter"),
        columns=(_("Runde"), _("I programmet"), _("Holdt"), _("Med avtale")),
        rows=_with_sum(rows),
        note=_("Et møte er holdt når runden ble ringt inn, og noen fra hver aktør var kommet før den var slutt."),
        charted=2,
    )


def _attendance(facts: Facts) -> Table:
    signed_up = [person for person in facts.people if not person.walk_in]
    came = sum(person.came for person in signed_up)
    walked_in = sum(person.walk_in for person in facts.people)
    return Table(
        key="oppmote",
        title=_("Oppmøte"),
        columns=(_("Deltakere"), _("Antall")),
        rows=(
            (_("Påmeldt på forhånd"), len(signed_up)),
            (_("Påmeldt og kom"), came),
            (_("Påmeldt, men kom ikke"), len(signed_up) - came),
            (_("Kom uten påmelding"), walked_in),
        ),
        note=_("Den som er krysset av i resepsjonen, er kommet."),
        charted=1,
    )


def _pair(a: str, b: str) -> tuple[str, str]:
    first, second = sorted((a, b), key=list(SIDES).index)  # type: ignore[arg-type]  # sides are literals
    return first, second


def _with_sum(rows: Iterable[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    known = list(rows)
    if not known:
        return ()
    sums = [sum(row[column] for row in known) for column in range(1, len(known[0]))]  # type: ignore[misc]  # numbers
    return (*known, (_("Sum"), *sums))


def _whole(hours: float) -> Cell:
    """Hours without a trailing ".0"."""
    return int(hours) if hours == int(hours) else round(hours, 1)
