"""How large a problem is, as far as that decides on the method."""

from matching.problem import Problem

SMALL = 2_000
"""Seats (pair, round, person) and places (pair, round, table) up to which everything fits into one program."""


def is_small(problem: Problem) -> bool:
    """Whether the whole problem is worth giving to one program."""
    people = sum(len(problem.party[a].people) + len(problem.party[b].people) for a, b in problem.pair)
    return (people + len(problem.pairs) * len(problem.tables)) * len(problem.rounds) <= SMALL
