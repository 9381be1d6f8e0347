"""Who may read the board, and from when: the organiser's choice."""

from datetime import datetime

from borse.bus import Role
from borse.exchange import Exchange
from borse.language import gettext as _
from borse.refusals import Closed, NotAllowed
from borse.times import clock_time, long_date


def is_open(exchange: Exchange, at: datetime) -> bool:
    return exchange.catalogue_opens_at is None or at >= exchange.catalogue_opens_at


def refuse_reader(exchange: Exchange, role: Role, at: datetime) -> None:
    """Raises Closed before the board opens, NotAllowed for outsiders of one that is for participants.

    Whoever works at the børs reads it always: they look it over before it opens.
    """
    if role not in (Role.PUBLIC, Role.PARTICIPANT):
        return
    if not is_open(exchange, at):
        assert exchange.catalogue_opens_at is not None
        raise Closed(
            _("Tavla åpner %(day)s kl. %(time)s.")
            % {"day": long_date(exchange.catalogue_opens_at), "time": clock_time(exchange.catalogue_opens_at)}
        )
    if exchange.catalogue_readers == "participants" and role is Role.PUBLIC:
        raise NotAllowed(_("Tavla er for dem som er påmeldt. Bruk lenken du fikk da du meldte deg på."))
