"""What a meeting is worth: the numbers that planning rests on, each with its reason. Read it aloud.

The engine first lets as few as possible lack meetings, and then makes the sum of these as large as it can.
"""

from dataclasses import dataclass

from borse.language import gettext as _

# Added to what the affinity says of a pair (0 to 100).
ANY_MEETING = 1
NEED_ANSWERED = 60
CHANCES_PER_NEED = 2
# An affinity below this may be a coincidence of words: it counts in the pair's worth, but the need is not met by it.
LEAST_FOR_A_NEED = 0.3
A_FAIR_SHARE = 150
SHALL_MEET = 10_000
CHANGE = 40
CHOICES_PER_PARTY = 12


@dataclass(frozen=True, slots=True)
class Number:
    """A line of the policy as the organiser reads it."""

    what: str
    value: int
    why: str


def policy() -> tuple[Number, ...]:
    """The policy in words, for the page that explains the planning."""
    return (
        Number(
            _("Treffet mellom to aktører, høyst"),
            100,
            _("Jo bedre tilbud og behov passer sammen, og jo mer de ønsker hverandre, desto viktigere er møtet."),
        ),
        Number(
            _("Et behov som får et møte med noen som kan dekke det"),
            NEED_ANSWERED,
            _("Mange behov med ett møte hver er bedre enn få behov med mange møter."),
        ),
        Number(
            _("Antall møter om samme behov som teller"),
            CHANCES_PER_NEED,
            _("Omtrent hver tredje samtale blir til en avtale, så et behov bør få to sjanser. En tredje teller ikke."),
        ),
        Number(
            _("Hvert av de første møtene til en aktør, opp til ett mindre enn det som er lovet"),
            A_FAIR_SHARE,
            _("Når ikke alle kan få nok, skal det fordeles: tre som mangler ett møte, heller enn én som mangler tre."),
        ),
        Number(
            _("Et hvilket som helst møte"),
            ANY_MEETING,
            _("Et møte uten kjent treff er bedre enn å stå alene, men skal aldri fortrenge et som passer."),
        ),
        Number(
            _("Et par som arrangøren sier skal møtes"),
            SHALL_MEET,
            _("Mer enn alt annet til sammen: bare det umulige kan hindre det."),
        ),
        Number(
            _("Å flytte eller ta bort et møte som alt er publisert"),
            -CHANGE,
            _("Folk har lest programmet sitt. Endringen må være verd uroen."),
        ),
    )
