"""Several screens that share the alphabet: which letters each of them shows.

One wall shows so many names in a minute in letters that are read from afar (`static/js/legible.js`); a large hall needs
several. People go to the screen of their letter, so a share is a stretch of the alphabet, and the same in every round.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from borse.folding import alphabetical
from borse.language import gettext as _
from borse.refusals import NotFound

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ"
# The last letters as `alphabetical` has them, behind z.
_AFTER_Z = dict(zip("{|}", "ÆØÅ", strict=True))
# Enough for 600 people in letters that are read from ten metres on a television.
MOST_SCREENS = 4
# So many names come by within a minute in letters that are read at ten metres on a television (`static/js/legible.js`).
NAMES_TO_A_SCREEN = 160
ASKED = re.compile(r"(?P<number>[1-9])av(?P<of>[1-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What screen `number` of `of` shows: the names that begin with one of these letters."""

    number: int
    of: int
    letters: str

    @property
    def name(self) -> str:
        """«A–F», as it stands on the wall."""
        return self.letters if len(self.letters) == 1 else f"{self.letters[0]}–{self.letters[-1]}"


Shares = Mapping[int, tuple[Share, ...]]


def letter_of(name: str) -> str:
    """Where a name stands in the alphabet. Digits and signs come before all letters, other scripts after them."""
    first = alphabetical(name)[:1]
    if first < "a":
        return ALPHABET[0]
    return _AFTER_Z.get(first) or (first.upper() if first <= "z" else ALPHABET[-1])


def shares_of(names: Iterable[str]) -> Shares:
    """By number of screens: the share of each, so that all have about as many of these names to show."""
    counts = Counter(map(letter_of, names))
    return {
        screens: tuple(
            Share(number=number, of=screens, letters=letters)
            for number, letters in enumerate(_shared(counts, screens), start=1)
        )
        for screens in range(2, MOST_SCREENS + 1)
    }


def screens_for(names: int) -> int:
    """With how many screens each of so many names comes by within the minute."""
    return max(1, -(-names // NAMES_TO_A_SCREEN))


def _shared(counts: Mapping[str, int], screens: int) -> list[str]:
    """Cut where a part of the names is nearest to its part of all. Each letter weighs a little: there may be none."""
    before = [0.0]  # so much comes before each letter
    for letter in ALPHABET:
        before.append(before[-1] + counts.get(letter, 0) + 1 / len(ALPHABET))
    cuts = [0]
    for number in range(1, screens):
        possible = range(cuts[-1] + 1, len(ALPHABET) - (screens - number) + 1)
        wanted = before[-1] * number / screens
        cuts.append(min(possible, key=lambda cut: abs(before[cut] - wanted)))
    cuts.append(len(ALPHABET))
    return [ALPHABET[start:end] for start, end in pairwise(cuts)]


def share_asked_for(asked: str, shares: Shares) -> Share | None:
    """«2av3» of an address; nothing is the whole list. Raises NotFound for a share that there is not."""
    if not asked:
        return None
    found = ASKED.fullmatch(asked)
    among = shares.get(int(found["of"]), ()) if found else ()
    number = int(found["number"]) if found else 0
    if not 1 <= number <= len(among):
        raise NotFound(_("Så mange skjermer kan ikke dele navnene. Gå til storskjermen og velg på nytt."))
    return among[number - 1]
