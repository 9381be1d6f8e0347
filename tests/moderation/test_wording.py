"""What the words of a post give away, and what they do not."""

from pathlib import Path

import pytest

from borse.wording import money_request, suspicions
from scenarios.script import Script

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "text",
    [
        "Vi trenger penger til nye drakter.",
        "Vi søker sponsor",
        "Økonomisk støtte til sommerleir",
        "Vi treng pengar til tur",
        "Trenger 10 000 kr til musikkanlegg",
        "Tilskudd til drift av huset",
        "We need money for a trip",
        "Støtte på 5000 til buss",
        "Vi trenger 20.000,- til bolig",
        "Vi trenger hjelp til å få sponsorer som gir oss kr 5000",
        "Økonomisk hjelp til cup",
    ],
)
def test_asking_for_money_is_seen(text: str) -> None:
    assert money_request(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hjelp til å søke midler",
        "Hjelp til å skrive søknad om tilskudd til kulturmidler",
        "Vi trenger noen som kan føre regnskap",
        "Råd om sponsoravtaler",
        "Økonomihjelp: kasserer til laget",
        "Vi trenger ingen penger, bare hender",
        "Noen til å stå med innsamlingsbøsser og telle penger",
        "Støttekontakt",
        "Vi trenger støtte til en familie",
        "Besøksvenner til støtte i hverdagen",
    ],
)
def test_help_with_money_is_help(text: str) -> None:
    assert not money_request(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Ring 44 00 00 12", "address"),
        ("Ring +4744000012", "address"),
        ("Skriv til meg@eksempel.no", "address"),
        ("Se www.eksempel.no", "link"),
        ("Mer på https://eksempel.no/a", "link"),
        ("VI TRENGER HJELP NÅ", "capitals"),
        ("Faen så bra", "swearing"),
        ("Trygg\u202eneper", "hidden"),
    ],
)
def test_what_should_be_read_first_is_held_for_its_reason(text: str, reason: str) -> None:
    assert suspicions(text) == (reason,)


@pytest.mark.parametrize(
    "text",
    [
        "12.05.2027-14.05.2027",
        "Lørdag 12.05.2027 kl. 10-14",
        "Sesongen 2026-2027",
        "100 000 brosjyrer",
        "FAU",
        "Fire ansatte, 15.05.2027 17.30-20.00",
        "تدريب على القيادة",  # no capitals in Arabic
    ],
)
def test_dates_quantities_and_short_names_are_not_suspicious(text: str) -> None:
    assert suspicions(text) == ()


def test_an_offer_may_speak_of_money() -> None:
    assert suspicions("Vi låner ut kroner 500 i vekslepenger", is_need=False) == ()


def test_nobody_who_signed_up_in_the_home_scenario_would_be_held() -> None:
    parties = Script.read(ROOT / "scenarios" / "lorenskog.toml").parties
    offers = [post.text for party in parties for post in party.offers if suspicions(post.text, is_need=False)]
    needs = [post.text for party in parties for post in party.needs if suspicions(post.text)]
    assert (offers, needs) == ([], [])
    assert sum(len(party.offers) + len(party.needs) for party in parties) > 50
