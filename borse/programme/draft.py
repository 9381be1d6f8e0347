"""From the engine's schedule to the draft: each meeting with its reasons, and why somebody has few of them."""

from collections import Counter
from collections.abc import Iterator

from borse.language import gettext as _
from borse.language import ngettext
from borse.programme.messages import Before, ByHand, FewMeetings, PlannedMeeting, Purpose, SaveDraft
from borse.programme.pairs import Affinities, needs_met, possible_pairs
from borse.programme.reasons import why_they_meet
from borse.programme.who_comes import Party
from borse.programme.world import World
from matching import Problem, Schedule


def draft_of(
    command: str,
    world: World,
    affinities: Affinities,
    problem: Problem,
    schedule: Schedule,
    *,
    purpose: Purpose = "plan",
    before: Before | None = None,
    by_hand: ByHand | None = None,
) -> SaveDraft:
    """The command, with id `command`, that saves what the engine found."""
    rules = {(rule.a, rule.b) for rule in world.rules if rule.kind == "lock"}
    meetings = tuple(
        PlannedMeeting(
            round=int(meeting.round),
            table=meeting.table,
            a=meeting.a,
            b=meeting.b,
            a_people=meeting.a_people,
            b_people=meeting.b_people,
            worth=problem.pair[meeting.key].worth,
            needs=needs_met(affinities.get(meeting.key)),
            reasons=why_they_meet(affinities.get(meeting.key), wanted=meeting.key in rules),
        )
        for meeting in schedule.meetings
    )
    return SaveDraft(
        id=command,
        based_on=world.based_on,
        world=world.fingerprint,
        meetings=meetings,
        few=tuple(_few(world, affinities, meetings)),
        shortfall=schedule.score.shortfall,
        worth=schedule.score.worth,
        waits=schedule.score.waits,
        moves=schedule.score.moves,
        bound_shortfall=schedule.bound.shortfall,
        bound_worth=_yardstick(schedule),
        seconds=schedule.seconds,
        purpose=purpose,
        before=before,
        by_hand=by_hand or ByHand(),
    )


def _yardstick(schedule: Schedule) -> int:
    """The worth that nothing with as few lacking meetings can exceed."""
    reached = schedule.bound.worth_at_reached
    return schedule.bound.worth if reached is None else reached


def _few(world: World, affinities: Affinities, meetings: tuple[PlannedMeeting, ...]) -> Iterator[FewMeetings]:
    has = Counter(party for meeting in meetings for party in (meeting.a, meeting.b))
    partners = Counter(party for pair in possible_pairs(world) for party in pair)
    for party in world.parties:
        if party.comes and has[party.id] < world.min_meetings:
            yield FewMeetings(
                party=party.id,
                meetings=has[party.id],
                reasons=tuple(_why_few(world, affinities, party, partners[party.id])),
            )


def _why_few(world: World, affinities: Affinities, party: Party, partners: int) -> Iterator[str]:
    """What stands in the way, the hardest first. `partners` is how many it may meet at all."""
    if not party.people:
        yield _("Ingen deltaker er meldt på for denne aktøren.")
        return
    seats = {seat.id: seat for seat in world.people}
    rounds = {number for person in party.people for number in seats[person].rounds}
    others = {other.id for other in world.parties if other.id != party.id and {*other.people} & {*party.people}}
    found = False
    if len(rounds) < world.rounds:
        found = True
        yield ngettext(
            "Har noen til stede i bare %(num)s hel runde.",
            "Har noen til stede i bare %(num)s hele runder.",
            len(rounds),
        ) % {"num": len(rounds)}
    if others:
        found = True
        yield ngettext(
            "Den som snakker for aktøren, snakker også for %(num)s annen.",
            "De som snakker for aktøren, snakker også for %(num)s andre.",
            len(others),
        ) % {"num": len(others)}
    if partners < world.rounds:
        found = True
        yield ngettext(
            "Bare %(num)s annen aktør kan møte denne, slik sidene og ønskene er.",
            "Bare %(num)s andre aktører kan møte denne, slik sidene og ønskene er.",
            partners,
        ) % {"num": partners}
    if not any(party.id in key and affinity.worth for key, affinity in affinities.items()):
        found = True
        yield _("Ingen tilbud eller behov passer med det de andre har skrevet.")
    if not found:
        yield _("De som kan møte denne, har bedre møter med andre i rundene som er igjen, eller bordene er opptatt.")
