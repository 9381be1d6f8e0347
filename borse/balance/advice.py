"""What follows from the numbers: how many agreements to expect, and whom to invite while there is time."""

from collections.abc import Iterator
from dataclasses import dataclass

from borse.balance.reads import Tally
from borse.exchange import side_names
from borse.language import gettext as _
from borse.language import ngettext

# Agreements per organisation that came, over the published exchanges: the lowest, the median, the highest.
LOWEST, MEDIAN, HIGHEST = 0.4, 1.2, 2.7
# A side with fewer parties than this part of the largest side is one to invite more from.
SMALL_SIDE = 0.5
MOST_CATEGORIES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Agreements, whole ones."""

    lowest: int
    likely: int
    highest: int


def expected(tally: Tally) -> Expected:
    """From the number of organisations that have signed up; 10 to 30 of 100 do not come, which the ratios contain."""
    parties = sum(tally.parties.values())
    return Expected(lowest=round(parties * LOWEST), likely=round(parties * MEDIAN), highest=round(parties * HIGHEST))


def advice(tally: Tally) -> list[str]:
    """Sentences, the most pressing first. Empty when nothing is out of balance."""
    return [*_sides(tally), *_categories(tally)]


def _sides(tally: Tally) -> Iterator[str]:
    """Private people are few at every børs: nobody is asked to find more of them."""
    names = side_names()
    largest = max(tally.parties.values())
    meeting = {side for pair in tally.meeting for side in pair} - {"individual"}
    for side, number in sorted(tally.parties.items(), key=lambda one: one[1]):
        if side in meeting and number < SMALL_SIDE * largest:
            sentence = ngettext(
                "Inviter flere: bare %(num)d aktør er av typen «%(side)s», mot %(largest)d på den største siden.",
                "Inviter flere: bare %(num)d aktører er av typen «%(side)s», mot %(largest)d på den største siden.",
                number,
            )
            yield sentence % {"num": number, "side": names[side].lower(), "largest": largest}


def _categories(tally: Tally) -> Iterator[str]:
    """Where needs outnumber offers the most, and who usually has what is asked for."""
    names = side_names()
    short = [
        (tally.filed[category, "need"] - tally.filed[category, "offer"], category, name)
        for category, name in tally.categories
    ]
    for missing, category, name in sorted(short, key=lambda one: -one[0])[:MOST_CATEGORIES]:
        if missing <= 0:
            return
        values = {
            "category": name,
            "needs": tally.filed[category, "need"],
            "offers": tally.filed[category, "offer"],
        }
        giver = max(tally.parties, key=lambda side: (tally.givers[category, side], side != "individual"))
        if tally.givers[category, giver]:
            sentence = _(
                "«%(category)s» har %(needs)d behov og %(offers)d tilbud. De fleste tilbudene kommer fra: %(side)s."
            )
            yield sentence % (values | {"side": names[giver].lower()})
        else:
            sentence = _("«%(category)s» har %(needs)d behov og ingen tilbud. Spør noen som kan by på det.")
            yield sentence % values
