"""Roles: what each mention in a clause is to what is asked for or offered.

A word alone does not say. In "låne bort bil" the car is the matter, in "vaske bil" it is what is worked on, in "bil til
flytting" the moving is the purpose. A few rules of Norwegian and English word order tell them apart; whatever they
cannot tell stays the matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from borse.affinity.markers import Marker
from borse.affinity.policy import CONTEXT, CORE, POLICY, PURPOSE, TAKEN, WORKED_ON, Role
from borse.affinity.words import Token

THINGS = ("thing", "place")
AROUND = ("who", "when", "occasion")
_AND = frozenset(("og", "eller", "and", "or"))
_TO = frozenset(("til", "for", "to"))
_SENDER_WITHIN = 2  # "[det lokale] korpset trenger ...": who speaks is named first
_AMONG = _TO | {"blant", "among", "med", "with"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept in a post: in which role, how much it weighs, and where its word stands (token; last character)."""

    concept: str
    kind: str
    role: Role
    weight: float
    token: int
    end: int
    how: Literal["word", "modifier", "carried", "misspelt"] = "word"


class Clause:
    """The tokens of a post up to the end of one clause, with the mentions and markers in it."""

    def __init__(
        self, tokens: Sequence[Token], found: Sequence[Mention], markers: Mapping[str, Marker], first: int
    ) -> None:
        self._tokens = tokens
        self._first = first
        self._found = found
        self._acts = [one for one in found if one.kind in ("work", "form")]
        self._words = {name: marker.single for name, marker in markers.items()}
        self._marks = {
            name: markers[name].places(tokens, first, len(tokens))
            for name in ("lend", "rid", "take", "lack", "give", "says")
        }

    def told(self, *, need: bool) -> list[Mention]:
        """The mentions with their roles; `need` says whether the post is one."""
        going = bool(self._marks["rid" if need else "take"])
        roles = [replace(one, role=self._role(one)) for one in self._found]
        if going:
            roles = [
                replace(one, role=TAKEN) if one.kind == "thing" and one.role in (CORE, WORKED_ON) else one
                for one in roles
            ]
        told = self._purposes(self._senders(roles, self._marks["lack" if need else "says"]))
        return [replace(one, role=CONTEXT) if self._is_around(one) else one for one in told]

    def _role(self, one: Mention) -> Role:
        if one.kind in AROUND or (one.kind == "people" and self._before(one, 1) in _AMONG):
            return CONTEXT  # "for personer med ...": whom it is for, not who does it
        if one.how == "modifier":
            return self._role_in_compound(one)
        if one.kind == "thing" and self._has_room(one):
            return PURPOSE
        if one.kind not in THINGS or (one.kind == "thing" and not self._acts):
            return CORE
        if one.kind == "place" and self._stands_at(one):
            return CONTEXT
        return self._governed(one)

    def _role_in_compound(self, one: Mention) -> Role:
        """The first half: worked on by an act ("bilvask"), else a subject ("datakurs") or purpose ("treningsrom")."""
        head = next((other for other in self._found if other.token == one.token and other.how != "modifier"), None)
        if head is None or head.kind == "form":
            return CORE
        return WORKED_ON if head.kind == "work" and one.kind in THINGS else PURPOSE

    def _governed(self, one: Mention) -> Role:
        """A thing or place belongs to the nearest act or marker before it, else to an act after it."""
        act = max((act.token for act in self._acts if act.token < one.token), default=-1)
        lent = max((place for place in self._marks["lend"] if place < one.token), default=-1)
        marked = max((place for name in self._marks for place in self._marks[name] if place < one.token), default=-1)
        if lent > act:
            return CORE
        if act > marked:
            return CORE if self._near(one, "using") else WORKED_ON
        after = [act.token for act in self._acts if act.token > one.token]
        if not after or any(act.token == one.token for act in self._acts):
            return CORE
        between = {token.text for token in self._tokens[one.token + 1 : min(after)]}
        purposes = self._words["purpose"] - {"som", "å"}
        return CORE if between & (_AND | purposes | self._words["using"]) else WORKED_ON

    def _has_room(self, one: Mention) -> bool:
        """As in "lager for møbler": the room is the matter, the furniture says what for."""
        link = self._before(one, 1)
        return link in _TO and any(other.kind == "place" and other.token == one.token - 2 for other in self._found)

    def _stands_at(self, one: Mention) -> bool:
        """As in "konsert i kirka": where it is, if something else is the matter."""
        other = any(
            mention.token < one.token and mention.kind not in AROUND and mention.concept != one.concept
            for mention in self._found
        )
        led = any(mention.token < one.token and mention.kind in ("care", "work") for mention in self._found)
        return (other and self._near(one, "at")) or (led and self._before(one, 1) in _TO)

    def _senders(self, found: Sequence[Mention], says: frozenset[int]) -> list[Mention]:
        """What stands before "trenger" or "tilbyr" is who speaks ("Korpset mangler ..."), if the matter follows."""
        said = min((place for place in says if not self._turned(place)), default=0)
        if not any(one.token > said and one.kind not in AROUND for one in found):
            return list(found)
        begins = self._first + _SENDER_WITHIN
        return [
            replace(one, role=CONTEXT if one.token < begins else _lesser(one.role)) if one.token < said else one
            for one in found
        ]

    def _turned(self, place: int) -> bool:
        """As in "vakter trengs", "vakter trenger vi": the matter stands first."""
        following = self._tokens[place + 1].text if place + 1 < len(self._tokens) else ""
        return self._tokens[place].text.endswith("s") or following in self._words["we"]

    def _purposes(self, found: Sequence[Mention]) -> Iterable[Mention]:
        """What follows a wanted thing and a word of purpose ("bil til flytting") explains; it is not the matter."""
        for one in found:
            explains = one.role == CORE and (self._after_thing(one, found) or self._serves(one, found))
            yield replace(one, role=PURPOSE) if explains else one

    def _after_thing(self, one: Mention, found: Sequence[Mention]) -> bool:
        if one.kind in (*THINGS, "people"):
            return False
        wanted = [thing for thing in found if thing.kind in THINGS and thing.role == CORE and thing.token < one.token]
        if not wanted or wanted[-1].how == "modifier":
            return False
        between = {token.text for token in self._tokens[wanted[-1].token + 1 : one.token]}
        return bool(between & self._words["purpose"]) and not between & {"og", "and"}

    def _serves(self, one: Mention, found: Sequence[Mention]) -> bool:
        """As in "kaffe til dugnaden": what stands right before "til" is the matter."""
        return (
            one.kind not in (*AROUND, "people", "form")
            and self._before(one, 1) in _TO
            and any(other.token == one.token - 2 and other.kind not in (*AROUND, "people", "form") for other in found)
        )

    def _is_around(self, one: Mention) -> bool:
        """As in "før flytting" or "når klubben pusser opp": an act that only tells when."""
        if one.kind == "work" and self._before(one, 1) in self._words["around"]:
            return True
        asides = [
            place for place in range(self._first, one.token) if self._tokens[place].text in self._words["meanwhile"]
        ]
        return bool(asides) and any(other.token < asides[0] and other.kind not in AROUND for other in self._found)

    def _before(self, one: Mention, steps: int) -> str:
        return self._tokens[one.token - steps].text if one.token >= steps else ""

    def _near(self, one: Mention, name: str) -> bool:
        """Whether such a word stands right before, or one word off ("med stor varebil")."""
        return any(self._before(one, steps) in self._words[name] for steps in (1, 2))


def settled(mentions: Sequence[Mention]) -> list[Mention]:
    """Final weights: forms and hands step back beside a subject; without any matter, the nearest thing to one rises."""
    matters = [one for one in mentions if one.role in (CORE, TAKEN)]
    subject = any(one.kind not in ("form", "people") for one in matters)
    told = []
    for one in mentions:
        role, weight = one.role, one.weight
        if role == CORE and one.kind == "form" and (subject or one.how == "modifier"):
            weight *= POLICY.form_weight
        elif role == CORE and one.kind == "people" and subject:
            weight *= POLICY.hands_weight
        elif not matters and (role in (PURPOSE, WORKED_ON) or one.kind == "occasion"):
            role = CORE
        told.append(replace(one, role=role, weight=weight))
    return told


def _lesser(role: Role) -> Role:
    return PURPOSE if role in (CORE, TAKEN) else role
