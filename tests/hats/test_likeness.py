"""Who may be the same: the signs that count, and those that do not."""

import pytest

from borse.hats.likeness import Known, like_parties, like_people


def _known(id_: str, name: str, *addresses: str, number: str = "") -> Known:
    return Known(id=id_, name=name, number=number, addresses=frozenset(addresses))


@pytest.mark.parametrize(
    ("a", "b", "signs"),
    [
        (_known("a", "Turlaget", number="100000172"), _known("b", "Noe annet", number="100000172"), ()),
        (_known("a", "Turlaget Lørenskog"), _known("b", "Lørenskog turlaget"), ("name",)),
        (_known("a", "Gårdstunet"), _known("b", "Gaardstunet"), ("name",)),
        (_known("a", "Lørenskog turlag"), _known("b", "Lørenskog turlags"), ("near_name",)),
        (_known("a", "1. Lørenskog speidergruppe"), _known("b", "2. Lørenskog speidergruppe"), None),
        (_known("a", "1. Lørenskog speidergruppe"), _known("b", "1. Lørenskog speidergruppa"), ("near_name",)),
        (
            _known("a", "Lørenskog skolekorps", "kari@example.org"),
            _known("b", "Skolekorpset", "kari@example.org"),
            ("near_name", "contact"),
        ),
        (_known("a", "Lørenskog turlag"), _known("b", "Lørenskog korps"), None),
        (_known("a", "Turlaget", "kari@example.org"), _known("b", "Banken", "kari@example.org"), None),
        (_known("a", "Kor 1", number="100000172"), _known("b", "Kor 2", number="100000105"), None),
    ],
)
def test_parties_are_alike_by_number_and_by_name(a: Known, b: Known, signs: tuple[str, ...] | None) -> None:
    found = [pair.signs for pair in like_parties([a, b])]
    if signs is None:
        assert found == []
    elif a.number and a.number == b.number:
        assert found == [("number",)]
    else:
        assert found == [signs]


@pytest.mark.parametrize(
    ("a", "b", "signs"),
    [
        (_known("a", "Trine Trehatt", "1"), _known("b", "Trine Trehat", "1"), ("near_name", "contact")),
        (_known("a", "Trine Trehatt"), _known("b", "TRINE TREHATT"), ("name",)),
        (_known("a", "Trine", "1"), _known("b", "Trine Trehatt", "1"), ("near_name", "contact")),
        (_known("a", "Trine Trehatt", "1"), _known("b", "Kåre Kar", "1"), None),  # the club's mailbox
        (_known("a", "Trine"), _known("b", "Trine"), None),  # a forename says nothing
    ],
)
def test_people_are_alike_by_name_and_by_address(a: Known, b: Known, signs: tuple[str, ...] | None) -> None:
    assert [pair.signs for pair in like_people([a, b])] == ([] if signs is None else [signs])
