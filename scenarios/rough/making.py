"""The script of the rough evening: the crowd, and by seed who stays away, is late, walks in, agrees on what."""

import random
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from scenarios.crowd import Crowd, Table, crowd
from scenarios.script import Script

PEOPLE, WALK_INS, AGREEMENTS, INTENTIONS = 200, 12, 120, 10
# Of the people who signed up: those whose whole organisation stays away, and those who come after the gong.
AWAY, LATE = 0.20, 0.10

NAMES = ("Uanmeldt", "Tilfeldig", "Plutselig", "Innom", "Spontan", "Forbipasserende")
FIRST_NAMES = (
    "Ulf",
    "Ronja",
    "Amina",
    "Oleksandr",
    "Gudrun",
    "Per-Åge",
    "Sølvi",
    "Idar",
    "Fatima",
    "Åshild",
    "Bo",
    "Eli",
)


def rough(*, gong_at: datetime, seed: int) -> tuple[Crowd, Script]:
    """The børs to be made, and the script of its evening."""
    chance = random.Random(seed)
    base = crowd(PEOPLE, gong_at=gong_at)
    table = base.table
    away = _away(table, chance)
    coming = [person["key"] for person in table["person"] if person["key"] not in away]
    walk_ins = list(_walk_ins(table, chance))
    there = [party for party in table["party"] if set(party["people"]) - away] + [one["party"] for one in walk_ins]
    whole = table | {
        "evening": {
            "no_shows": sorted(away),
            "late": chance.sample(coming, round(len(table["person"]) * LATE)),
            "walk_ins": walk_ins,
        },
        "agreement": list(_agreements(there, chance)),
        "sources": {"rough": {"place": "Oppdiktet", "url": "https://example.org"}} | _sources(table),
    }
    return base, Script.model_validate(whole)


def _away(table: Table, chance: random.Random) -> set[str]:
    """Organisations that do not come, all of them, until a fifth of the people are missing."""
    away: set[str] = set()
    for party in chance.sample(table["party"], len(table["party"])):
        if len(away) >= AWAY * len(table["person"]):
            break
        away |= set(party["people"])
    return away


def _walk_ins(table: Table, chance: random.Random) -> Iterator[Table]:
    """Every fourth comes for a party that signed up; the others bring their own."""
    categories = table["exchange"]["categories"]
    for number in range(WALK_INS):
        key = f"uanmeldt-{number}"
        person = {
            "key": key,
            "name": f"{FIRST_NAMES[number]} {NAMES[number % len(NAMES)]}",
            "phone": f"440 99 {number:03}",
        }
        kind = [chance.choice(categories)]
        party: Table = {
            "key": f"lag-{number}",
            "name": f"Kom-som-du-er-laget {number + 1}",
            "side": chance.choice(["association", "business"]),
            "via": "door",
            "people": [key],
            "offers": [_post("Vi tar et tak der det trengs.", kind)],
            "needs": [_post("Vi trenger et sted å være.", kind)],
        }
        yield {"person": person, "party": party}


def _post(text: str, categories: list[str]) -> Table:
    return {"text": text, "categories": categories, "basis": "from_agreement", "source": "rough"}


def _agreements(there: list[Table], chance: random.Random) -> Iterator[Table]:
    """Between two who are there: what the one offers, and now and then something in return."""
    for number in range(AGREEMENTS + INTENTIONS):
        giver, receiver = chance.sample([party for party in there if party.get("offers")], 2)
        promises = [_promise(giver, receiver, chance)]
        if chance.random() < 0.5:
            promises.append(_promise(receiver, giver, chance))
        yield {
            "key": f"avtale-{number}",
            "intention": number % 13 == 12,
            "calls_first": receiver["key"],
            "source": "rough",
            "promises": promises,
        }


def _promise(giver: Table, receiver: Table, chance: random.Random) -> dict[str, Any]:
    offer = chance.choice(giver["offers"])
    return {
        "giver": giver["key"],
        "receiver": receiver["key"],
        "what": offer["text"],
        "quantity": offer.get("quantity", ""),
        "when": offer.get("when", ""),
        "hours": chance.choice([0, 2, 4, 7.5]),
        "kroner": chance.choice([None, 500, 2000]),
        "category": offer["categories"][0],
    }


def _sources(table: Table) -> Table:
    names = {post["source"] for party in table["party"] for post in (*party.get("offers", ()), *party.get("needs", ()))}
    return {name: {"place": "Som i hjemmescenariet", "url": "https://example.org"} for name in names}
