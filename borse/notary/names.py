"""What things are called at the notary desk."""

from borse.language import gettext as _


def status_names() -> dict[str, tuple[str, str]]:
    """What a status is called, and its colour; the icon follows from the colour."""
    return {
        "intention": (_("Intensjon"), "neutral"),
        "agreed": (_("Venter på notar"), "warning"),
        "returned": (_("Sendt tilbake"), "danger"),
        "approved": (_("Godkjent"), "info"),
        "knocked_through": (_("Klubbet gjennom"), "success"),
        "withdrawn": (_("Trukket"), "neutral"),
    }


def source_names() -> dict[str, str]:
    """Where an agreement was first written down."""
    return {"desk": "", "phone": _("fra partenes telefon"), "paper": _("skrevet av fra papir")}


def copy_names() -> dict[str, str]:
    """Where the copy to a party stands, by the status of its message; "" is still on its way."""
    return {
        "sent": _("kopien er sendt"),
        "told": _("har fått kopien"),
        "to_print": _("kopien skal skrives ut"),
        "failed": _("kopien kom ikke fram: skriv ut"),
        "unsure": _("usikkert om kopien kom fram"),
        "held": _("kopien venter på arrangøren"),
        "": _("kopien er på vei"),
    }


def part_names() -> dict[str, str]:
    """The parts that a notary asks for, as they stand in a row of the queue."""
    return {"quantity": _("hvor mye"), "due": _("når"), "next_step": _("hva som skjer nå")}


def done_here() -> dict[str, str]:
    """What was done with a draft on this tablet, and is not sent yet, by the kind of entry."""
    return {
        "KnockThrough": _("Klubbet gjennom her. Får nummer når nettet er tilbake"),
        "ApproveAgreement": _("Godkjent her, sendes når nettet er tilbake"),
        "SendBack": _("Sendt tilbake her, sendes når nettet er tilbake"),
        "WithdrawAgreement": _("Trukket her, sendes når nettet er tilbake"),
        "CorrectAgreement": _("Rettet her, sendes når nettet er tilbake"),
    }
