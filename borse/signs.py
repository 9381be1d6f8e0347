"""Texts as people mean them: without the signs that nobody sees, and names on one line.

A tab, a line break or a sign that turns the direction of writing comes along when somebody pastes from a document or
fills a cell in Excel, or when somebody wants a name to look like another one. The database, a PDF and a list with one
name a line would each trip over one of them.
"""

import re

from pydantic import BeforeValidator

# Control signs but tab and line breaks; halves of signs; zero width space and byte order mark; embedded directions
# (UTS 55, "Trojan source"). The joiners stay: Persian and emoji need them.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u200b\u202a-\u202e\u2066-\u2069\ufeff]")


def seen(text: object) -> object:
    """A text without unseen signs, line breaks as one sign; anything else as it is."""
    if not isinstance(text, str):
        return text
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n"))


def one_line(text: object) -> object:
    """The same on one line, with single spaces."""
    return " ".join(str(seen(text)).split()) if isinstance(text, str) else text


Seen = BeforeValidator(seen)
OneLine = BeforeValidator(one_line)
