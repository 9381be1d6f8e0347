"""The list of agreements that were knocked through: number, who, what, when.

Organisations stand by name. A private individual does not: the report travels further than the hall.
"""

from borse.language import gettext as _
from borse.reports.counted import hours_of, kroner_of
from borse.reports.facts import Agreed, Facts
from borse.tables import Row, Table


def knocked_through(facts: Facts) -> Table:
    """In the order of the gong."""
    agreements = [(one.number, one) for one in facts.agreements if one.status == "knocked_through" and one.number]
    return Table(
        key="avtaler",
        name=_("Avtaler"),
        title=_("Avtalene som er klubbet gjennom"),
        columns=(_("Nr."), _("Hvem"), _("Hva"), _("Når"), _("Timer"), _("Kroner")),
        rows=tuple(_row(number, one, facts) for number, one in sorted(agreements, key=lambda pair: pair[0])),
        note=_("Privatpersoner står uten navn. Timer og kroner står der partene har anslått dem."),
    )


def _row(number: int, agreement: Agreed, facts: Facts) -> Row:
    """A promise a line, in the order in which they were made."""
    promises = agreement.promises
    ends = dict.fromkeys(end for promise in promises for end in (promise.giver, promise.receiver))
    return (
        number,
        "\n".join(_name(party, facts) for party in ends),
        "\n".join(
            _("%(who)s: %(what)s")
            % {"who": _name(promise.giver, facts), "what": _words(promise.what, promise.quantity)}
            for promise in promises
        ),
        "\n".join(dict.fromkeys(promise.due for promise in promises if promise.due)),
        hours_of(promises) if any(promise.hours is not None for promise in promises) else "",
        kroner_of(promises) if any(promise.kroner is not None for promise in promises) else "",
    )


def _words(what: str, quantity: str) -> str:
    return f"{what} ({quantity})" if quantity else what


def _name(party: str, facts: Facts) -> str:
    return _("Privatperson") if facts.sides[party] == "individual" else facts.names[party]
