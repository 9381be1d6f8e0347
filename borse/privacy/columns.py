"""The columns of the register as somebody reads them who wants to know what is kept about them.

A column that says nothing to its person (a hash, an id) is left out of the page; the file that they are given has it.
"""

import re
from typing import Any

from borse.contact import phone_as_read
from borse.language import TONGUES
from borse.language import gettext as _
from borse.times import clock_time, long_date, moment


def column_names() -> dict[tuple[str, str], str]:
    return {
        ("person", "name"): _("Navn"),
        ("person", "code"): _("Kode"),
        ("contact", "email"): _("E-post"),
        ("contact", "phone"): _("Mobil"),
        ("contact", "channel"): _("Vil helst ha"),
        ("person", "present_from"): _("Kommer"),
        ("person", "present_until"): _("Går"),
        ("person", "requires"): _("Trenger"),
        ("person", "language"): _("Språk"),
        ("person", "created_at"): _("Meldt på"),
        ("person", "withdrawn_at"): _("Meldt av"),
        ("person", "arrived_at"): _("Kom"),
        ("person", "left_at"): _("Gikk"),
        ("party", "name"): _("Hvem"),
        ("party", "about"): _("Om"),
        ("party", "note"): _("Til arrangøren"),
        ("party", "rules_accepted_at"): _("Sa ja til reglene"),
        ("post", "text"): _("Oppslag"),
        ("post", "quantity"): _("Hvor mye"),
        ("post", "capacity"): _("Plass til"),
        ("post", "time"): _("Når"),
        ("post", "area"): _("Hvor"),
        ("post", "conditions"): _("Vilkår"),
        ("post", "moderator_note"): _("Fra arrangøren"),
        ("wish", "text"): _("Navn"),
        ("broker_note", "words"): _("Notat fra en megler"),
        ("extra_meeting", "words"): _("Om et møte"),
        ("noted_interest", "words"): _("Om interesse"),
        ("arrival", "at"): _("Kom"),
        ("interest", "at"): _("Viste interesse"),
        ("promise", "what"): _("Avtale"),
        ("promise", "quantity"): _("Hvor mye"),
        ("promise", "due"): _("Når"),
        ("confirmation", "word"): _("Sa om en avtale"),
        ("confirmation", "at"): _("Når"),
        ("message", "subject"): _("Emne"),
        ("message", "body"): _("Melding"),
        ("opt_out", "at"): _("Sa nei til meldinger"),
        ("reconfirmation", "at"): _("Svarte"),
        ("erasure_request", "at"): _("Ba om sletting"),
    }


def said(value: Any) -> str:
    """A value to be read; '' when there is nothing in it."""
    if value is None or value == "[]":
        return ""
    text = str(value)
    if re.fullmatch(r"\+\d{8,15}", text):
        return phone_as_read(text)
    if text.startswith("20") and text.endswith("Z") and "T" in text:
        at = moment(text)
        return f"{long_date(at)}, {clock_time(at)}"
    words = {
        '["step_free"]': _("Trinnfritt bord"),
        "email": _("E-post"),
        "sms": _("SMS"),
        "paper": _("Papir"),
        **TONGUES,
    }
    return words.get(text, text)
