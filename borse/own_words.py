"""Our own words that stand in the file: the standard categories and conditions. Kept in bokmål, shown in the reader's.

What an organiser or a participant has written is theirs, and stays as it is, marked as Norwegian for whoever hears the
page in another language (WCAG 3.1.2).
"""

from markupsafe import Markup

from borse.language import gettext as _
from borse.language import language

NORWEGIAN = frozenset({"nb", "nn"})


def standard_categories() -> dict[str, str]:
    """The categories of the Norwegian template, by their bokmål names."""
    return {
        "Nyttige never": _("Nyttige never"),
        "Kloke hoder": _("Kloke hoder"),
        "Varme hjerter": _("Varme hjerter"),
        "Lokaler": _("Lokaler"),
        "Utstyr og materiell": _("Utstyr og materiell"),
        "Nettverk og synlighet": _("Nettverk og synlighet"),
        "Kultur og opplevelser": _("Kultur og opplevelser"),
    }


def standard_conditions() -> dict[str, str]:
    """What goes with a post oftenest, as it stands in the file."""
    return {
        "politiattest": _("politiattest"),
        "taushetsplikt": _("taushetsplikt"),
        "ansatt til stede": _("ansatt til stede"),
        "opplæring": _("opplæring"),
        "for dem under 18": _("for dem under 18"),
    }


def category_name(stored: str) -> str:
    """The category as the reader reads it, by its name or its id (the name in small letters)."""
    names = standard_categories()
    return names.get(stored) or names.get(stored[:1].upper() + stored[1:], stored)


def conditions_in_words(stored: str) -> str:
    """Conditions with commas between: ours translated, the others as they were written."""
    ours = standard_conditions()
    return ", ".join(ours.get(one, one) for one in stored.split(", ")) if stored else ""


def as_written() -> Markup:
    """Attributes for an element that holds what somebody wrote.

    In a template: `<p{{ as_written() }}>{{ post.text }}</p>`.
    """
    if language() in NORWEGIAN:
        return Markup(' dir="auto"')
    return Markup(' lang="no" dir="auto"')
