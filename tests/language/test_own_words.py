"""Words of ours that stand in the file are said in the reader's language; what people wrote is marked as theirs."""

import re

import pytest

from borse.house import OpenExchange
from borse.language import TONGUES, speak
from borse.own_words import category_name, conditions_in_words, standard_categories, standard_conditions
from borse.signup.typed import CONDITIONS
from borse.staff.plan_form import STANDARD_CATEGORIES
from tests.builders import ORGANISER, a_party, an_offer
from tests.conftest import Client


def test_all_standard_words_are_known() -> None:
    assert tuple(standard_categories()) == STANDARD_CATEGORIES
    assert tuple(standard_conditions()) == CONDITIONS


def test_what_an_organiser_wrote_stays_as_it_is() -> None:
    speak("en")
    said = category_name("Hagearbeid"), conditions_in_words("politiattest, kun tirsdager")
    by_id = category_name("kloke hoder")
    speak("nb")
    assert said[0] == "Hagearbeid"
    assert said[1].endswith(", kun tirsdager")
    assert not said[1].startswith("politiattest")
    assert by_id != "kloke hoder"


@pytest.mark.parametrize("code", sorted(TONGUES))
async def test_the_board_says_our_words_in_the_readers_language_and_marks_what_is_norwegian(
    client: Client, served: OpenExchange, code: str
) -> None:
    offer = an_offer("Vi låner bort salen.", categories=("kloke hoder",), conditions="politiattest")
    await served.bus.send(a_party("Turlaget", posts=(offer,)), ORGANISER)
    answer = await client.get(f"/prove/tavla/{offer.post}", headers={"Accept-Language": code})
    text = await answer.text()
    assert answer.headers["Content-Language"] == code
    assert {"Accept-Language", "Cookie"} <= set(re.split(r", ?", answer.headers["Vary"]))
    heading = re.search(r"<h1[^>]*>", text)
    assert heading
    assert 'dir="auto"' in heading[0]
    assert ('lang="no"' in heading[0]) == (code not in {"nb", "nn"})
    assert ("politiattest" in text) == (code in {"nb", "nn"})
    assert ("Kloke hoder" in text) == (code == "nb")


async def test_staff_pages_say_their_language_too(organiser: Client) -> None:
    answer = await organiser.get("/prove/styre", headers={"Accept-Language": "ar"})
    assert answer.headers["Content-Language"] == "nb"
