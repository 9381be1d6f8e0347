"""What tests put together: each builder begins with an article. Real files, real server; time is an argument."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from borse.app import make_house
from borse.bus import Actor, Role
from borse.house import House, OpenExchange
from borse.ids import new_id
from borse.newcomers import NewPerson, NewPost, NewWish
from borse.news import News
from borse.notary.messages import RegisterAgreement
from borse.programme.messages import DraftSaved, PlannedMeeting, PublishProgramme, SaveDraft
from borse.programme.world import world_of
from borse.settings import Settings
from borse.signup.messages import RegisterParty
from borse.staff.messages import CreateExchange
from borse.times import stamp

GONG = datetime(2027, 3, 16, 17, 15, tzinfo=UTC)
PASSWORD = "korrekt hest batteri"
# argon2 of PASSWORD with the lightest settings there are: a test suite logs in often.
PASSWORD_HASH = "$argon2id$v=19$m=8,t=1,p=1$Lkc7pt4CrFiHztm9OunEuQ$C2xe7s90xuWyLPFTWZqJIQh4Yi0I+ni4A5hzYQMZi9Y"

ORGANISER = Actor(role=Role.ORGANISER, name="Kari Arrangør")


class AClock:
    """Time as the test says it is."""

    def __init__(self, at: datetime = GONG - timedelta(days=30)) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def move(self, **length: float) -> None:
        self.at += timedelta(**length)


class AnOnlooker:
    """A page that looks on (`hub.Watcher`), and writes down what it is told; nothing while its radio is off."""

    wants: frozenset[str] = frozenset()

    def __init__(self, person: str | None = None) -> None:
        self.person = person
        self.is_on = self.may_look = True
        self.heard: list[News] = []
        self.news = asyncio.Event()

    def is_let_in(self, db: Database) -> bool:
        del db
        return self.may_look

    def is_ready(self) -> bool:
        return self.is_on

    async def hear(self, news: News) -> None:
        self.heard.append(news)
        self.news.set()

    def close(self) -> None:
        self.is_on = False


def a_house(folder: Path, clock: AClock | None = None) -> House:
    return make_house(Settings(data=folder), clock or AClock())


def a_plan(**changes: Any) -> dict[str, Any]:
    """The set-up of a small børs: six rounds, eight tables, the first one step-free."""
    return {
        "name": "Prøvebørsen",
        "place": "Storsalen",
        "doors_at": GONG - timedelta(minutes=45),
        "gong_at": GONG,
        "signup_closes_at": GONG - timedelta(days=1),
        "tables": [
            {"name": "Bord 1", "features": ["step_free"]},
            *({"name": f"Bord {number}"} for number in range(2, 9)),
        ],
        "side_pairs": [
            ("business", "association"),
            ("association", "association"),
            ("association", "municipal"),
            ("business", "municipal"),
            ("association", "individual"),
        ],
        "categories": ["Nyttige never", "Kloke hoder", "Lokaler"],
        **changes,
    }


async def an_exchange(house: House, *, slug: str = "prove", **plan: Any) -> OpenExchange:
    """A børs in its own file, open, nobody signed up."""
    exchange = house.create(slug)
    command = CreateExchange(
        id=new_id(), slug=slug, organiser="Kari Arrangør", password_hash=PASSWORD_HASH, **a_plan(**plan)
    )
    await exchange.bus.send(command, ORGANISER)
    return exchange


def a_person(name: str = "Prøve Persen", **changes: Any) -> NewPerson:
    """Somebody who comes, the whole evening, with neither e-mail nor telephone."""
    return NewPerson(**{"person": new_id(), "name": name} | changes)


def an_offer(text: str = "Vi stiller ansatte på dugnad.", **changes: Any) -> NewPost:
    return NewPost(**{"post": new_id(), "kind": "offer", "text": text, "categories": ("nyttige never",)} | changes)


def a_need(text: str = "Vi trenger hjelp på dugnad.", **changes: Any) -> NewPost:
    return an_offer(text, **{"kind": "need"} | changes)


def a_wish(text: str, **changes: Any) -> NewWish:
    """To meet the party with this name; a veto with kind="veto"."""
    return NewWish(**{"wish": new_id(), "kind": "wish", "text": text} | changes)


def a_party(name: str = "Turlaget", side: str = "association", **changes: Any) -> RegisterParty:
    """A sign-up: one person, one offer, one need, unless `people` and `posts` say otherwise."""
    values: dict[str, Any] = {
        "id": new_id(),
        "party": new_id(),
        "name": name,
        "side": side,
        "people": (a_person(f"{name} Persen"),),
        "posts": (an_offer(), a_need()),
    }
    return RegisterParty(**values | changes)


def a_promise(giver: str, receiver: str, **changes: Any) -> dict[str, Any]:
    """What one party does for another, complete enough for a notary."""
    values = {"what": "Fire ansatte rydder løypa.", "quantity": "4 ansatte", "due": "innen 15. mai"}
    return {"giver": giver, "receiver": receiver, **values} | changes


def an_agreement(giver: str, receiver: str, **changes: Any) -> RegisterAgreement:
    """An agreement between two parties (ids), complete enough for a notary."""
    values: dict[str, Any] = {
        "id": new_id(),
        "agreement": new_id(),
        "promises": (a_promise(giver, receiver),),
        "first_caller": receiver,
        "next_step": "Turlaget ringer innen tre uker.",
    }
    return RegisterAgreement(**values | changes)


def an_extra_meeting(exchange: OpenExchange, round_: int, table: str, *parties: RegisterParty) -> str:
    """A meeting outside the programme that all have said yes to, of the first person of each. Its id."""
    meeting = new_id()

    def write(db: Database) -> None:
        hall_table = db.execute("select id from hall_table where name = ?", [table]).fetchone()[0]
        row = {"id": meeting, "round": round_, "hall_table": hall_table, "words": "", "by_name": "Megler"}
        db.table("extra_meeting").insert(row | {"proposed_at": stamp(GONG)})
        db.table("extra_chair").insert_all(
            {
                "meeting": meeting,
                "position": position,
                "party": one.party,
                "person": one.people[0].person,
                "says": "yes",
            }
            for position, one in enumerate(parties)
        )

    exchange.store.write(write).result()
    return meeting


async def a_programme(
    exchange: OpenExchange, *meetings: tuple[int, str, RegisterParty, RegisterParty], with_all: bool = False
) -> int:
    """Publish a programme of these meetings: (round, table's name, one party, the other). Its version.

    The first person of each party sits there, or all of them.
    """

    def people(party: RegisterParty) -> tuple[str, ...]:
        return tuple(person.person for person in party.people[: None if with_all else 1])

    world = exchange.store.ask(world_of)
    names = exchange.store.ask(
        lambda db: {row["name"]: row["id"] for row in db.query("select id, name from hall_table")}
    )
    figures: dict[str, Any] = dict.fromkeys(
        ("shortfall", "worth", "waits", "moves", "bound_shortfall", "bound_worth"), 0
    )
    draft = SaveDraft(
        id=new_id(),
        based_on=0,
        world=world.fingerprint,
        meetings=tuple(
            PlannedMeeting(
                round=number,
                table=names[table],
                a=one.party,
                b=other.party,
                a_people=people(one),
                b_people=people(other),
                worth=50,
                needs=(),
                reasons=(),
            )
            for number, table, one, other in meetings
        ),
        few=(),
        seconds=1.0,
        **figures,
    )
    receipt = await exchange.bus.send(draft, ORGANISER)
    event = receipt.events[0].event
    assert isinstance(event, DraftSaved)
    await exchange.bus.send(PublishProgramme(id=new_id(), version=event.version, draft=draft.id), ORGANISER)
    return event.version
