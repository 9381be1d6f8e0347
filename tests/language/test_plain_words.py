"""What people read is easy to read: LIX at most 35 on every page and in every message, in bokmål and nynorsk."""

from contextvars import copy_context

import pytest

from borse.house import OpenExchange
from borse.language import speak
from borse.outreach.suggestions import suggestions
from tests.conftest import Client
from tests.language.lix import Reading, is_a_sentence, reading_of, sentences_of, sentences_of_page
from tests.language.pages import address, furnish, paths

HIGHEST = 35.0
# Fewer words than this say little: one long word more or less moves the number by several points.
ENOUGH_WORDS = 40


def test_the_formula_is_that_of_the_book() -> None:
    # 8 words, 2 sentences, 2 long ones (over six letters): 8 / 2 + 100 * 2 / 8.
    found = reading_of(sentences_of("Hunden bjeffer høyt nå. Katten løper bort igjennom."))
    assert (found.words, found.sentences, found.long_words) == (8, 2, 2)
    assert found.lix == pytest.approx(29.0)


def test_an_abbreviation_a_date_and_an_hour_end_no_sentence() -> None:
    assert len(sentences_of("Dørene åpner kl. 17.30 den 16. mars. Kom da!")) == 2


def test_headings_labels_and_what_people_wrote_are_left_out() -> None:
    page = """<main><h1>Overskrift</h1><label>Et felt</label><p>Dette er en setning. Ja.</p>
        <ul><li>Et punkt uten punktum</li><li>Et punkt med punktum.</li></ul><p>Hva?</p>
        <p dir="auto">Deres egne ord er ikke våre.</p><script>var x = "ikke lest.";</script></main><p>Foten.</p>"""
    assert sentences_of_page(page) == ["Dette er en setning.", "Et punkt med punktum."]


@pytest.mark.parametrize("code", ["nb", "nn"])
async def test_every_page_is_easy_to_read(client: Client, served: OpenExchange, code: str) -> None:
    fields = await furnish(served)
    found: dict[str, Reading] = {}
    short: list[str] = []
    for path in paths():
        answer = await client.get(address(path, fields), headers={"Accept-Language": code})
        assert answer.status == 200, path
        sentences = sentences_of_page(await answer.text())
        reading = reading_of(sentences)
        if reading.words < ENOUGH_WORDS:
            short += sentences
        else:
            found[path] = reading
    found["the short pages together"] = reading_of(short)
    assert len(found) > 5
    hard = {path: round(reading.lix, 1) for path, reading in found.items() if reading.lix > HIGHEST}
    assert not hard


@pytest.mark.parametrize("code", ["nb", "nn"])
def test_the_messages_are_easy_to_read(code: str) -> None:
    def written() -> dict[tuple[str, str], str]:
        speak(code)
        return {name: wording.body for name, wording in suggestions().items()}

    texts = copy_context().run(written)
    hard = {}
    for name, text in texts.items():
        sentences = [one for line in text.split("\n") for one in sentences_of(line) if is_a_sentence(one)]
        reading = reading_of(sentences)
        if reading.words >= 10 and reading.lix > HIGHEST:
            hard[name] = round(reading.lix, 1)
    assert not hard
