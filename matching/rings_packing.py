"""Packing rings: which of them go together, as a linear program for the bound and a whole-number program for the plan.

The cycle formulation of kidney exchange (Roth, Sönmez and Ünver 2007; Abraham, Blum and Sandholm 2007): a variable
per ring, a constraint per offer and per need ("used once") and per party with a limit. Its linear program is a very
tight bound, but it has too many columns to write down. So columns are generated: the program is solved over the rings
known so far, its dual values become prices, and rings that earn more than nothing at those prices join, until there
are none.

The bound does not trust the solver's floating point. Any prices prove a bound (weak duality): with whole-number
prices of 1/`GRAIN` and the exact best ring at them, no plan is worth more than what everything costs together, plus
what the best ring earns beyond that once for each ring that could be formed at all.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model
from scipy.optimize import linprog
from scipy.sparse import csr_array

from matching.rings_search import Arcs, Network, Prices, Whole

AT_ONCE = 4000  # rings that join the linear program in one turn
GRAIN = 1_000_000  # prices are whole numbers of millionths of a unit of worth


@dataclass(frozen=True, slots=True)
class Bound:
    """A proof: at these prices everything costs `total` (in 1/GRAIN), and rings that earn `best` at most can be
    added.
    """

    prices: Prices
    total: int

    @property
    def worth(self) -> int:
        return self.total // GRAIN


def ring_worth(network: Network, ring: Arcs) -> int:
    return int(network.worth[list(ring)].sum())


def rows(network: Network, ring: Arcs) -> list[int]:
    """The constraints that a ring takes part in: its offers, its needs, its parties, in one numbering."""
    arcs = list(ring)
    return [
        *network.offer[arcs].tolist(),
        *(network.offers + network.need[arcs]).tolist(),
        *(network.offers + network.needs + network.tail[arcs]).tolist(),
    ]


def capacities(network: Network) -> Whole:
    """How many chosen rings each constraint allows. A party without a limit has one that never binds."""
    sizes = np.bincount(network.tail, minlength=network.parties)
    caps = [int(sizes[i]) if cap is None else cap for i, cap in enumerate(network.caps)]
    return np.array([1] * (network.offers + network.needs) + caps, dtype=np.int64)


def bound(network: Network, rings: list[Arcs], ends_at: float, cancelled: Callable[[], bool]) -> Bound:
    """The best bound that generated columns give in time. Adds the rings that it meets to `rings`."""
    known, room = set(rings), capacities(network)
    # Free prices prove something too: nothing is worth more than all answers together.
    best = _proof(network, room, np.zeros(len(room)))
    while time.monotonic() < ends_at and not cancelled():
        prices = _dual_values(network, rings, room, ends_at)
        if prices is None:
            break
        proof = _proof(network, room, prices)
        if proof.total < best.total:
            best = proof
        new = [ring for ring in proof.prices.best_rings(above=GRAIN // 1000) if ring not in known][:AT_ONCE]
        if not new:
            break
        known.update(new)
        rings.extend(new)
    return best


def _dual_values(network: Network, rings: Sequence[Arcs], room: Whole, ends_at: float) -> np.ndarray | None:
    """Prices that the linear program over these rings proposes; None when it was not solved in time."""
    if not rings:
        return np.zeros(len(room))
    used = [rows(network, ring) for ring in rings]
    columns = np.repeat(np.arange(len(rings)), [len(each) for each in used])
    row = np.concatenate([np.array(each) for each in used])
    matrix = csr_array((np.ones(len(row)), (row, columns)), shape=(len(room), len(rings)))
    worth = np.array([ring_worth(network, ring) for ring in rings], dtype=float)
    # Upper limits on the variables are left out: the offers' constraints imply them, and their duals would be lost.
    left = max(ends_at - time.monotonic(), 0.01)
    answer = linprog(-worth, A_ub=matrix, b_ub=room, bounds=(0, None), method="highs", options={"time_limit": left})
    return None if answer.status != 0 else np.maximum(-answer.ineqlin.marginals, 0)


def _proof(network: Network, room: Whole, duals: np.ndarray) -> Bound:
    prices = np.ceil(duals * GRAIN).astype(np.int64)
    need = network.offers + network.need
    party = network.offers + network.needs + network.tail
    found = Prices(network, network.worth * GRAIN - prices[network.offer] - prices[need] - prices[party])
    most_rings = min(len(np.unique(network.offer)), len(np.unique(network.need))) // 2
    return Bound(found, int(prices @ room) + max(found.best(), 0) * most_rings)


@dataclass(frozen=True, slots=True)
class Packing:
    """The chosen rings, the best that is possible among the given ones if that was proven, and the effort it took."""

    rings: tuple[Arcs, ...]
    proven: int | None
    effort: float


def pack(
    network: Network,
    rings: Sequence[Arcs],
    start: Sequence[Arcs],
    *,
    effort: float,
    ends_at: float,
    seed: int,
    kept: Sequence[Arcs] = (),
    least_worth: int | None = None,
    cancelled: Callable[[], bool],
) -> Packing:
    """Choose among `rings`, beginning with `start` (whose rings must be among them).

    Most worth; or, where `least_worth` is given, least dependence among choices of at least that worth. `effort` is in
    CP-SAT's own seconds, which are the same on every machine; `ends_at` is only the safety stop.
    """
    worth = [ring_worth(network, ring) for ring in rings]
    dependence = [len(ring) * (len(ring) - 1) for ring in rings]
    model = cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in rings]
    room = capacities(network)
    users: list[list[int]] = [[] for _ in room]
    for i, ring in enumerate(rings):
        for row in rows(network, ring):
            users[row].append(i)
    for row, using in enumerate(users):
        if room[row] == 1:
            model.add_at_most_one(chosen[i] for i in using)
        elif len(using) > room[row]:
            model.add(sum(chosen[i] for i in using) <= int(room[row]))
    begun, stay = set(start), set(kept)
    for i, ring in enumerate(rings):
        model.add_hint(chosen[i], ring in begun)
        if ring in stay:
            model.add(chosen[i] == 1)
    earned = cp_model.LinearExpr.weighted_sum(chosen, worth)
    hung = cp_model.LinearExpr.weighted_sum(chosen, dependence)
    target = earned if least_worth is None else hung
    if least_worth is None:
        model.maximize(earned)
    else:
        model.add(earned >= least_worth)
        model.minimize(hung)

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2  # measured: twice as fast to a proof as 1, which rarely gets there at all
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = effort
    solver.parameters.max_time_in_seconds = max(ends_at - time.monotonic(), 0.01)
    with _stopped_by(cancelled, solver):
        status = solver.solve(model)
    spent = solver.response_proto.deterministic_time
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Packing(tuple(start), None, spent)
    picked = tuple(ring for ring, x in zip(rings, chosen, strict=True) if solver.boolean_value(x))
    return Packing(picked, int(solver.value(target)) if status == cp_model.OPTIMAL else None, spent)


@contextmanager
def _stopped_by(cancelled: Callable[[], bool], solver: cp_model.CpSolver) -> Iterator[None]:
    """Stops a solver soon after somebody has cancelled: it asks nobody of its own accord between two better plans."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.1):
            if cancelled():
                solver.stop_search()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
