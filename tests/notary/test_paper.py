"""What the parties take home: one page, whatever they promised each other."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from borse.exchange import Exchange, exchange_of
from borse.house import OpenExchange
from borse.notary.ledger import Terms, Version
from borse.notary.paper import TEMPLATE, words_of
from borse.notary.terms import MOST_PROMISES, Promise
from borse.paper import typeset
from tests.builders import GONG

NAMES = {
    "party-one": "Regnskapskontoret",
    "party-two": "Turlaget",
    "party-tre": "Lørenskog bibliotek, avdeling for oppsøkende virksomhet",
    "party-four": "Foreningen for gamle og nye instrumenter i Nordre Lørenskog og omegn",
}


@pytest.fixture
def the_exchange(exchange: OpenExchange) -> Exchange:
    return exchange.store.ask(exchange_of)


def a_version(*promises: dict[str, Any], **changes: Any) -> Version:
    terms = Terms(
        agreement="agreement",
        promises=tuple(Promise.model_validate(one) for one in promises),
        first_caller=promises[0]["receiver"],
        next_step="Turlaget ringer.",
        conditions="",
    )
    return Version(
        terms=replace(terms, **changes),
        version=3,
        wording=1,
        status="knocked_through",
        number=12,
        meeting=None,
        note="",
        by_role="notary",
        by_name="Notar 1",
        at=GONG.isoformat(),
    )


def pages(version: Version, exchange: Exchange) -> int:
    pdf = typeset(TEMPLATE, words_of(version, exchange, NAMES), datetime.fromisoformat(version.at))
    assert b"/MarkInfo" in pdf, "tagged, for those who hear it"
    return pdf.count(b"/Type /Page\n") or pdf.count(b"/Type/Page/")


def test_an_agreement_is_one_page(the_exchange: Exchange) -> None:
    promise = {"giver": "party-one", "receiver": "party-two", "what": "Kurs", "quantity": "1 kveld", "due": "mai"}
    assert pages(a_version(promise), the_exchange) == 1


def test_the_longest_agreement_that_can_be_written_is_one_page_too(the_exchange: Exchange) -> None:
    """Four promises in a ring of four, every field full."""
    ends = list(NAMES)
    long = "Vi stiller med frivillige til dugnad og rydder løypene før sesongen begynner. "
    promises = [
        {
            "giver": ends[n % 4],
            "receiver": ends[(n + 1) % 4],
            "what": (long * 7)[:500],
            "quantity": (long * 2)[:120],
            "due": (long * 2)[:120],
            "hours": 10_000,
            "kroner": 10_000_000,
        }
        for n in range(MOST_PROMISES)
    ]
    full = a_version(*promises, next_step=(long * 7)[:500], conditions=(long * 7)[:500])
    assert pages(full, the_exchange) == 1
