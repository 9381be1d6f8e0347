"""What the report counts, held against small evenings that are counted by hand."""

from datetime import timedelta
from typing import Any

import pytest

from borse.answered import answered_needs
from borse.bus import Actor, Role
from borse.house import OpenExchange
from borse.ids import new_id
from borse.notary.messages import ApproveAgreement, KnockThrough, SendBack, WithdrawAgreement
from borse.reception.messages import CheckIn, MarkLeft, RegisterWalkIn
from borse.reports.facts import Posted, Promised, facts_of
from borse.reports.figures import report_of
from borse.reports.report import Report
from borse.signup.messages import RegisterParty, WithdrawParty
from borse.tables import Row, Table
from tests.builders import (
    GONG,
    ORGANISER,
    AClock,
    a_need,
    a_party,
    a_person,
    a_programme,
    a_promise,
    an_agreement,
    an_offer,
)
from tests.host import go_to, ring

NOTARY = Actor(role=Role.NOTARY, name="Notar 1")
HANDS, HEADS = "nyttige never", "kloke hoder"


def report(exchange: OpenExchange) -> Report:
    return report_of(exchange.store.ask(facts_of, GONG + timedelta(hours=2)))


def headline(exchange: OpenExchange) -> dict[str, Any]:
    return {one.key: (one.value if one.of is None else (one.value, one.of)) for one in report(exchange).headline}


def table(exchange: OpenExchange, key: str) -> Table:
    return next(one for one in report(exchange).all_tables if one.key == key)


def rows(exchange: OpenExchange, key: str) -> dict[Any, Row]:
    """The figures of a table by the name of the row."""
    return {row[0]: row[1:] for row in table(exchange, key).rows}


async def signed_up(exchange: OpenExchange, *parties: RegisterParty) -> None:
    for party in parties:
        await exchange.bus.send(party, ORGANISER)


async def agreed(exchange: OpenExchange, giver: str, receiver: str, **changes: Any) -> str:
    """An agreement that waits for the notary."""
    command = an_agreement(giver, receiver, **{"outside_the_gongs": True} | changes)
    await exchange.bus.send(command, ORGANISER)
    return command.agreement


async def knocked_through(exchange: OpenExchange, giver: str, receiver: str, **changes: Any) -> str:
    agreement = await agreed(exchange, giver, receiver, **changes)
    await exchange.bus.send(ApproveAgreement(id=new_id(), agreement=agreement, version=1), NOTARY)
    await exchange.bus.send(KnockThrough(id=new_id(), agreement=agreement, version=2), NOTARY)
    return agreement


@pytest.fixture
async def three(exchange: OpenExchange) -> tuple[str, str, str]:
    """A business, an association and a private individual; each has an offer and a need of practical hands."""
    parties = a_party("Regnskapskontoret", "business"), a_party("Turlaget"), a_party("Kari Nordmann", "individual")
    await signed_up(exchange, *parties)
    return parties[0].party, parties[1].party, parties[2].party


# ---- needs ---------------------------------------------------------------------------------------------------------


def a_posted_need(id_: str, *categories: str, party: str = "turlaget") -> Posted:
    return Posted(id=id_, party=party, categories=frozenset(categories))


def promised(receiver: str, category: str | None) -> Promised:
    return Promised(
        giver="banken", receiver=receiver, what="x", quantity="", due="", category=category, hours=None, kroner=None
    )


def test_one_promise_answers_one_need() -> None:
    needs = [a_posted_need("først", HANDS), a_posted_need("så", HANDS)]
    assert answered_needs(needs, [promised("turlaget", HANDS)]) == {"først"}


def test_as_many_needs_as_possible_are_answered() -> None:
    """The first need could take either promise; it must leave the second need the only one that fits."""
    needs = [a_posted_need("begge", HANDS, HEADS), a_posted_need("bare never", HANDS)]
    promises = [promised("turlaget", HANDS), promised("turlaget", HEADS)]
    assert answered_needs(needs, promises) == {"begge", "bare never"}


@pytest.mark.parametrize(
    "promise", [promised("museet", HANDS), promised("turlaget", HEADS), promised("turlaget", None)]
)
def test_what_is_given_to_another_or_of_another_kind_answers_nothing(promise: Promised) -> None:
    assert answered_needs([a_posted_need("never", HANDS)], [promise]) == set()


async def test_needs_are_counted_in_each_category_and_once_in_all(exchange: OpenExchange) -> None:
    turlaget = a_party(posts=(a_need(categories=(HANDS, HEADS)), a_need(categories=(HEADS,)), an_offer()))
    banken = a_party("Banken", "business", posts=())
    await signed_up(exchange, turlaget, banken)
    await agreed(
        exchange,
        banken.party,
        turlaget.party,
        promises=(a_promise(banken.party, turlaget.party, category=HANDS),),
    )
    figures = rows(exchange, "behov")
    assert figures["Nyttige never"] == (1, 1, 1, 0)
    assert figures["Kloke hoder"] == (0, 2, 1, 1)
    assert table(exchange, "behov").total == ("Alle, talt én gang", 1, 2, 1, 1)
    assert headline(exchange)["needs"] == (1, 2)


async def test_the_needs_of_who_withdrew_are_not_counted(exchange: OpenExchange, three: tuple[str, ...]) -> None:
    await exchange.bus.send(WithdrawParty(id=new_id(), party=three[1]), ORGANISER)
    assert headline(exchange)["needs"] == (0, 2)


# ---- agreements ----------------------------------------------------------------------------------------------------


async def test_an_agreement_of_three_is_counted_once(exchange: OpenExchange, three: tuple[str, ...]) -> None:
    business, association, individual = three
    await knocked_through(
        exchange,
        business,
        association,
        promises=(
            a_promise(business, association, category=HEADS, hours=2.5),
            a_promise(association, individual, category=HANDS, hours=4, kroner=300),
            a_promise(individual, business, hours=0.25),
        ),
    )
    assert headline(exchange)["agreements"] == 1
    assert rows(exchange, "sider") == {"Bedrift – Forening": (1, 6.75, 300)}
    assert table(exchange, "sider").total == ("Sum", 1, 6.75, 300)
    assert rows(exchange, "kategorier") == {
        "Nyttige never": (0, 4, 300),
        "Kloke hoder": (1, 2.5, 0),
        "Lokaler": (0, 0, 0),
        "Uten kategori": (0, 0.25, 0),
    }
    assert {name: row[-2:] for name, row in rows(exchange, "aktorer").items()} == {
        "Bedrift": (1, 1),
        "Forening": (1, 1),
        "Privatperson": (1, 1),
    }


async def test_the_same_two_sides_are_one_pair_whoever_gives(exchange: OpenExchange, three: tuple[str, ...]) -> None:
    business, association, _individual = three
    await agreed(exchange, business, association)
    await agreed(exchange, association, business)
    assert rows(exchange, "sider") == {"Bedrift – Forening": (2, 0, 0)}


async def test_intentions_stand_apart_and_what_was_withdrawn_nowhere(
    exchange: OpenExchange, three: tuple[str, ...]
) -> None:
    business, association, _individual = three
    hours = (a_promise(business, association, category=HANDS, hours=8, kroner=100),)
    await agreed(exchange, business, association, status="intention", promises=hours)
    withdrawn = await agreed(exchange, business, association, promises=hours)
    await exchange.bus.send(WithdrawAgreement(id=new_id(), agreement=withdrawn, version=1, note="Nei"), ORGANISER)
    returned = await agreed(exchange, business, association, promises=hours)
    await exchange.bus.send(SendBack(id=new_id(), agreement=returned, version=1, note="Når?"), NOTARY)
    found = headline(exchange)
    assert (found["agreements"], found["intentions"], found["hours"], found["kroner"]) == (0, 1, 0, 0)
    assert found["needs"] == (0, 3)
    assert rows(exchange, "sider") == {}
    assert [row[:2] for row in table(exchange, "status").rows] == [
        ("Klubbet gjennom", 0),
        ("Godkjent av notar", 0),
        ("Venter på notar", 0),
        ("Intensjon", 1),
        ("Sendt tilbake", 1),
        ("Trukket", 1),
    ]


async def test_totals_are_the_totals_of_what_was_written_down(exchange: OpenExchange, three: tuple[str, ...]) -> None:
    """Three thirds of an hour are an hour, also when each row shows .33."""
    business, association, individual = three
    for giver, receiver in ((business, association), (association, individual), (individual, business)):
        await agreed(exchange, giver, receiver, promises=(a_promise(giver, receiver, hours=1 / 3),))
    assert [row[2] for row in table(exchange, "sider").rows] == [0.33, 0.33, 0.33]
    assert headline(exchange)["hours"] == 1
    total = table(exchange, "sider").total
    assert total is not None
    assert total[2] == 1


async def test_the_list_names_organisations_and_no_private_individual(
    exchange: OpenExchange, three: tuple[str, ...]
) -> None:
    business, association, individual = three
    await agreed(exchange, association, business)
    await knocked_through(
        exchange,
        individual,
        association,
        promises=(
            a_promise(individual, association, what="Syr gardiner.", quantity="6 stk.", due="i mai", hours=5),
            a_promise(association, individual, what="Bærer flyttelass.", quantity="2 timer", due="i juni"),
        ),
    )
    assert table(exchange, "avtaler").rows == (
        (
            1,
            "Privatperson\nTurlaget",
            "Privatperson: Syr gardiner. (6 stk.)\nTurlaget: Bærer flyttelass. (2 timer)",
            "i mai\ni juni",
            5,
            "",
        ),
    )


# ---- meetings and people -------------------------------------------------------------------------------------------


async def round_one(exchange: OpenExchange, clock: AClock) -> None:
    """Rung at the gong, ended six minutes after it."""
    clock.at = GONG
    await go_to(exchange, "round", 1)
    clock.move(minutes=6)
    await ring(exchange)


async def at(exchange: OpenExchange, clock: AClock, minutes: float, command: Any) -> None:
    """`command`, so many minutes after the gong."""
    clock.at = GONG + timedelta(minutes=minutes)
    await exchange.bus.send(command, ORGANISER)


async def test_a_meeting_was_held_when_both_sides_were_there_before_its_round_ended(
    exchange: OpenExchange, clock: AClock
) -> None:
    names = ("I tide", "Mens det pågår", "For sent", "Kom aldri", "Gikk hjem")
    parties = [a_party(name) for name in names]
    hosts = [a_party(f"Vert {number}") for number in range(len(names))]
    await signed_up(exchange, *parties, *hosts)
    await a_programme(
        exchange,
        *((1, f"Bord {number}", *pair) for number, pair in enumerate(zip(parties, hosts, strict=True), start=1)),
        (2, "Bord 1", parties[0], hosts[0]),
    )
    in_time, meanwhile, too_late, _never, went_home = (party.people[0].person for party in parties)
    came = CheckIn(id=new_id(), person=went_home)
    await at(exchange, clock, -20, came)
    for person in (in_time, *(host.people[0].person for host in hosts)):
        await at(exchange, clock, -20, CheckIn(id=new_id(), person=person))
    await at(exchange, clock, -10, MarkLeft(id=new_id(), arrivals=(came.id,)))
    await round_one(exchange, clock)
    await at(exchange, clock, 3, CheckIn(id=new_id(), person=meanwhile))
    await at(exchange, clock, 7, CheckIn(id=new_id(), person=too_late))
    # The second round was not rung.
    assert rows(exchange, "moter") == {"Runde 1": (5, 2, 0), "Runde 2": (1, 0, 0)}
    assert headline(exchange)["meetings"] == (2, 6)


async def test_a_meeting_keeps_its_agreement_when_the_programme_is_published_anew(exchange: OpenExchange) -> None:
    turlaget, banken = a_party(), a_party("Banken", "business")
    await signed_up(exchange, turlaget, banken)
    await a_programme(exchange, (1, "Bord 1", turlaget, banken))
    meeting = exchange.store.ask(lambda db: next(db.query("select id from meeting"))["id"])
    for _twice in range(2):
        await agreed(exchange, banken.party, turlaget.party, meeting=meeting)
    await agreed(exchange, banken.party, turlaget.party)
    await a_programme(exchange, (1, "Bord 2", banken, turlaget), (2, "Bord 1", turlaget, banken))
    assert rows(exchange, "moter") == {"Runde 1": (1, 0, 1), "Runde 2": (1, 0, 0)}


async def test_walk_ins_are_counted_apart_from_those_who_signed_up(exchange: OpenExchange) -> None:
    turlaget = a_party(people=(a_person("Anne"), a_person("Berit")))
    await signed_up(exchange, turlaget)
    await exchange.bus.send(CheckIn(id=new_id(), person=turlaget.people[0].person), ORGANISER)
    walk_in = RegisterWalkIn(id=new_id(), name="Hagelaget", side="association", person=a_person("Grete"))
    await exchange.bus.send(walk_in, ORGANISER)
    assert headline(exchange)["people"] == (1, 2)
    assert [row[1] for row in table(exchange, "oppmote").rows] == [1, 1, 1]


async def test_an_empty_bors_has_a_report(exchange: OpenExchange) -> None:
    assert headline(exchange) == {
        "agreements": 0,
        "intentions": 0,
        "hours": 0,
        "kroner": 0,
        "needs": (0, 0),
        "people": (0, 0),
        "meetings": (0, 0),
    }
    assert table(exchange, "moter").rows == ()
