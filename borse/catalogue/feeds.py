"""The board for other programs: Atom (RFC 4287), JSON, CSV, and iCalendar (RFC 5545) of the posts that name a day.

No contact details, and no names of private persons: those stay in the børs.
"""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from borse.catalogue.dates import days_in
from borse.catalogue.reads import Notice
from borse.exchange import Exchange, side_names
from borse.formulas import harmless
from borse.language import gettext as _
from borse.language import language
from borse.times import local, stamp

ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a feed is from: `address` is the board's, in full (a post lies below it), `query` what was asked of it."""

    exchange: Exchange
    address: str
    query: str = ""


def giver_of(notice: Notice) -> str:
    """Who hung it up, as outsiders read it."""
    return notice.name or side_names()[notice.side]


def title_of(notice: Notice) -> str:
    return f"{_('Tilbud') if notice.kind == 'offer' else _('Behov')}: {notice.text}"


def atom_of(source: Source, notices: Sequence[Notice]) -> bytes:
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": language()})
    newest = max((one.changed_at for one in notices), default=source.exchange.gong_at)
    _child(feed, "title", _("Tilbud og behov – %s") % source.exchange.name)
    _child(feed, "id", _urn(source.exchange.slug + source.query))
    _child(feed, "updated", stamp(newest))
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": source.address + source.query})
    ET.SubElement(
        feed, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{source.address}.atom{source.query}"}
    )
    _child(ET.SubElement(feed, "author"), "name", source.exchange.name)
    for one in notices:
        entry = ET.SubElement(feed, "entry")
        _child(entry, "title", title_of(one))
        _child(entry, "id", _urn(f"{source.exchange.slug}/{one.id}"))
        _child(entry, "published", stamp(one.created_at))
        _child(entry, "updated", stamp(one.changed_at))
        ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": f"{source.address}/{one.id}"})
        _child(ET.SubElement(entry, "author"), "name", giver_of(one))
        for category in one.categories:
            ET.SubElement(entry, "category", {"term": category.id, "label": category.name})
        _child(entry, "summary", " · ".join((one.text, *one.about)))
    text: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return text


def json_of(source: Source, notices: Sequence[Notice]) -> bytes:
    posts = [
        {
            "id": one.id,
            "kind": one.kind,
            "text": one.text,
            "quantity": one.quantity,
            "capacity": one.capacity,
            "time": one.time,
            "area": one.area,
            "conditions": one.conditions,
            "party": giver_of(one),
            "side": one.side,
            "categories": [category.name for category in one.categories],
            "created_at": stamp(one.created_at),
            "changed_at": stamp(one.changed_at),
            "views": one.views,
            "interested": one.interested,
            "address": f"{source.address}/{one.id}",
        }
        for one in notices
    ]
    return (
        json.dumps({"exchange": source.exchange.name, "posts": posts}, ensure_ascii=False, indent=1) + "\n"
    ).encode()


def csv_of(source: Source, notices: Sequence[Notice]) -> bytes:
    """As Norwegian Excel opens it: UTF-8 with a byte order mark, semicolons. A text like a formula is made harmless."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    heads = (
        _("Slag"),
        _("Oppslag"),
        _("Mengde"),
        _("Plass til"),
        _("Tid"),
        _("Område"),
        _("Vilkår"),
        _("Aktør"),
        _("Side"),
    )
    writer.writerow((*heads, _("Kategorier"), _("Interesserte"), _("Adresse")))
    sides = side_names()
    for one in notices:
        kind = _("Tilbud") if one.kind == "offer" else _("Behov")
        details = (one.quantity, one.capacity, one.time, one.area, one.conditions)
        told = (kind, one.text, *details, giver_of(one), sides[one.side])
        filed = ", ".join(category.name for category in one.categories)
        writer.writerow([harmless(cell) for cell in (*told, filed, str(one.interested), f"{source.address}/{one.id}")])
    return text.getvalue().encode("utf-8-sig")


def calendar_of(source: Source, notices: Sequence[Notice]) -> bytes:
    """Whole days: what people write about time is seldom an hour. Posts that name no day are left out."""
    from icalendar import Calendar, Event  # not at start-up

    calendar = Calendar()
    calendar.add("prodid", "-//Børs//frivilligbørs//NO")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Tilbud og behov – %s") % source.exchange.name)
    for one in notices:
        days = days_in(one.time, local(source.exchange.gong_at).date())
        if days is None:
            continue
        event = Event()
        event.add("uid", f"{one.id}-{source.exchange.slug}@borse")
        event.add("dtstamp", _whole_second(one.changed_at))
        event.add("dtstart", days.first)
        event.add("dtend", days.last + timedelta(days=1))
        event.add("summary", _("Frist: %s") % title_of(one) if days.is_deadline else title_of(one))
        event.add("description", "\n".join((giver_of(one), *one.about)))
        event.add("url", f"{source.address}/{one.id}")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _whole_second(at: datetime) -> datetime:
    return at.replace(microsecond=0)


def _urn(name: str) -> str:
    return uuid5(NAMESPACE_URL, f"borse:{name}").urn


def _child(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = "".join(
        sign for sign in text if sign.isprintable() or sign in "\n\t"
    )  # XML refuses the others
