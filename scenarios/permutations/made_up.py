"""Evenings that Hypothesis makes up. Entries speak of each other by their place in the order of writing."""

from typing import TYPE_CHECKING, Any

from scenarios.permutations.evening import Evening, Written
from scenarios.permutations.signed_up import ON_FILE

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

A_DAY = 86_400.0

# Few of each, so that they meet: a party and a person in several spellings, one who has signed up, and what is no name.
PARTIES = ("Hagelaget", "HAGELAGET", "Hage-laget", "turlaget aas")
NEWCOMERS = ("Grete Fjeld", "grete fjeld", "Grete  FJELD", "Kari Nordmann", "Ola Lie", "Grete", "–")
PHONES = ("", "90000001", "90000002", "90000003")
EMAILS = ("", "aase@eksempel.no", "grete@eksempel.no", "grete.f@eksempel.no")
WORDS = ("", "Vi rydder stier", "vi rydder stier!", "Spader", "???")
SIDES = ("association", "business", "municipal", "gods")
MOST = 14  # entries of an evening


def evenings() -> "SearchStrategy[Evening]":
    """Strategy: evenings with a few entries from four tablets. Entries speak of each other by their place."""
    from hypothesis import strategies as st

    place = st.integers(0, MOST - 1)
    walk_in = st.tuples(
        st.just("RegisterWalkIn"),
        st.tuples(*map(st.sampled_from, (PARTIES, SIDES, NEWCOMERS, PHONES, EMAILS, WORDS, WORDS)), st.booleans()),
    )
    what = st.one_of(
        walk_in,
        st.tuples(st.just("CheckIn"), st.sampled_from([*ON_FILE.values(), "nobody-has-heard-of"]) | place),
        st.tuples(st.sampled_from(("UndoCheckIn", "MarkLeft")), st.lists(place, max_size=3)),
        walk_in,
    )
    entry = st.tuples(what, st.integers(0, 20) | st.integers(0, 7200), st.integers(0, 3))
    wrong = st.integers(-86_400, 86_400).map(float) | st.sampled_from((0.0, A_DAY, -A_DAY))
    order = st.lists(st.tuples(st.integers(0, 99), place), min_size=MOST, max_size=2 * MOST)
    return st.builds(
        _evening,
        st.lists(entry, min_size=1, max_size=MOST),
        order,
        st.frozensets(st.integers(1, 2 * MOST), max_size=5),
        st.tuples(wrong, wrong, wrong, wrong),
        st.just(frozenset()) | st.frozensets(st.integers(0, 3), max_size=2),
    )


def _evening(
    entries: list[Any],
    order: list[tuple[int, int]],
    cuts: frozenset[int],
    clocks: tuple[float, ...],
    set_right: frozenset[int],
) -> Evening:
    """`order` gives the n-th delivery its rank and its entry: each entry once, and then some of them again."""
    count = len(entries)
    written = tuple(_entry(place, count, *entry) for place, entry in enumerate(entries))
    sent = [(rank, place, place) for place, (rank, _entry) in enumerate(order[:count])]
    sent += [(rank, place, entry % count) for place, (rank, entry) in enumerate(order[count:], start=count)]
    return Evening(written, tuple(entry for _rank, _place, entry in sorted(sent)), cuts, clocks, set_right)


def _entry(place: int, count: int, what: tuple[str, Any], at: int, tablet: int) -> Written:
    kind, about = what
    if kind == "CheckIn":
        data = {"person": f"person-{about % count:04}" if isinstance(about, int) else about}
    elif kind == "RegisterWalkIn":
        data = _walk_in(place, about)
    else:
        data = {"arrivals": [_id(other % count) for other in about]}
    return Written(_id(place), kind, data, at, tablet)


def _id(place: int) -> str:
    return f"entry-{place:04}"


def _walk_in(place: int, said: tuple[Any, ...]) -> dict[str, Any]:
    party, side, name, phone, email, offer, need, says_yes = said
    person: dict[str, Any] = {"person": f"person-{place:04}", "name": name, "phone": phone, "email": email}
    person["requires"] = ["step_free"] if says_yes else []
    posts = {"offers": [offer] if offer else [], "needs": [need] if need else []}
    return {"name": party, "side": side, "person": person, "rules_accepted": says_yes, **posts}
