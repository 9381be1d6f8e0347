"""How good a plan is, said so that somebody who is not a mathematician can trust it."""

from babel.numbers import format_percent

from borse.language import gettext as _
from borse.language import language, ngettext
from borse.programme.gain import Gain
from borse.programme.reads import Version


def share_in_words(version: Version) -> str:
    """99,8 %. Rounded down: only a plan that is proven to be the best is called 100 %."""
    tenths = int(version.share * 1000)
    return format_percent(
        tenths / 1000, "0.0\N{NO-BREAK SPACE}%" if tenths % 10 else "0\N{NO-BREAK SPACE}%", locale=language()
    )


def shortfall_in_words(version: Version, least: int) -> str:
    """How far everybody is from the least number of meetings, and whether that can be helped."""
    if version.shortfall == 0:
        return _("Alle får minst %s møter.") % least
    lacking = ngettext(
        "Det mangler %(num)s møte på at alle får minst %(least)s.",
        "Det mangler %(num)s møter på at alle får minst %(least)s.",
        version.shortfall,
    ) % {"num": version.shortfall, "least": least}
    if version.purpose == "hand":
        return lacking
    if version.shortfall <= version.bound_shortfall:
        return lacking + " " + _("Færre kan ikke mangle, slik påmeldingen, sidene og ønskene er.")
    return (
        lacking
        + " "
        + ngettext(
            "Det er bevist at minst %(num)s må mangle; mer tid kan kanskje gi et bedre program.",
            "Det er bevist at minst %(num)s må mangle; mer tid kan kanskje gi et bedre program.",
            version.bound_shortfall,
        )
        % {"num": version.bound_shortfall}
    )


def worth_in_words(version: Version) -> str:
    if version.purpose == "hand":
        return _("Endret for hånd: det er ikke regnet på hva som ellers er mulig.")
    if version.worth >= version.bound_worth:
        return _("Det er bevist at ingen plan kan gi bedre møter enn denne.")
    return _("Møtene er til sammen verd %(share)s av det som i beste fall er mulig.") % {
        "share": share_in_words(version)
    }


def gain_in_words(gain: Gain) -> list[str]:
    """What a new plan gives beside the one that people have read, counted with those who are here."""
    return [_shortfall_gained(gain), _worth_gained(gain)]


def _shortfall_gained(gain: Gain) -> str:
    words = {"before": gain.before_shortfall, "after": gain.shortfall}
    if gain.before_shortfall == gain.shortfall == 0:
        return _("Alle som er her, får det antallet møter som er lovet, både nå og med denne planen.")
    if gain.before_shortfall == gain.shortfall:
        return _("Som nå mangler det %(after)s møter på at alle som er her, får det som er lovet.") % words
    return (
        _("Nå mangler det %(before)s møter på at alle som er her, får det som er lovet. Med denne planen: %(after)s.")
        % words
    )


def _worth_gained(gain: Gain) -> str:
    if gain.worth == gain.before_worth:
        return _("Møtene er like mye verd som nå.")
    if gain.before_worth <= 0:
        return _("Møtene er mer verd enn nå.") if gain.worth > gain.before_worth else _("Møtene er mindre verd enn nå.")
    share = format_percent(abs(gain.worth / gain.before_worth - 1), "0.0\N{NO-BREAK SPACE}%", locale=language())
    if gain.worth > gain.before_worth:
        return _("Møtene blir til sammen verd %s mer, også når uroen er trukket fra.") % share
    return _("Møtene blir til sammen verd %s mindre, når uroen er trukket fra.") % share


def step_name(step: str) -> str:
    """What the engine is doing; steps are its own names (`matching.Progress`)."""
    steps = {
        "affinity": _("Leser tilbud og behov"),
        "best pair first": _("Lager et første forslag"),
        "bound": _("Regner ut hva som er mulig"),
    }
    return steps.get(step, _("Leter etter noe bedre"))
