"""What follows from what: which messages an event causes, whose own page it is news to first, and whose it ends.

Desks do not know each other: what one of them tells, and another acts upon, is tied together here.
"""

from typing import Any

from borse.brokers import messages as brokers
from borse.bus import Event, Follower
from borse.changed_meetings import people_with_changes
from borse.confirmations import parties_people
from borse.extra_meetings import people_at
from borse.hats import messages as hats
from borse.moderation import messages as moderation
from borse.news import Concern
from borse.notary import events as notary
from borse.outreach import followers as outreach
from borse.privacy import messages as privacy
from borse.privacy.terms import note_acceptance
from borse.programme import messages as programme
from borse.reception import followers as at_the_door
from borse.reception import messages as reception
from borse.signup import messages as signup
from borse.signup import word_messages as own_word
from borse.staff import messages as staff
from borse.staff import moving
from borse.tablets import messages as tablets


def in_turn(*all_: Follower) -> Follower:
    """Several that follow from one event."""

    def follow(event: Any, db: Any, given: Any) -> None:
        for one in all_:
            one(event, db, given)

    return follow


# What is written in the same breath as an event: there is a message if and only if it happened.
FOLLOWERS: dict[type[Event], Follower] = {
    signup.PartyRegistered: in_turn(outreach.confirm_sign_up, note_acceptance),
    signup.PartyChanged: outreach.confirm_new_people,
    reception.WalkInRegistered: in_turn(outreach.greet_walk_in, note_acceptance),
    moving.ExchangeMoved: outreach.tell_of_move,
    moderation.PostReworded: outreach.tell_of_judgement,
    moderation.PostDeclined: outreach.tell_of_judgement,
    programme.ProgrammePublished: outreach.tell_of_programme,
    notary.AgreementKnockedThrough: outreach.copy_agreement,
    notary.AgreementCorrected: outreach.copy_agreement,
    brokers.MeetingProposed: outreach.ask_to_meet,
    brokers.ProposalAnswered: outreach.tell_of_meeting,
    brokers.MeetingCalledOff: outreach.tell_of_meeting,
    hats.PeopleMerged: at_the_door.settle_both,
    hats.HatsUndone: at_the_door.settle_both,
}


def those_with_changes(db: Any, event: Any) -> frozenset[str]:
    return people_with_changes(db, event.version)


def those_at_the_table(db: Any, event: Any) -> frozenset[str]:
    return people_at(db, event.meeting)


def those_who_agreed(db: Any, event: Any) -> frozenset[str]:
    return parties_people(db, event.agreement)


def both_of_them(db: Any, event: Any) -> frozenset[str]:
    del db
    return frozenset({event.kept, event.gone})


# Whose own page an event is news to: they hear of it first. What is not named here is news to everybody.
CONCERNS: dict[type[Event], Concern] = {
    programme.ProgrammePublished: those_with_changes,
    hats.SeatsMoved: both_of_them,
    brokers.MeetingProposed: those_at_the_table,
    brokers.ProposalAnswered: those_at_the_table,
    brokers.MeetingCalledOff: those_at_the_table,
    notary.AgreementRegistered: those_who_agreed,
    notary.AgreementCorrected: those_who_agreed,
    notary.AgreementApproved: those_who_agreed,
    notary.AgreementSentBack: those_who_agreed,
    notary.AgreementKnockedThrough: those_who_agreed,
    notary.AgreementWithdrawn: those_who_agreed,
    notary.PartySpoke: those_who_agreed,
}

# After these somebody who looks on may be let in no longer, or be another: a link or a session ends, two become one.
SHUTTING_OUT: frozenset[type[Event]] = frozenset(
    {
        staff.LinkRevoked,
        staff.SessionClosed,
        tablets.TabletOffered,
        tablets.TabletPaired,
        tablets.TabletMoved,
        tablets.TabletDisconnected,
        tablets.TabletRevoked,
        signup.PartyWithdrawn,
        signup.PersonWithdrawn,
        own_word.SignUpDisowned,
        hats.PeopleMerged,
        hats.HatsUndone,
        privacy.PersonErased,
    }
)
