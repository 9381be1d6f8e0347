"""The states of a message in words and colours, and why it is where it is."""

from typing import Any

from borse.contact import phone_as_read
from borse.language import gettext as _
from borse.outreach.kinds import channel_names, kind_names, status_names

COLOURS = {
    "waiting": "info",
    "sending": "info",
    "held": "warning",
    "unsure": "warning",
    "failed": "danger",
    "sent": "success",
    "told": "success",
    "to_print": "info",
    "dropped": "neutral",
}


def notes() -> dict[str, str]:
    """Why a message is where it is, in words. A number is the answer of the server at the other end."""
    return {
        "stopped": _("Serveren stoppet mens meldingen ble sendt."),
        "line": _("Forbindelsen brøt mens meldingen ble sendt."),
        "connect": _("Fikk ikke kontakt."),
        "file": _("Filen kan ikke skrives."),
        "address": _("Adressen kan ikke brukes."),
        "too_late": _("Ble liggende for lenge."),
        "withdrawn": _("Deltakeren er meldt av."),
        "nothing_new": _("Ingenting er nytt for deltakeren likevel."),
        "answered": _("Deltakeren har svart allerede."),
        "not_me": _("Den som har adressen, har sagt at noen andre meldte dem på."),
        "many": _("Mange kvitteringer på kort tid. Se om påmeldingene er ekte."),
        "many_to_one": _("Mange kvitteringer til samme adresse. Se om påmeldingene er ekte."),
        "no_programme": _("Det er ikke noe program å fortelle om."),
        "no_agreement": _("Avtalen gjelder ikke lenger."),
        "no_way": _("Har verken e-post eller mobil, og trengs ikke på papir."),
        "fault": _("Noe gikk galt hos oss. Si fra til den som driver serveren."),
        "organiser": _("Forkastet av arrangøren."),
    }


def note_of(note: str) -> str:
    return _("Svaret var %s.") % note if note.isdigit() else notes().get(note, "")


def words() -> dict[str, Any]:
    """What all templates of this desk need to put states into words."""
    return {
        "kinds": kind_names(),
        "statuses": status_names(),
        "channels": channel_names(),
        "colours": COLOURS,
        "note_of": note_of,
        "phone_as_read": phone_as_read,
    }
