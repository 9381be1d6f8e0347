"""Paper takes what people write: other alphabets are set, and a sign that no font has is a box and not a failure."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from borse.house import OpenExchange
from borse.outreach.letters import Letter, Wanted, letter_for
from borse.outreach.printing import letters_pdf
from borse.paper import typeset
from tests.builders import GONG, ORGANISER, a_party, a_person, an_offer
from tests.conftest import Client

AT = datetime(2027, 3, 16, tzinfo=UTC)


def _a_template(folder: Path) -> Path:
    template = folder / "prove.typ"
    template.write_text(
        '#let data = json(bytes(sys.inputs.data))\n#set document(title: "Prøve")\n'
        '#set text(font: "Libertinus Serif", lang: "nb")\n#data.text'
    )
    return template


@pytest.mark.parametrize(
    "text",
    [
        "Dugnad 😀",
        "👍🏽 og 👨‍👩‍👧",
        "ሰላም 中文",
        "Олена Мельник",
        "مرحبًا",
        "\u200d\ufe0f",
        "ŧ Čohkka ŋ",
        '4\u20e3 "\u20e3',
    ],
)
def test_whatever_people_write_can_be_printed(tmp_path: Path, text: str) -> None:
    template = _a_template(tmp_path)
    pdf = typeset(template, {"text": text}, AT)
    assert pdf.startswith(b"%PDF")
    assert typeset(template, {"text": text}, AT) == pdf


def test_another_fault_is_still_a_fault(tmp_path: Path) -> None:
    template = _a_template(tmp_path)
    with pytest.raises(Exception, match="text"):
        typeset(template, {"words": "Ingen tekst her."}, AT)


async def test_one_emoji_does_not_take_the_booklet_from_everybody(client: Client, served: OpenExchange) -> None:
    await served.bus.send(a_party("Turlaget", posts=(an_offer("Vi synger 🎵 for dere."),)), ORGANISER)
    answer = await client.get("/prove/tavla/hefte.pdf")
    assert (answer.status, answer.content_type) == (200, "application/pdf")


@pytest.mark.parametrize("code", ["uk", "ar"])
async def test_letters_in_other_alphabets_are_printed(exchange: OpenExchange, code: str) -> None:
    party = a_party("Turlaget", people=(a_person("Олена 😀", language=code),))
    await exchange.bus.send(party, ORGANISER)
    wanted = Wanted(kind="signed_up", person=party.people[0].person, channel="paper")
    letter = exchange.store.ask(letter_for, wanted, "https://bors.example/prove")
    assert isinstance(letter, Letter)
    assert (await letters_pdf(exchange, [("Олена 😀", letter)], GONG)).startswith(b"%PDF")
