"""What is typed at the door, and what the door is held to."""

from scenarios.door.figures import WalkedIn, Welcomed, slow
from scenarios.door.said import Guest, dealt, ways

KARI = Guest("Kari Tråkkesen", ("Turlaget på Losby",), "440 00 012")
LIV = Guest("Liv Al-Aasen", (), "")


def test_a_guest_is_found_by_any_of_what_they_say() -> None:
    assert dict(ways(KARI)) == {
        "name": "trå kari",
        "aa for å": "traak kari",
        "last digits": "0012",
        "party": "los tur kari",
    }
    assert dict(ways(LIV)) == {"name": "al- liv", "with hyphen": "al-a liv", "hyphen left out": "ala liv"}
    assert list(dict(ways(Guest("Liv Hansen-Aas", (), "")))) == ["name"]


def test_no_guest_comes_twice_and_each_by_a_way_that_there_is() -> None:
    others = [Guest(f"Gjest Nummer{number}", (), f"440 00 {number:03}") for number in range(10)]
    coming = dealt([KARI, LIV, *others], 12)
    assert len({guest for guest, _way, _typed in coming}) == 12
    assert all(dict(ways(guest))[way] == typed for guest, way, typed in coming)
    assert {way for _guest, way, _typed in coming} >= {"name", "aa for å", "hyphen left out", "last digits"}


def test_whoever_is_slow_is_named() -> None:
    quick = Welcomed(name="Kari", way="name", presses=8, keys=[0.02] * 7, here=0.1, there=0.3)
    late = Welcomed(name="Liv", way="party", presses=8, keys=[0.02] * 7, here=3.6, there=None)
    walk_in = WalkedIn(name="Idar", presses=60, machine=12.1, meetings=3)
    assert list(slow([quick], [], 0.05)) == []
    assert list(slow([quick, late], [walk_in], 0.1)) == [
        "Liv (party): 8 presses, 10.1 s",
        "Idar, walk-in: 60 presses, 60.1 s",
        "the list follows a key after 100 ms (p95)",
    ]
