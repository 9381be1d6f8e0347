"""Which way to somebody: what they chose, else what suits the message, of what we have of theirs and can send by."""

from collections.abc import Collection
from dataclasses import dataclass

from borse.outreach.kinds import Channel, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Reachable:
    """What we know of how to reach somebody. `chosen` is theirs; '' when they have not said."""

    email: str
    phone: str
    chosen: str
    opted_out: bool


def way_to(who: Reachable, kind: Kind, can_send: Collection[str], *, asked: str = "") -> Channel | None:
    """The channel for this message; paper for who has no other; None while no channel of theirs can send.

    `asked` is the channel by which they asked for the message, if they did.
    """
    if not kind.answers and (who.opted_out or who.chosen == "paper"):
        return "paper"
    has: list[Channel] = ["email"] if who.email else []
    has += ["sms"] if takes_sms(who.phone) else []
    if not has:
        return "paper"
    chosen = kind.first if kind.urgent else who.chosen
    ranked = sorted(has, key=lambda channel: (channel != asked, channel != chosen, channel != kind.first))
    return next((channel for channel in ranked if channel in can_send), None)


def takes_sms(phone: str) -> bool:
    """Whether an SMS may arrive there: not at a fixed line, nor at what is no number."""
    import phonenumbers  # not at start-up

    try:
        kind = phonenumbers.number_type(phonenumbers.parse(phone, None))
    except phonenumbers.NumberParseException:
        return False
    return kind != phonenumbers.PhoneNumberType.FIXED_LINE
