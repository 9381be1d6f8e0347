"""Which needs were answered and which offers taken: one promise counts for one post at most, as many as possible.

The definition is the report's (`docs/decisions.md`, 10); brokers work by the same one while the evening is on.
"""

from collections.abc import Collection, Sequence
from typing import Literal, Protocol

from matching.bipartite import matched

# The statuses of an agreement that counts. An intention is none yet; what was sent back or withdrawn is none any more.
COUNTING = frozenset({"agreed", "approved", "knocked_through"})


class Post(Protocol):
    """An offer or a need."""

    @property
    def id(self) -> str: ...
    @property
    def party(self) -> str: ...
    @property
    def categories(self) -> Collection[str]: ...


class Promise(Protocol):
    """Something that `giver` does for `receiver`."""

    @property
    def giver(self) -> str: ...
    @property
    def receiver(self) -> str: ...
    @property
    def category(self) -> str | None: ...


def answered_needs(needs: Sequence[Post], promises: Sequence[Promise]) -> frozenset[str]:
    """The ids of the needs that got a promise of their own, in one of their categories, given to their party."""
    return _with_a_promise(needs, promises, "receiver")


def taken_offers(offers: Sequence[Post], promises: Sequence[Promise]) -> frozenset[str]:
    """The ids of the offers that were promised to somebody: by their party, in one of their categories."""
    return _with_a_promise(offers, promises, "giver")


def _with_a_promise(
    posts: Sequence[Post], promises: Sequence[Promise], end: Literal["giver", "receiver"]
) -> frozenset[str]:
    """A largest matching of posts to promises. Where not all can have one, those that come first in `posts` do."""
    of_party: dict[str, list[int]] = {}
    for index, promise in enumerate(promises):
        of_party.setdefault(getattr(promise, end), []).append(index)
    fits = [
        [index for index in of_party.get(post.party, ()) if promises[index].category in post.categories]
        for post in posts
    ]
    return frozenset(posts[index].id for index in matched(fits).values())
