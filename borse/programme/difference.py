"""What a version changes for people, in numbers: those who are here or may still come. Who is absent loses nothing."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from borse.language import gettext as _
from borse.language import ngettext
from borse.presence import presence_of
from borse.programme.compare import changes_between
from matching import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """People, each counted once, where it matters most: a meeting lost without a new one, a new one, one elsewhere.

    `company`: the same meetings with somebody else at the table. `kept`: all is as it was.
    """

    lost: int
    new: int
    moved: int
    company: int
    kept: int

    @property
    def affected(self) -> int:
        return self.lost + self.new + self.moved + self.company

    def sentences(self) -> list[str]:
        parts = (
            (self.new, ngettext("%(num)s får et nytt møte", "%(num)s får nye møter", self.new)),
            (self.moved, ngettext("%(num)s får et møte flyttet", "%(num)s får møter flyttet", self.moved)),
            (
                self.lost,
                ngettext("%(num)s mister et møte uten å få et nytt", "%(num)s mister møter uten å få nye", self.lost),
            ),
            (
                self.company,
                ngettext(
                    "%(num)s møter en annen fra samme aktør", "%(num)s møter en annen fra samme aktør", self.company
                ),
            ),
        )
        told = [words % {"num": number} for number, words in parts if number]
        kept = ngettext("%(num)s beholder alt som det er.", "%(num)s beholder alt som det er.", self.kept)
        first = [", ".join(told)[:1].upper() + ", ".join(told)[1:] + "."] if told else [_("Ingen får noe endret.")]
        return [*first, kept % {"num": self.kept}]


def difference(db: Database, before: int, after: int, now: datetime) -> Difference:
    """Between two versions of the programme."""
    found = changes_between(db, before, after).people
    people = [one for one, state in presence_of(db, now).items() if state in {"here", "awaited"}]
    counted = Counter(_worst({change.kind for change in found.get(one, ())}) for one in people)
    return Difference(
        lost=counted["lost"],
        new=counted["new"],
        moved=counted["moved"],
        company=counted["company"],
        kept=counted["kept"],
    )


def _worst(kinds: Collection[Kind]) -> str:
    if Kind.ADDED in kinds:
        return "new"
    if Kind.DROPPED in kinds:
        return "lost"
    if {Kind.ANOTHER_ROUND, Kind.ANOTHER_TABLE} & {*kinds}:
        return "moved"
    return "company" if kinds else "kept"
