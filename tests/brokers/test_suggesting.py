"""Whom a party should talk to, and why; what is left out; rings."""

from borse.brokers.advice import Because, advise
from borse.brokers.messages import DropInterest, PassOnInterest
from borse.brokers.reads import known_of
from borse.brokers.rings import find_rings, open_answers
from borse.brokers.suggesting import best_partner, open_posts, suggestions_for, suggestions_now
from borse.bus import Actor, Role
from borse.catalogue.messages import NoteInterest
from borse.ids import new_id
from borse.programme.messages import ForbidPair
from tests.brokers.evening import BROKER, Evening
from tests.builders import ORGANISER, a_need, a_party, a_programme, a_wish, an_agreement, an_offer


def partners(evening: Evening, name: str) -> list[str]:
    party = evening.party(name)
    return [evening.hall.parties[one.other(party)].name for one in suggestions_for(evening.hall, evening.advice, party)]


async def test_a_need_leads_to_who_can_answer_it_with_the_reason_in_words(evening: Evening) -> None:
    await evening.arrive()
    (best, *_rest) = suggestions_for(evening.hall, evening.advice, evening.party("Fargehandelen"))
    assert evening.hall.parties[best.other(evening.party("Fargehandelen"))].name == "Koret"
    assert best.reasons[0] == ("Fargehandelen trenger «sang på sommerfesten» – Koret tilbyr «synger på sommerfesten».")
    assert best.slot is not None
    assert best.slot.round == 1


async def test_who_is_not_here_comes_last_and_without_a_time(evening: Evening) -> None:
    await evening.arrive("Turlaget", "Biblioteket")
    found = suggestions_for(evening.hall, evening.advice, evening.party("Turlaget"))
    times = {evening.hall.parties[one.other(evening.party("Turlaget"))].name: one.slot for one in found}
    assert list(times) == ["Biblioteket", "Fargehandelen"]
    assert times["Fargehandelen"] is None


async def test_who_has_agreed_met_or_would_rather_not_is_left_out(evening: Evening) -> None:
    await evening.arrive()
    assert set(partners(evening, "Turlaget")) == {"Fargehandelen", "Biblioteket"}
    agreement = an_agreement(evening.party("Fargehandelen"), evening.party("Turlaget"), outside_the_gongs=True)
    await evening.exchange.bus.send(agreement, ORGANISER)
    assert partners(evening, "Turlaget") == ["Biblioteket"]
    forbidden = ForbidPair(id=new_id(), a=evening.party("Turlaget"), b=evening.party("Biblioteket"))
    await evening.exchange.bus.send(forbidden, ORGANISER)
    assert partners(evening, "Turlaget") == []


async def test_who_meets_later_by_the_programme_is_said_to_and_who_has_met_is_not_suggested(evening: Evening) -> None:
    await a_programme(evening.exchange, (2, "Bord 2", evening.parties["Turlaget"], evening.parties["Fargehandelen"]))
    await evening.arrive()
    await evening.ring(1)
    later = suggestions_for(evening.hall, evening.advice, evening.party("Turlaget"))[-1]
    assert later.planned == 2
    assert best_partner(evening.hall, evening.advice, evening.party("Turlaget")) not in {None, later}
    await evening.ring(3)
    assert partners(evening, "Turlaget") == ["Biblioteket"]


async def test_a_proposal_takes_the_pair_off_the_list(evening: Evening) -> None:
    await evening.arrive()
    await evening.propose("Turlaget", "Fargehandelen", round=1)
    assert "Fargehandelen" not in partners(evening, "Turlaget")


async def test_what_a_broker_has_heard_goes_first_and_stays_until_it_is_struck(evening: Evening) -> None:
    await evening.arrive()
    assert "Koret" not in partners(evening, "Turlaget")
    heard = PassOnInterest(
        id=new_id(),
        interest=new_id(),
        party=evening.party("Koret"),
        other=evening.party("Turlaget"),
        words="Vil synge på hytta.",
    )
    await evening.exchange.bus.send(heard, BROKER)
    found = suggestions_for(evening.hall, evening.advice, evening.party("Turlaget"))
    koret = next(one for one in found if evening.party("Koret") in {one.a, one.b})
    assert koret.reasons[0] == "Koret vil gjerne snakke med Turlaget. Vil synge på hytta."
    await evening.exchange.bus.send(DropInterest(id=new_id(), interest=heard.interest), BROKER)
    assert "Koret" not in partners(evening, "Turlaget")


async def test_interest_said_on_the_board_is_a_reason(evening: Evening) -> None:
    await evening.arrive()
    post = evening.parties["Turlaget"].posts[1]
    said = NoteInterest(id=new_id(), post=post.post, party=evening.party("Koret"))
    await evening.exchange.bus.send(said, Actor(role=Role.PARTICIPANT, person=evening.person("Koret")))
    reasons = [
        reason
        for one in suggestions_for(evening.hall, evening.advice, evening.party("Koret"))
        for reason in one.reasons
    ]
    assert "Koret har meldt interesse for «Vi tar dere med på tur.» (Turlaget)." in reasons


async def test_the_best_conversations_now_have_each_party_once(evening: Evening) -> None:
    await evening.arrive()
    now = suggestions_now(evening.hall, evening.advice, 10)
    names = [evening.hall.parties[party].name for one in now for party in (one.a, one.b)]
    assert sorted(names) == ["Biblioteket", "Fargehandelen", "Koret", "Turlaget"]
    await evening.ring(1)
    await evening.propose("Turlaget", "Biblioteket", round=1)
    left = suggestions_now(evening.hall, evening.advice, 10)
    assert [{evening.hall.parties[party].name for party in (one.a, one.b)} for one in left] == [
        {"Koret", "Fargehandelen"}
    ]


async def test_a_person_with_two_hats_is_in_one_conversation(evening: Evening) -> None:
    person = evening.parties["Turlaget"].people[0]
    both = a_party("Hyttelaget", people=(person,), posts=(a_need("Vi trenger lokale til møter."),))
    await evening.exchange.bus.send(both, ORGANISER)
    await evening.arrive()
    now = suggestions_now(evening.hall, evening.advice, 10)
    parties = [party for one in now for party in (one.a, one.b)]
    assert not {both.party, evening.party("Turlaget")} <= set(parties)


async def test_an_answered_need_is_no_longer_open_and_a_taken_offer_not_free(evening: Evening) -> None:
    await evening.arrive()
    everybody = [party.party for party in evening.parties.values()]
    open_ = {one.post.text for one in open_posts(evening.hall, evening.advice, "need", everybody)}
    assert "Vi trenger maling til turhytta." in open_
    promise = {"category": "nyttige never", "what": "Maling", "quantity": "20 liter", "due": "1. mai"}
    promise |= {"giver": evening.party("Fargehandelen"), "receiver": evening.party("Turlaget")}
    agreement = an_agreement(
        evening.party("Fargehandelen"), evening.party("Turlaget"), promises=(promise,), outside_the_gongs=True
    )
    await evening.exchange.bus.send(agreement, ORGANISER)
    for kind, text in (("need", "Vi trenger maling til turhytta."), ("offer", "Vi gir bort maling.")):
        texts = {one.post.text for one in open_posts(evening.hall, evening.advice, kind, everybody)}
        assert text not in texts
        assert len(texts) == 3


async def test_who_could_help_is_somebody_here_who_has_not_said_no(evening: Evening) -> None:
    await evening.arrive("Turlaget", "Fargehandelen")
    (need,) = open_posts(evening.hall, evening.advice, "need", [evening.party("Turlaget")])
    assert [other for other, _because in need.helpers] == [evening.party("Fargehandelen")]
    await evening.leave("Fargehandelen")
    (need,) = open_posts(evening.hall, evening.advice, "need", [evening.party("Turlaget")])
    assert need.helpers == ()


async def test_rings_go_round_and_a_veto_breaks_them(evening: Evening) -> None:
    """Paint for the hikers, a tour for the library, a room for the choir, a song for the paint shop."""
    await evening.arrive()
    rings = rings_of(evening)
    assert len(rings) == 1
    assert [giver(evening, one) for one in rings[0]] == turned(
        ["Fargehandelen", "Turlaget", "Biblioteket", "Koret"], giver(evening, rings[0][0])
    )
    shy = a_party("Sjenertlaget", wishes=(a_wish("Koret", kind="veto"),), posts=(a_need(), an_offer()))
    await evening.exchange.bus.send(shy, ORGANISER)
    forbidden = ForbidPair(id=new_id(), a=evening.party("Koret"), b=evening.party("Biblioteket"))
    await evening.exchange.bus.send(forbidden, ORGANISER)
    assert rings_of(evening) == ()


async def test_rings_are_made_of_those_who_are_here_and_of_what_is_open(evening: Evening) -> None:
    await evening.arrive()
    assert rings_of(evening) != ()
    await evening.leave("Koret")
    assert rings_of(evening) == ()


def rings_of(evening: Evening) -> tuple[tuple[Because, ...], ...]:
    hall = evening.hall
    open_ = {post.id for post in hall.posts.values() if not post.is_met}
    return find_rings(open_answers(evening.advice, open_, hall.here))


def giver(evening: Evening, because: Because) -> str:
    return evening.hall.parties[because.offering].name


def turned(names: list[str], first: str) -> list[str]:
    place = names.index(first)
    return names[place:] + names[:place]


async def test_advice_knows_nothing_of_who_is_here(evening: Evening) -> None:
    before = advise(evening.exchange.store.ask(known_of))
    await evening.arrive()
    assert advise(evening.exchange.store.ask(known_of)) == before
