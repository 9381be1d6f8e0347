"""Reading JSON that may be anything: every fault becomes one line that says where, what, and how to mend it.

A `Form` walks over parsed JSON and collects faults instead of stopping at the first, because whoever mends a file by
hand wants the whole list. JSON itself is read more strictly than Python does by default: a key written twice, NaN and
nesting beyond reason are faults, not surprises.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NoReturn

from matching.problem import LARGEST
from matching.refusals import Faulty

LONGEST_QUOTE = 60


def quoted(value: object) -> str:
    """A value as it may stand in a one-line message: JSON, cut short, no line breaks."""
    text = json.dumps(value, ensure_ascii=True, default=str)
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "…"


def parse(text: str, what: str) -> Mapping[str, Any]:
    """The JSON object in a text. Raises Faulty with one line when there is none."""

    def object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        fields = dict(pairs)
        if len(fields) < len(pairs):
            seen: set[str] = set()
            twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]  # add returns None on purpose
            raise Faulty([f"{what}: the key {quoted(twice)} is written twice in one object; keep one of them."])
        return fields

    def no_constant(name: str) -> NoReturn:
        raise Faulty([f"{what}: {name} is not a number in JSON; write a whole number."])

    try:
        found = json.loads(text, object_pairs_hook=object_of, parse_constant=no_constant)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno} column {error.colno}"
        raise Faulty([f"{what}: not JSON at {where} ({error.msg}); write one JSON object."]) from None
    except RecursionError:
        raise Faulty([f"{what}: brackets are nested too deeply; write one flat JSON object."]) from None
    except Faulty:
        raise
    except ValueError:
        raise Faulty([f"{what}: a number has thousands of digits; write whole numbers to {LARGEST}."]) from None
    if not isinstance(found, dict):
        raise Faulty([f"{what}: is {quoted(found)}; write one JSON object in curly brackets."])
    return found


class Form:
    """Fields of parsed JSON, and the faults met while reading them."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def fault(self, where: str, what: str) -> None:
        self.faults.append(f"{where}: {what}")

    def keys(self, where: str, fields: Mapping[str, Any], needed: Sequence[str], optional: Sequence[str] = ()) -> bool:
        """Whether every needed key is there; unknown keys are faults as well, but do not hinder the reading."""
        for key in fields:
            if key not in needed and key not in optional:
                allowed = ", ".join((*needed, *optional))
                self.fault(where, f"unknown key {quoted(key)}; use one of: {allowed}.")
        missing = [key for key in needed if key not in fields]
        for key in missing:
            self.fault(where, f"the key {quoted(key)} is missing; add it.")
        return not missing

    def objects(self, fields: Mapping[str, Any], key: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The objects of a list, each with the words that say where it stands."""
        for where, item in self.items("", fields.get(key, []), key):
            if isinstance(item, dict):
                yield where, item
            else:
                self.fault(where, f"is {quoted(item)}; write an object in curly brackets.")

    def items(self, where: str, value: object, key: str) -> Iterator[tuple[str, object]]:
        place = f"{where}.{key}" if where else key
        if not isinstance(value, list):
            self.fault(place, f"is {quoted(value)}; write a list in square brackets.")
            return
        for number, item in enumerate(value):
            yield f"{place}[{number}]", item

    def text(self, where: str, value: object) -> str | None:
        if not isinstance(value, str) or not value:
            self.fault(where, f"is {quoted(value)}; write a text in quotes that is not empty.")
            return None
        if any("\ud800" <= sign <= "\udfff" for sign in value):
            self.fault(where, f"is {quoted(value)}, which holds half a character; write it anew.")
            return None
        return value

    def known(self, where: str, value: object, ids: Mapping[str, object], what: str) -> str | None:
        """An id that stands elsewhere in the file."""
        name = self.text(where, value)
        if name is not None and name not in ids:
            self.fault(where, f"there is no {what} {quoted(name)}; add it or take it out here.")
            return None
        return name

    def names(
        self, where: str, fields: Mapping[str, Any], key: str, ids: Mapping[str, object] | None = None, what: str = ""
    ) -> tuple[str, ...]:
        """A list of texts, each once; of known ids when `ids` is given."""
        found: dict[str, None] = {}
        for place, item in self.items(where, fields.get(key, []), key):
            name = self.text(place, item) if ids is None else self.known(place, item, ids, what)
            if name is None:
                continue
            if name in found:
                self.fault(place, f"{quoted(name)} is written twice; keep one.")
            found[name] = None
        return tuple(found)

    def number(self, where: str, value: object) -> int | None:
        """A whole number from 0 to LARGEST. True and 1.0 are not whole numbers in a file."""
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST:
            return value
        self.fault(where, f"is {quoted(value)}; write a whole number from 0 to {LARGEST}.")
        return None

    def new_id(self, where: str, fields: Mapping[str, Any], taken: Mapping[str, object]) -> str | None:
        """The id of a thing, which no other thing of its kind may have."""
        name = self.text(f"{where}.id", fields["id"])
        if name is not None and name in taken:
            self.fault(where, f"the id {quoted(name)} is written twice; give every one its own.")
            return None
        return name
