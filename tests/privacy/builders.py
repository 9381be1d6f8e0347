"""People of whom the file is full, and what of them is left in its bytes."""

from pathlib import Path

from borse.house import OpenExchange
from borse.ids import new_id
from tests.builders import (
    ORGANISER,
    a_need,
    a_party,
    a_person,
    a_wish,
    an_agreement,
    an_offer,
)

# Words that stand nowhere else: each is looked for in the bytes of the file.
NAME = "Xavier Kvitfjell"
EMAIL = "xavier.kvitfjell@eksempel.no"
PHONE = "+4794433221"
OFFER = "Zinkbelagte trillebårer"
WISH = "Qvartettlaget"
NOTE = "Wagnerentusiast med hund"
PERSONAL = (NAME, EMAIL, PHONE, OFFER, WISH, NOTE)


async def a_private_person(exchange: OpenExchange) -> str:
    """Signs up with everything that the form asks for. Their id."""
    party = a_party(
        NAME,
        "individual",
        people=(a_person(NAME, email=EMAIL, phone=PHONE, requires=("step_free",)),),
        posts=(an_offer(OFFER), a_need("Vil lære seg å " + OFFER.lower())),
        wishes=(a_wish(WISH),),
        note=NOTE,
        rules_accepted=True,
    )
    await exchange.bus.send(party, ORGANISER)
    return party.people[0].person


async def a_club(exchange: OpenExchange, name: str = "Turlaget") -> str:
    """An association with one contact. The person's id."""
    party = a_party(name, people=(a_person(f"{name} Kontaktsen", email=f"{name.lower()}@eksempel.no"),))
    await exchange.bus.send(party, ORGANISER)
    return party.people[0].person


async def they_agree(exchange: OpenExchange, one: str, other: str) -> str:
    """An agreement between two people's parties, knocked through. Its id."""
    from borse.notary.messages import ApproveAgreement, KnockThrough

    parties = exchange.store.ask(
        lambda db: [
            db.execute("select party from speaks_for where person = ?", [person]).fetchone()[0]
            for person in (one, other)
        ]
    )
    command = an_agreement(*parties, outside_the_gongs=True)
    await exchange.bus.send(command, ORGANISER)
    await exchange.bus.send(ApproveAgreement(id=new_id(), agreement=command.agreement, version=1), ORGANISER)
    await exchange.bus.send(KnockThrough(id=new_id(), agreement=command.agreement, version=2), ORGANISER)
    return command.agreement


def bytes_of(exchange: OpenExchange) -> bytes:
    """The file and what lies beside it, as somebody reads them who has found the disk."""
    path = Path(exchange.store.path)
    beside = [path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-journal")]
    return b"".join(file.read_bytes() for file in beside if file.exists())


def traces_of(exchange: OpenExchange, words: tuple[str, ...] = PERSONAL) -> list[str]:
    """Which of the words still stand in the bytes."""
    there = bytes_of(exchange)
    return [word for word in words if word.encode() in there]
