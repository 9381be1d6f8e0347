"""How somebody can be reached, checked and put in one form: e-mail, telephone; and organisation numbers."""

import re
from typing import Annotated

from pydantic import AfterValidator

from borse.language import gettext as _

# One @, a dot in the domain, no spaces: what a person mistypes. Whether it can be delivered only sending tells.
_EMAIL = re.compile(r"^[^@\s,;<>()]+@[^@\s,;<>()]+\.[^@\s,;<>().]{2,}$")
ORGNR_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
LONGEST_EMAIL = 254  # RFC 5321


def checked_email(text: str) -> str:
    """In small letters. Raises ValueError with a sentence."""
    email = text.strip().lower()
    if email and (not _EMAIL.match(email) or len(email) > LONGEST_EMAIL):
        raise ValueError(_("Skriv e-postadressen slik: navn@eksempel.no."))
    return email


def checked_phone(text: str) -> str:
    """In E.164 (+4744000001); a number without a country is Norwegian. Raises ValueError with a sentence."""
    if not text.strip():
        return ""
    import phonenumbers  # not at start-up, here and below: it knows the numbers of the whole world

    try:
        number = phonenumbers.parse(text, "NO")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise ValueError(_("Skriv et telefonnummer med åtte sifre, eller med landkode: +46 70 123 45 67."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone_as_read(phone: str) -> str:
    """As people read it: 44 00 00 01 for a Norwegian number, +46 70 123 45 67 for others."""
    if not phone:
        return ""
    import phonenumbers

    number = phonenumbers.parse(phone, None)
    at_home = number.country_code == phonenumbers.country_code_for_region("NO")
    kind = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, kind.NATIONAL if at_home else kind.INTERNATIONAL)


def checked_orgnr(text: str) -> str:
    """Nine digits of which the last is the check digit (modulus 11). Raises ValueError with a sentence."""
    orgnr = re.sub(r"[\s.]", "", text).upper().removeprefix("NO").removesuffix("MVA")
    if not orgnr:
        return ""
    if not re.fullmatch(r"[0-9]{9}", orgnr):
        raise ValueError(_("Et organisasjonsnummer har ni sifre. Sjekk det, eller la feltet stå tomt."))
    rest = sum(int(digit) * weight for digit, weight in zip(orgnr, ORGNR_WEIGHTS, strict=False)) % 11
    if (11 - rest) % 11 != int(orgnr[-1]):  # a rest of 1 would need the digit 10: such numbers are not given out
        raise ValueError(_("Organisasjonsnummeret stemmer ikke. Sjekk sifrene, eller la feltet stå tomt."))
    return orgnr


Email = Annotated[str, AfterValidator(checked_email)]
Phone = Annotated[str, AfterValidator(checked_phone)]
Orgnr = Annotated[str, AfterValidator(checked_orgnr)]
