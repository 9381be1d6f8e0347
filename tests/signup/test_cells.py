"""A cell of a list says who somebody is, however the municipality wrote it down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borse.signup.cells import Somebody, email_in, people_in, phone_in, side_of, somebody_in

KARI = Somebody("Kari Nes", "kari@lag.example", "440 00 001")


@pytest.mark.parametrize(
    "text",
    [
        "Kari Nes, 440 00 001, kari@lag.example",
        "Kari Nes (440 00 001) kari@lag.example",
        "Kari Nes <kari@lag.example> tlf. 440 00 001",
        "kari@lag.example / Kari Nes / 440 00 001",
        "Nes, Kari, mob: 440 00 001, e-post: kari@lag.example",
        "Kari  Nes\t440 00 001 - kari@lag.example",
    ],
)
def test_a_name_stands_beside_its_number_and_its_address(text: str) -> None:
    assert people_in(text) == [KARI]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kari Nes og Ola Li", ["Kari Nes", "Ola Li"]),
        ("Kari Nes & Ola Li", ["Kari Nes", "Ola Li"]),
        ("Kari Nes; Ola", ["Kari Nes", "Ola"]),
        ("Kari Nes\nOla Li", ["Kari Nes", "Ola Li"]),
        ("Mat og Prat", ["Mat og Prat"]),
        ("Anne-Marie Nes-Lie", ["Anne-Marie Nes-Lie"]),
        ("Nes, Kari Anne", ["Kari Anne Nes"]),
        ("Kari Nes - leder", ["Kari Nes"]),
        ("Pat O'Brien", ["Pat O'Brien"]),
        ("", []),
    ],
)
def test_two_people_in_one_cell_are_two_and_one_is_one(text: str, names: list[str]) -> None:
    assert [one.name for one in people_in(text)] == names


@pytest.mark.parametrize(
    ("text", "first", "others"),
    [
        ("0047 440 00 001", "0047 440 00 001", 0),
        ("+47(0)44000001", "+4744000001", 0),
        ("44000001 (Kari)", "44000001", 0),
        ("440 00 001 / 440 00 002", "440 00 001", 1),
        ("+46 70 123 45 67", "+46 70 123 45 67", 0),
        ("mangler", "", 0),
        ("-", "", 0),
        ("4.4E+07", "4.4E+07", 0),  # what Excel made of it is left for the check to complain of
        ("12", "12", 0),
    ],
)
def test_the_first_number_of_a_cell_counts(text: str, first: str, others: int) -> None:
    found, rest = phone_in(text)
    assert (found, len(rest)) == (first, others)


def test_an_address_is_found_among_words_and_a_mistyped_one_is_left_to_be_refused() -> None:
    assert email_in("Kari <kari@lag.example>") == ("kari@lag.example", ())
    assert email_in("a@x.example; b@x.example") == ("a@x.example", ("b@x.example",))
    assert email_in("kari(at)lag.example") == ("kari(at)lag.example", ())
    assert email_in("har ikke") == ("", ())


def test_a_side_is_a_word_that_lists_have_for_it() -> None:
    assert [side_of(word) for word in ("NÆRINGSLIV", "idrettslag", "Kommunen", "privat", "Romvesen")] == [
        "business",
        "association",
        "municipal",
        "individual",
        None,
    ]


@given(st.text(max_size=600))
def test_whatever_stands_in_a_cell_is_read_and_nothing_is_made_up(text: str) -> None:
    for one in (*people_in(text), somebody_in(text)):
        for said in (one.name, one.email, one.phone):
            assert all(sign in text or sign == " " for sign in said)
