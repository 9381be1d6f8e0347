"""What is in the way of a meeting: for good (the problem forbids it), or just now (the schedule has other plans).

What is for good is looked for in the order in which people ask: are they a pair, are they there, can they sit together.
The last word is that of the engine itself: a round counts as possible only if the meeting could be locked to it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from matching.clash import model_without_clash
from matching.explain_values import Kind, Obstacle
from matching.possible import needs_of
from matching.problem import Lock, Meeting, Party, Person, Problem, pair_key
from matching.refusals import Clash


def locked_to(problem: Problem, round_: str, a: str, b: str) -> Problem:
    """The same problem, in which a and b must meet in that round."""
    lock = Lock(round=round_, a=a, b=b)
    others = tuple(known for known in problem.locked if pair_key(known.a, known.b) != pair_key(a, b))
    return replace(problem, locked=(*others, lock))


def for_good(problem: Problem, a: str, b: str, *, locks: bool = True) -> tuple[list[Obstacle], list[str]]:
    """What no schedule can get around, and the rounds that are left. Other locks are not looked at without `locks`."""
    if pair_key(a, b) not in problem.pair:
        return [Obstacle(kind=Kind.NOT_A_PAIR, who=(a, b), sentence=f"{a} and {b} are not a listed pair.")], []
    open_rounds = [round_ for round_ in problem.rounds if round_ not in problem.frozen_rounds]
    if not open_rounds:
        return [Obstacle(kind=Kind.FROZEN, sentence="All rounds are frozen.")], []
    found, left = list[Obstacle](), list[str]()
    for round_ in open_rounds:
        obstacle = _alone(problem, a, b, round_) or (_locked_out(problem, a, b, round_) if locks else None)
        if obstacle is None:
            left.append(round_)
        else:
            found.append(obstacle)
    return list(_merged(found)), left


def _alone(problem: Problem, a: str, b: str, round_: str) -> Obstacle | None:
    """What forbids the meeting in a round even if no other were held at all."""
    there = {party: _there(problem, problem.party[party], round_) for party in (a, b)}
    for party, people in there.items():
        if not people:
            return _obstacle(Kind.NOBODY_THERE, (party,), round_, f"nobody from {party} is there")
    pairs = [(p, q) for p, q in product(there[a], there[b]) if p.id != q.id]
    if not pairs:
        person = there[a][0].id
        return _obstacle(Kind.SAME_PERSON, (person,), round_, f"only {person} could speak, for both of them")
    if not any(_tables(problem, two, {table.id for table in problem.tables}) for two in pairs):
        asked = dict.fromkeys(
            word for two in pairs for p in two for word in (*sorted(p.requires), p.home_table) if word
        )
        return _obstacle(
            Kind.NO_TABLE, tuple(asked), round_, f"no table suits both ({', '.join(asked) or 'none at all'})"
        )
    for resource in problem.resources:
        if resource.id in problem.pair[pair_key(a, b)].uses and resource.per_round == 0:
            return _obstacle(Kind.NO_RESOURCE, (resource.id,), round_, f"there is no {resource.id}")
    return None


def _locked_out(problem: Problem, a: str, b: str, round_: str) -> Obstacle | None:
    """What is locked or frozen, where that leaves no room. Asked only where it could: building the model takes time."""
    limited = any(problem.party[name].max_meetings is not None for name in (a, b))
    if not (limited or problem.locked or problem.frozen_meetings):
        return None
    try:
        model_without_clash(locked_to(problem, round_, a, b))
    except Clash as clash:
        locked = " ".join(clash.clashes).replace("are locked to round", "would be in round").rstrip(".")
        return _obstacle(Kind.LOCKED, (), round_, f"what is locked or frozen leaves no room: {locked}")
    return None


def _obstacle(kind: Kind, who: tuple[str, ...], round_: str, why: str) -> Obstacle:
    return Obstacle(kind=kind, who=who, rounds=(round_,), sentence=why)


def _merged(obstacles: Sequence[Obstacle]) -> Iterator[Obstacle]:
    """The same obstacle in several rounds, said once."""
    rounds: dict[tuple[Kind, tuple[str, ...], str], list[str]] = {}
    for each in obstacles:
        rounds.setdefault((each.kind, each.who, each.sentence), []).extend(each.rounds)
    for (kind, who, why), where in rounds.items():
        yield Obstacle(kind=kind, who=who, rounds=tuple(where), sentence=f"In {', '.join(where)}: {why}.")


def _there(problem: Problem, party: Party, round_: str) -> list[Person]:
    return [problem.person[person] for person in party.people if problem.is_there(person, round_)]


def _tables(problem: Problem, people: Sequence[Person], free: set[str]) -> list[str]:
    """The free tables that suit these people together."""
    needs = needs_of(people)
    if needs is None:
        return []
    features, home = needs
    return [t.id for t in problem.tables if t.id in free and features <= t.features and home in {None, t.id}]


def just_now(problem: Problem, meetings: Sequence[Meeting], a: str, b: str, rounds: Sequence[str]) -> list[Obstacle]:
    """What in these meetings stands in the way in rounds that are possible in themselves."""
    found = []
    for name in (a, b):
        most = problem.party[name].max_meetings
        if most is not None and sum(name in meeting.key for meeting in meetings) >= most:
            sentence = f"{name} has all the meetings that it may have ({most})."
            found.append(Obstacle(kind=Kind.AT_MAXIMUM, who=(name,), sentence=sentence))
    return found + [obstacle for round_ in rounds for obstacle in _in_round(problem, meetings, a, b, round_)]


def _in_round(problem: Problem, meetings: Sequence[Meeting], a: str, b: str, round_: str) -> Iterator[Obstacle]:
    held = [meeting for meeting in meetings if meeting.round == round_]
    sits = {person: meeting for meeting in held for person in meeting.people}
    free: dict[str, list[Person]] = {}
    for name in (a, b):
        there = _there(problem, problem.party[name], round_)
        free[name] = [person for person in there if person.id not in sits]
        if not free[name]:
            with_whom = dict.fromkeys(_company(sits[person.id], name) for person in there)
            sentence = f"In {round_}: everybody from {name} is in a meeting ({'; '.join(with_whom)})."
            others = dict.fromkeys(p for person in there for p in sits[person.id].key if p != name)
            yield Obstacle(kind=Kind.BUSY, who=(name, *others), rounds=(round_,), sentence=sentence)
    if not (free[a] and free[b]):
        return
    left = {table.id for table in problem.tables} - {meeting.table for meeting in held}
    if not any(p.id != q.id and _tables(problem, (p, q), left) for p, q in product(free[a], free[b])):
        sentence = f"In {round_}: no table that would suit them is free."
        yield Obstacle(kind=Kind.TABLES_TAKEN, rounds=(round_,), sentence=sentence)
        return
    for resource in problem.resources:
        users = [m for m in held if m.key in problem.pair and resource.id in problem.pair[m.key].uses]
        if resource.id in problem.pair[pair_key(a, b)].uses and len(users) >= resource.per_round:
            taken = ", ".join(f"{m.a} and {m.b}" for m in users)
            sentence = f"In {round_}: {resource.id} is with {taken}."
            yield Obstacle(kind=Kind.RESOURCE_TAKEN, who=(resource.id,), rounds=(round_,), sentence=sentence)
            return
    yield Obstacle(kind=Kind.NOTHING, rounds=(round_,), sentence=f"In {round_}: both are free, and so is a table.")


def _company(meeting: Meeting, party: str) -> str:
    if party in meeting.key:
        return f"with {meeting.b if party == meeting.a else meeting.a}"
    return f"for {meeting.a} and {meeting.b}"
