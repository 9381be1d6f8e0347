"""Baseline: networkx's maximum-weight matching (Edmonds' blossoms), one round after the other.

The graph of a round has the people who are there as nodes, so that two colleagues can be in two meetings; an edge
carries the best pair that its two people can stand for, at what that pair would add now. The matching is the best
for its round alone: it looks neither ahead nor at tables, so the heaviest edges get the tables there are.
"""

import networkx as nx

from scenarios.bench.generator import Raw
from scenarios.bench.hall import Hall


def round_by_round(problem: Raw) -> list[Raw]:
    """The meetings of a valid schedule."""
    hall = Hall(problem)
    for name in hall.open_rounds:
        graph = _graph_of(hall, name)
        found = [(graph.edges[edge]["weight"], graph.edges[edge]["pair"]) for edge in nx.max_weight_matching(graph)]
        for _, (key, people) in sorted(found, reverse=True):
            hall.place(key, name, people)
    return hall.meetings


def _graph_of(hall: Hall, name: str) -> "nx.Graph[str]":
    graph: nx.Graph[str] = nx.Graph()
    for key in hall.pairs:
        if key in hall.held:
            continue
        weight = hall.worth_now(key, name)
        for people in hall.who_could(key, name):
            if not graph.has_edge(*people) or graph.edges[people]["weight"] < weight:
                graph.add_edge(*people, weight=weight, pair=(key, people))
    return graph
