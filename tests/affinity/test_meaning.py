"""Offers find the needs that they answer, also without a common word, and only the right way round."""

import pytest

from tests.affinity.builders import an_answer

FOUND = [
    ("Vi trenger transport av utstyr til stevnet", "Vi låner bort varebil"),
    ("Vi trenger hjelp med regnskapet", "Økonomihjelp til små lag"),
    ("Vi skal ha dugnad på klubbhuset", "Fire ansatte en dag"),
    ("Vi trenger vakter lørdag", "Vi kan stille fire ansatte en dag"),
    ("Treng hjelp med rekneskapet", "Regnskapsfører gir en kveld"),
    ("Me vil gjerne låne ein tilhengar", "Tilhenger til utlån"),
    ("Noen som kan rydde stranda", "Vi stiller 10 mann på dugnad"),
    ("Vi trenger et sted å møtes", "Styrerommet vårt er ledig på kveldstid"),
    ("Vi trenger noen som kan bake", "Kaker til arrangementet deres"),
    ("Eldre trenger noen å prate med", "Besøksvenner med god tid"),
    ("We need somebody who can do our books", "Regnskapsbyrå tilbyr bokføring"),
    ("Vi trenger en nettside", "Web developers offering two days"),
    ("Ungdom trenger et sted å øve med bandet", "Lydstudio ledig på dagtid"),
    ("Vi trenger underholdning til festen", "Koret vårt synger gjerne"),
]

MISSPELT = [
    ("Vi trenger hjelp til regnskpet", "Regnskapshjelp"),
    ("forstehjelpskurs for trenerne", "Vi holder kurs i førstehjelp"),
    ("Vi trenger snekkre", "Snekkerhjelp en lørdag"),
    ("laane tilhengr", "Tilhenger til utlån"),
    ("oversettning av brosjyre", "Vi oversetter til polsk"),
    ("fotografring av laget", "Vi tar bilder"),
]

# need, an offer that answers it, an offer of the same words that does not
DIRECTIONS = [
    ("Vi trenger å låne en bil", "Vi låner bort bil", "Vi vasker biler"),
    ("Noen må vaske bilene våre", "Vi vasker biler", "Vi låner bort bil"),
    ("Vi trenger å få malt klubbhuset", "Vi maler hus", "Vi leier ut klubbhus"),
    ("Vi trenger lokale til fest", "Dere kan få låne klubbhuset vårt", "Vi maler klubbhus"),
    ("Vi trenger sykler til ungdom", "Vi gir bort brukte sykler", "Vi reparerer sykler"),
    ("Syklene våre må repareres", "Vi reparerer sykler", "Vi gir bort sykler"),
    ("Vi må bli kvitt en gammel sofa", "Vi tar imot brukte møbler", "Vi gir bort en sofa"),
    ("Vi ønsker oss en sofa", "Vi gir bort en sofa", "Vi tar imot brukte møbler"),
    ("Vi trenger noen som kan sette opp telt", "Vi hjelper til med å sette opp telt", "Vi låner bort telt"),
    ("Vi trenger å låne symaskiner", "Symaskiner til utlån", "Motorsag til utlån"),
    ("Vi trenger vasking av lokalet", "Vi tar en rundvask", "Lokale til utlån"),
]


@pytest.mark.parametrize(("need", "offer"), FOUND)
def test_an_offer_finds_the_need_that_it_answers(need: str, offer: str) -> None:
    assert an_answer(need, offer).score > 0.35


@pytest.mark.parametrize(("need", "offer"), MISSPELT)
def test_a_misspelling_does_not_hide_an_answer(need: str, offer: str) -> None:
    assert an_answer(need, offer).score > 0.5


@pytest.mark.parametrize(("need", "right", "wrong"), DIRECTIONS)
def test_direction_matters(need: str, right: str, wrong: str) -> None:
    assert an_answer(need, right).score > 2 * an_answer(need, wrong).score


def test_what_has_nothing_in_common_has_no_affinity() -> None:
    assert an_answer("Vi trenger leksehjelpere", "Gravemaskin med fører").score == 0


def test_a_need_in_the_box_of_offers_counts_little() -> None:
    assert an_answer("Vi trenger en tilhenger", "Vi trenger en tilhenger").score < 0.4


def test_english_is_recognised_whatever_the_writer_ticked() -> None:
    told = an_answer("We need a room for our meetings", "Our meeting room is free to use", lang="nb")
    assert told.score > 0.5
