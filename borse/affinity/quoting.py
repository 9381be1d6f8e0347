"""Quoting: the few words of a post that a reason shows, cut where a reader would cut them."""

from __future__ import annotations

from borse.affinity.reading import Reading
from borse.affinity.roles import Mention
from borse.affinity.vocabulary import Vocabulary
from borse.affinity.words import composed_text, is_norwegian_or_english

_LONGEST = 5  # words; more is the post itself
_MOST_BEFORE = 2  # "fire sterke karer"
_NEVER_LAST = frozenset(
    (
        "og",
        "eller",
        "til",
        "for",
        "å",
        "som",
        "i",
        "på",
        "med",
        "av",
        "en",
        "et",
        "ei",
        "ein",
        "eit",
        "den",
        "det",
        "de",
    )
) | frozenset(("vi", "oss", "fra", "frå", "ved", "and", "or", "to", "the", "a", "of", "in", "on", "with"))


def quote(reading: Reading, mention: Mention, vocabulary: Vocabulary) -> str:
    """The mention's word with its number, adjective and complement: "fire ansatte en dag"."""
    first = mention.token
    while (
        first > 0
        and mention.token - first < _MOST_BEFORE
        and _belongs_before(reading.tokens[first - 1].text, vocabulary)
    ):
        first -= 1
    last = mention.token
    while last + 1 < len(reading.tokens) and reading.tokens[last].end < mention.end:
        last += 1
    while last + 1 < len(reading.tokens) and last - first + 1 < _LONGEST and not _cut(reading, last):
        last += 1
    while last > mention.token and reading.tokens[last].text in _NEVER_LAST and reading.tokens[last].end > mention.end:
        last -= 1
    return composed_text(reading.post.text)[reading.tokens[first].start : reading.tokens[last].end]


def _belongs_before(word: str, vocabulary: Vocabulary) -> bool:
    """A number, or an adjective: a word that steers nothing and stands for nothing of its own."""
    if word[0].isdigit() or vocabulary.lexicon.numbers.get(word, 0) > 1:
        return True
    return (
        word not in vocabulary.stop
        and word not in vocabulary.steering
        and not vocabulary.senses(word)
        and is_norwegian_or_english(word)
    )


def _cut(reading: Reading, last: int) -> bool:
    """After this token the phrase ends: punctuation, or a new subject."""
    here, following = reading.tokens[last], reading.tokens[last + 1]
    between = composed_text(reading.post.text)[here.end : following.start]
    return (
        following.ends_clause
        or "," in between
        or "(" in between
        or following.text in ("vi", "og", "men", "som", "we", "and", "but")
    )
