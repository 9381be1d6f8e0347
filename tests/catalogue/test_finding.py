"""Search knows Norwegian: forms, compounds, keyboards without å, slips of the finger, other words for the same."""

import pytest

from borse.catalogue.finding import find, warm_up

TEXTS = {
    "farm": "Barn og unge får komme til gården.",
    "trailer": "Vi låner ut to tilhengervogner.",
    "garden": "Vi trenger arbeid gjort i hagen.",
    "books": "Vi fører regnskap for små lag.",
    "room": "Karnevalsforening trenger et oppvarmet treningsrom.",
    "dugnad": "Fire ansatte stiller på dugnad en lørdag.",
    "nynorsk": "Vi treng nokon som kan køyre dei eldre.",
}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("gårder", "farm"),  # another form
        ("gardar", "farm"),  # nynorsk
        ("gaarden", "farm"),  # a keyboard without å
        ("GÅRDEN", "farm"),
        ("vogn", "trailer"),  # the second half of a compound, in another form
        ("tilheng", "trailer"),  # somebody is typing
        ("hagearbeid", "garden"),  # a compound that the other took apart
        ("rom", "room"),
        ("rommet", "room"),
        ("regnksap", "books"),  # two letters swapped
        ("regnskpa", "books"),
        ("regnks", "books"),  # and not typed to the end
        ("dugnaden lørdag", "dugnad"),  # both words
        ("en dugnad på lørdag", "dugnad"),  # small words do not count
        ("koyre", "nynorsk"),
    ],
)
def test_what_is_typed_finds_what_others_wrote(typed: str, found: str) -> None:
    hits = {id_ for id_, hit in find(TEXTS, typed).items() if not hit.is_related}
    assert hits == {found}


def test_another_word_for_the_same_thing_is_found_apart_from_the_word_itself() -> None:
    hits = find(TEXTS | {"other": "Bokføring for foreninger."}, "regnskap")
    assert not hits["books"].is_related
    assert hits["other"].is_related


def test_the_word_itself_goes_before_a_part_of_another() -> None:
    hits = find({"part": "Vi har hagemøbler.", "itself": "Hjelp i hagen."}, "hage")
    assert hits["itself"].sum > hits["part"].sum


def test_a_misspelling_is_not_thought_of_where_somebody_wrote_the_word() -> None:
    assert set(find({"itself": "Zumbafest i parken.", "near": "Zumbafast i parken."}, "zumbafest")) == {"itself"}
    assert set(find({"near": "Zumbafast i parken."}, "zumbafest")) == {"near"}


def test_a_post_that_has_most_of_what_is_typed_is_better_than_nothing() -> None:
    hits = find(TEXTS, "regnskap for elefanter")
    assert set(hits) == {"books"}
    assert hits["books"].is_related


@pytest.mark.parametrize("typed", ["", "   ", "…", "xyzzy", "<script>", "%", "'; drop table post; --"])
def test_what_means_nothing_finds_nothing(typed: str) -> None:
    assert find(TEXTS, typed) == {}


def test_warming_up_changes_no_answer() -> None:
    before = find(TEXTS, "gardar")
    warm_up(TEXTS.values())
    assert find(TEXTS, "gardar") == before
