"""The messages there are, and the policy for each: a table to read aloud.

    kind               which way first   waits       then          why
    signed_up          e-mail            no          held          the link and the code are wanted at once
    speak_for          e-mail            no          held          a party waits for this answer
    reconfirm          SMS               no          held          answered with one press, so where people look
    programme_ready    e-mail            10 min      held          long; a mistake may still be seen, and stopped
    programme_changed  SMS               5 min       held          may be urgent; two versions in a row are one message
    changed_now        SMS, only      no          dropped       a round or two from now; held back by nothing
    extra_meeting      SMS               no          dropped       a broker asks; in minutes it is too late
    moved              SMS               5 min       held          another day: people have made plans
    starts_soon        SMS               no          dropped       worth nothing once the doors are open; never on paper
    post_judged        e-mail            10 min      held          the organiser may judge anew
    agreement_copy     e-mail            10 min      held          long; the notary often mends a word just afterwards
    link_again         as asked          no          dropped       somebody stands there and waits

`then` is what becomes of a message that could not go for `stale_hours`: held for the organiser, or dropped.
"""

from dataclasses import dataclass
from typing import Literal

from borse.language import gettext as _

Channel = Literal["email", "sms", "paper", "telephone"]
Status = Literal["waiting", "held", "sending", "sent", "unsure", "failed", "to_print", "told", "dropped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """`grace_minutes` pass before it goes, so that what follows at once is in it. `answers`: somebody asked for it.

    `urgent`: it goes to where people look at once, whatever they would rather have on an ordinary day.
    """

    key: str
    first: Channel = "email"
    grace_minutes: int = 0
    stale_hours: int = 72
    worthless_when_stale: bool = False
    on_paper: bool = True
    answers: bool = False
    urgent: bool = False


KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind(key="signed_up"),
        Kind(key="speak_for"),
        Kind(key="reconfirm", first="sms"),
        Kind(key="programme_ready", grace_minutes=10),
        Kind(key="programme_changed", first="sms", grace_minutes=5),
        Kind(key="changed_now", first="sms", stale_hours=1, worthless_when_stale=True, on_paper=False, urgent=True),
        Kind(key="extra_meeting", first="sms", stale_hours=1, worthless_when_stale=True, on_paper=False, urgent=True),
        Kind(key="moved", first="sms", grace_minutes=5),
        Kind(key="post_judged", grace_minutes=10),
        Kind(key="starts_soon", first="sms", stale_hours=1, worthless_when_stale=True, on_paper=False),
        Kind(key="agreement_copy", grace_minutes=10),
        Kind(key="link_again", stale_hours=2, worthless_when_stale=True, on_paper=False, answers=True),
    )
}

# Of these a person has one that waits at most: what they say is found when they go.
TELLS_OF_PROGRAMME = ("programme_ready", "programme_changed", "changed_now")


def kind_names() -> dict[str, str]:
    return {
        "signed_up": _("Kvittering for påmelding"),
        "speak_for": _("Snakker du for dem?"),
        "reconfirm": _("Kommer dere?"),
        "programme_ready": _("Programmet er klart"),
        "programme_changed": _("Programmet er endret"),
        "changed_now": _("Endring i kveld"),
        "extra_meeting": _("Møte utenom programmet"),
        "moved": _("Børsen er flyttet"),
        "post_judged": _("Om et oppslag"),
        "starts_soon": _("Børsen begynner om en time"),
        "agreement_copy": _("Kopi av avtale"),
        "link_again": _("Lenken på nytt"),
    }


def status_names() -> dict[str, str]:
    return {
        "waiting": _("Venter"),
        "held": _("Venter på deg"),
        "sending": _("Sendes nå"),
        "sent": _("Sendt"),
        "unsure": _("Usikker"),
        "failed": _("Kom ikke fram"),
        "to_print": _("Skal skrives ut"),
        "told": _("Fortalt"),
        "dropped": _("Ikke sendt"),
    }


def channel_names() -> dict[str, str]:
    return {"": "", "email": _("E-post"), "sms": _("SMS"), "paper": _("Papir"), "telephone": _("Telefon")}
