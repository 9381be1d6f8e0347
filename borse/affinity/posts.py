"""Posts: what parties offer and need, as affinity sees them, and how they are read from a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["offer", "need"]


class PostsRefused(ValueError):  # noqa: N818 -- a refusal, as the house calls them
    """The file of posts is not what it should be; the message is one sentence for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """An offer or a need of a party.

    `categories` may be several, may be wrong, may be empty; `lang` is the language that its writer chose
    ("nb", "nn", "en", ...), and need not be true either.
    """

    id: str
    kind: Kind
    side: str = ""
    party: str
    categories: tuple[str, ...] = ()
    text: str
    lang: str = "nb"


def posts_from(content: Any) -> tuple[Post, ...]:
    """Posts from parsed JSON `{"posts": [{"id", "kind", "side", "party", "categories", "text", "lang"}]}`.

    `side`, `categories` and `lang` may be left out. Raises PostsRefused with what is wrong and where.
    """
    if not isinstance(content, dict) or not isinstance(content.get("posts"), list):
        raise PostsRefused('The file must be an object with a list "posts".')
    posts = tuple(_post(number, entry) for number, entry in enumerate(content["posts"], start=1))
    _refuse_doubles(posts)
    return posts


def _post(number: int, entry: Any) -> Post:
    if not isinstance(entry, dict):
        raise PostsRefused(f"Post {number} must be an object.")
    unknown = sorted(set(entry) - {"id", "kind", "side", "party", "categories", "text", "lang"})
    if unknown:
        raise PostsRefused(f'Post {number} has an unknown key "{unknown[0]}".')
    for key in ("id", "kind", "party", "text"):
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise PostsRefused(f'Post {number} needs a "{key}" that is text and not empty.')
    if entry["kind"] not in ("offer", "need"):
        raise PostsRefused(f'Post {number} has the kind "{entry["kind"]}"; it must be "offer" or "need".')
    for key in ("side", "lang"):
        if not isinstance(entry.get(key, ""), str):
            raise PostsRefused(f'Post {number} has a "{key}" that is not text.')
    categories = entry.get("categories", [])
    if not isinstance(categories, list) or not all(isinstance(one, str) for one in categories):
        raise PostsRefused(f'Post {number} has "categories" that are not a list of texts.')
    return Post(
        id=entry["id"],
        kind=entry["kind"],
        side=entry.get("side", ""),
        party=entry["party"],
        categories=tuple(categories),
        text=entry["text"],
        lang=entry.get("lang", "nb") or "nb",
    )


def _refuse_doubles(posts: Sequence[Post]) -> None:
    seen: set[str] = set()
    for post in posts:
        if post.id in seen:
            raise PostsRefused(f'Two posts have the id "{post.id}".')
        seen.add(post.id)
