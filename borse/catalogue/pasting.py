"""The board as text that is ready to paste: into a newsletter, a group on social media, an e-mail."""

from collections.abc import Iterator, Sequence

from borse.catalogue.feeds import giver_of
from borse.catalogue.reads import Notice
from borse.exchange import Exchange
from borse.language import gettext as _
from borse.times import clock_time, long_date


def text_of(exchange: Exchange, notices: Sequence[Notice], address: str) -> str:
    """Plain text with no more marks than every channel has: blank lines and bullets."""
    return "\n".join(_lines(exchange, notices, address)) + "\n"


def _lines(exchange: Exchange, notices: Sequence[Notice], address: str) -> Iterator[str]:
    yield exchange.name
    day, time = long_date(exchange.gong_at), clock_time(exchange.doors_at)
    yield _("%(day)s kl. %(time)s, %(place)s") % {"day": day, "time": time, "place": exchange.place}
    for kind, title in (("need", _("Dette trengs:")), ("offer", _("Dette tilbys:"))):
        of_kind = [one for one in notices if one.kind == kind]
        if of_kind:
            yield from ("", title)
            yield from (line_of(one) for one in of_kind)
    yield from ("", _("Kan dere hjelpe, eller trenger dere noe? Se alle oppslagene her:"), address)


def line_of(notice: Notice) -> str:
    about = f" ({', '.join(notice.about)})" if notice.about else ""
    return f"• {notice.text}{about} – {giver_of(notice)}"
