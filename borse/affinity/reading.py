"""Reading a post: which concepts it mentions and in which role, which way things go, and how many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from borse.affinity.lexicon import Lexicon
from borse.affinity.markers import Marker
from borse.affinity.policy import CORE
from borse.affinity.posts import Post
from borse.affinity.roles import THINGS, Clause, Mention, settled
from borse.affinity.vocabulary import Sense, Vocabulary
from borse.affinity.words import Token, tokens_of

# Readings that are remembered: the posts of the largest børs, twice over.
KEPT = 4096

_ARTICLES = frozenset(("en", "ei", "et", "ein", "eit", "a", "an", "the"))
_SPOKEN_OF = frozenset(("som", "de", "dere", "kan", "they", "who", "can"))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a post says. `wrong_way`: the opposite of its kind ("Vi trenger ..." among the offers).

    `categories` are its boxes in lower case, `guessed` those that its text implies.
    """

    post: Post
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    wrong_way: bool
    categories: frozenset[str]
    guessed: frozenset[str]
    form: bool  # whether it is about a course, a talk or advice
    practice: bool  # whether its subject is something that is done with people, not known about


class Reader:
    """Reads posts by one lexicon.

    `read` gives the reading of a post; one without mentions if nothing in it is known. A post is read once: a board of
    a hundred is weighed anew for each who asks what fits them, and reading was two thirds of that.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.read: Callable[[Post], Reading] = lru_cache(maxsize=KEPT)(self._read)
        self.vocabulary = Vocabulary(lexicon)
        self._concepts = lexicon.concepts
        self._english = frozenset(lexicon.speech["english_stop"])
        self._norwegian = frozenset(lexicon.speech["stop"]) - self._english
        self._markers = {name: Marker(words) for name, words in lexicon.speech.items()}
        self._verbs = self._markers["verbs"].single
        self._before_verbs = self._markers["we"].single | _SPOKEN_OF

    def _read(self, post: Post) -> Reading:
        tokens = tokens_of(post.text)
        english = self._is_english(post, tokens)
        mentions: list[Mention] = []
        for first, last in _clauses(tokens):
            found = self._mentions(tokens[:last], first, english=english)
            mentions += Clause(tokens[:last], found, self._markers, first).told(need=post.kind == "need")
        told = tuple(settled(mentions))
        matter = {self._concepts[one.concept].category for one in told if one.role == CORE}
        return Reading(
            post=post,
            tokens=tokens,
            mentions=told,
            wrong_way=self._is_wrong_way(post, tokens),
            categories=frozenset(category.strip().lower() for category in post.categories),
            guessed=frozenset(matter - {""}),
            form=any(one.kind == "form" and one.role == CORE for one in told),
            practice=any(one.kind in ("care", "experience", "work") and one.role == CORE for one in told),
        )

    def _is_english(self, post: Post, tokens: Sequence[Token]) -> bool:
        """By its small words, and by what its writer said where they do not tell."""
        english = sum(token.text in self._english for token in tokens)
        norwegian = sum(token.text in self._norwegian for token in tokens)
        return english > norwegian or (english == norwegian and post.lang == "en")

    def _mentions(self, tokens: Sequence[Token], first: int, *, english: bool) -> list[Mention]:
        found: list[Mention] = []
        phrases: dict[int, str] = {}
        for place in range(first, len(tokens)):
            if place not in phrases:
                for concept, places in self.vocabulary.phrase_at(tokens, place):
                    phrases |= dict.fromkeys(places, self._concepts[concept].kind)
                    found.append(self._mention(Sense(concept, 1.0), place, tokens[places[-1]].end))
            if self._is_verb(tokens, place):
                continue
            found += [
                self._mention(sense, place, tokens[place].end)
                for sense in self.vocabulary.senses(tokens[place].text, english=english)
                if place not in phrases or self._shows_through(sense, phrases[place])
            ]
        return found

    def _shows_through(self, sense: Sense, phrase: str) -> bool:
        """Whether a word inside a phrase still counts by itself: "hente MØBLER" is about furniture too."""
        kind = self._concepts[sense.concept].kind
        return kind in ("who", "when") or (phrase == "work" and kind in THINGS and sense.how == "word")

    def _mention(self, sense: Sense, place: int, end: int) -> Mention:
        return Mention(sense.concept, self._concepts[sense.concept].kind, CORE, sense.weight, place, end, sense.how)

    def _is_verb(self, tokens: Sequence[Token], place: int) -> bool:
        """As in "vi lager mat", "klubben lager en film": the verb, not the store that it is spelt like."""
        if tokens[place].text not in self._verbs:
            return False
        if place and tokens[place - 1].text in self._before_verbs:
            return True
        if place + 1 == len(tokens):
            return False
        after = tokens[place + 1].text
        return after in _ARTICLES or after not in self.vocabulary.stop

    def _is_wrong_way(self, post: Post, tokens: Sequence[Token]) -> bool:
        asking, giving = ("asking", "give") if post.kind == "offer" else ("offering", "lack")
        signs = self._markers[asking].places(tokens, 0, len(tokens))
        contrary = self._markers[giving].places(tokens, 0, len(tokens))
        if not signs or contrary - signs:
            return False
        first = min(signs)
        return first == 0 or tokens[first - 1].text in self._markers["we"].single


def _clauses(tokens: Sequence[Token]) -> Iterable[tuple[int, int]]:
    """The stretches between full stops and "men": first token, and the one after the last."""
    first = 0
    for place, token in enumerate(tokens):
        if token.ends_clause or token.text in ("men", "but"):
            if place > first:
                yield first, place
            first = place + 1
    if first < len(tokens):
        yield first, len(tokens)
