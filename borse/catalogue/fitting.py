"""Which posts on the board fit a reader's own: offers that answer their needs, needs that their offers answer."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from borse.affinity import Affinity, Post
from borse.catalogue.reads import Notice
from borse.language import gettext as _

# What somebody reads on a telephone before they lose heart.
AT_MOST = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Another's post, the reader's own one that it fits, and why, in words."""

    notice: Notice
    own: Notice
    score: float
    reasons: tuple[str, ...]


def fitting(board: Sequence[Notice], mine: Collection[str], vetoes: Collection[tuple[str, str]] = ()) -> list[Fit]:
    """The best first, each post of others once. `mine` are the parties that the reader speaks for."""
    own = [one for one in board if one.party in mine]
    others = [one for one in board if one.party not in mine]
    known = {one.id: one for one in board}
    best: dict[str, Fit] = {}
    for kind, other_kind in (("need", "offer"), ("offer", "need")):
        posts = [one for one in own if one.kind == kind] + [one for one in others if one.kind == other_kind]
        for need, offers in _weighed(tuple(_post(one) for one in posts), tuple(sorted(vetoes))).items():
            for offer, affinity in offers.items():
                ours, theirs = (need, offer) if kind == "need" else (offer, need)
                fit = _fit(known[theirs], known[ours], affinity)
                if theirs not in best or best[theirs].score < fit.score:
                    best[theirs] = fit
    return sorted(best.values(), key=lambda fit: -fit.score)[:AT_MOST]


def _fit(notice: Notice, own: Notice, affinity: Affinity) -> Fit:
    sentences = tuple(reason.sentence(_, reader=own.kind) for reason in affinity.reasons[:1])
    return Fit(notice=notice, own=own, score=affinity.score, reasons=sentences)


# Some tens of milliseconds for a børs of 150 posts; the same again for everybody who comes back to the page. There are
# two for each reader: with room for fewer than all who read, the oldest would be gone each time it is asked for.
@lru_cache(maxsize=512)
def _weighed(posts: tuple[Post, ...], vetoes: tuple[tuple[str, str], ...]) -> dict[str, dict[str, Affinity]]:
    from borse.affinity import affinities  # with numpy and the dictionaries: when somebody asks, not at start-up

    return affinities(posts, vetoes=vetoes)


def _post(notice: Notice) -> Post:
    categories = tuple(category.id for category in notice.categories)
    return Post(
        id=notice.id,
        kind=notice.kind,
        side=notice.side,
        party=notice.party,
        categories=categories,
        text=notice.text,
    )
