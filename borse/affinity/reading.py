"""Reading a post: which concepts it mentions, in which role, and which way things go.

A word alone does not say what is asked for. In "låne bort bil" the car is the matter, in "vaske bil" it is what is
worked on, in "bil til flytting" the moving is the purpose. The reader walks each clause with a few rules of Norwegian
and English word order; whatever they cannot tell stays the matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from borse.affinity.lexicon import Lexicon
from borse.affinity.policy import CONTEXT, CORE, POLICY, PURPOSE, TAKEN, WORKED_ON, Role
from borse.affinity.posts import Post
from borse.affinity.vocabulary import Sense, Vocabulary
from borse.affinity.words import Token, lemmas, tokens_of

_THINGS = ("thing", "place")
_ACTS = ("work",)
_AROUND = ("who", "when", "occasion")


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept in a post: in which role, how much it weighs, and where its word stands (token and characters)."""

    concept: str
    kind: str
    role: Role
    weight: float
    token: int
    start: int
    end: int
    how: str = "word"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a post says: its mentions, whether it says the opposite of its kind, the numbers and words in it."""

    post: Post
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    wrong_way: bool
    categories: frozenset[str]
    guessed: frozenset[str]
    number: int | None


class Reader:
    """Reads posts by one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.vocabulary = Vocabulary(lexicon)
        self._lexicon = lexicon
        self._english = frozenset(lexicon.speech.get("stop_en", ()))
        self._norwegian = frozenset(lexicon.speech.get("stop", ())) - self._english
        self._markers = {name: _Marker(words) for name, words in lexicon.speech.items()}

    def read(self, post: Post) -> Reading:
        """The reading of a post; an empty one if nothing in it is known."""
        tokens = tokens_of(post.text)
        english = self._is_english(post, tokens)
        mentions: list[Mention] = []
        for first, last in _clauses(tokens):
            mentions += self._clause(tokens, first, last, english=english, need=post.kind == "need")
        told = tuple(_settled(mentions))
        return Reading(
            post=post,
            tokens=tokens,
            mentions=told,
            wrong_way=self._wrong_way(post, tokens),
            categories=frozenset(category.strip().lower() for category in post.categories),
            guessed=frozenset(
                category
                for one in told
                if one.role == CORE and (category := self._lexicon.concepts[one.concept].category)
            ),
            number=self._number(tokens),
        )

    def _is_english(self, post: Post, tokens: Sequence[Token]) -> bool:
        """By its small words, and by what its writer said where they do not tell."""
        english = sum(token.text in self._english for token in tokens)
        norwegian = sum(token.text in self._norwegian for token in tokens)
        return english > norwegian or (english == norwegian and post.lang == "en")

    def _clause(self, tokens: Sequence[Token], first: int, last: int, *, english: bool, need: bool) -> list[Mention]:
        found = self._mentions(tokens[:last], first, english=english)
        marks = {
            name: self._markers[name].places(tokens, first, last)
            for name in ("lend", "rid", "take", "lack", "give", "says")
        }
        going = bool(marks["rid"]) if need else bool(marks["take"])
        acts = [one for one in found if one.kind in _ACTS or one.kind == "form"]
        roles = []
        for one in found:
            role = self._role(one, tokens, acts, marks, found)
            roles.append(
                replace(one, role=TAKEN if going and role in (CORE, WORKED_ON) and one.kind == "thing" else role)
            )
        told = self._purposes(self._senders(roles, tokens, marks["lack"] if need else marks["says"]), tokens)
        return [replace(one, role=CONTEXT) if self._is_around(one, tokens) else one for one in told]

    def _senders(self, found: Sequence[Mention], tokens: Sequence[Token], says: frozenset[int]) -> list[Mention]:
        """What stands before "trenger" or "tilbyr" is who speaks ("Korpset mangler ..."), if the matter follows."""
        said = min((place for place in says if not self._turned(tokens, place)), default=0)
        if not any(one.token > said and one.kind not in _AROUND for one in found):
            return list(found)
        return [replace(one, role=CONTEXT) if one.token < said else one for one in found]

    def _turned(self, tokens: Sequence[Token], place: int) -> bool:
        """ "Vakter trengs", "vakter trenger vi": the matter stands first."""
        following = tokens[place + 1].text if place + 1 < len(tokens) else ""
        return tokens[place].text.endswith("s") or following in self._words("we")

    def _is_around(self, one: Mention, tokens: Sequence[Token]) -> bool:
        return one.token > 0 and one.kind in _ACTS and tokens[one.token - 1].text in self._words("around")

    def _mentions(self, tokens: Sequence[Token], first: int, *, english: bool) -> list[Mention]:
        found: list[Mention] = []
        taken: set[int] = set()
        within: dict[int, str] = {}
        for place in range(first, len(tokens)):
            token = tokens[place]
            if place not in taken:
                phrases = self.vocabulary.phrase_at(tokens, place)
                for concept, places in phrases:
                    taken.update(places)
                    within |= dict.fromkeys(places, self._lexicon.concepts[concept].kind)
                    found.append(self._mention(Sense(concept, 1.0), token, place, tokens[places[-1]]))
            if self._is_verb(tokens, place):
                continue
            for sense in self.vocabulary.senses(token.text, english=english):
                kind = self._lexicon.concepts[sense.concept].kind
                acted = within.get(place) == "work" and kind in _THINGS  # "hente møbler": the furniture too
                if place not in taken or kind in ("who", "when") or (acted and sense.how == "word"):
                    found.append(self._mention(sense, token, place, token))
        return found

    def _is_verb(self, tokens: Sequence[Token], place: int) -> bool:
        """ "Vi lager mat", "klubben lager en film": the verb, not the store that it is spelt like."""
        if tokens[place].text not in self.vocabulary.verbs:
            return False
        before = tokens[place - 1].text if place else ""
        after = tokens[place + 1].text if place + 1 < len(tokens) else "."
        articles = ("en", "ei", "et", "ein", "eit", "a", "an", "the")
        return (
            before in self.vocabulary.we
            or after in articles
            or (
                not tokens[min(place + 1, len(tokens) - 1)].ends_clause
                and after != "."
                and after not in self.vocabulary.stop
            )
        )

    def _mention(self, sense: Sense, token: Token, place: int, until: Token) -> Mention:
        kind = self._lexicon.concepts[sense.concept].kind
        return Mention(
            sense.concept, kind, CORE, sense.weight, place, token.start, max(token.end, until.end), sense.how
        )

    def _role(
        self,
        one: Mention,
        tokens: Sequence[Token],
        acts: Sequence[Mention],
        marks: dict[str, frozenset[int]],
        found: Sequence[Mention],
    ) -> Role:
        if one.kind in _AROUND or (one.kind == "people" and self._for_them(one, tokens)):
            return CONTEXT
        if one.how == "modifier":
            return _modifier_role(one, found)
        if one.kind not in _THINGS or (not acts and one.kind == "thing"):
            return CORE
        before = [act for act in acts if act.token < one.token]
        closing = {place for name in marks for place in marks[name] if place < one.token}
        governor = max((act.token for act in before), default=-1)
        if one.kind == "place" and self._stands_at(one, tokens, found):
            return CONTEXT
        if max((place for place in marks["lend"] if place < one.token), default=-1) > governor:
            return CORE
        if before and governor > max(closing, default=-1):
            return CORE if self._near(tokens, one.token, "using") else WORKED_ON
        after = [act for act in acts if act.token > one.token]
        if not after or any(act.token == one.token for act in acts):
            return CORE
        nearest = min(after, key=lambda act: act.token)
        between = {token.text for token in tokens[one.token + 1 : nearest.token]}
        joined = {"og", "eller", "and", "or"} & between
        return CORE if joined or between & self._words("purpose") - {"som", "å"} else WORKED_ON

    def _purposes(self, found: Sequence[Mention], tokens: Sequence[Token]) -> Iterable[Mention]:
        """An act after a wanted thing and a word of purpose ("bil til flytting") explains; it is not the matter."""
        for one in found:
            if one.role == CORE and one.kind not in (*_THINGS, "people"):
                wanted = [
                    thing for thing in found if thing.kind in _THINGS and thing.role == CORE and thing.token < one.token
                ]
                if wanted and wanted[-1].how != "modifier":
                    between = [token.text for token in tokens[wanted[-1].token + 1 : one.token]]
                    if set(between) & self._words("purpose") and not {"og", "and", ","} & set(between):
                        yield replace(one, role=PURPOSE)
                        continue
            if one.role == CORE and one.kind == "work" and self._serves(one, found, tokens):
                yield replace(one, role=PURPOSE)
                continue
            yield one

    def _serves(self, one: Mention, found: Sequence[Mention], tokens: Sequence[Token]) -> bool:
        """ "Kaffe til dugnaden": what stands right before "til" is the matter."""
        link = tokens[one.token - 1].text if one.token > 1 else ""
        return link in ("til", "for", "to") and any(
            other.token == one.token - 2 and other.kind not in (*_AROUND, "people", "form") for other in found
        )

    def _stands_at(self, one: Mention, tokens: Sequence[Token], found: Sequence[Mention]) -> bool:
        other = any(
            mention.token < one.token and mention.kind not in _AROUND and mention.concept != one.concept
            for mention in found
        )
        return other and self._near(tokens, one.token, "at")

    def _for_them(self, one: Mention, tokens: Sequence[Token]) -> bool:
        """ "For personer med ...": people that it is for, not people who do it."""
        return one.token > 0 and tokens[one.token - 1].text in ("for", "til", "to", "blant", "among")

    def _near(self, tokens: Sequence[Token], place: int, name: str) -> bool:
        return any(tokens[near].text in self._words(name) for near in range(max(0, place - 2), place))

    def _words(self, name: str) -> frozenset[str]:
        return self._markers[name].single if name in self._markers else frozenset()

    def _wrong_way(self, post: Post, tokens: Sequence[Token]) -> bool:
        """Whether the first thing it says is the opposite of its kind ("Vi trenger ..." in the box for offers)."""
        signs = self._markers["asking" if post.kind == "offer" else "offering"].places(tokens, 0, len(tokens))
        contrary = self._markers["give" if post.kind == "offer" else "lack"].places(tokens, 0, len(tokens))
        if not signs or any(place not in signs for place in contrary):
            return False
        first = min(signs)
        return first == 0 or tokens[first - 1].text in self._words("we")

    def _number(self, tokens: Sequence[Token]) -> int | None:
        """The first quantity, in figures or words (English and Norwegian "en" are articles, not counts)."""
        for token in tokens:
            if token.text.isdigit() and len(token.text) < 6:
                return int(token.text)
            if self._lexicon.numbers.get(token.text, 0) > 1:
                return self._lexicon.numbers[token.text]
        return None


class _Marker:
    """A set of steering words and phrases, and where they stand in a text."""

    def __init__(self, words: Sequence[str]) -> None:
        parts = [tuple(token.text for token in tokens_of(word)) for word in words]
        self.single = frozenset(one[0] for one in parts if len(one) == 1)
        self._several = frozenset(one for one in parts if len(one) > 1)
        self._longest = max((len(one) for one in parts), default=1)

    def places(self, tokens: Sequence[Token], first: int, last: int) -> frozenset[int]:
        found = {place for place in range(first, last) if tokens[place].text in self.single}
        for place in range(first, last):
            for length in range(2, self._longest + 1):
                if tuple(token.text for token in tokens[place : place + length]) in self._several:
                    found.add(place + length - 1)
        return frozenset(found)


def _clauses(tokens: Sequence[Token]) -> Iterable[tuple[int, int]]:
    first = 0
    for place, token in enumerate(tokens):
        if token.ends_clause or token.text in ("men", "but"):
            if place > first:
                yield first, place
            first = place + 1
    if first < len(tokens):
        yield first, len(tokens)


def _modifier_role(one: Mention, found: Sequence[Mention]) -> Role:
    """The first half of a compound: worked on by an act ("bilvask"), else a purpose or subject ("treningsrom")."""
    head = next((other for other in found if other.token == one.token and other.how != "modifier"), None)
    if head is None or head.kind == "form":
        return CORE
    if head.kind in _ACTS and one.kind in _THINGS:
        return WORKED_ON
    return CONTEXT if one.kind in _AROUND else PURPOSE


def _settled(mentions: Sequence[Mention]) -> Iterable[Mention]:
    """Final weights: forms and hands step back beside a subject; without any matter, the nearest thing to one rises."""
    roles = [one.role for one in mentions]
    matter = any(
        role in (CORE, TAKEN) and one.kind not in ("form", "people") for one, role in zip(mentions, roles, strict=True)
    )
    nothing = not any(role in (CORE, TAKEN) for role in roles)
    for one in mentions:
        role, weight = one.role, one.weight
        if matter and role == CORE and one.kind == "form" and one.how != "modifier":
            weight *= POLICY.form_weight
        elif matter and role == CORE and one.kind == "people":
            weight *= POLICY.hands_weight
        elif one.kind == "form" and role == CORE and one.how == "modifier":
            weight *= POLICY.form_weight
        elif nothing and (role in (PURPOSE, WORKED_ON) or one.kind == "occasion"):
            role = CORE
        yield replace(one, role=role, weight=weight)


def lemma(token: Token) -> str:
    return lemmas(token.text)[0]
