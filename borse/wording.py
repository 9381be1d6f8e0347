"""What the words of a post may give away before anybody has read it: a request for money, an address, a shout.

Nothing here decides that a post is wrong. It says why somebody should look at it before everybody does.
"""

import re
from collections.abc import Iterator
from typing import Literal

from borse.folding import folded

Suspicion = Literal["money", "link", "address", "capitals", "swearing", "hidden"]

# Words that, alone, ask for money. Compounds begin with them: «sponsorstøtte», «pengegave».
_MONEY = re.compile(
    r"\b(penge(?:r|ne|gave|gaver|støtte|hjelp|bidrag|beløp)?|pengar|kroner|sponsor(?:er|ar|ene|at|midler|støtte|penger)?"
    r"|sponsing|sponse|spons|donasjon(?:er|ar)?|donere|kontanter|vipps(?:e|es)?|finansiering|finansier(?:e|es)"
    r"|lønnsmidler|driftsstøtte|driftsmidler|startkapital|pengelån|money|funding|sponsorship|donations?|cash)\b"
    r"|\b(?:økonomisk(?:e)?|finansiell(?:e)?) (?:støtte|hjelp|bidrag|tilskudd|midler|tilskot|stønad|stønader)\b"
    r"|\b(?:tilskudd|tilskot|midler|midlar) (?:til|på|fra|frå)\b"
    r"|\b(?:støtte|bidrag|tilskudd|tilskot) på (?:kr\b|\d)"
    r"|\bkr\.? ?\d|\b\d[\d .]*(?:kr\b|,-|kroner\b|nok\b)|\b\d+ (?:tusen|millioner?) kr"
    r"|\bfinancial (?:support|help|aid)\b",
    re.IGNORECASE,
)
# About money without asking for it: somebody to count it, to write the application, to teach how.
_DENIAL = re.compile(
    r"\b(?:ingen|ikke|ikkje|uten|utan|no) (?:\w+ )?(?:penger|pengar|kroner|money|cash)\b", re.IGNORECASE
)
_NOT_FOR_MONEY = re.compile(
    r"\b(?:søke|søkje|søknad(?:er|ar)?|skrive|skaffe|finne|samle inn|innsamling|telle|lære|kurs|råd|rettleiing"
    r"|veiledning|hjelp|tips|apply|application|how to|kunnskap|kompetanse|foredrag|opplæring|noen som kan|nokon som kan"
    r"|regnskap|rekneskap|budsjett|kasserer|bøsse\w*)\b",
    re.IGNORECASE,
)
# What makes it a request for money all the same.
_PLAINLY = re.compile(
    r"\b(?:økonomisk|finansiell|financial)\w* (?:støtte|hjelp|bidrag|tilskudd|tilskot|support|help|aid)\b"
    r"|\b(?:gi|gir|gje|få|ønsker|ønskjer|trenger|treng|need) (?:oss |litt |noen |nokre |mer |meir |some |more )*"
    r"(?:penger|pengar|kroner|sponsor(?:er|ar|midler)?|money|cash|funding)\b"
    r"|\bkr\.? ?\d|\b\d[\d .]*(?:kr\b|kroner\b|,-)",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"https?://|\bwww\.|\b[\w-]+\.(?:no|com|net|org|io|info|biz|ru|xyz|shop|link|ly|me)\b(?!@)", re.IGNORECASE
)
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w{2,}")
# Eight digits as telephones are written, with a country's number or not; years, dates and quantities are shorter.
_PHONE = re.compile(r"(?<![\d.,])(?:\+|00)?(?:\d[ .-]?){8,14}(?!\d)")
_DATES = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b|\b(?:19|20)\d\d ?[-–] ?(?:19|20)\d\d\b")
# Signs that turn the reading direction round or are not seen: the text is not what it looks like.
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SWEARING = frozenset(
    """faen fan satan helvete jævla javla jævlig javlig forbanna fitte kuk hore drittsekk idiot idioter neger svarting
    fuck fucking shit bitch cunt nigger""".split()  # noqa: SIM905 -- read as a list of words
)
SHOUT_LETTERS = 12  # «FAU», «IT-HJELP» and «NAV» are not shouts


def money_request(text: str) -> bool:
    """Whether a need asks for money, which a børs does not deal in; help to apply for it, or to count it, is help."""
    text = _DENIAL.sub(" ", text)
    if not _MONEY.search(text):
        return False
    return bool(_PLAINLY.search(text)) or not _NOT_FOR_MONEY.search(text)


def suspicions(text: str, *, is_need: bool = True) -> tuple[Suspicion, ...]:
    """Why somebody should read this before it hangs on the board, in a fixed order; nothing for most posts."""
    return tuple(_suspicions(text, is_need))


def _suspicions(text: str, is_need: bool) -> Iterator[Suspicion]:
    if is_need and money_request(text):
        yield "money"
    without_addresses = _EMAIL.sub(" ", text)
    if _LINK.search(without_addresses):
        yield "link"
    if _EMAIL.search(text) or _PHONE.search(_DATES.sub(" ", text)):
        yield "address"
    letters = [sign for sign in text if sign.isalpha() and sign.upper() != sign.lower()]
    if len(letters) >= SHOUT_LETTERS and sum(sign.isupper() for sign in letters) > 0.7 * len(letters):
        yield "capitals"
    if _SWEARING & {*folded(text).split(), *text.casefold().split()}:
        yield "swearing"
    if _HIDDEN.search(text):
        yield "hidden"
