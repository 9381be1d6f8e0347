"""The files of rings: `borse-rings/1` (who offers what to whom) and `borse-rings-plan/1` (the rings chosen)."""

import json
from collections.abc import Mapping
from typing import Any

from matching.reading import Form, parse, quoted
from matching.refusals import Faulty
from matching.rings_model import LONGEST, SHORTEST, Answer, Post, Ring, RingParty, RingPlan, RingProblem

FORMAT = "borse-rings/1"
PLAN_FORMAT = "borse-rings-plan/1"


def read_rings(text: str) -> RingProblem:
    """The problem in a file's text. Raises Faulty with one line per fault."""
    fields = parse(text, "the rings file")
    form = Form()
    if fields.get("format") != FORMAT:
        form.fault("format", f"is {quoted(fields.get('format'))}; this program reads {quoted(FORMAT)}.")
    form.keys("the rings file", fields, (), ("format", "parties", "offers", "needs", "answers", "longest"))
    parties = _parties(form, fields)
    offers = _posts(form, fields, "offers", parties)
    needs = _posts(form, fields, "needs", parties)
    answers = _answers(form, fields, offers, needs)
    longest = form.number("longest", fields.get("longest", LONGEST))
    if longest is not None and not SHORTEST <= longest <= LONGEST:
        form.fault("longest", f"is {longest}; write a whole number from {SHORTEST} to {LONGEST}.")
    if form.faults:
        raise Faulty(form.faults)
    return RingProblem(
        parties=tuple(parties.values()),
        offers=tuple(offers.values()),
        needs=tuple(needs.values()),
        answers=tuple(answers.values()),
        longest=LONGEST if longest is None else longest,
    )


def _parties(form: Form, fields: Mapping[str, Any]) -> dict[str, RingParty]:
    found: dict[str, RingParty] = {}
    for where, item in form.objects(fields, "parties"):
        whole = form.keys(where, item, ("id",), ("max_rings",))
        most = form.number(f"{where}.max_rings", item["max_rings"]) if "max_rings" in item else None
        if whole and (name := form.new_id(where, item, found)):
            found[name] = RingParty(id=name, max_rings=most)
    return found


def _posts(form: Form, fields: Mapping[str, Any], key: str, parties: Mapping[str, RingParty]) -> dict[str, Post]:
    found: dict[str, Post] = {}
    for where, item in form.objects(fields, key):
        if not form.keys(where, item, ("id", "party")):
            continue
        party = form.known(f"{where}.party", item["party"], parties, "party")
        if name := form.new_id(where, item, found):
            found[name] = Post(id=name, party=party or "")
    return found


def _answers(
    form: Form, fields: Mapping[str, Any], offers: Mapping[str, Post], needs: Mapping[str, Post]
) -> dict[tuple[str, str], Answer]:
    found: dict[tuple[str, str], Answer] = {}
    for where, item in form.objects(fields, "answers"):
        if not form.keys(where, item, ("offer", "need", "worth")):
            continue
        offer = form.known(f"{where}.offer", item["offer"], offers, "offer")
        need = form.known(f"{where}.need", item["need"], needs, "need")
        worth = form.number(f"{where}.worth", item["worth"])
        if offer is None or need is None or worth is None:
            continue
        if offers[offer].party == needs[need].party:
            form.fault(where, f"offer {quoted(offer)} and need {quoted(need)} are of one party; take the answer out.")
        if (offer, need) in found:
            form.fault(where, f"offer {quoted(offer)} answers need {quoted(need)} twice; keep one of them.")
        found[offer, need] = Answer(offer=offer, need=need, worth=worth)
    return found


def rings_fields(problem: RingProblem) -> dict[str, Any]:
    """The problem as the JSON object of its file."""
    return {
        "format": FORMAT,
        "parties": [
            {"id": p.id} if p.max_rings is None else {"id": p.id, "max_rings": p.max_rings} for p in problem.parties
        ],
        "offers": [{"id": o.id, "party": o.party} for o in problem.offers],
        "needs": [{"id": n.id, "party": n.party} for n in problem.needs],
        "answers": [{"offer": a.offer, "need": a.need, "worth": a.worth} for a in problem.answers],
        "longest": problem.longest,
    }


def write_rings(problem: RingProblem) -> str:
    return json.dumps(rings_fields(problem), ensure_ascii=False)


def faults_of_rings(problem: RingProblem) -> list[str]:
    """The faults of a problem built in Python: what its file would be refused for. Empty when it is sound."""
    try:
        read_rings(write_rings(problem))
    except Faulty as refusal:
        return list(refusal.faults)
    return []


def write_ring_plan(problem: RingProblem, plan: RingPlan) -> str:
    """The plan as a file that can be read without the problem: who gives and who takes stand beside offer and need."""
    return json.dumps(
        {
            "format": PLAN_FORMAT,
            "rings": [_ring_fields(problem, ring) for ring in plan.rings],
            "score": {"worth": plan.worth, "dependence": plan.dependence},
            "bound": {"worth": plan.worth_bound, "dependence": plan.dependence_bound},
            "seconds": round(plan.seconds, 3),
        },
        ensure_ascii=False,
    )


def _ring_fields(problem: RingProblem, ring: Ring) -> dict[str, Any]:
    return {
        "worth": ring.worth,
        "exchanges": [
            {
                "from": problem.giver[exchange.offer],
                "to": problem.taker[exchange.need],
                "offer": exchange.offer,
                "need": exchange.need,
                "worth": exchange.worth,
            }
            for exchange in ring.exchanges
        ],
    }
