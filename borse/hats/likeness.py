"""Who may be the same: by number, by name however it is spelt, by address. Suggestions only; somebody decides."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from typing import Literal

from borse.folding import folded, is_same_person, name_key

Sign = Literal["number", "name", "near_name", "contact"]

# How much of two names is the same letters in the same order, 0 to 1. «Lørenskog turlag» and «Lørenskog turlags» are
# 0.97, «Lørenskog turlag» and «Lørenskog korps» 0.69. With a shared address less is enough.
NEAR, NEAR_AND_SHARED = 0.88, 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A party or a person: `addresses` are e-mails and telephones (a party's are its people's)."""

    id: str
    name: str
    number: str
    addresses: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Two that may be one, and what says so. `a` was here first."""

    a: Known
    b: Known
    signs: tuple[Sign, ...]


def like_parties(parties: Iterable[Known]) -> Iterator[Alike]:
    """Pairs in the order of `parties`, which is when they signed up."""
    for a, b in combinations(parties, 2):
        if signs := tuple(_party_signs(a, b)):
            yield Alike(a=a, b=b, signs=signs)


def like_people(people: Iterable[Known]) -> Iterator[Alike]:
    """By address with a name that fits, or by a whole name (a forename alone says nothing)."""
    everybody = list(people)
    place = {person.id: number for number, person in enumerate(everybody)}
    groups: dict[str, list[Known]] = defaultdict(list)
    for person in everybody:
        for key in (*person.addresses, *([name_key(person.name)] if " " in folded(person.name) else [])):
            groups[key].append(person)
    pairs = {(a.id, b.id): (a, b) for group in groups.values() for a, b in combinations(group, 2)}
    for a, b in sorted(pairs.values(), key=lambda pair: (place[pair[0].id], place[pair[1].id])):
        if signs := tuple(_person_signs(a, b)):
            yield Alike(a=a, b=b, signs=signs)


def _party_signs(a: Known, b: Known) -> Iterator[Sign]:
    if a.number and a.number == b.number:
        yield "number"
    shared = bool(a.addresses & b.addresses)
    if _same_words(a.name, b.name):
        yield "name"
    elif not (a.number and b.number) and _near(a.name, b.name, NEAR_AND_SHARED if shared else NEAR):
        yield "near_name"
    else:
        return
    if shared:
        yield "contact"


def _person_signs(a: Known, b: Known) -> Iterator[Sign]:
    shared = bool(a.addresses & b.addresses)
    if name_key(a.name) == name_key(b.name):
        yield "name"
    elif shared and (is_same_person(a.name, b.name) or _near(a.name, b.name, NEAR)):
        yield "near_name"
    else:
        return
    if shared:
        yield "contact"


def _same_words(a: str, b: str) -> bool:
    """In whatever order: «Turlaget Lørenskog» and «Lørenskog turlaget»."""
    return sorted(folded(a).split()) == sorted(folded(b).split()) or name_key(a) == name_key(b)


def _near(a: str, b: str, least: float) -> bool:
    """Much of them the same. Names that are numbered («1. speidergruppe», «2. speidergruppe») are of two."""
    one, other = name_key(a), name_key(b)
    if [sign for sign in one if sign.isdigit()] != [sign for sign in other if sign.isdigit()]:
        return False
    if not one or not other or 2 * min(len(one), len(other)) < least * (len(one) + len(other)):
        return False
    likeness = SequenceMatcher(None, one, other, autojunk=False)
    return likeness.quick_ratio() >= least and likeness.ratio() >= least
