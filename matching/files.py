"""The problem file `borse-problem/1`: JSON to values and back.

The order in which things are read is the order in which they refer to each other, so that an unknown id is found where
it is used. A party may leave out `side`: no rule rests on it. A goal may only name listed pairs, and the same previous
meeting may not be written twice: both are far likelier a slip than meant.
"""

import json
from collections.abc import Mapping
from typing import Any

from matching.problem import Goal, Lock, Meeting, Pair, Party, Person, Problem, Resource, Table, pair_key
from matching.reading import Form, parse, quoted
from matching.refusals import Faulty

FORMAT = "borse-problem/1"
LISTS = ("rounds", "tables", "people", "parties", "pairs", "goals", "resources", "locked", "previous", "frozen_rounds")
MEETING_KEYS = ("round", "table", "a", "b", "a_people", "b_people")


def read_problem(text: str) -> Problem:
    """The problem in a file's text. Raises Faulty with one line per fault."""
    fields = parse(text, "the problem file")
    form = Form()
    if fields.get("format") != FORMAT:
        form.fault("format", f"is {quoted(fields.get('format'))}; this program reads {quoted(FORMAT)}.")
    form.keys("the problem file", fields, (), ("format", *LISTS, "change_cost"))
    rounds = _rounds(form, fields)
    tables = _tables(form, fields)
    people = _people(form, fields, rounds, tables)
    parties = _parties(form, fields, people)
    resources = _resources(form, fields)
    pairs = _pairs(form, fields, parties, resources)
    goals = _goals(form, fields, parties, pairs)
    locked = _locked(form, fields, rounds, parties)
    previous = _previous(form, fields, rounds, tables, people, parties)
    frozen = form.names("", fields, "frozen_rounds", rounds, "round")
    cost = form.number("change_cost", fields.get("change_cost", 0))
    if form.faults:
        raise Faulty(form.faults)
    return Problem(
        rounds=tuple(rounds),
        tables=tuple(tables.values()),
        people=tuple(people.values()),
        parties=tuple(parties.values()),
        pairs=tuple(pairs.values()),
        goals=tuple(goals.values()),
        resources=tuple(resources.values()),
        locked=tuple(locked),
        previous=tuple(previous),
        frozen_rounds=frozenset(frozen),
        change_cost=cost or 0,
    )


def _rounds(form: Form, fields: Mapping[str, Any]) -> dict[str, None]:
    found: dict[str, None] = {}
    for where, item in form.objects(fields, "rounds"):
        if form.keys(where, item, ("id",)) and (name := form.new_id(where, item, found)):
            found[name] = None
    return found


def _tables(form: Form, fields: Mapping[str, Any]) -> dict[str, Table]:
    found: dict[str, Table] = {}
    for where, item in form.objects(fields, "tables"):
        whole = form.keys(where, item, ("id",), ("features",))
        features = form.names(where, item, "features")
        if whole and (name := form.new_id(where, item, found)):
            found[name] = Table(id=name, features=frozenset(features))
    return found


def _people(
    form: Form, fields: Mapping[str, Any], rounds: Mapping[str, None], tables: Mapping[str, Table]
) -> dict[str, Person]:
    found: dict[str, Person] = {}
    for where, item in form.objects(fields, "people"):
        whole = form.keys(where, item, ("id",), ("rounds", "requires", "home_table"))
        there = frozenset(form.names(where, item, "rounds", rounds, "round")) if "rounds" in item else None
        requires = form.names(where, item, "requires")
        home = form.known(f"{where}.home_table", item["home_table"], tables, "table") if "home_table" in item else None
        if whole and (name := form.new_id(where, item, found)):
            found[name] = Person(id=name, rounds=there, requires=frozenset(requires), home_table=home)
    return found


def _parties(form: Form, fields: Mapping[str, Any], people: Mapping[str, Person]) -> dict[str, Party]:
    found: dict[str, Party] = {}
    for where, item in form.objects(fields, "parties"):
        whole = form.keys(where, item, ("id", "people"), ("side", "min_meetings", "max_meetings"))
        side = form.text(f"{where}.side", item["side"]) if "side" in item else ""
        speakers = form.names(where, item, "people", people, "person")
        least = form.number(f"{where}.min_meetings", item.get("min_meetings", 0))
        most = form.number(f"{where}.max_meetings", item["max_meetings"]) if "max_meetings" in item else None
        if whole and (name := form.new_id(where, item, found)):
            found[name] = Party(id=name, side=side or "", people=speakers, min_meetings=least or 0, max_meetings=most)
    return found


def _resources(form: Form, fields: Mapping[str, Any]) -> dict[str, Resource]:
    found: dict[str, Resource] = {}
    for where, item in form.objects(fields, "resources"):
        if not form.keys(where, item, ("id", "per_round")):
            continue
        per_round = form.number(f"{where}.per_round", item["per_round"])
        if name := form.new_id(where, item, found):
            found[name] = Resource(id=name, per_round=per_round or 0)
    return found


def _two(form: Form, where: str, a: object, b: object, parties: Mapping[str, Party]) -> tuple[str, str] | None:
    """Two different known parties."""
    first = form.known(f"{where}.a", a, parties, "party")
    second = form.known(f"{where}.b", b, parties, "party")
    if first is None or second is None:
        return None
    if first == second:
        form.fault(where, f"{quoted(first)} is paired with itself; write two different parties.")
        return None
    return first, second


def _pairs(
    form: Form, fields: Mapping[str, Any], parties: Mapping[str, Party], resources: Mapping[str, Resource]
) -> dict[tuple[str, str], Pair]:
    found: dict[tuple[str, str], Pair] = {}
    for where, item in form.objects(fields, "pairs"):
        if not form.keys(where, item, ("a", "b", "worth"), ("uses",)):
            continue
        two = _two(form, where, item["a"], item["b"], parties)
        worth = form.number(f"{where}.worth", item["worth"])
        uses = form.names(where, item, "uses", resources, "resource")
        if two is None:
            continue
        if pair_key(*two) in found:
            form.fault(where, f"the pair {quoted(two[0])} and {quoted(two[1])} is written twice; keep one of them.")
            continue
        found[pair_key(*two)] = Pair(a=two[0], b=two[1], worth=worth or 0, uses=frozenset(uses))
    return found


def _goals(
    form: Form, fields: Mapping[str, Any], parties: Mapping[str, Party], pairs: Mapping[tuple[str, str], Pair]
) -> dict[str, Goal]:
    found: dict[str, Goal] = {}
    for where, item in form.objects(fields, "goals"):
        if not form.keys(where, item, ("id", "party", "worth", "pairs"), ("enough",)):
            continue
        party = form.known(f"{where}.party", item["party"], parties, "party")
        worth = form.number(f"{where}.worth", item["worth"])
        enough = form.number(f"{where}.enough", item.get("enough", 1))
        served: dict[tuple[str, str], None] = {}
        for place, two in form.items(where, item["pairs"], "pairs"):
            if not (isinstance(two, list) and len(two) == 2):  # noqa: PLR2004 -- a pair is two parties
                form.fault(place, f"is {quoted(two)}; write a list of two parties.")
                continue
            names = _two(form, place, two[0], two[1], parties)
            if names is None:
                continue
            key = pair_key(*names)
            if key not in pairs:
                form.fault(place, f"{quoted(two)} is not among the pairs; add it there or take it out here.")
            elif key in served:
                form.fault(place, f"{quoted(two)} is written twice; keep one.")
            served[key] = None
        if name := form.new_id(where, item, found):
            found[name] = Goal(
                id=name,
                party=party or "",
                worth=worth or 0,
                enough=1 if enough is None else enough,
                pairs=tuple(served),
            )
    return found


def _locked(
    form: Form, fields: Mapping[str, Any], rounds: Mapping[str, None], parties: Mapping[str, Party]
) -> list[Lock]:
    found = []
    for where, item in form.objects(fields, "locked"):
        if not form.keys(where, item, ("round", "a", "b")):
            continue
        round_ = form.known(f"{where}.round", item["round"], rounds, "round")
        two = _two(form, where, item["a"], item["b"], parties)
        if round_ is not None and two is not None:
            found.append(Lock(round=round_, a=two[0], b=two[1]))
    return found


def _previous(  # noqa: PLR0917 -- what a meeting refers to
    form: Form,
    fields: Mapping[str, Any],
    rounds: Mapping[str, None],
    tables: Mapping[str, Table],
    people: Mapping[str, Person],
    parties: Mapping[str, Party],
) -> list[Meeting]:
    found: dict[tuple[str, tuple[str, str]], Meeting] = {}
    for where, item in form.objects(fields, "previous"):
        if not form.keys(where, item, MEETING_KEYS):
            continue
        round_ = form.known(f"{where}.round", item["round"], rounds, "round")
        table = form.known(f"{where}.table", item["table"], tables, "table")
        two = _two(form, where, item["a"], item["b"], parties)
        sides = [form.names(where, item, side, people, "person") for side in ("a_people", "b_people")]
        if round_ is None or table is None or two is None:
            continue
        meeting = Meeting(round=round_, table=table, a=two[0], b=two[1], a_people=sides[0], b_people=sides[1])
        if (round_, meeting.key) in found:
            form.fault(where, f"{two[0]} and {two[1]} meet twice in round {quoted(round_)}; keep one of them.")
        found[round_, meeting.key] = meeting
    return list(found.values())


def problem_fields(problem: Problem) -> dict[str, Any]:
    """The problem as the JSON object of its file, with everything that has its default left out."""

    def without_defaults(fields: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in fields.items() if value is not None and value != []}

    return without_defaults(
        {
            "format": FORMAT,
            "rounds": [{"id": name} for name in problem.rounds],
            "tables": [without_defaults({"id": t.id, "features": sorted(t.features)}) for t in problem.tables],
            "people": [
                # Nobody in `rounds` and everybody in `rounds` are different things: [] must stay.
                {
                    **without_defaults({"id": p.id, "requires": sorted(p.requires), "home_table": p.home_table}),
                    **({} if p.rounds is None else {"rounds": [r for r in problem.rounds if r in p.rounds]}),
                }
                for p in problem.people
            ],
            "parties": [
                without_defaults({"id": p.id, "side": p.side or None, "max_meetings": p.max_meetings})
                | {"people": list(p.people), "min_meetings": p.min_meetings}
                for p in problem.parties
            ],
            "pairs": [
                without_defaults({"a": p.a, "b": p.b, "worth": p.worth, "uses": sorted(p.uses)}) for p in problem.pairs
            ],
            "goals": [
                {
                    "id": g.id,
                    "party": g.party,
                    "worth": g.worth,
                    "enough": g.enough,
                    "pairs": [list(p) for p in g.pairs],
                }
                for g in problem.goals
            ],
            "resources": [{"id": r.id, "per_round": r.per_round} for r in problem.resources],
            "locked": [{"round": lock.round, "a": lock.a, "b": lock.b} for lock in problem.locked],
            "previous": [meeting_fields(meeting) for meeting in problem.previous],
            "frozen_rounds": [name for name in problem.rounds if name in problem.frozen_rounds],
            "change_cost": problem.change_cost,
        }
    )


def meeting_fields(meeting: Meeting) -> dict[str, Any]:
    return {
        "round": meeting.round,
        "table": meeting.table,
        "a": meeting.a,
        "b": meeting.b,
        "a_people": list(meeting.a_people),
        "b_people": list(meeting.b_people),
    }


def write_problem(problem: Problem) -> str:
    return json.dumps(problem_fields(problem), ensure_ascii=False)


def faults_of(problem: Problem) -> list[str]:
    """The faults of a Problem built in Python: what its file would be refused for. Empty when it is sound."""
    try:
        read_problem(write_problem(problem))
    except Faulty as refusal:
        return list(refusal.faults)
    return []
