"""Reasons: why an offer is held against a need, as data first and as a sentence in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

ReasonKind = Literal["answers", "takes", "same_words", "category", "wish", "alike"]
Reader = Literal["need", "offer", "both"]

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason: `need` and `offer` are quoted from the posts, `about` names a concept, a category or a party.

    answers     the offer's words answer the need's (`about`: the concepts that say so)
    takes       the offer takes what the need wants to be rid of
    same_words  both use the word `about`
    category    both stand under the category `about`
    wish        the party `about` asked to meet the other
    alike       the sentence model finds the two alike
    """

    kind: ReasonKind
    need: str = ""
    offer: str = ""
    about: str = ""

    def sentence(self, _: Translate = str, *, reader: Reader = "need") -> str:
        """The reason for the party that needs, the party that offers, or somebody who plans for both.

        `_` is gettext's function for the reader's language; without one the sentence is bokmål.
        """
        template = _sentences(_)[self.kind][("need", "offer", "both").index(reader)]
        return template % {"need": self.need, "offer": self.offer, "about": self.about}


@dataclass(frozen=True, slots=True, kw_only=True)
class Affinity:
    """How well an offer answers a need, 0 to 1, and why (the strongest reason first)."""

    score: float
    reasons: tuple[Reason, ...] = ()


def _sentences(_: Translate) -> dict[ReasonKind, tuple[str, str, str]]:
    both = _("begge skriver om «%(about)s»")
    return {
        "answers": (
            _("dere trenger «%(need)s» – de tilbyr «%(offer)s»"),
            _("de trenger «%(need)s» – dere tilbyr «%(offer)s»"),
            _("trenger «%(need)s» – får tilbud om «%(offer)s»"),
        ),
        "takes": (
            _("dere vil bli kvitt «%(need)s» – de tar imot «%(offer)s»"),
            _("de vil bli kvitt «%(need)s» – dere tar imot «%(offer)s»"),
            _("vil bli kvitt «%(need)s» – den andre tar imot «%(offer)s»"),
        ),
        "same_words": (both, both, both),
        "category": (_("begge står under %(about)s"),) * 3,
        "wish": (_("%(about)s ønsker dette møtet"),) * 3,
        "alike": (
            _("teksten deres ligner på «%(offer)s»"),
            _("teksten deres ligner på «%(need)s»"),
            _("tekstene ligner"),
        ),
    }
