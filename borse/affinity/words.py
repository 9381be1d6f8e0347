"""Words: how a text becomes tokens, and under which forms a token may be known.

Norwegian comes in two languages with several spellings of each word, and from keyboards without å, ø and æ.
A token is therefore known under a few forms, the truest first: as written, its lemmas (simplemma knows bokmål,
nynorsk and English), its stem (Snowball), and the same without the Norwegian letters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock
from typing import Any

_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+(?:[-'’][^\W\d_]+)*|[.;!?\n:]")
_FOLDED = ((("aa", "å"), "a"), (("oe", "ø", "ö"), "o"), (("ae", "æ", "ä"), "e"))
_SHORTEST_STEM = 4  # three letters are shared by strangers: "ledige" and "leder"
_NYNORSK_ENDINGS = ("ingane", "ingar", "ane", "ene", "ar", "er", "en", "et", "a", "e")
_stemming = Lock()  # a stemmer holds the word that it works on: two threads at once would mix theirs


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or full stop of a text, with where it stands (characters, end exclusive)."""

    text: str
    start: int
    end: int

    @property
    def ends_clause(self) -> bool:
        return self.text in ".;!?\n:"


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of a text in lower case, composed (NFC); positions are in the composed text."""
    composed = composed_text(text)
    return tuple(Token(found.group().lower(), found.start(), found.end()) for found in _TOKEN.finditer(composed))


def composed_text(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("\u00ad", "").replace("\u2011", "-")


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """The word as a keyboard without å, ø and æ writes it: "gård", "gaard" and "gard" are one."""
    for spellings, plain in _FOLDED:
        for spelling in spellings:
            word = word.replace(spelling, plain)
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).replace("-", "")


@lru_cache(maxsize=65536)
def lemmas(word: str) -> tuple[str, ...]:
    """The word's lemmas in bokmål and nynorsk, without repetition."""
    return tuple(dict.fromkeys((_lemma(word, "nb"), _lemma(word, "nn"))))


@lru_cache(maxsize=65536)
def english_lemmas(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((_lemma(word, "en"), _stemmed(word, "english"))))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Snowball's bokmål stem, or what is left without a nynorsk ending where that is shorter."""
    short = _stemmed(word, "norwegian")
    for ending in _NYNORSK_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return min(short, word[: -len(ending)], key=len)
    return short


@lru_cache(maxsize=65536)
def is_norwegian_or_english(word: str) -> bool:
    """Whether a dictionary knows the word, so that it is not a misspelling of another."""
    return is_norwegian(word) or is_english(word)


@lru_cache(maxsize=65536)
def is_english(word: str) -> bool:
    return _is_known(word, "en")


@lru_cache(maxsize=65536)
def is_norwegian(word: str) -> bool:
    return _is_known(word, "nb") or _is_known(word, "nn")


@lru_cache(maxsize=65536)
def forms(word: str) -> tuple[str, ...]:
    """The forms under which a word may be known, truest first. A stem carries a "/", a folded form (below) a "~":
    neither passes for a written word ("mål" is not "male").
    """
    return tuple(dict.fromkeys((word, *lemmas(word), *_long_enough("/" + stem(word)))))


def _long_enough(form: str) -> tuple[str, ...]:
    return (form,) if len(form.lstrip("~/")) >= _SHORTEST_STEM else ()


@lru_cache(maxsize=65536)
def folded_forms(word: str) -> tuple[str, ...]:
    """The same forms without Norwegian letters."""
    return tuple(
        dict.fromkeys(
            ("~" + fold(word), *("~" + fold(one) for one in lemmas(word)), *_long_enough("~/" + fold(stem(word))))
        )
    )


# What knows the words takes a sixth of a second to load: when the first word is looked up, and not at start-up.


def _lemma(word: str, lang: str) -> str:
    import simplemma

    return simplemma.lemmatize(word, lang=lang).lower()


def _is_known(word: str, lang: str) -> bool:
    import simplemma

    return simplemma.is_known(word, lang=lang)


def _stemmed(word: str, lang: str) -> str:
    with _stemming:
        short: str = _stemmer(lang).stemWord(word)
    return short


@cache
def _stemmer(lang: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(lang)
