"""Each message that we send says something whole in each language: no field is left, and none of it is in bokmål."""

from datetime import timedelta

import pytest
from sqlite_utils import Database

from borse.house import OpenExchange
from borse.ids import new_id
from borse.language import TONGUES
from borse.moderation.messages import DeclinePost
from borse.notary.messages import ApproveAgreement, KnockThrough
from borse.outreach.kinds import Channel
from borse.outreach.letters import Letter, NotNeeded, Wanted, letter_for
from borse.staff.moving import MoveExchange
from tests.builders import GONG, ORGANISER, AClock, a_party, a_person, a_programme, an_agreement
from tests.host import go_to

BASE = "https://bors.example/prove"
# A word of the bokmål text that no other language has. Nynorsk is too near for some.
BOKMAAL = ("Dørene åpner", "Koden din er", "Din side", "i stedet for", "tar kontakt først", "Arrangøren har valgt")


def _told(db: Database, person: str) -> None:
    """They have heard of version 1."""
    row = {"id": new_id(), "kind": "programme_ready", "person": person, "status": "told", "version": 1}
    db.table("message").insert(row | {"created_at": "2027-01-01", "due_at": "2027-01-01"})


@pytest.mark.parametrize("code", sorted(TONGUES))
async def test_every_message_is_whole_in_every_language(exchange: OpenExchange, clock: AClock, code: str) -> None:
    reader = a_person("Olga Melnyk", email="olga@lag.example", phone="+4741234567", language=code)
    mine, other, third = a_party("Turlaget", people=(reader,)), a_party("Banken", "business"), a_party("Koret")
    for party in (mine, other, third):
        await exchange.bus.send(party, ORGANISER)
    await a_programme(exchange, (1, "Bord 1", mine, other), (3, "Bord 2", mine, other))
    exchange.store.write(lambda db: _told(db, reader.person)).result()
    await a_programme(exchange, (1, "Bord 1", mine, other), (3, "Bord 5", mine, third))
    agreement = an_agreement(other.party, mine.party, outside_the_gongs=True)
    await exchange.bus.send(agreement, ORGANISER)
    await exchange.bus.send(ApproveAgreement(id=new_id(), agreement=agreement.agreement, version=1), ORGANISER)
    await exchange.bus.send(KnockThrough(id=new_id(), agreement=agreement.agreement, version=2), ORGANISER)
    await exchange.bus.send(DeclinePost(id=new_id(), post=mine.posts[0].post, moderator_note="Nei."), ORGANISER)
    later = GONG + timedelta(days=1)
    move = MoveExchange(id=new_id(), doors_at=later - timedelta(hours=1), gong_at=later, place="Ny sal")
    await exchange.bus.send(move, ORGANISER)
    clock.at = later
    await go_to(exchange, "round", 1)
    abouts = {"agreement_copy": agreement.agreement, "post_judged": mine.posts[0].post}
    kinds = (
        *("signed_up", "reconfirm", "programme_ready", "programme_changed", "changed_now", "moved", "post_judged"),
        *("starts_soon", "agreement_copy", "link_again"),
    )
    channels: tuple[Channel, ...] = ("email", "sms")
    for kind in kinds:
        for channel in channels:
            wanted = Wanted(kind=kind, person=reader.person, channel=channel, about=abouts.get(kind, ""))
            letter = exchange.store.ask(letter_for, wanted, BASE)
            assert not isinstance(letter, NotNeeded), (kind, letter)
            assert isinstance(letter, Letter)
            assert letter.language == code
            assert bool(letter.subject) == (channel == "email"), kind
            assert not {"{", "}", "%"} & set(letter.body + letter.subject), (kind, letter.body)
            if code not in {"nb", "nn"}:
                assert not [word for word in BOKMAAL if word in letter.body], (kind, letter.body)
