"""Why two parties meet, or what it would cost to have them meet; and why somebody has too few meetings.

    python -m matching explain problem.json schedule.json A B      about two parties
    python -m matching explain problem.json schedule.json          about minima

The answers are values (`explain_values.py`); `sentences` puts them into English.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from functools import singledispatch

from matching.explain_obstacles import for_good, just_now
from matching.explain_price import price_of
from matching.explain_shortfall import explain_minima
from matching.explain_values import Apart, Meets, Minima, Price, ServedGoal, Short
from matching.problem import Meeting, Problem, pair_key
from matching.reading import quoted
from matching.refusals import Faulty
from matching.rules import verify
from matching.schedule import Schedule

__all__ = ["Apart", "Meets", "Minima", "explain_minima", "explain_pair", "main", "sentences"]


def explain_pair(
    problem: Problem, schedule: Schedule, a: str, b: str, *, seconds: float = 10.0, seed: int = 1
) -> Meets | Apart:
    """Why a and b meet in a valid schedule, or why not and at what price they could. `seconds` are for the price.

    Raises Faulty for a party that is not there, and Clash for locks that contradict each other.
    """
    unknown = [name for name in (a, b) if name not in problem.party]
    if unknown or a == b:
        faults = [f"there is no party {quoted(name)}; write the id of a party." for name in unknown]
        raise Faulty(faults or [f"{quoted(a)} is named twice; write two different parties."])
    meeting = next((meeting for meeting in schedule.meetings if meeting.key == pair_key(a, b)), None)
    if meeting is not None and meeting.key in problem.pair:
        return _meets(problem, schedule.meetings, meeting)
    never, rounds = for_good(problem, a, b)
    prices = price_of(problem, schedule, a, b, rounds, seconds=seconds, seed=seed) if rounds else None
    return Apart(
        a=a,
        b=b,
        never=tuple(never),
        now=tuple(just_now(problem, schedule.meetings, a, b, rounds) if rounds else ()),
        price=prices[0] if prices else None,
        mildest=prices[1] if prices else None,
    )


def _meets(problem: Problem, meetings: Sequence[Meeting], meeting: Meeting) -> Meets:
    held = {each.key for each in meetings}
    goals = []
    for goal in problem.goals:
        pairs = {pair_key(*two) for two in goal.pairs}
        if meeting.key in pairs:
            counts = len(pairs & held) <= goal.enough
            goals.append(ServedGoal(goal=goal.id, party=goal.party, worth=goal.worth, counts=counts))
    worth = problem.pair[meeting.key].worth
    kept = any((each.round, each.key) == (meeting.round, meeting.key) for each in problem.previous)
    saved = problem.change_cost if kept and meeting.round not in problem.frozen_rounds else 0
    adds = worth + sum(goal.worth for goal in goals if goal.counts) + saved
    return Meets(meeting=meeting, worth=worth, goals=tuple(goals), adds=adds)


@singledispatch
def sentences(answer: object) -> Iterator[str]:
    """An answer in English, a sentence at a time."""
    raise TypeError(f"{type(answer).__name__} is no answer")


@sentences.register
def _(answer: Meets) -> Iterator[str]:
    at = answer.meeting
    people = " and ".join(", ".join(side) for side in (at.a_people, at.b_people))
    yield f"{at.a} and {at.b} meet in {at.round} at table {at.table} ({people})."
    yield f"That they meet is worth {answer.worth} in itself."
    for goal in answer.goals:
        rest = f"worth {goal.worth}" if goal.counts else "which enough other meetings serve already"
        yield f"It serves {goal.goal} of {goal.party}, {rest}."
    yield f"Without it, all else being as it is, the schedule would be worth {answer.adds} less."


@sentences.register
def _(answer: Apart) -> Iterator[str]:
    yield f"{answer.a} and {answer.b} do not meet."
    for obstacle in (*answer.never, *answer.now):
        yield obstacle.sentence
    if answer.price is None:
        yield "So they cannot meet in any valid schedule." if answer.never else "No valid schedule was found."
    else:
        yield from _price(answer.price)
        if answer.mildest is not None and answer.mildest.schedule != answer.price.schedule:
            lose = sum(bool(loss.meetings) for loss in answer.mildest.losses)
            yield f"With the fewest meetings lost, {lose} parties would lose one. {_cost(answer.mildest)}"
            yield from _losses(answer.mildest)


def _cost(price: Price) -> str:
    more = f"has a shortfall of {price.shortfall} more and " if price.shortfall > 0 else ""
    if price.shortfall < 0:
        more = f"has a shortfall of {-price.shortfall} less and "
    worth = f"is worth {price.worth} less" if price.worth > 0 else f"is worth {-price.worth} more"
    if price.worth == 0:
        worth = "is worth as much"
    return f"A schedule that has them meet in {price.round} {more}{worth}."


def _price(price: Price) -> Iterator[str]:
    yield _cost(price)
    if price.proven:
        yield "That is proven: no schedule that has them meet costs less."
    elif price.least_shortfall > 0:
        yield f"It is proven that any has a shortfall of at least {price.least_shortfall} more."
    elif price.least_worth > 0:
        yield f"So it costs that much at most. That it costs {price.least_worth} at least is proven."
    else:
        yield "So it costs that much at most; how much at least is not proven."
    yield from _losses(price)


def _losses(price: Price) -> Iterator[str]:
    for loss in price.losses:
        parts = [f"no longer meet {', '.join(loss.meetings)}"] if loss.meetings else []
        parts += [f"meet {', '.join(loss.instead)} instead"] if loss.instead else []
        parts += [f"have {', '.join(loss.goals)} served less"] if loss.goals else []
        yield f"{loss.party} would {', '.join(parts)}."


@sentences.register
def _(answer: Minima) -> Iterator[str]:
    if not answer.short:
        yield "Everybody has their minimum of meetings."
        return
    proof = "none can have less" if answer.least == answer.shortfall else f"{answer.least} at least is proven"
    yield f"{answer.shortfall} meetings are missing to the minima; {proof}."
    yield from answer.hall
    for short in answer.short:
        yield _short(short)


def _short(short: Short) -> str:
    alone = f" Even if nobody else had a minimum, it would lack {short.alone}." if short.alone else ""
    return f"{short.party} has {short.has} of {short.minimum}: {'; '.join(short.reasons) or 'it has no pairs'}.{alone}"


def main(arguments: Sequence[str]) -> int:
    """`python -m matching explain`: one sentence a line. Exit code 2 when the schedule does not keep the rules."""
    from matching.__main__ import one_line, text_of  # the command line reads this module only when it is asked for
    from matching.files import read_problem
    from matching.schedule_file import read_schedule

    parser = argparse.ArgumentParser(prog="python -m matching explain", description="Why, why not, and at what price.")
    parser.add_argument("problem", help="a borse-problem/1 file")
    parser.add_argument("schedule", help="a borse-schedule/1 file")
    parser.add_argument("parties", nargs="*", metavar="party", help="two parties; none: explain the minima")
    parser.add_argument("--seconds", type=float, default=10.0, help="time limit (default: 10)")
    parser.add_argument("--seed", type=int, default=1, help="seed of every choice by chance (default: 1)")
    options = parser.parse_args(arguments)
    if len(options.parties) not in {0, 2}:
        parser.error("name two parties, or none")
    problem, schedule = read_problem(text_of(options.problem)), read_schedule(text_of(options.schedule))
    if broken := verify(problem, schedule):
        raise Faulty([f"the schedule breaks rule {each.rule}: {each.sentence}" for each in broken])
    effort = {"seconds": options.seconds, "seed": options.seed}
    answer = explain_pair(problem, schedule, *options.parties, **effort) if options.parties else None
    for sentence in sentences(answer or explain_minima(problem, schedule, **effort)):
        sys.stdout.buffer.write((one_line(sentence) + "\n").encode())
    return 0
