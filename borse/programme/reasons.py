"""Why two parties meet: kept as data with the meeting, said to each of the two from where they sit."""

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from borse.affinity import PairAffinity, Reason
from borse.language import gettext as _
from borse.own_words import category_name

Words = Annotated[str, Field(max_length=600)]

# More reasons than this are not read on a telephone in a crowd.
MOST_REASONS = 4
# Beside a good reason, one that is less than half as good only makes people doubt the good one.
SHARE_OF_BEST = 0.5


class Why(BaseModel):
    """One reason. Those of the affinity, and `organiser` (a locked pair) and `unknown` (a meeting for company).

    `needing` and `offering` are parties; `about` is a concept, a category, or the party that wished.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: Literal["answers", "takes", "same_words", "category", "wish", "alike", "organiser", "unknown"]
    need: Words = ""
    offer: Words = ""
    about: Words = ""
    needing: str = ""
    offering: str = ""


def why_they_meet(affinity: PairAffinity | None, *, wanted: bool = False) -> tuple[Why, ...]:
    """The reasons for a pair, the best first; there is always one. `wanted`: the organiser has locked the pair."""
    found = [] if affinity is None else list(_of(affinity))[:MOST_REASONS]
    if wanted:
        found.insert(0, Why(kind="organiser"))
    return tuple(found) or (Why(kind="unknown"),)


def _of(affinity: PairAffinity) -> Iterator[Why]:
    """Wishes, and for each need the offer that answers it best."""
    for party in affinity.wished_by:
        yield Why(kind="wish", about=party)
    told: set[tuple[str, str]] = set()
    best = max((answer.affinity.score for answer in affinity.answers), default=0.0)
    for answer in affinity.answers:
        if answer.affinity.score < SHARE_OF_BEST * best:
            continue
        for reason in answer.affinity.reasons[:1]:
            # Two needs may be quoted in the same words: said once is enough. So is one offer for each need.
            if (answer.need, "") not in told and (reason.need, reason.offer) not in told:
                told |= {(answer.need, ""), (reason.need, reason.offer)}
                yield Why(
                    kind=reason.kind,
                    need=reason.need,
                    offer=reason.offer,
                    about=reason.about,
                    needing=answer.needing,
                    offering=answer.offering,
                )


def on_disk(reasons: tuple[Why, ...]) -> str:
    return json.dumps([why.model_dump(exclude_defaults=True) for why in reasons], ensure_ascii=False)


def from_disk(text: str) -> tuple[Why, ...]:
    return tuple(Why.model_validate(entry) for entry in json.loads(text))


def sentence(why: Why, names: Mapping[str, str], *, reader: str | None = None) -> str:
    """The reason as `reader` (a party) reads it; without a reader, as somebody who plans for both."""
    match why.kind:
        case "organiser":
            return _("Arrangøren tror at dere har noe å snakke om.")
        case "unknown":
            return _("Et møte for å bli kjent: spør hva den andre har, og hva de trenger.")
        case "wish" if why.about == reader:
            return _("Dere ønsket dette møtet.")
        case "wish":
            return _full(Reason(kind="wish", about=names.get(why.about, _("Den andre"))).sentence(_))
        case kind:
            about = category_name(why.about) if kind == "category" else why.about
            reason = Reason(kind=kind, need=why.need, offer=why.offer, about=about)
            if reader is None:
                whose = f"{names.get(why.needing, '')} " if kind in {"answers", "takes"} else ""
                return _full(whose + reason.sentence(_, reader="both"))
            return _full(reason.sentence(_, reader="need" if why.needing == reader else "offer"))


def _full(words: str) -> str:
    """A whole sentence: a capital first, a full stop last."""
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "!", "?")) else ".")
