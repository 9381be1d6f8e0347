"""The file of what a tablet could not send (`static/js/offline/unsent.js`), read back: what stands in it.

    {"exchange": "borsen", "saved": "2027-03-16T20:05:00.000Z", "clock": "server" | "device",
     "entries": [{"what": "Kari er sjekket inn", "by": "Nettbrett 3", "written": "2027-03-16T17:05:12.000Z",
                  "state": "waiting" | "refused", "sentence": "…", "id": "…", "kind": "CheckIn", "data": {…}}]}

It has been in people's hands, so nothing in it is believed but what the queue would believe of the organiser
who loads it, and answers for it. The organiser's own word is not the file's to say: that an agreement counts although
it was made outside the børstid is said, or not, on the page where it is loaded.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from borse.language import gettext as _
from borse.refusals import Invalid
from borse.signs import OneLine, Seen, one_line

# A tablet that was offline a whole evening has a thousand entries, of some five hundred bytes.
LARGEST_FILE: Final = 4 * 1024 * 1024
MOST_ENTRIES: Final = 5000
# What an entry can say with the organiser's word alone, by its kind.
ORGANISERS_WORD: Final = {"RegisterAgreement": "outside_the_gongs"}
# An agreement has a list of promises, each with what was promised.
DEEPEST: Final = 6


def _thinkable(moment: datetime) -> datetime:
    """A clock may show any year; one that nobody lives in cannot be said in the hall's time."""
    return min(max(moment, datetime(1970, 1, 2, tzinfo=UTC)), datetime(2200, 1, 1, tzinfo=UTC))


Written = Annotated[AwareDatetime, AfterValidator(_thinkable)]
Short = Annotated[str, OneLine, Field(max_length=300)]


class Unsent(BaseModel):
    """An entry as the file has it. `written` is when, by the clock that the file names; `by` is the tablet's name."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    what: Short = ""
    by: Annotated[str, OneLine, Field(max_length=60)] = ""
    written: Written
    state: Literal["waiting", "refused"] = "waiting"
    sentence: Annotated[str, Seen, Field(max_length=2000)] = ""
    id: str
    kind: str
    data: dict[str, Any]

    def sent_at(self, now: datetime, *, outside_the_gongs: bool) -> dict[str, Any]:
        """The entry as a tablet would send it now (`frame/queue.py`), with the organiser's word or without."""
        age = max(0.0, (now - self.written).total_seconds())
        word = ORGANISERS_WORD.get(self.kind)
        data = self.data | {word: outside_the_gongs} if word else self.data
        return {"id": self.id, "kind": self.kind, "age": age, "data": data}

    @property
    def data_in_words(self) -> str:
        """All that was written, for whoever has to write it down anew."""
        return "\n".join(_lines(self.data))


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")
    exchange: str
    clock: Literal["server", "device"] = "device"
    entries: Annotated[tuple[Unsent, ...], Field(max_length=MOST_ENTRIES)]


@dataclass(frozen=True, slots=True)
class UnsentFile:
    """What a file holds. `text` is the file itself, on one line of ASCII, to travel in a form."""

    entries: tuple[Unsent, ...]
    knows_the_time: bool
    text: str

    @property
    def oldest(self) -> datetime:
        return min(entry.written for entry in self.entries)

    @property
    def newest(self) -> datetime:
        return max(entry.written for entry in self.entries)

    @property
    def by_tablet(self) -> list[tuple[str, int]]:
        """From which tablets, and how many from each."""
        return Counter(entry.by for entry in self.entries).most_common()

    @property
    def may_need_a_word(self) -> bool:
        """Whether there is anything in it that the organiser's word decides."""
        return any(entry.kind in ORGANISERS_WORD for entry in self.entries)

    @property
    def refused_before(self) -> int:
        return sum(entry.state == "refused" for entry in self.entries)


def read_unsent(content: bytes, slug: str) -> UnsentFile:
    """What `content` holds for the børs `slug`. Raises Invalid at the field `file`."""
    if not content:
        raise Invalid({"file": _("Velg en fil først.")})
    try:
        found = json.loads(content.decode("utf-8-sig"))
        file = _File.model_validate(found)
    except (ValueError, RecursionError, ValidationError):  # no JSON, no text, nested without end, or something else
        raise Invalid(
            {"file": _("Dette er ikke en fil fra et nettbrett, eller den er endret. Den heter «ikke-sendt….json».")}
        ) from None
    if file.exchange != slug:
        raise Invalid({"file": _("Fila er fra en annen børs: %s. Last den inn der.") % one_line(file.exchange[:60])})
    if not file.entries:
        raise Invalid({"file": _("Fila er tom: nettbrettet hadde sendt alt.")})
    return UnsentFile(file.entries, file.clock == "server", json.dumps(found, separators=(",", ":")))


def _lines(value: Any, name: str = "", depth: int = 0) -> Iterator[str]:
    """`promises.1.what: Maling`, a line for each thing that was filled in."""
    if depth < DEEPEST and isinstance(value, dict | list):
        parts = value.items() if isinstance(value, dict) else enumerate(value, 1)
        for key, one in parts:
            yield from _lines(one, f"{name}.{key}" if name else str(key), depth + 1)
    elif value not in (None, "", [], {}):
        yield str(one_line(f"{name}: {str(value)[:2000]}"))
