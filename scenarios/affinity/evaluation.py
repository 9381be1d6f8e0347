"""Measuring affinity: hit@1, hit@3 and nDCG@10 on the labelled set, per half and per part."""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from borse.affinity import Post, SentenceModel, affinities

_HERE = Path(__file__).parent
Grades = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Means over needs. A hit is an offer of the need's best grade (2, or 1 where no offer is good)."""

    needs: int
    hit_1: float
    hit_3: float
    ndcg_10: float
    good: float
    none: float


def labelled(half: str | None = None, folder: Path = _HERE) -> tuple[tuple[Post, ...], Grades]:
    """The posts of a part of the set and the grades between them, 1 and 2.

    "dev" and "held-out" are its halves (None: both); "late" and "last" were written after the
    lexicon, one after the other, and stand apart.
    """
    rows = [json.loads(line) for line in (folder / "posts.jsonl").read_text(encoding="utf-8").splitlines()]
    posts = tuple(
        Post(
            id=row["id"],
            kind=row["kind"],
            side=row["side"],
            party=row["party"],
            categories=tuple(row["categories"]),
            text=row["text"],
            lang=row["lang"],
        )
        for row in rows
        if row["half"] == half or (half is None and row["half"] in ("dev", "held-out"))
    )
    there = {post.id for post in posts}
    grades = {
        need: {
            offer: grade
            for name, grade in (("good", 2), ("fair", 1))
            for offer in entry.get(name, ())
            if offer in there
        }
        for need, entry in tomllib.loads((folder / "grades.toml").read_text(encoding="utf-8")).items()
        if need in there
    }
    return posts, grades


def measure(
    posts: Sequence[Post], grades: Grades, parts: Collection[str], model: SentenceModel | None = None
) -> Figures:
    """The figures of the given parts. Needs that no offer answers are left out."""
    found = affinities(posts, parts=parts, model=model, threshold=0)
    answered = {need: grade for need, grade in grades.items() if grade}
    hits_1, hits_3, gains = 0, 0, 0.0
    scores: dict[int, list[float]] = {0: [], 1: [], 2: []}
    offers = [post.id for post in posts if post.kind == "offer"]
    for need, grade in answered.items():
        ranked = list(found[need])
        best = {offer for offer, value in grade.items() if value == max(grade.values())}
        hits_1 += bool(best & set(ranked[:1]))
        hits_3 += bool(best & set(ranked[:3]))
        gains += _ndcg(ranked[:10], grade)
        for offer in offers:
            scores[grade.get(offer, 0)].append(found[need][offer].score if offer in found[need] else 0.0)
    number = len(answered)
    return Figures(
        needs=number,
        hit_1=hits_1 / number,
        hit_3=hits_3 / number,
        ndcg_10=gains / number,
        good=sum(scores[2]) / max(1, len(scores[2])),
        none=sum(scores[0]) / max(1, len(scores[0])),
    )


def _ndcg(ranked: Sequence[str], grade: Mapping[str, int]) -> float:
    """Normalised discounted cumulative gain with gains 2^grade - 1 (Burges et al. 2005)."""

    def gain(grades: Sequence[int]) -> float:
        return sum(float(2**value - 1) / math.log2(place + 2) for place, value in enumerate(grades))

    return gain([grade.get(offer, 0) for offer in ranked]) / gain(sorted(grade.values(), reverse=True)[:10])
