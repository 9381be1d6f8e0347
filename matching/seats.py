"""People and tables for the meetings of a round: who speaks, and where they sit.

First a quick way: the people with the fewest needs speak, and tables are matched to the meetings, needy meetings first
(bipartite matching, Kuhn 1955). Where that fails although another choice of speakers might do, one small exact program
per round decides (CP-SAT). What cannot be seated at all is reported, so that the plan can let it go.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import product

from matching.bipartite import matched
from matching.model import Model, Need
from matching.possible import needs_of


@dataclass(frozen=True, slots=True)
class Seat:
    """A pair's people (positions in `problem.people`) and its table (position in `problem.tables`)."""

    a: int
    b: int
    table: int


def seat_round(model: Model, pairs: Sequence[int], r: int) -> dict[int, Seat] | None:
    """Seats for all these pairs in round r; None when there are none."""
    found = _quick(model, pairs, r)
    return _exact(model, pairs, r) if found is None else found


def seat_most(model: Model, pairs: Sequence[int], r: int, value: Mapping[int, int]) -> dict[int, Seat]:
    """Seats for the pairs of round r that are together worth most; those without a value are seated in any case."""
    found = seat_round(model, pairs, r)
    return (_exact(model, pairs, r, value) or {}) if found is None else found


def tables_for(model: Model, people: Sequence[int]) -> list[int]:
    """Tables where these people can sit together."""
    needs = needs_of([model.problem.people[p] for p in people])
    if needs is None:
        return []
    return [n for n, t in enumerate(model.problem.tables) if needs[0] <= t.features and needs[1] in {None, t.id}]


def _speakers(model: Model, pairs: Sequence[int], r: int) -> dict[tuple[int, int], int] | None:
    """Somebody for each side of each pair, the least needy first; None when there are too few people."""
    people = model.problem.people
    sides = [(e, side) for e in pairs for side in (0, 1)]
    ease = [
        sorted(
            model.speakers[model.ends[e][side]][r],
            key=lambda p: (people[p].home_table is not None, len(people[p].requires)),
        )
        for e, side in sides
    ]
    order = sorted(range(len(sides)), key=lambda n: len(ease[n]))
    speaker = {sides[order[n]]: p for p, n in matched([ease[n] for n in order]).items()}
    return speaker if len(speaker) == len(sides) else None


def _at_tables(model: Model, speaker: Mapping[tuple[int, int], int], pairs: Sequence[int]) -> dict[int, Seat] | None:
    """Tables for pairs whose people are chosen; None when there are not enough that fit."""
    all_tables = list(range(len(model.problem.tables)))
    if len(pairs) > len(all_tables):
        return None
    needy = [e for e in pairs if any(_is_needy(model, speaker[e, side]) for side in (0, 1))]
    choices = [tables_for(model, (speaker[e, 0], speaker[e, 1])) for e in needy]
    table_of = {needy[n]: table for table, n in matched(choices).items()}
    if len(table_of) < len(needy):
        return None
    taken = set(table_of.values())
    spare = (table for table in all_tables if table not in taken)
    return {e: Seat(speaker[e, 0], speaker[e, 1], table_of[e] if e in table_of else next(spare)) for e in pairs}


def _is_needy(model: Model, person: int) -> bool:
    known = model.problem.people[person]
    return bool(known.requires) or known.home_table is not None


def _quick(model: Model, pairs: Sequence[int], r: int) -> dict[int, Seat] | None:
    speaker = _speakers(model, pairs, r)
    return None if speaker is None else _at_tables(model, speaker, pairs)


def _exact(
    model: Model, pairs: Sequence[int], r: int, value: Mapping[int, int] | None = None
) -> dict[int, Seat] | None:
    """Choose speakers with regard to tables, and with `value` also which pairs.

    Only groups with needy people have a choice to make: the others keep whoever was found for them. A meeting that
    needs features takes one of the tables that have them; which one is settled afterwards.
    """
    from ortools.sat.python import cp_model

    first = _speakers(model, pairs, r)
    if first is None:
        return None
    program = cp_model.CpModel()
    of_person: dict[int, list[cp_model.IntVar]] = {}
    of_need: dict[Need, list[cp_model.IntVar]] = {}
    choice: dict[int, list[tuple[cp_model.IntVar, int, int]]] = {}
    gains: list[tuple[cp_model.IntVar, int]] = []
    for e in pairs:
        choice[e] = []
        for p, q in product(*(_options(model, e, side, r, first) for side in (0, 1))):
            need = needs_of([model.problem.people[p], model.problem.people[q]]) if p != q else None
            if need is None or not model.tables_fit([need]):
                continue
            var = program.new_bool_var("")
            choice[e].append((var, p, q))
            of_person.setdefault(p, []).append(var)
            of_person.setdefault(q, []).append(var)
            of_need.setdefault(need, []).append(var)
        options = [var for var, _, _ in choice[e]]
        if value is not None and e in value:
            program.add_at_most_one(options)
            gains += [(var, value[e]) for var in options]
        else:
            program.add_exactly_one(options)
    for together in of_person.values():
        program.add_at_most_one(together)
    for need in of_need:
        fit = {need[1]} if need[1] is not None else model.tables_with(need[0])
        inside = [v for other, some in of_need.items() if _within(model, other, fit) for v in some]
        program.add(sum(inside) <= len(fit))
    if gains:
        program.maximize(sum(var * worth for var, worth in gains))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = 1
    if solver.solve(program) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None
    found = {e: (p, q) for e, options in choice.items() for var, p, q in options if solver.value(var)}
    return _at_tables(model, {(e, side): two[side] for e, two in found.items() for side in (0, 1)}, list(found))


def _options(model: Model, e: int, side: int, r: int, first: Mapping[tuple[int, int], int]) -> list[int]:
    party = model.ends[e][side]
    group = model.groups[model.group_of[party]]
    if any(_is_needy(model, p) for other in group for p in model.speakers[other][r]):
        return model.speakers[party][r]
    return [first[e, side]]


def _within(model: Model, need: Need, tables: AbstractSet[str | None]) -> bool:
    """Whether whoever needs this can only sit at these tables."""
    return need[1] in tables if need[1] is not None else model.tables_with(need[0]) <= tables
