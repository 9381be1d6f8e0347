"""A change by hand as a draft: applied to the snapshot, checked by the engine's own rules, counted beside what it was.

Nobody else is moved, so nothing is searched; what is possible is therefore not known, and not said.
"""

from dataclasses import replace

from borse.language import gettext as _
from borse.programme import gain, policy
from borse.programme.by_hand import edited
from borse.programme.compare import schedule_of
from borse.programme.draft import draft_of
from borse.programme.edits import Edited, Wish
from borse.programme.known_affinities import affinities_of
from borse.programme.messages import Before, ByHand, SaveDraft
from borse.programme.problem import problem_of
from borse.programme.world import World
from borse.refusals import Stale
from matching import Bound, Meeting, Pair, Problem, Schedule, verify


def plan_by_hand(command: str, world: World, wish: Wish) -> SaveDraft:
    """The command that saves the draft. Raises Stale when the wish can no longer be carried out."""
    change = edited(world, wish)
    if change.obstacles:
        raise Stale(_("Programmet er endret siden du åpnet siden. Se på det en gang til."))
    known = _with_change(world, change)
    affinities = affinities_of(known)
    problem = _that_allows(problem_of(known, affinities, keep=True), change.meetings)
    # Nothing gives more than every pair met and every goal reached: a bound, if a loose one.
    most = sum(pair.worth for pair in problem.pairs) + sum(goal.worth * goal.enough for goal in problem.goals)
    bound = Bound(shortfall=0, worth=most)
    schedule = Schedule(meetings=change.meetings, score=gain.score_of(problem, change.meetings), bound=bound)
    before = gain.score_of(problem, world.previous)
    # What was not as it should be already, because the set-up has changed since, is not the change's fault.
    before_it = verify(problem, schedule_of(world.previous))
    if broken := [one for one in verify(problem, schedule) if one not in before_it]:
        raise Stale(_("Endringen ble forkastet fordi den bryter en regel: %s") % broken[0].sentence)
    return draft_of(
        command,
        known,
        affinities,
        problem,
        schedule,
        purpose="hand",
        before=Before(shortfall=before.shortfall, worth=before.worth),
        by_hand=ByHand(warnings=change.warnings, rules=change.rules, speakers=change.speakers),
    ).model_copy(update={"world": world.fingerprint})


def _with_change(world: World, change: Edited) -> World:
    """The world in which it holds: everybody comes as they said, stand-ins speak, the pair's rule is the new one."""
    pairs = {(rule.a, rule.b) for rule in change.rules}
    return replace(
        world,
        people=tuple(replace(seat, rounds=seat.said) for seat in world.people),
        parties=tuple(
            replace(
                party,
                away=False,
                people=(*party.people, *(who for who, whom in change.speakers if whom == party.id)),
            )
            for party in world.parties
        ),
        rules=(*(rule for rule in world.rules if (rule.a, rule.b) not in pairs), *change.rules),
    )


def _that_allows(problem: Problem, meetings: tuple[Meeting, ...]) -> Problem:
    """The problem in which what the organiser has decided may be: the pair, its people in that round, their number."""
    new = {meeting.key for meeting in meetings} - set(problem.pair)
    sits: dict[str, set[str]] = {person.id: set() for person in problem.people}
    for meeting in meetings:
        for person in meeting.people:
            sits.setdefault(person, set()).add(meeting.round)
    return replace(
        problem,
        pairs=(*problem.pairs, *(Pair(a=a, b=b, worth=policy.ANY_MEETING) for a, b in sorted(new))),
        people=tuple(
            replace(
                person, rounds=frozenset(problem.rounds if person.rounds is None else person.rounds) | sits[person.id]
            )
            for person in problem.people
        ),
        parties=tuple(
            replace(
                party,
                people=tuple(dict.fromkeys(party.people)),
                max_meetings=max(party.max_meetings or 0, sum(party.id in one.key for one in meetings)),
            )
            for party in problem.parties
        ),
        locked=(),
    )
