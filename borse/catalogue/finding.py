"""Search that knows Norwegian: what somebody types finds what others wrote, however either of them spells it.

A word finds another, the surest first:

    same        the same word in any form, bokmål or nynorsk, å or aa       gardar    → gården
    begins      the beginning of it (somebody is typing), half a compound   vogner    → tilhengervogn
    inside      four letters or more inside it                              kapital   → kapitalinnhenting
    near        one or two letters off, where nobody wrote the word itself  regnksap  → regnskap
    related     the same thing by another word, by the lexicon              bokføring → regnskap

All that is typed must be found in a post; if no post has it all, those that have most of it count as related.
Dictionaries: simplemma, Snowball, and the lexicon of affinity; likeness:
optimal string alignment (Boytsov 2011).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock

from borse.affinity import standard_lexicon
from borse.affinity.vocabulary import Vocabulary
from borse.affinity.words import fold, folded_forms, is_norwegian, is_norwegian_or_english, tokens_of

_reading = Lock()

SAME, BEGINS, INSIDE, NEAR, RELATED = 5, 4, 3, 2, 1

_INSIDE_FROM = 4  # three letters lie inside too many words
_COMPOUND_FROM, _HALF_FROM = 7, 3
_LINKS = ("", "s", "e")  # "arbeidSgiver", "barnEhage"
_NEAR_FROM, _TWO_ERRORS_FROM = 6, 9  # one wrong letter in five makes too many other words


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it may be found. All spellings are without å, ø and æ."""

    plain: str
    forms: frozenset[str]
    halves: tuple["Word", ...]
    concepts: frozenset[str]
    is_known: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """How well a text answers: the weakest of what was sought, and the sum over it."""

    weakest: int
    sum: int

    @property
    def is_related(self) -> bool:
        return self.weakest == RELATED


def find(texts: Mapping[str, str], typed: str) -> dict[str, Hit]:
    """The texts (by id) in which every word of `typed` is found; if there is none, those with the most of them."""
    sought = [word for word in words_of(typed) if word not in _vocabulary().stop] or words_of(typed)
    holders: dict[str, list[str]] = {}
    for id_, text in texts.items():
        for word in words_of(text):
            holders.setdefault(word, []).append(id_)
    held: dict[str, list[int]] = defaultdict(list)
    for word in sought:
        for id_, strength in _holders_of(word_of(word), holders).items():
            held[id_].append(strength)
    most = max(map(len, held.values()), default=0)
    return {
        id_: Hit(min(strengths) if most == len(sought) else RELATED, sum(strengths))
        for id_, strengths in held.items()
        if len(strengths) == most
    }


def warm_up(texts: Iterable[str]) -> None:
    """Read the dictionaries (some seconds) and every word of the texts, so that the first who types need not wait."""
    for text in texts:
        for word in words_of(text):
            word_of(word)


@lru_cache(maxsize=32768)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, once each."""
    return tuple(dict.fromkeys(token.text for token in tokens_of(text) if not token.ends_clause))


@lru_cache(maxsize=65536)
def word_of(text: str) -> Word:
    return Word(
        plain=fold(text),
        forms=frozenset(folded_forms(text)),
        halves=tuple(_half(part) for part in _halves(text)),
        concepts=frozenset(sense.concept for sense in _vocabulary().senses(text) if sense.how == "word"),
        is_known=is_norwegian_or_english(text),
    )


def _half(text: str) -> Word:
    return Word(fold(text), frozenset(folded_forms(text)), (), frozenset(), is_known=True)


def _vocabulary() -> Vocabulary:
    with _reading:  # it takes seconds: whoever comes second waits for the first
        return _read_vocabulary()


@cache
def _read_vocabulary() -> Vocabulary:
    return Vocabulary(standard_lexicon())


def _halves(word: str) -> tuple[str, ...]:
    """The two halves of a compound, wherever both are words; none if it cannot be cut."""
    if len(word) < _COMPOUND_FROM:
        return ()
    for cut in range(_HALF_FROM, len(word) - _HALF_FROM + 1):
        first, second = word[:cut].removesuffix("-"), word[cut:].removeprefix("-")
        if len(second) < _HALF_FROM or not is_norwegian(second):
            continue
        for link in _LINKS:
            half = first.removesuffix(link)
            if len(half) >= _HALF_FROM and is_norwegian(half):
                return half, second
    return ()


def _holders_of(sought: Word, holders: Mapping[str, list[str]]) -> dict[str, int]:
    """How well each text answers one word. Misspelling is thought of only where nobody wrote the word itself."""
    strengths = _best(sought, holders, _strength)
    if sought.halves:  # "hagearbeid" is "arbeid i hagen" too
        first, second = (_best(half, holders, _strength) for half in sought.halves)
        for id_ in first.keys() & second.keys():
            strengths[id_] = max(strengths.get(id_, 0), min(INSIDE, first[id_], second[id_]))
    if not sought.is_known and all(strength == RELATED for strength in strengths.values()):
        strengths = {**strengths, **_best(sought, holders, _likeness)}
    return strengths


def _best(sought: Word, holders: Mapping[str, list[str]], strength_of: Callable[[Word, Word], int]) -> dict[str, int]:
    best: dict[str, int] = {}
    for word, ids in holders.items():
        strength = strength_of(sought, word_of(word))
        if strength:
            for id_ in ids:
                best[id_] = max(best.get(id_, 0), strength)
    return best


def _strength(sought: Word, word: Word) -> int:
    if not sought.forms.isdisjoint(word.forms):
        return SAME
    if word.plain.startswith(sought.plain) or any(not sought.forms.isdisjoint(half.forms) for half in word.halves):
        return BEGINS
    if len(sought.plain) >= _INSIDE_FROM and sought.plain in word.plain:
        return INSIDE
    return RELATED if not sought.concepts.isdisjoint(word.concepts) else 0


def _likeness(sought: Word, word: Word) -> int:
    """The first letter must be right: few get that one wrong, and it halves the false finds."""
    length = len(sought.plain)
    if length < _NEAR_FROM or word.plain[:1] != sought.plain[:1]:
        return 0
    from rapidfuzz.distance import OSA  # with the dictionaries: when somebody searches, not at start-up

    allowed = 1 if length < _TWO_ERRORS_FROM else 2
    # As far as it is typed: "regnks" is near "regnsk", the beginning of "regnskap".
    spellings = {word.plain, word.plain[: length - 1], word.plain[:length], word.plain[: length + 1]}
    spellings |= {form.lstrip("~/") for form in word.forms}
    near = any(
        OSA.distance(sought.plain, spelling, score_cutoff=allowed) <= allowed
        for spelling in spellings
        if abs(len(spelling) - length) <= allowed and len(spelling) >= _NEAR_FROM - 1
    )
    return NEAR if near else 0
