"""What one cell of a sign-up list says, as lists really are: a name with its number, two people, a word for a side.

Nothing here decides whether a row comes in: what cannot be read is left as it stands, for the checks to complain of.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from borse.exchange import Side
from borse.folding import folded, name_key
from borse.language import gettext as _

SIDE_WORDS: Mapping[Side, tuple[str, ...]] = {
    "business": ("Næringsliv", "Bedrift", "Firma", "Virksomhet", "Næringslivsaktør", "Business", "Privat næringsliv"),
    "association": (
        "Forening",
        "Lag",
        "Lag/forening",
        "Frivillig",
        "Frivillighet",
        "Frivillig organisasjon",
        "Frivillig lag",
        "Idrettslag",
        "Velforening",
        "Organisasjon",
    ),
    "municipal": ("Kommunal enhet", "Kommune", "Kommunal", "Kommunen", "Offentlig", "Kommunal virksomhet"),
    "individual": ("Privatperson", "Privat", "Enkeltperson", "Person"),
}
_SIDES = {name_key(word): side for side, words in SIDE_WORDS.items() for word in words}
_YES = {"ja", "j", "x", "1", "true", "sann", "yes"}
_NO = {"", "nei", "n", "0", "false", "usann", "no"}
_NOTHING = {"", "ingen", "mangler", "har ikke", "ukjent", "nei", "na", "n a"}
# Each begins where a word begins: a cell of four thousand letters is read through once.
_EMAIL = re.compile(r"(?<![^\s@,;<>()/:])[^\s@,;<>()/:]+@[^\s@,;<>()/]+")
# A country's number may stand before it, in brackets or not; what stands between the figures is the writer's own taste.
_PHONE = re.compile(r"(?:(?:\+|00)\d{1,3}[ .-]?(?:\(0\))?|\(\+?\d{1,3}\)[ .-]?)?\d(?:[ .-]?\d){6,11}(?!\d)")
_LABELS = re.compile(r"\b(?:tlf|telefon|mob|mobil|e-?post|epost|mail|e-mail|mailto|kontakt)\b\.?:?", re.IGNORECASE)
# No name with its number is so long; what is longer is left as it stands, and refused for its length.
LONGEST = 500
_BETWEEN_PEOPLE = re.compile(r" (?:og|&|\+) | ?; ?|\n")


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person as a cell names them. `others` is what was there of numbers and addresses beyond the first of each."""

    name: str
    email: str = ""
    phone: str = ""
    others: tuple[str, ...] = ()


def side_of(text: str) -> Side | None:
    return _SIDES.get(name_key(text))


def yes_or_no(text: str) -> bool:
    """Raises ValueError with a sentence."""
    if folded(text) in _YES | _NO:
        return folded(text) in _YES
    raise ValueError(_("«%s» er verken ja eller nei. Skriv ja, eller la feltet stå tomt.") % text)


def people_in(text: str) -> list[Somebody]:
    """Those whom a cell names: «Kari Nes, 440 00 001», «Kari Nes og Ola Li»; «Nes, Kari» is Kari Nes."""
    if len(text) > LONGEST:
        return [Somebody(text)]
    text = "\n".join(line for line in (" ".join(line.split()) for line in text.splitlines()) if line)
    parts = [part for part in _BETWEEN_PEOPLE.split(text) if part.strip(" ,")]
    # «Kari og Ola» of one household, or «Mat og Prat»: only whole names are two people.
    if ";" not in text and "\n" not in text and any(len(_name_of(part).split()) < 2 for part in parts):  # noqa: PLR2004 -- given name and surname
        parts = [text]
    return [somebody_in(part) for part in parts if part.strip()]


def somebody_in(text: str) -> Somebody:
    """A name with what stands beside it."""
    if len(text) > LONGEST:
        return Somebody(text)
    emails, phones = _EMAIL.findall(text), _phones(text)
    return Somebody(
        name=_name_of(text),
        email=emails[0] if emails else "",
        phone=phones[0] if phones else "",
        others=(*emails[1:], *phones[1:]),
    )


def email_in(text: str) -> tuple[str, tuple[str, ...]]:
    """The first address of a cell, and the others; a cell that has none is returned as it stands, or as nothing."""
    found = _EMAIL.findall(text[:LONGEST])
    if found:
        return found[0], tuple(found[1:])
    return ("" if _is_nothing(text) else text), ()


def phone_in(text: str) -> tuple[str, tuple[str, ...]]:
    """The same for numbers."""
    found = _phones(text[:LONGEST])
    if found:
        return found[0], tuple(found[1:])
    return ("" if _is_nothing(text) else text), ()


def _phones(text: str) -> list[str]:
    return [found.replace("(0)", "") for found in _PHONE.findall(_EMAIL.sub(" ", text))]


def _name_of(text: str) -> str:
    """What is left of a cell without numbers, addresses and their labels; surname first is turned round."""
    rest = _LABELS.sub(" ", _PHONE.sub(" ", _EMAIL.sub(" ", text)))
    parts = [" ".join(part.split()) for part in re.split(r"[,/()<>|]|\s[-–]\s", rest)]
    names = [part for part in parts if any(sign.isalpha() for sign in part)]
    match names:
        case [surname, given] if len(surname.split()) == 1 and "," in text and len(given.split()) <= 2:  # noqa: PLR2004 -- «Kari Anne»
            return f"{given} {surname}"
        case [first, *_rest]:
            return first
        case _none:
            return " ".join(text.split()) if not _PHONE.search(text) and not _EMAIL.search(text) else ""


def _is_nothing(text: str) -> bool:
    return folded(text) in _NOTHING


def texts_in(text: str) -> Iterator[str]:
    """Names of parties in a cell, one a line or with semicolons between them."""
    return (part.strip() for part in re.split(r"[;\n]", text) if part.strip())
