"""Reasons are data first and a sentence in words of the posts."""

from borse.affinity import Reason
from tests.affinity.builders import an_answer


def test_a_reason_quotes_both_posts() -> None:
    told = an_answer("Vi trenger vakter lørdag", "Vi kan stille fire ansatte en dag")
    assert told.reasons[0] == Reason(
        kind="answers", need="vakter lørdag", offer="fire ansatte en dag", about="vakt, ansatte"
    )
    assert told.reasons[0].sentence() == "dere trenger «vakter lørdag» – de tilbyr «fire ansatte en dag»"


def test_a_reason_speaks_to_the_one_who_offers_too() -> None:
    reason = Reason(kind="answers", need="vakter", offer="fire ansatte")
    assert reason.sentence(reader="offer") == "de trenger «vakter» – dere tilbyr «fire ansatte»"
    assert reason.sentence(reader="both") == "trenger «vakter» – får tilbud om «fire ansatte»"


def test_a_reason_is_translated_by_the_function_that_it_gets() -> None:
    words = {"dere trenger «%(need)s» – de tilbyr «%(offer)s»": "de treng «%(need)s» – dei tilbyr «%(offer)s»"}
    reason = Reason(kind="answers", need="vakter", offer="fire ansatte")
    assert reason.sentence(lambda text: words.get(text, text)) == "de treng «vakter» – dei tilbyr «fire ansatte»"


def test_getting_rid_of_things_has_a_sentence_of_its_own() -> None:
    told = an_answer("Vi må bli kvitt gamle stoler", "Vi henter brukte møbler")
    assert told.reasons[0].kind == "takes"


def test_a_percent_sign_in_a_post_does_no_harm() -> None:
    assert "100 %" in Reason(kind="answers", need="100 % bil", offer="bil").sentence()
