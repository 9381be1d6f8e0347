"""The board on paper: a booklet by category, A5, to lie on a counter or be read in a waiting room."""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from borse.catalogue.feeds import giver_of
from borse.catalogue.reads import Category, Notice
from borse.exchange import Exchange, side_names
from borse.language import gettext as _
from borse.language import language
from borse.own_words import category_name
from borse.paper import typeset
from borse.times import clock_time, long_date

TEMPLATE = Path(__file__).parent / "booklet.typ"


def booklet_of(
    exchange: Exchange, notices: Sequence[Notice], categories: Sequence[Category], *, address: str, at: datetime
) -> bytes:
    """The PDF; about half a second of work, unless the same was asked for lately. Dated by the newest post."""
    newest = max((one.created_at for one in notices), default=at)
    words = json.dumps(words_of(exchange, notices, categories, address=address), ensure_ascii=False)
    return _printed(words, newest)


@lru_cache(maxsize=8)
def _printed(words: str, at: datetime) -> bytes:
    return typeset(TEMPLATE, json.loads(words), at)


def words_of(
    exchange: Exchange, notices: Sequence[Notice], categories: Sequence[Category], *, address: str
) -> dict[str, Any]:
    """What stands on the pages. A post in two categories stands under both; one in none under «Annet»."""
    chapters = [
        (category_name(one.name), [notice for notice in notices if one in notice.categories]) for one in categories
    ]
    chapters.append((_("Annet"), [notice for notice in notices if not notice.categories]))
    return {
        "lang": language(),
        "title": _("Tilbud og behov"),
        "exchange": exchange.name,
        "when": _("%(day)s kl. %(time)s") % {"day": long_date(exchange.gong_at), "time": clock_time(exchange.doors_at)},
        "place": exchange.place,
        "address": address,
        "chapters": [_chapter(name, posts) for name, posts in chapters if posts],
        "words": {
            "where": _("Tavla på nettet"),
            "contents": _("Innhold"),
            "none": _("Det henger ingen oppslag på tavla ennå."),
        },
    }


def _chapter(name: str, notices: Sequence[Notice]) -> dict[str, Any]:
    parts = ((_("Trenger"), "need"), (_("Tilbyr"), "offer"))
    of_kind = [(title, [one for one in notices if one.kind == kind]) for title, kind in parts]
    return {
        "name": name,
        "parts": [{"title": title, "posts": [_post(one) for one in posts]} for title, posts in of_kind if posts],
    }


def _post(notice: Notice) -> dict[str, str]:
    giver, side = giver_of(notice), side_names()[notice.side]
    return {
        "text": notice.text,
        "about": " · ".join(notice.about),
        "giver": giver if giver == side else f"{giver}, {side.lower()}",
    }
