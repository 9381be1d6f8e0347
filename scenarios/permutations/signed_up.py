"""A børs to which three parties have signed up. Two of their people turn out to be one; one is taken off the list."""

from datetime import UTC, datetime, timedelta

from borse.bus import Actor, Role
from borse.hats.messages import MergePeople
from borse.house import OpenExchange
from borse.ids import following
from borse.newcomers import NewPerson
from borse.signup.messages import RegisterParty, WithdrawPerson
from borse.staff.messages import CreateExchange

GONG = datetime(2027, 3, 16, 17, 15, tzinfo=UTC)
DOORS = GONG - timedelta(minutes=45)
OFFICE = Actor(role=Role.ORGANISER, name="Arrangør")

ON_FILE = {name: following("permutations", name) for name in ("kari", "ola", "aase", "aase-2", "per")}


def set_up(exchange: OpenExchange) -> None:
    send = exchange.bus.send_from_thread
    send(
        CreateExchange(
            id=following("permutations", "create"),
            slug="permutasjoner",
            name="Permutasjonsbørsen",
            place="Storsalen",
            organiser="Arrangør",
            password_hash="-",  # noqa: S106 -- of no password: nobody logs in here
            doors_at=DOORS,
            gong_at=GONG,
            signup_closes_at=DOORS - timedelta(days=1),
            tables=({"name": "Bord 1"},),  # type: ignore[arg-type]  # pydantic makes a table of it
            side_pairs=(("business", "association"),),
            categories=("Nyttige never",),
        ),
        OFFICE,
    )
    parties = (
        ("Turlaget Ås", "association", (_person("kari", "Kari Nordmann", phone="90000001"), _person("ola", "Ola Lie"))),
        ("Banken", "business", (_person("aase", "Åse Haugen", email="aase@eksempel.no"), _person("aase-2", "Aase H."))),
        ("Biblioteket", "municipal", (_person("per", "Per Bok"), _person("pia", "Pia Bok"))),
    )
    for name, side, people in parties:
        party = following("permutations", name)
        send(RegisterParty(id=f"signs-up-{party}", party=party, name=name, side=side, people=people), OFFICE)  # type: ignore[arg-type]  # a literal
    send(MergePeople(id="merges-aase", kept=ON_FILE["aase"], gone=ON_FILE["aase-2"]), OFFICE)
    send(WithdrawPerson(id="withdraws-per", person=ON_FILE["per"]), OFFICE)


def _person(key: str, name: str, **contact: str) -> NewPerson:
    return NewPerson(person=following("permutations", key), name=name, **contact)  # type: ignore[arg-type]  # strings
