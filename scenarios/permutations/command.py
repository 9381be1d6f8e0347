"""`python -m scenarios permutations`."""

import sys
import time

import click
from rich.console import Console

from scenarios.permutations.door import a_door, hold
from scenarios.permutations.evening import Evening
from scenarios.permutations.made_up import evenings

said = Console(stderr=True)


@click.command()
@click.option("--examples", default=10_000, show_default=True, help="How many evenings.")
@click.option("--seed", default=0, show_default=True, help="Another seed makes up other evenings.")
def permutations(examples: int, seed: int) -> None:
    """Play evenings at the door in any order, with any duplication and wrong clocks; the final state must be one."""
    from hypothesis import HealthCheck, given, settings
    from hypothesis import seed as begin_with

    began, played = time.monotonic(), [0, 0]
    with a_door() as door:

        @begin_with(seed)
        @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(evenings())
        def play(evening: Evening) -> None:
            played[0] += 1
            played[1] += len(evening.deliveries)
            hold(door, evening)

        try:
            play()
        except AssertionError as difference:
            said.print(f"[red]✗[/] the order was told by the outcome: {difference}")
            sys.exit(1)
    seconds = time.monotonic() - began
    said.print(f"[green]✓[/] {played[0]} permutations, {played[1]} deliveries: the same final state ({seconds:.0f} s)")
