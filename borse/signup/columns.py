"""Which column holds what: headings as municipalities word them, by synonym.

A heading is compared folded (capitals, accents, hyphens and punctuation do not count). A number at its end says which
offer or need it belongs to: «Kategori tilbud 2».
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from borse.folding import folded
from borse.language import gettext as _
from borse.refusals import Invalid
from borse.signup.sheets import Sheet, SheetRow

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "signed_up_at": ("Tidsstempel", "Tidspunkt", "Påmeldt", "Dato", "Innsendt", "Timestamp", "Registrert", "Opprettet"),
    "name": (
        "Navn på virksomhet/forening",
        "Virksomhet / forening",
        "Virksomhet",
        "Forening",
        "Organisasjon",
        "Navn på organisasjon",
        "Lag/forening",
        "Bedrift",
        "Firma",
        "Aktør",
        "Navn på aktør",
        "Organisasjonsnavn",
    ),
    "side": ("Type aktør", "Type", "Side", "Sektor", "Kategori aktør", "Type virksomhet", "Hvem er dere"),
    "orgnr": ("Organisasjonsnummer", "Org.nr.", "Org nr", "Orgnr", "Org.nummer"),
    "contact": ("Kontaktperson", "Navn på kontaktperson", "Deltaker", "Ditt navn", "Navn", "Kontakt"),
    "email": (
        "E-post",
        "Epost",
        "E-postadresse",
        "Mail",
        "E-mail",
        "Epostadresse kontaktperson",
        "E-post kontaktperson",
    ),
    "phone": ("Mobil", "Mobilnummer", "Telefon", "Telefonnummer", "Tlf", "Mobiltelefon", "Mobil kontaktperson"),
    "others": ("Flere som kommer", "Andre deltakere", "Flere deltakere", "Øvrige deltakere", "Hvem flere kommer"),
    "offer.text": ("Vi tilbyr", "Tilbud", "Dette tilbyr vi", "Hva tilbyr dere", "Hva kan dere tilby"),
    "offer.categories": ("Kategori tilbud", "Tilbud kategori", "Kategori for tilbud"),
    "offer.area": ("Sted tilbud", "Område tilbud", "Tilbud sted", "Tilbud område"),
    "offer.conditions": ("Vilkår tilbud", "Betingelser tilbud", "Tilbud vilkår"),
    "offer.quantity": ("Mengde tilbud", "Tilbud mengde", "Antall tilbud", "Omfang tilbud"),
    "offer.capacity": ("Plasser tilbud", "Tilbud plasser", "Antall plasser tilbud", "Kapasitet tilbud"),
    "offer.time": ("Tid tilbud", "Tilbud tid", "Når tilbud", "Tidspunkt tilbud"),
    "need.text": ("Vi trenger", "Behov", "Dette trenger vi", "Hva trenger dere", "Vi ønsker"),
    "need.categories": ("Kategori behov", "Behov kategori", "Kategori for behov"),
    "need.area": ("Sted behov", "Område behov", "Behov sted", "Behov område"),
    "need.conditions": ("Vilkår behov", "Betingelser behov", "Behov vilkår"),
    "need.quantity": ("Mengde behov", "Behov mengde", "Antall behov", "Omfang behov"),
    "need.capacity": ("Plasser behov", "Behov plasser", "Antall plasser behov", "Kapasitet behov"),
    "need.time": ("Tid behov", "Behov tid", "Når behov", "Tidspunkt behov"),
    "wishes": ("Ønsker å treffe", "Vil gjerne møte", "Hvem vil dere møte", "Ønsker møte med", "Ønskeliste"),
    "vetoes": ("Vil helst ikke møte", "Helst ikke", "Ønsker ikke å møte"),
    "hours": ("Til stede", "Når kan dere være til stede?", "Tilstede", "Når er dere til stede"),
    "present_from": ("Kommer kl", "Til stede fra", "Fra klokken"),
    "present_until": ("Går kl", "Til stede til", "Til klokken"),
    "step_free": ("Trenger trinnfritt bord", "Trinnfritt bord", "Trinnfritt", "Rullestol"),
    "note": ("Merknad", "Merknader", "Kommentar", "Annet", "Beskjed"),
    "about": ("Om oss", "Om dere", "Beskrivelse", "Kort om virksomheten"),
}
_FIELDS = {folded(heading): field for field, headings in SYNONYMS.items() for heading in headings}
_NUMBER = re.compile(r"^(.*?) ?(\d{1,2})$")
# Some lists have a title or a date above the headings.
ROWS_ABOVE = 10


@dataclass(frozen=True, slots=True)
class Columns:
    """`places` is the column of each field, `headings` what the file calls it; a field of a post ends in its number."""

    places: Mapping[str, int]
    headings: Mapping[str, str]
    unread: tuple[str, ...]
    width: int
    heading_row: int

    def cell(self, row: SheetRow, field: str) -> str:
        """What stands there, or nothing."""
        place = self.places.get(field)
        return row.cells[place] if place is not None and place < len(row.cells) else ""

    def numbers(self, kind: str) -> list[str]:
        """The numbers of the offers (or needs) that there are columns for, in order."""
        return [field.rpartition(".")[2] for field in self.places if field.startswith(f"{kind}.text.")]


def columns_of(sheet: Sheet, meanings: Mapping[str, str]) -> Columns:
    """The columns by the row of headings. Raises Invalid when there is none that we understand.

    `meanings` are those that the organiser has said: the field of a folded heading, or "" for one to be passed by.
    """
    best = _columns(heading_row(sheet, meanings), meanings)
    if "name" not in best.places and "contact" not in best.places:
        sentence = _("Fant ingen kolonne med navn. Overskrifter må hete noe som «Virksomhet» og «Kontaktperson».")
        raise Invalid({"file": sentence})
    return best


def heading_row(sheet: Sheet, meanings: Mapping[str, str]) -> SheetRow:
    """The row that we understand the most of; of those alike, the one with the most in it, and the uppermost."""

    def understood(row: SheetRow) -> tuple[int, int]:
        headings = len(_columns(row, meanings).places)
        # One word that is a heading may be an answer as well: «Forening» is a name's heading, and a type of party.
        return headings if headings > 1 else 0, sum(bool(cell) for cell in row.cells)

    return max(sheet.rows[:ROWS_ABOVE], key=understood)


def meaning_of(heading: str, meanings: Mapping[str, str]) -> str:
    """The field of a heading as the organiser has said it, else as we know it; "" when it is none."""
    said = meanings.get(folded(heading))
    return (field_of(heading) or "") if said is None else said


def _columns(row: SheetRow, meanings: Mapping[str, str]) -> Columns:
    places: dict[str, int] = {}
    unread: list[str] = []
    for place, heading in enumerate(row.cells):
        field = meaning_of(heading, meanings)
        if field and field not in places:
            places[field] = place
        elif heading and folded(heading) not in meanings:
            unread.append(heading)
    headings = {field: row.cells[place] for field, place in places.items()}
    return Columns(places, headings, tuple(unread), len(row.cells), row.number)


def field_of(heading: str) -> str | None:
    """`offer.time.2` for «Tid tilbud 2»; none for a heading that means nothing to us."""
    plain = folded(heading)
    if plain in _FIELDS:
        field = _FIELDS[plain]
        return f"{field}.1" if "." in field else field
    numbered = _NUMBER.match(plain)
    field = _FIELDS.get(numbered[1], "") if numbered else ""
    return f"{field}.{int(numbered[2])}" if numbered and "." in field else None
