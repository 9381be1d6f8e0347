"""The language of whoever is asking: gettext with bokmål as the source language.

The text in the code is the bokmål text (`docs/decisions.md`, 4). A catalogue for another language is
`borse/locales/<lang>/LC_MESSAGES/borse.po`, read as it stands: no compile step.
"""

from collections.abc import Callable, Iterable
from contextvars import ContextVar, copy_context
from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path
from typing import TypeVar

SOURCE = "nb"
LOCALES = Path(__file__).parent / "locales"
# The languages of those who take part, each by its own name.
TONGUES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English", "uk": "Українська", "ar": "العربية"}
RIGHT_TO_LEFT = frozenset({"ar"})

Answer = TypeVar("Answer")

_current: ContextVar[str] = ContextVar("language", default=SOURCE)


def speak(language: str) -> None:
    """From here on, in this task, texts come in `language` (where there is a catalogue; else bokmål)."""
    _current.set(language)


def said_in(tongue: str, say: Callable[..., Answer], *args: object) -> Answer:
    """What `say(*args)` answers in another language, which does not stay behind."""

    def said() -> Answer:
        speak(tongue)
        return say(*args)

    return copy_context().run(said)


def language() -> str:
    return _current.get()


def direction() -> str:
    return "rtl" if language() in RIGHT_TO_LEFT else "ltr"


@cache
def catalogue(code: str) -> NullTranslations:
    """The texts of one language; an empty catalogue (that is: bokmål) when there is no file."""
    path = LOCALES / code / "LC_MESSAGES" / "borse.po"
    if not path.exists():
        return NullTranslations()
    from babel.messages.mofile import (
        write_mo,
    )  # not at start-up: what is asked first is seldom asked in another language
    from babel.messages.pofile import read_po
    from babel.support import Translations

    with path.open("rb") as file:
        texts = read_po(file, locale=code)
    for untranslated in [one.id for one in texts if isinstance(one.string, tuple) and not all(one.string)]:
        texts.delete(untranslated)  # an empty plural would be written as it stands: nothing
    compiled = BytesIO()
    write_mo(compiled, texts)
    compiled.seek(0)
    return Translations(compiled)


def gettext(text: str) -> str:
    return catalogue(language()).gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    return catalogue(language()).ngettext(one, many, count)


def listed(names: Iterable[str]) -> str:
    """«Turlaget, Koret og Banken», as the language of the reader puts it."""
    from babel.lists import format_list  # where it is needed: the server starts without it

    return str(format_list(list(names), locale=language()))
