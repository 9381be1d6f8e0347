"""What the register says in plain words, as those who take part read it: a line for each kind of thing that is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from borse.language import gettext as _

Topic = Literal[
    "name",
    "contact",
    "needs_of_the_day",
    "attendance",
    "posts",
    "wishes",
    "notes",
    "interest",
    "messages",
    "answers",
    "no_messages",
    "agreements",
    "links",
    "staff",
    "drafts",
    "traces",
]
# `month` and `follow_up` are reckoned from when the børs is over; `own` is a clock of its own, said in `then`.
Period = Literal["month", "follow_up", "own", "always"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A topic in words: what it is, why we keep it, what becomes of it when the period is over."""

    name: str
    why: str
    then: str
    period: Period


def topics() -> Mapping[Topic, Told]:
    """In the order in which they are read. In the language that is spoken now."""
    return {
        "name": Told(
            name=_("Navnet ditt, koden din og hvem du kommer fra"),
            why=_("For å lage programmet, ta imot deg og følge opp avtalene."),
            then=_("Navnet blir borte. Bare et nummer står igjen."),
            period="follow_up",
        ),
        "contact": Told(
            name=_("E-post og mobil, hvordan vi helst skal nå deg, og hvilket språk du leser"),
            why=_("For å sende deg det du må vite. De du gjør avtale med, kan ringe deg."),
            then=_("Slettes."),
            period="follow_up",
        ),
        "needs_of_the_day": Told(
            name=_("Når du kommer og går, og om du trenger et trinnfritt bord"),
            why=_("For å gi deg møter du rekker, og et bord du kommer fram til."),
            then=_("Slettes."),
            period="month",
        ),
        "attendance": Told(
            name=_("At du kom, hvem du møtte, og når"),
            why=_("For å styre kvelden, og telle etterpå hvor mange som kom."),
            then=_("Står igjen uten navn, så tallene fortsatt stemmer."),
            period="follow_up",
        ),
        "posts": Told(
            name=_("Hva dere tilbyr og trenger"),
            why=_("For at andre skal finne dere."),
            then=_("Er du privatperson, slettes det. Det som er fra en forening, bedrift eller kommune, står."),
            period="follow_up",
        ),
        "wishes": Told(
            name=_("Hvem dere vil møte, og hvem dere helst ikke vil møte"),
            why=_("For å sette opp møtene. Hvem dere ikke vil møte, ser bare arrangøren."),
            then=_("Slettes."),
            period="month",
        ),
        "notes": Told(
            name=_("Det du skriver til arrangøren, og det arrangøren skriver om oppslagene"),
            why=_("For å ta hensyn til det."),
            then=_("Slettes."),
            period="month",
        ),
        "interest": Told(
            name=_("Hvem som trykket «dette kan vi hjelpe med»"),
            why=_("For at dere skal få kontakt."),
            then=_("At dere viste interesse, står. Hvem av dere det var, slettes."),
            period="month",
        ),
        "messages": Told(
            name=_("Meldingene vi sender deg"),
            why=_("For å se at de kom fram, og hva vi sa."),
            then=_("Teksten slettes når den er en måned gammel. At vi sendte noe, og når, står igjen uten navn."),
            period="month",
        ),
        "answers": Told(
            name=_("Om du svarte ja eller nei til å komme"),
            why=_("For å vite hvem som kommer."),
            then=_("Slettes."),
            period="month",
        ),
        "no_messages": Told(
            name=_("At du ikke vil ha meldinger"),
            why=_("For ikke å plage deg."),
            then=_("Slettes når vi heller ikke har e-post og mobil."),
            period="follow_up",
        ),
        "agreements": Told(
            name=_("Avtalene, og det partene sa om dem"),
            why=_("For at dere skal huske hva som ble lovet. Avtaler er arkiv: de skal kommunen ta vare på."),
            then=_("Står. Er du privatperson med en avtale, står også navnet ditt i den."),
            period="always",
        ),
        "links": Told(
            name=_("Lenken til din egen side"),
            why=_("For at bare du skal komme inn."),
            then=_("Slutter å virke."),
            period="follow_up",
        ),
        "staff": Told(
            name=_("Navn og passord til dem som arbeider på børsen"),
            why=_("For at bare de skal komme inn, og for å vite hvem som gjorde hva."),
            then=_("Innlogginger slettes en måned etter at de er gått ut. Navnene står så lenge børsen står."),
            period="own",
        ),
        "drafts": Told(
            name=_("Det som er begynt på, men ikke sendt"),
            why=_("For at du skal kunne fortsette der du slapp."),
            then=_("Slettes av seg selv, senest en måned etter børsen."),
            period="own",
        ),
        "traces": Told(
            name=_("Hva som ble gjort, og når"),
            why=_("For å rette feil, og for å se at alt gikk riktig for seg."),
            then=_("Står. Her er det bare numre, ingen navn."),
            period="always",
        ),
    }


def period_in_words(period: Period, follow_up_months: int) -> str:
    """How long something stays."""
    if period == "follow_up":
        if follow_up_months == 12:  # noqa: PLR2004 -- the months of a year
            return _("til ett år etter børsen")
        return _("til %s måneder etter børsen") % follow_up_months
    return {
        "month": _("til en måned etter børsen"),
        "own": _("se under"),
        "always": _("så lenge børsen er tatt vare på"),
    }[period]
