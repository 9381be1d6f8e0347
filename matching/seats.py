"""People and tables for the meetings of a round: who speaks, and where they sit.

First a quick way: the people with the fewest needs speak, and tables are matched to the meetings, needy meetings first
(bipartite matching, Kuhn 1955). Where that fails although another choice of speakers might do, one small exact program
per round decides (CP-SAT). What cannot be seated at all is reported, so that the plan can let it go.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matching.model import Model, matched, needs_of


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


def _quick(model: Model, pairs: Sequence[int], r: int) -> dict[int, Seat] | None:
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
    if len(speaker) < len(sides):
        return None
    all_tables = list(range(len(model.problem.tables)))
    choices = {}
    for e in pairs:
        two = (speaker[e, 0], speaker[e, 1])
        needy = any(people[p].requires or people[p].home_table for p in two)
        choices[e] = tables_for(model, two) if needy else all_tables
    needy_pairs = [e for e in pairs if choices[e] is not all_tables]
    table_of = {needy_pairs[n]: table for table, n in matched([choices[e] for e in needy_pairs]).items()}
    if len(table_of) < len(needy_pairs) or len(pairs) > len(all_tables):
        return None
    taken = set(table_of.values())
    spare = (table for table in all_tables if table not in taken)
    for e in pairs:
        if e not in table_of:
            table_of[e] = next(spare)
    return {e: Seat(speaker[e, 0], speaker[e, 1], table_of[e]) for e in pairs}


def _exact(  # noqa: C901 -- one program, written down once
    model: Model, pairs: Sequence[int], r: int, value: Mapping[int, int] | None = None
) -> dict[int, Seat] | None:
    """Choose speakers and tables together, and with `value` also which pairs. Only needy people and their tables are
    told apart.
    """
    from ortools.sat.python import cp_model

    problem = model.problem
    if len(pairs) > len(problem.tables) and value is None:
        return None
    program = cp_model.CpModel()
    of_person: dict[int, list[cp_model.IntVar]] = {}
    of_table: dict[int, list[cp_model.IntVar]] = {}
    choice: dict[int, list[tuple[cp_model.IntVar, Seat]]] = {}
    gains: list[tuple[cp_model.IntVar, int]] = []
    for e in pairs:
        a, b = model.ends[e]
        choice[e] = []
        for p in model.speakers[a][r]:
            for q in model.speakers[b][r]:
                needy = any(problem.people[x].requires or problem.people[x].home_table for x in (p, q))
                for table in (tables_for(model, (p, q)) if needy else [-1]) if p != q else []:
                    var = program.new_bool_var("")
                    choice[e].append((var, Seat(p, q, table)))
                    of_person.setdefault(p, []).append(var)
                    of_person.setdefault(q, []).append(var)
                    if table >= 0:
                        of_table.setdefault(table, []).append(var)
        if value is not None and e in value:
            program.add_at_most_one([var for var, _ in choice[e]])
            gains += [(var, value[e]) for var, _ in choice[e]]
        else:
            program.add_exactly_one([var for var, _ in choice[e]])
    for together in (*of_person.values(), *of_table.values()):
        program.add_at_most_one(together)
    program.add(sum(var for options in choice.values() for var, _ in options) <= len(problem.tables))
    if gains:
        program.maximize(sum(var * worth for var, worth in gains))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = 5
    if solver.solve(program) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None
    chosen = {e: seat for e, options in choice.items() for var, seat in options if solver.value(var)}
    taken = {seat.table for seat in chosen.values()}
    spare = (table for table in range(len(problem.tables)) if table not in taken)
    return {e: seat if seat.table >= 0 else Seat(seat.a, seat.b, next(spare)) for e, seat in chosen.items()}
