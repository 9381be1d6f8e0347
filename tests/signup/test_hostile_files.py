"""Files that mean harm are refused with a sentence, in bounded time and memory; the server does not notice."""

import resource
import time
from collections.abc import Callable

import pytest
from aiohttp import FormData

from borse.refusals import Invalid
from borse.signup.apart import MOST_MEMORY, MOST_WAIT, read_sheet_apart
from tests.conftest import Client
from tests.signup import hostile

BAD: list[Callable[[], bytes]] = [
    hostile.a_cell_at_the_end_of_the_world,
    hostile.a_bomb,
    hostile.a_bomb_that_lies,
    hostile.a_million_rows,
    hostile.a_million_rows_with_words,
    hostile.a_sheet_that_repeats_itself,
    hostile.laughs,
    hostile.macros,
    hostile.macros_of_odf,
    hostile.old_macros,
]


@pytest.mark.parametrize("make", BAD, ids=lambda make: make.__name__)
def test_a_hostile_file_is_refused_with_a_sentence_soon_and_with_little_memory(make: Callable[[], bytes]) -> None:
    content = make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began, worked = time.monotonic(), time.process_time()
    with pytest.raises(Invalid) as refused:
        read_sheet_apart(content)
    assert list(refused.value.fields) == ["file"]
    assert refused.value.fields["file"].endswith(".")
    assert time.process_time() - worked < 2, "what is slow in it is another process's work"
    assert time.monotonic() - began < 2 * MOST_WAIT, "the wait has an end, on a busy machine too"
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < MOST_MEMORY / 4


@pytest.mark.parametrize("make", [hostile.macros, hostile.macros_of_odf, hostile.old_macros])
def test_macros_are_named_as_the_reason(make: Callable[[], bytes]) -> None:
    with pytest.raises(Invalid) as refused:
        read_sheet_apart(make())
    assert "makroer" in refused.value.fields["file"]


def test_a_million_rows_of_csv_are_refused_at_once() -> None:
    content = b"Virksomhet\n" + b"Korpset\n" * 1_000_000
    worked = time.process_time()
    with pytest.raises(Invalid) as refused:
        read_sheet_apart(content)
    assert "2000 rader" in refused.value.fields["file"]
    assert time.process_time() - worked < 2


def test_of_formulas_only_their_values_are_read() -> None:
    sheet = read_sheet_apart(hostile.formulas())
    assert sheet.rows[1].cells == ("Korpset", "Forening", "Ola Notist", "4", "Marsj")


async def test_the_server_answers_on_after_the_worst_of_them(organiser: Client) -> None:
    form = FormData()
    form.add_field("id", "fil-nummer-1")
    form.add_field("file", hostile.a_cell_at_the_end_of_the_world(), filename="påmelding.xlsx")
    answer = await organiser.post("/prove/styre/import", data=form)
    assert answer.status == 422
    assert "for stort eller skadet" in await answer.text()
    assert (await organiser.get("/health")).status == 200


def test_an_honest_ods_is_read_though_its_empty_rows_reach_to_the_end_of_the_sheet() -> None:
    rows = [row.cells[:2] for row in read_sheet_apart(hostile.an_honest_ods()).rows]
    assert rows[:2] == [("Virksomhet", "Mobil"), ("Åsekoret", "44000012")]
