"""What happens and the message about it are one; each message goes once, to those whom it concerns."""

from datetime import timedelta

import pytest

from borse.bus import Actor, Role
from borse.frame.qr import qr_png
from borse.house import OpenExchange
from borse.ids import new_id
from borse.links import tokens_of_people
from borse.notary.messages import ApproveAgreement, CorrectAgreement, KnockThrough
from borse.outreach.messages import (
    InviteToReconfirm,
    NoteTold,
    ReleaseMessages,
    SendLinkAgain,
    SendProgramme,
)
from borse.outreach.reads import to_decide
from borse.refusals import Invalid, Refusal
from borse.signup.import_messages import ImportParties, KeepImport
from borse.signup.messages import WithdrawParty
from borse.signup.sheets import read_sheet
from borse.signup.word_messages import AnswerHat
from tests.builders import GONG, ORGANISER, AClock, a_party, a_person, a_programme, a_promise, an_agreement
from tests.outreach.post_office import PostOffice, messages_to, states, text_of

PUBLIC = Actor(role=Role.PUBLIC)


def kari(**changes: object) -> object:
    return a_person(**{"name": "Kari Nordmann", "email": "kari@lag.example"} | changes)  # type: ignore[arg-type]


async def test_a_sign_up_is_confirmed_with_link_and_code(
    exchange: OpenExchange, post: PostOffice, clock: AClock
) -> None:
    party = a_party(people=(kari(),))
    await exchange.bus.send(party, PUBLIC)
    await post.empty(exchange)
    [letter] = post.letters.to("kari@lag.example")
    person = party.people[0].person
    token = exchange.store.ask(tokens_of_people)[person]
    code = exchange.store.ask(lambda db: db.execute("select code from person where id = ?", [person]).fetchone()[0])
    assert f"https://bors.example/prove/p/{token}" in text_of(letter)
    assert code in text_of(letter)
    assert letter["Subject"] == "Du er påmeldt Prøvebørsen"
    assert "https://bors.example/prove/avmeld/" in letter["List-Unsubscribe"]
    assert f"https://bors.example/prove/p/{token}/ikke-meg" in text_of(letter)
    [picture] = letter.iter_attachments()
    assert picture.get_content() == qr_png(f"https://bors.example/prove/p/{token}")
    clock.move(days=1)
    await post.empty(exchange)
    assert len(post.letters.taken) == 1


async def test_who_is_named_by_another_is_asked_and_is_not_asked_once_they_have_answered(
    exchange: OpenExchange, post: PostOffice
) -> None:
    own, false, later = (a_party(name, people=(kari(),)) for name in ("Koret", "Skurkelaget", "Korpset"))
    for party in (own, false, later):
        await exchange.bus.send(party, PUBLIC)
    person = own.people[0].person
    yes = AnswerHat(id=new_id(), person=person, party=later.party, speaks=True)
    await exchange.bus.send(yes, Actor(role=Role.PARTICIPANT, person=person))
    await post.empty(exchange)
    asked = [letter for letter in post.letters.to("kari@lag.example") if "Snakker du for" in letter["Subject"]]
    assert [letter["Subject"] for letter in asked] == ["Snakker du for Skurkelaget?"]
    token = exchange.store.ask(tokens_of_people)[person]
    assert f"https://bors.example/prove/p/{token}/hatter" in text_of(asked[0])
    assert states(exchange, person) == [("signed_up", "sent"), ("speak_for", "dropped"), ("speak_for", "sent")]


async def test_a_refused_sign_up_causes_no_message(exchange: OpenExchange) -> None:
    party = a_party(people=(kari(),), orgnr="974760673")
    await exchange.bus.send(party, PUBLIC)
    again = a_party("Et annet lag", people=(kari(),), orgnr="974760673")
    with pytest.raises(Invalid):
        await exchange.bus.send(again, PUBLIC)
    assert states(exchange, party.people[0].person) == [("signed_up", "waiting")]


async def test_the_log_keeps_what_was_said_but_not_the_secret(exchange: OpenExchange, post: PostOffice) -> None:
    party = a_party(people=(kari(),))
    await exchange.bus.send(party, PUBLIC)
    await post.empty(exchange)
    [message] = messages_to(exchange, party.people[0].person)
    token = exchange.store.ask(tokens_of_people)[party.people[0].person]
    assert "Du er påmeldt Prøvebørsen" in message.body
    assert token not in message.body
    everything = exchange.store.ask(lambda db: [row["data"] for row in db.query("select data from event")])
    assert not any("kari@lag.example" in data or token in data for data in everything)


async def test_sms_goes_to_mobiles_and_paper_to_those_with_neither(exchange: OpenExchange, post: PostOffice) -> None:
    mobile = a_person("Mona Mobil", phone="+4790000001")
    fixed = a_person("Fredrik Fasttelefon", phone="+4767000001")
    neither = a_person("Nina Ingen")
    await exchange.bus.send(a_party(people=(mobile, fixed, neither)), PUBLIC)
    await post.empty(exchange)
    assert [one["to"] for one in post.sms()] == ["+4790000001"]
    assert states(exchange, mobile.person) == [("signed_up", "sent")]
    assert states(exchange, fixed.person) == states(exchange, neither.person) == [("signed_up", "to_print")]


async def test_what_an_import_causes_waits_for_the_organisers_yes(exchange: OpenExchange, post: PostOffice) -> None:
    heads = "Navn på virksomhet/forening;Type aktør;Kontaktperson;E-post;Vi tilbyr 1"
    file = f"{heads}\nTurlaget;Forening;Kari Nordmann;kari@lag.example;Vi går tur.\n"
    batch = new_id()
    sheet = read_sheet(file.encode())
    await exchange.bus.send(KeepImport(id=batch, file_name="fil.csv", sheet=sheet), ORGANISER)
    await exchange.bus.send(ImportParties(id=new_id(), batch=batch), ORGANISER)
    await post.empty(exchange)
    assert post.letters.taken == []
    [held] = exchange.store.ask(to_decide)
    assert (held.kind, held.status) == ("signed_up", "held")
    await exchange.bus.send(ReleaseMessages(id=new_id(), messages=(held.id,)), ORGANISER)
    await post.empty(exchange)
    assert len(post.letters.to("kari@lag.example")) == 1


async def test_only_those_affected_hear_of_a_change_once_with_before_and_after(
    exchange: OpenExchange, post: PostOffice, clock: AClock
) -> None:
    one, two, three, four = [
        a_party(f"Lag {number}", people=(a_person(f"Person {number}", email=f"p{number}@lag.example"),))
        for number in range(4)
    ]
    for party in (one, two, three, four):
        await exchange.bus.send(party, PUBLIC)
    await post.empty(exchange)
    await a_programme(exchange, (1, "Bord 2", one, two), (2, "Bord 3", three, four))
    clock.move(hours=1)
    await post.empty(exchange)
    ready = post.letters.to("p0@lag.example")[-1]
    assert ready["Subject"] == "Programmet ditt for Prøvebørsen"
    assert "18:15, Bord 2: Lag 1 (Person 1)" in text_of(ready)
    assert any(part.get_content_type() == "text/calendar" for part in ready.iter_attachments())
    before = len(post.letters.taken)
    await a_programme(exchange, (1, "Bord 5", one, two), (2, "Bord 3", three, four))
    await a_programme(exchange, (3, "Bord 6", one, two), (2, "Bord 3", three, four))
    clock.move(hours=1)
    await post.empty(exchange)
    clock.move(hours=1)
    await post.empty(exchange)
    told = post.letters.taken[before:]
    assert sorted(to for to, _letter in told) == ["p0@lag.example", "p1@lag.example"]
    text = text_of(post.letters.to("p0@lag.example")[-1])
    assert "Før: 18:15, Bord 2: Lag 1 (Person 1)" in text
    assert "Nå: 18:29, Bord 6: Lag 1 (Person 1)" in text
    assert "Bord 5" not in text


async def test_a_change_that_was_changed_back_is_not_told(
    exchange: OpenExchange, post: PostOffice, clock: AClock
) -> None:
    one, two = a_party("Lag 1", people=(kari(),)), a_party("Lag 2")
    for party in (one, two):
        await exchange.bus.send(party, PUBLIC)
    await a_programme(exchange, (1, "Bord 2", one, two))
    clock.move(hours=1)
    await post.empty(exchange)
    before = len(post.letters.taken)
    await a_programme(exchange, (1, "Bord 5", one, two))
    await a_programme(exchange, (1, "Bord 2", one, two))
    clock.move(hours=1)
    await post.empty(exchange)
    assert len(post.letters.taken) == before
    assert ("programme_changed", "dropped") in states(exchange, one.people[0].person)


async def test_whoever_was_told_on_the_telephone_hears_of_changes_only(
    exchange: OpenExchange, post: PostOffice, clock: AClock
) -> None:
    one, two = a_party("Lag 1"), a_party("Lag 2")
    for party in (one, two):
        await exchange.bus.send(party, PUBLIC)
    await a_programme(exchange, (1, "Bord 2", one, two))
    clock.move(hours=1)
    await post.empty(exchange)
    person = one.people[0].person
    printed = tuple(message.id for message in messages_to(exchange, person))
    await exchange.bus.send(NoteTold(id=new_id(), messages=printed, channel="telephone"), ORGANISER)
    await a_programme(exchange, (2, "Bord 2", one, two))
    assert ("programme_changed", "waiting") in states(exchange, person)
    assert states(exchange, person).count(("programme_ready", "told")) == 1


async def test_the_programme_can_be_sent_to_those_who_came_later(exchange: OpenExchange) -> None:
    with pytest.raises(Refusal):
        await exchange.bus.send(SendProgramme(id=new_id()), ORGANISER)
    one, two = a_party("Lag 1"), a_party("Lag 2")
    for party in (one, two):
        await exchange.bus.send(party, PUBLIC)
    await a_programme(exchange, (1, "Bord 2", one, two))
    late = a_party("Sent ute")
    await exchange.bus.send(late, ORGANISER)
    await exchange.bus.send(SendProgramme(id=new_id()), ORGANISER)
    await exchange.bus.send(SendProgramme(id=new_id()), ORGANISER)
    for party in (one, late):
        assert states(exchange, party.people[0].person).count(("programme_ready", "waiting")) == 1


async def test_everybody_is_reminded_once_an_hour_before_the_doors(
    exchange: OpenExchange, post: PostOffice, clock: AClock
) -> None:
    party = a_party(people=(kari(phone="+4790000001"),))
    await exchange.bus.send(party, PUBLIC)
    await post.empty(exchange)
    clock.at = GONG - timedelta(minutes=45 + 61)
    await post.empty(exchange)
    assert post.sms() == []
    for _look in range(3):
        clock.move(minutes=2)
        await post.empty(exchange)
    [sms] = post.sms()
    assert "dørene åpner kl. 17:30" in sms["text"]


async def test_an_agreement_is_copied_to_its_parties_and_again_when_mended(
    exchange: OpenExchange, post: PostOffice, clock: AClock
) -> None:
    one = a_party("Bygg AS", "business", people=(kari(email="bygg@firma.example"),))
    two = a_party(
        "Turlaget", people=(a_person("Tor Tur", email="tor@lag.example"), a_person("Else", email="e@x.example"))
    )
    for party in (one, two):
        await exchange.bus.send(party, PUBLIC)
    await post.empty(exchange)
    clock.at = GONG + timedelta(minutes=10)
    agreement = an_agreement(one.party, two.party, outside_the_gongs=True)
    await exchange.bus.send(agreement, ORGANISER)
    await exchange.bus.send(ApproveAgreement(id=new_id(), agreement=agreement.agreement, version=1), ORGANISER)
    await exchange.bus.send(KnockThrough(id=new_id(), agreement=agreement.agreement, version=2), ORGANISER)
    clock.move(minutes=11)
    await post.empty(exchange)
    copies = [letter for _to, letter in post.letters.taken if "Avtale nr. 1" in letter["Subject"]]
    assert len(copies) == 2
    assert "Bygg AS til Turlaget: Fire ansatte rydder løypa. (4 ansatte, innen 15. mai)" in text_of(copies[0])
    mended = CorrectAgreement(
        id=new_id(),
        agreement=agreement.agreement,
        version=3,
        promises=(a_promise(one.party, two.party, what="Fem ansatte."),),  # type: ignore[arg-type]  # pydantic makes it one
        first_caller=two.party,
    )
    await exchange.bus.send(mended, ORGANISER)
    clock.move(minutes=11)
    await post.empty(exchange)
    assert "Fem ansatte." in text_of(post.letters.to("tor@lag.example")[-1])
    assert post.letters.to("e@x.example")[-1]["Subject"].startswith("Du er påmeldt")


async def test_nobody_is_written_to_at_night_except_who_waits_for_it_and_on_the_day(
    exchange: OpenExchange, post: PostOffice, clock: AClock
) -> None:
    party = a_party(people=(kari(),))
    clock.at = GONG - timedelta(days=10, hours=-4)  # 22:15 in the hall
    await exchange.bus.send(party, PUBLIC)
    await post.empty(exchange)
    assert len(post.letters.taken) == 1  # they look for their receipt now
    await exchange.bus.send(InviteToReconfirm(id=new_id()), ORGANISER)
    await post.empty(exchange)
    assert len(post.letters.taken) == 1
    clock.move(hours=9, minutes=44)
    await post.empty(exchange)
    assert len(post.letters.taken) == 1
    clock.move(minutes=2)
    await post.empty(exchange)
    assert len(post.letters.taken) == 2


async def test_who_has_withdrawn_gets_nothing_more(exchange: OpenExchange, post: PostOffice) -> None:
    party = a_party(people=(kari(),))
    await exchange.bus.send(party, PUBLIC)
    await exchange.bus.send(WithdrawParty(id=new_id(), party=party.party), ORGANISER)
    await post.empty(exchange)
    assert post.letters.taken == []
    assert states(exchange, party.people[0].person) == [("signed_up", "dropped")]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"email": " KARI@lag.example "}, 1),
        ({"email": "kari@lag.no"}, 0),
        ({"email": "ola@lag.example"}, 0),
        ({"phone": "440 00 099"}, 0),
        ({"name": "kari"}, 1),
        ({"name": "Ola"}, 0),
        ({"name": ""}, 0),
    ],
)
async def test_a_lost_link_goes_to_the_known_address_and_to_no_other(
    exchange: OpenExchange, post: PostOffice, asked: dict[str, str], found: int
) -> None:
    party = a_party(people=(kari(),))
    await exchange.bus.send(party, PUBLIC)
    await post.empty(exchange)
    code = exchange.store.ask(lambda db: db.execute("select code from person").fetchone()[0])
    asked = asked if {"email", "phone"} & set(asked) else {"code": code.lower(), **asked}
    for _time in range(3):
        await exchange.bus.send(SendLinkAgain(id=new_id(), **asked), PUBLIC)
        await post.empty(exchange)
    links = [letter for _to, letter in post.letters.taken if letter["Subject"] == "Lenken din til Prøvebørsen"]
    assert len(links) == found
