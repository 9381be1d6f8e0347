"""Small worlds as values, for properties: who is absent and which rounds have been rung is drawn, all else is given."""

from dataclasses import replace
from functools import cache

from hypothesis import strategies as st

from borse.affinity.posts import Post
from borse.newcomers import PostKind
from borse.programme.planning import Request, plan
from borse.programme.who_comes import Party, Seat
from borse.programme.world import World
from matching import Bound, Meeting, Pair, Person, Problem, Schedule, Score, Table, verify
from matching import Party as Speaker

ROUNDS = 4
TABLES = ("t1", "t2", "t3", "t4", "t5")
# Seven parties; p1 speaks for two of them, and the last has three people.
SPEAK = {
    "a": ("p1",),
    "b": ("p1", "p2"),
    "c": ("p3",),
    "d": ("p4",),
    "e": ("p5",),
    "f": ("p6",),
    "g": ("p7", "p8", "p9"),
}
POSTS: tuple[tuple[PostKind, str], ...] = (("offer", "Vi låner ut lokale til øving."), ("need", "Vi trenger maling."))
PEOPLE = tuple(f"p{number}" for number in range(1, 10))
ALL = tuple(range(1, ROUNDS + 1))


def a_world() -> World:
    """Everybody comes, nothing is published."""
    return World(
        based_on=0,
        rounds=ROUNDS,
        min_meetings=2,
        max_meetings=4,
        side_pairs=(("association", "association"),),
        tables=tuple((table, ("step_free",) if table == "t1" else ()) for table in TABLES),
        people=tuple(
            Seat(id=one, said=ALL, rounds=ALL, requires=("step_free",) if one == "p5" else (), walk_in=False)
            for one in PEOPLE
        ),
        parties=tuple(
            Party(id=id_, side="association", people=people, gone=False, away=False, walk_in=False)
            for id_, people in SPEAK.items()
        ),
        posts=tuple(
            Post(id=f"{kind} {party}", party=party, kind=kind, side="association", text=text, categories=())
            for party in SPEAK
            for kind, text in POSTS
        ),
        wishes=(("a", "c"),),
        vetoes=(("d", "e"),),
        rules=(),
        previous=(),
        rung=(),
        taken=(),
    )


@cache
def a_published_world() -> World:
    draft = plan("first-plan", a_world(), Request(seconds=2.0))
    return replace(
        a_world(),
        previous=tuple(
            Meeting(round=str(m.round), table=m.table, a=m.a, b=m.b, a_people=m.a_people, b_people=m.b_people)
            for m in draft.meetings
        ),
    )


@st.composite
def evenings(draw: st.DrawFn) -> World:
    """The published world with some rounds rung and some people absent; what they sat in, they sat in."""
    world = a_published_world()
    rung = tuple(range(1, draw(st.integers(0, ROUNDS - 1)) + 1))
    absent = draw(st.sets(st.sampled_from(PEOPLE), max_size=6))
    sat = {
        one: tuple(int(m.round) for m in world.previous if int(m.round) in rung and one in m.people) for one in PEOPLE
    }
    return replace(
        world,
        rung=rung,
        people=tuple(
            replace(seat, rounds=tuple(sorted(sat[seat.id])) if seat.id in absent else ALL) for seat in world.people
        ),
        parties=tuple(replace(party, away=set(party.people) <= absent) for party in world.parties),
    )


def breaches(world: World, meetings: tuple[Meeting, ...], speakers: tuple[tuple[str, str], ...] = ()) -> list[str]:
    """What the engine's own judge says of people and tables; it knows nothing of how the meetings came about."""
    there = {seat.id: set(seat.rounds) for seat in world.people}
    problem = Problem(
        rounds=tuple(map(str, ALL)),
        tables=tuple(Table(id=id_, features=frozenset(features)) for id_, features in world.tables),
        people=tuple(
            Person(id=seat.id, rounds=frozenset(map(str, there[seat.id])), requires=frozenset(seat.requires))
            for seat in world.people
        ),
        parties=tuple(
            Speaker(id=party.id, people=(*party.people, *(who for who, whom in speakers if whom == party.id)))
            for party in world.parties
        ),
        pairs=tuple(Pair(a=a, b=b, worth=1) for a in SPEAK for b in SPEAK if a < b),
        previous=world.previous,
        frozen_rounds=frozenset(map(str, world.rung)),
    )
    nothing = Score(shortfall=0, worth=0, waits=0, moves=0, changes=0)
    schedule = Schedule(meetings=meetings, score=nothing, bound=Bound(shortfall=0, worth=0))
    return [broken.sentence for broken in verify(problem, schedule)]
