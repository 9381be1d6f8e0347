"""The lexicon of the domain: concepts, their words, and what answers what.

It is read from TOML files that an organiser can read and add to (docs/affinity.md tells how). A concept says its
words in bokmål, nynorsk and English; which concepts are broader; which are near; and which offers answer a need for
it. From that follows one matrix: how well an offer of one concept answers a need for another, 0 to 1.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "lexicon"
KINDS = (
    "work",
    "skill",
    "form",
    "care",
    "place",
    "thing",
    "network",
    "experience",
    "people",
    "occasion",
    "who",
    "when",
)
_KEYS = {"kind", "category", "label", "nb", "nn", "en", "broader", "near", "answered_by", "reach"}


class LexiconRefused(ValueError):  # noqa: N818 -- a refusal, as the house calls them
    """A lexicon file is not what it should be; the message is one sentence for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """Something that can be offered or needed, or that tells for whom, when and why.

    `near` holds both ways; `answered_by` says that an offer of the other answers a need for this. `reach` is how well
    an offer of just this answers a need for something narrower (None: the policy's usual).
    """

    id: str
    kind: str
    label: str
    category: str = ""
    words: tuple[str, ...] = ()  # bokmål and nynorsk
    english: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    near: Mapping[str, float] = field(default_factory=dict)
    answered_by: Mapping[str, float] = field(default_factory=dict)
    reach: float | None = None


@dataclass(frozen=True, kw_only=True, eq=False)  # compared as itself, so that what is built from it can be kept
class Lexicon:
    """Concepts by id, and the words that steer: `speech` by their name ("lend", "rid", "stop", ...)."""

    concepts: Mapping[str, Concept]
    speech: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, int]


def own_lexicon(paths: Iterable[Path] = ()) -> Lexicon:
    """The lexicon that comes with Børs, extended by the organiser's own files, if any.

    A concept of an own file with a known id adds its words and relations to it. Raises LexiconRefused.
    """
    return _built(_read(path) for path in (*sorted(_FOLDER.glob("*.toml")), *paths))


@cache
def standard_lexicon() -> Lexicon:
    """The lexicon that comes with Børs, read once."""
    return own_lexicon()


def _read(path: Path) -> tuple[str, dict[str, Any]]:
    try:
        return path.name, tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as trouble:
        raise LexiconRefused(f"{path.name} cannot be read: {trouble}.") from trouble


def _built(files: Iterable[tuple[str, dict[str, Any]]]) -> Lexicon:
    concepts: dict[str, Concept] = {}
    speech: dict[str, tuple[str, ...]] = {}
    numbers: dict[str, int] = {}
    for name, content in files:
        for key, entry in content.get("concept", {}).items():
            concept = _concept(name, key, entry, content)
            concepts[key] = _merged(concepts[key], concept) if key in concepts else concept
        for key, words in content.get("speech", {}).items():
            plain = key.removesuffix("_nn").removesuffix("_en")
            speech[plain] = (*speech.get(plain, ()), *_listed(words))
        numbers |= content.get("numbers", {})
    _refuse_strangers(concepts)
    concepts = {key: _without_narrower(concept, concepts) for key, concept in concepts.items()}
    return Lexicon(concepts=concepts, speech=speech, numbers=numbers)


def _concept(file: str, key: str, entry: Any, content: Mapping[str, Any]) -> Concept:
    if not isinstance(entry, dict) or (unknown := set(entry) - _KEYS):
        told = f'has the unknown key "{min(unknown)}"' if isinstance(entry, dict) else "is not a table"
        raise LexiconRefused(f"{file}: the concept {key} {told}.")
    kind = entry.get("kind", content.get("kind", ""))
    if kind not in KINDS:
        raise LexiconRefused(f'{file}: the concept {key} has the kind "{kind}"; it must be one of {", ".join(KINDS)}.')
    words = tuple(word for lang in ("nb", "nn") for word in _listed(entry.get(lang, "")))
    english = _listed(entry.get("en", ""))
    if not (*words, *english):
        raise LexiconRefused(f"{file}: the concept {key} has no words.")
    return Concept(
        id=key,
        kind=kind,
        label=entry.get("label", (*words, *english)[0]),
        category=entry.get("category", content.get("category", "")),
        words=tuple(dict.fromkeys(word.lower() for word in words)),
        english=tuple(dict.fromkeys(word.lower() for word in english)),
        broader=_listed(entry.get("broader", "")),
        near=_weighed(file, key, entry.get("near", "")),
        answered_by=_weighed(file, key, entry.get("answered_by", "")),
        reach=entry.get("reach"),
    )


def _without_narrower(concept: Concept, concepts: Mapping[str, Concept]) -> Concept:
    """The concept less the words that stand under something narrower too: the narrower concept has them."""
    below = [other for other in concepts.values() if concept.id in above(other.id, concepts)]
    taken = {word for other in below for word in (*other.words, *other.english)}
    return replace(
        concept,
        words=tuple(word for word in concept.words if word not in taken),
        english=tuple(word for word in concept.english if word not in taken),
    )


def _listed(words: str | list[str]) -> tuple[str, ...]:
    parts = words.split(",") if isinstance(words, str) else words
    return tuple(part.strip() for part in parts if part.strip())


def _weighed(file: str, key: str, text: str) -> dict[str, float]:
    """The text "transport 0.7, bil 0.5" as a table."""
    weights: dict[str, float] = {}
    for part in _listed(text):
        name, _, number = part.rpartition(" ")
        try:
            weights[name.strip()] = float(number)
        except ValueError as trouble:
            raise LexiconRefused(f'{file}: the concept {key} has "{part}"; write a name and a number.') from trouble
        if not 0 <= weights[name.strip()] <= 1:
            raise LexiconRefused(f'{file}: the concept {key} has "{part}"; the number must be from 0 to 1.')
    return weights


def _merged(old: Concept, new: Concept) -> Concept:
    return Concept(
        id=old.id,
        kind=old.kind,
        label=old.label,
        category=old.category or new.category,
        words=tuple(dict.fromkeys((*old.words, *new.words))),
        english=tuple(dict.fromkeys((*old.english, *new.english))),
        broader=tuple(dict.fromkeys((*old.broader, *new.broader))),
        near={**old.near, **new.near},
        answered_by={**old.answered_by, **new.answered_by},
        reach=old.reach if new.reach is None else new.reach,
    )


def _refuse_strangers(concepts: Mapping[str, Concept]) -> None:
    for concept in concepts.values():
        for other in (*concept.broader, *concept.near, *concept.answered_by):
            if other not in concepts:
                raise LexiconRefused(f'The concept {concept.id} points to "{other}", which is no concept.')


def above(key: str, concepts: Mapping[str, Concept]) -> dict[str, int]:
    """Everything broader than a concept, with the fewest steps up to it."""
    steps: dict[str, int] = {}
    edge, distance = list(concepts[key].broader), 1
    while edge:
        fresh = [above for above in edge if above not in steps and above != key]
        steps |= dict.fromkeys(fresh, distance)
        edge = [further for above in fresh for further in concepts[above].broader]
        distance += 1
    return steps
