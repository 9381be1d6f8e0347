"""Who stands in line at the notaries' desks, what a visit is reckoned as, and what would be called lost or doubled."""

from dataclasses import replace
from itertools import pairwise

import pytest

from scenarios.desks.figures import A_GREETING, Visit, all_busy, reckoned_line, slow
from scenarios.desks.line import OF_THIRTY, Agreeing, Deal, Promise, kinds, typed_for
from scenarios.desks.proof import Held, differences, said_of

BIKES = {"kind": "need", "text": "Vi trenger sykler.", "quantity": "2 sykler", "due": "fra mai"}
ADVICE = {"kind": "offer", "text": "Råd om regnskap.", "quantity": "", "due": "i juni"}


def a_party(number: int, *posts: dict[str, str]) -> dict[str, object]:
    return {"id": f"p{number}", "name": f"Lag {number}", "met": [f"p{number ^ 1}"], "posts": list(posts)}


@pytest.fixture
def agreeing() -> Agreeing:
    """Six parties at three tables."""
    parties = [a_party(0, BIKES), a_party(1, ADVICE), *(a_party(number, BIKES) for number in range(2, 6))]
    meetings = [
        {
            "table": f"Bord {n}",
            "a": f"p{2 * n}",
            "b": f"p{2 * n + 1}",
            "a_name": f"Lag {2 * n}",
            "b_name": f"Lag {2 * n + 1}",
        }
        for n in range(3)
    ]
    return Agreeing({"parties": parties, "meetings": meetings}, [("Lag 2", "Lag 4"), ("Lag 3", "Lag 5")])


def a_visit(**changes: object) -> Visit:
    """A hundred words of talk and ten presses, two of them taps; no time of the machine."""
    whole = {"kind": "from a post", "agreement": "a", "number": 1, "presses": 10, "taps": 2, "said": 40, "read": 60}
    return Visit(**{**whole, "began": 0.0, "ended": 0.0, **changes})  # type: ignore[arg-type]  # the fields above


def test_thirty_are_mixed_as_is_said_and_the_same_every_time() -> None:
    coming = kinds(60)
    assert {kind: coming.count(kind) for kind in OF_THIRTY} == {kind: 2 * times for kind, times in OF_THIRTY.items()}
    assert coming == kinds(60)
    assert sum(first != second for first, second in pairwise(coming)) > 30, "not in heaps"


def test_whoever_needs_receives_and_what_a_post_does_not_say_is_typed(agreeing: Agreeing) -> None:
    whole = agreeing.deal("from a post")
    assert whole.label == "Bord 0: Lag 0 · Lag 1"
    assert said_of(whole) == (("Lag 1", "Lag 0", "Svarer på: Vi trenger sykler.", "2 sykler", "fra mai"),)
    assert whole.promises[0].typed == ()
    half = agreeing.deal("from a post, something missing").promises[0]
    assert (half.giver, half.receiver, half.what, half.due) == ("Lag 1", "Lag 0", "Råd om regnskap.", "i juni")
    assert half.typed == ("quantity",)


def test_both_give_and_strangers_have_not_met(agreeing: Agreeing) -> None:
    there, back = agreeing.deal("both give").promises
    assert (there.giver, there.receiver) == (back.receiver, back.giver)
    assert back.typed == ("what", "quantity", "due")
    (anew,) = agreeing.deal("all said anew").promises
    assert abs(int(anew.giver[-1]) - int(anew.receiver[-1])) != 1
    assert [agreeing.deal(kind).promises[0].typed for kind in ("draft", "draft, sent back")] == [(), ("due",)]


def test_a_party_is_typed_by_its_beginning_and_its_place() -> None:
    assert typed_for("Turlaget på Losby") == "tur losby turlaget"
    assert typed_for("Biblioteket") == "biblioteket"


def test_a_visit_is_talk_and_presses_and_the_machine_after_one_another() -> None:
    spoken = 100 / (183 / 60)
    assert a_visit().seconds == pytest.approx(A_GREETING + spoken + 8 + 2.7)
    assert a_visit(began=5.0, ended=7.5).seconds == pytest.approx(a_visit().seconds + 2.5)


def test_the_next_goes_to_whichever_desk_is_free() -> None:
    assert reckoned_line([60, 10, 10, 10, 30], desks=2) == 60
    assert reckoned_line([10] * 6, desks=5) == 20


def test_desks_are_all_busy_only_while_each_has_somebody() -> None:
    visits = [a_visit(began=0, ended=4), a_visit(began=4, ended=10), a_visit(began=2, ended=8)]
    assert all_busy(visits, desks=2) == pytest.approx(0.6)


def test_whoever_is_slow_is_named() -> None:
    assert list(slow([a_visit()], 600)) == []
    assert list(slow([a_visit(number=7, ended=60.0)], 660)) == [
        "nr. 7 (from a post): 10 presses, 109 s",
        "the last one is served after 11.0 minutes",
    ]


def test_what_is_lost_doubled_or_done_twice_is_told() -> None:
    promise = Promise(giver="Lag 1", receiver="Lag 2", what="Maler", quantity="en dag", due="i mai")
    deals = [
        Deal(kind="all said anew", promises=(promise,)),
        Deal(kind="draft", promises=(replace(promise, due="nå"),)),
    ]
    first, second = (Held(number, 3, "knocked_through", said_of(deal)) for number, deal in enumerate(deals, start=1))
    shown = {"a": 1, "b": 2}
    assert list(differences({"a": first, "b": second}, deals, shown)) == []

    def told(**held: Held) -> str:
        return " ".join(differences(held, deals, shown))

    assert "lost: " in told(a=first)
    assert "doubled" in told(a=first, b=second, c=replace(first, number=3))
    assert "the numbers are not 1 to 2: [1, 3]" in told(a=first, b=replace(second, number=3))
    assert "the screen said nr. 2" in told(a=first, b=replace(second, number=3))
    assert "nr. 2: knocked_through after 4 steps instead of 3" in told(a=first, b=replace(second, version=4))
    assert "nr. 2: agreed after 1 steps" in told(a=first, b=replace(second, version=1, status="agreed"))
