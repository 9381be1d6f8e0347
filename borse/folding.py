"""Names as people remember them: å is aa is a, accents and capitals do not count, nor hyphens.

"Fotball-klubben" and "FOTBALLKLUBBEN" are one name; "Gårdstunet", "Gaardstunet" and "Gardstunet" too.
"""

import re
import unicodedata

# Before accents are taken away: what å, ø and æ become on a keyboard that lacks them.
_SPELLINGS = (("aa", "a"), ("ø", "o"), ("oe", "o"), ("æ", "ae"), ("đ", "d"), ("ł", "l"))
_BETWEEN = re.compile(r"[^\w]+|_+")


def folded(text: str) -> str:
    """The text for searching: small plain letters and digits, one space between words."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("-", ""))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    for spelling, letter in _SPELLINGS:
        plain = plain.replace(spelling, letter)
    return _BETWEEN.sub(" ", plain).strip()


def is_found(query: str, find: str) -> bool:
    """Whether each word of the query begins a word of `find`, which is folded. `static/js/find.js` does the same."""
    words = find.split()
    return all(any(word.startswith(part) for word in words) for part in folded(query).split())


# Where Norwegians look for these letters: after z, in this order.
_AFTER_Z = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})
# What has no accent that could be taken away.
_STROKES = str.maketrans("đł", "dl")


def alphabetical(name: str) -> str:
    """The key by which names stand in a Norwegian list: æ, ø and å last, aa (Aasen) with å, and Šime with S."""
    placed = unicodedata.normalize("NFC", name).casefold().replace("aa", "å").translate(_AFTER_Z)
    plain = unicodedata.normalize("NFKD", placed.translate(_STROKES))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def name_key(name: str) -> str:
    """What two spellings of one name have in common: the letters and digits, nothing between them."""
    return folded(name).replace(" ", "")


def is_same_person(one: str, other: str) -> bool:
    """Whether two names that came with the same address or number may be one person's.

    "Trine Trehatt" and "Trine" may; "Trine Trehatt" and "Kåre Trehatt", who share the club's mailbox, may not.
    """
    words, others = set(folded(one).split()), set(folded(other).split())
    return bool(words and others) and (words <= others or others <= words or name_key(one) == name_key(other))
