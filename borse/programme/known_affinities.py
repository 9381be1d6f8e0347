"""The affinities of a world, kept in the planning process: words are read once, and planned with all evening."""

from functools import lru_cache

from borse.affinity import PairAffinity, pair_affinities
from borse.affinity.posts import Post
from borse.programme.world import World

Wishes = tuple[tuple[str, str], ...]

# A børs and the one beside it.
KEPT = 2


def affinities_of(world: World) -> dict[tuple[str, str], PairAffinity]:
    """By pair. To be read, not changed: the next plan is given the same."""
    return _affinities(world.posts, world.wishes, world.vetoes)


@lru_cache(maxsize=KEPT)
def _affinities(posts: tuple[Post, ...], wishes: Wishes, vetoes: Wishes) -> dict[tuple[str, str], PairAffinity]:
    return pair_affinities(posts, wishes, vetoes)
