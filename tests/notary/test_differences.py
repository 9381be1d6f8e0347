"""What a correction changed, in words."""

from dataclasses import replace
from typing import Any

from borse.notary.completeness import checklist, what_is_missing
from borse.notary.differences import differences
from borse.notary.ledger import Terms
from borse.notary.terms import Promise
from tests.builders import a_promise

PARTIES = {"party-one": "Regnskapskontoret", "party-two": "Turlaget"}
CATEGORIES = {"lokaler": "Lokaler"}


def the_terms(*promises: dict[str, Any], **changes: Any) -> Terms:
    said = promises or (a_promise("party-one", "party-two"),)
    values = {"first_caller": "party-two", "next_step": "Turlaget ringer.", "conditions": ""} | changes
    return Terms(agreement="agreement", promises=tuple(Promise.model_validate(one) for one in said), **values)


def changed(before: Terms, after: Terms) -> list[tuple[str, str, str]]:
    return [(one.label, one.before, one.after) for one in differences(before, after, PARTIES, CATEGORIES)]


def test_the_same_words_differ_in_nothing() -> None:
    assert changed(the_terms(), the_terms()) == []


def test_each_part_that_differs_has_its_name_and_both_texts() -> None:
    after = the_terms(
        a_promise("party-one", "party-two", quantity="6 ansatte", category="lokaler", hours=2.5, kroner=1000),
        first_caller="party-one",
        next_step="",
    )
    assert changed(the_terms(), after) == [
        ("Hvor mye", "4 ansatte", "6 ansatte"),
        ("Kategori", "", "Lokaler"),
        ("Timer", "", "2,5"),
        ("Verdi av ting", "", "1000 kr"),
        ("Tar kontakt først", "Turlaget", "Regnskapskontoret"),
        ("Hva skjer nå", "Turlaget ringer.", ""),
    ]


def test_a_whole_promise_that_came_is_one_line() -> None:
    back = a_promise("party-two", "party-one", what="Guidet tur", quantity="20 plasser", due="i mai")
    ((label, before, after),) = changed(the_terms(), the_terms(a_promise("party-one", "party-two"), back))
    assert (label, before) == ("Løfte 2", "")
    assert "Guidet tur" in after
    assert "20 plasser" in after


def test_the_list_beside_the_form_asks_for_the_same_as_the_notary() -> None:
    """What is not there by the form's list, is what the notary misses; of a promise in return too."""
    form = {
        "promises.0.giver": "Regnskapskontoret",
        "promises.0.receiver": "Turlaget",
        "promises.0.what": "Kurs",
        "promises.0.quantity": "1 kveld",
        "promises.0.due": "mai",
        "promises.1.what": "Tur",
        "promises.1.due": "mai",
        "next_step": "Turlaget ringer.",
    }
    points = checklist(lambda name: form.get(name, ""), 4)
    assert [point.label for point in points if not point.is_there] == ["Hvor mye"]
    kurs = a_promise("party-one", "party-two", what="Kurs", quantity="1 kveld", due="mai")
    tur = a_promise("party-two", "party-one", what="Tur", quantity="", due="mai")
    assert list(what_is_missing(the_terms(kurs, tur))) == ["promises.1.quantity"]
    assert list(what_is_missing(replace(the_terms(kurs), next_step=""))) == ["next_step"]
