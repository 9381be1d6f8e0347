"""Several screens share the alphabet: every name has its screen, and people know from afar which one it is."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borse.floor.alphabet import ALPHABET, MOST_SCREENS, letter_of, screens_for, share_asked_for, shares_of
from borse.refusals import NotFound

names = st.text(max_size=20) | st.sampled_from(["Kari Lie", "Aasen", "Åse", "Šime", "3 Hjerter", "أمل", "Ære", "zoe"])


@given(st.lists(names, max_size=60))
def test_every_name_stands_on_one_screen_however_many_share(everybody: list[str]) -> None:
    for screens, among in shares_of(everybody).items():
        assert [(one.number, one.of) for one in among] == [(place, screens) for place in range(1, screens + 1)]
        assert "".join(one.letters for one in among) == ALPHABET, "each letter once, in order"
        assert all(one.letters for one in among)
        assert all(letter_of(name) in ALPHABET for name in everybody)


def test_screens_have_about_as_many_names_each() -> None:
    everybody = [letter * number for number, letter in enumerate(ALPHABET, start=1) for _each in range(number)]
    for screens, among in shares_of(everybody).items():
        counts = Counter(letter_of(name) for name in everybody)
        shares = [sum(counts[letter] for letter in one.letters) for one in among]
        assert max(shares) - min(shares) <= len(ALPHABET), f"{shares}: no more than a letter apart, of {screens}"


def test_before_anybody_has_signed_up_the_alphabet_is_shared_evenly() -> None:
    assert [one.name for one in shares_of([])[3]] == ["A–J", "K–S", "T–Å"]


@pytest.mark.parametrize(("people", "screens"), [(0, 1), (60, 1), (160, 1), (161, 2), (480, 3), (600, 4)])
def test_so_many_screens_show_every_name_within_the_minute(people: int, screens: int) -> None:
    assert screens_for(people) == screens


def test_a_screen_with_one_letter_says_that_letter() -> None:
    names = [f"Kari {number}" for number in range(90)]
    assert [one.name for one in shares_of(names)[3]] == ["A–J", "K", "L–Å"]


@pytest.mark.parametrize("asked", ["3av2", "0av2", "1av1", "1av9", "1 av 2", "av", "２av３", "1av2 "])
def test_a_share_that_there_is_not_is_refused_with_a_sentence(asked: str) -> None:
    with pytest.raises(NotFound, match="velg på nytt"):
        share_asked_for(asked, shares_of([]))


def test_nothing_asked_for_is_the_whole_list() -> None:
    assert share_asked_for("", shares_of([])) is None
    assert share_asked_for(f"2av{MOST_SCREENS}", shares_of([])) == shares_of([])[MOST_SCREENS][1]
