"""What the brokers' desk decides about meetings outside the programme: proposed, answered, called off.

Free is free by one rule (`placing.py`), asked again here in the writer's transaction: two brokers who press at once get
two tables, or one of them a sentence.
"""

from collections.abc import Iterator
from datetime import timedelta

from sqlite_utils import Database

from borse.brokers import messages
from borse.brokers.hall import Hall
from borse.brokers.placing import place, slot_of, tables_alone, tables_for
from borse.brokers.reads import hall_of, name_of
from borse.brokers.sitting import Slot
from borse.bus import Given, Role
from borse.extra_meetings import ExtraMeeting, extra_meeting
from borse.language import gettext as _
from borse.language import listed
from borse.merged import kept_of
from borse.refusals import Closed, Invalid, NotAllowed, NotFound, Refusal
from borse.times import stamp


def propose(command: messages.ProposeMeeting, db: Database, given: Given) -> Iterator[messages.MeetingProposed]:
    """Hold a table and the people for it. Raises Invalid when nobody or no table is free, Refusal if it may not be."""
    hall = hall_of(db, given.now)
    command = _of_those_kept(command, db)
    unknown = [position for position, party in enumerate(command.parties) if party not in hall.parties]
    if unknown:
        raise Invalid({f"parties.{position}": _("Velg en aktør fra listen.") for position in unknown})
    _refuse_unwanted(hall, command)
    slot = slot_of(hall, command.round)
    if slot is None:
        raise Invalid({"round": _("Det er for sent til det. Velg en annen tid.")})
    found = place(hall, command.parties, slot)
    if isinstance(found, str):
        raise Invalid({"round": found})
    free = [table.id for table in found.tables]
    if command.table is not None and command.table not in free:
        raise Invalid({"table": _("Bordet er ikke ledig lenger. Velg et annet.")})
    db.table("extra_meeting").insert(
        {
            "id": command.meeting,
            **command.model_dump(include={"round", "words"}),
            "ends_at": _ends_at(db, slot, given),
            "hall_table": command.table or free[0],
            "by_name": name_of(command, db, given),
            "proposed_at": stamp(given.now),
        }
    )
    db.table("extra_chair").insert_all(
        {
            "meeting": command.meeting,
            "position": position,
            "party": party,
            "person": person,
            "says": "yes" if party in command.says_yes else "",
        }
        for position, (party, person) in enumerate(zip(command.parties, found.people, strict=True))
    )
    yield messages.MeetingProposed(meeting=command.meeting)


def _of_those_kept(command: messages.ProposeMeeting, db: Database) -> messages.ProposeMeeting:
    """Where a tablet names a party that was merged into another meanwhile, the other."""
    kept = {party: kept_of(db, "parties", party) for party in command.parties}
    if len(set(kept.values())) < len(kept):
        raise Invalid({"parties.1": _("Velg forskjellige aktører.")})
    says_yes = frozenset(kept.get(party, party) for party in command.says_yes)
    return command.model_copy(update={"parties": tuple(kept.values()), "says_yes": says_yes})


def _refuse_unwanted(hall: Hall, command: messages.ProposeMeeting) -> None:
    if not hall.would_meet(command.parties):
        raise Refusal(_("Disse skal ikke settes sammen: en av dem vil helst ikke, eller sidene deres møtes ikke her."))
    for extra in hall.extras:
        if extra.is_open and not hall.is_past(extra) and {*extra.parties} == {*command.parties}:
            raise Refusal(_("De har alt et møte utenom programmet, ved %s.") % extra.table)


def _ends_at(db: Database, slot: Slot, given: Given) -> str | None:
    """On the free floor a table is theirs for as long as a round is; before it opens, for all of it."""
    if slot.round is not None:
        return None
    minutes = db.execute("select round_minutes + change_minutes from exchange").fetchone()[0]
    return stamp(given.now + timedelta(minutes=minutes) if slot.is_now else slot.ends_at)


def answer(command: messages.AnswerProposal, db: Database, given: Given) -> Iterator[messages.ProposalAnswered]:
    """Yes or no, of one side. A mind may be changed until the meeting is over; the same answer again is no news."""
    extra = _extra(db, command.meeting)
    chair = extra.chair_of(command.party)
    if chair is None:
        raise NotFound(_("Denne aktøren er ikke med i møtet."))
    if given.by.role is Role.PARTICIPANT and given.by.person != chair.person:
        raise NotAllowed(_("Du kan bare svare for deg selv."))
    if extra.status == "called_off" or (extra.status == "declined" and chair.says != "no"):
        raise Closed(_("Møtet blir ikke noe av."))
    if chair.says == command.says:
        return
    db.execute(
        "update extra_chair set says = ? where meeting = ? and party = ?",
        [command.says, command.meeting, command.party],
    )
    if command.says == "yes":
        _refuse_too_late(db, extra, given)
    now = _extra(db, command.meeting)
    yield messages.ProposalAnswered(meeting=command.meeting, by=command.party, status=now.status)


def _refuse_too_late(db: Database, extra: ExtraMeeting, given: Given) -> None:
    """A yes to what can no longer be: it is over, or a new programme has given one of them something else."""
    hall = hall_of(db, given.now)
    if hall.is_past(extra):
        raise Closed(_("Det er for sent: tiden for møtet er over."))
    slot = slot_of(hall, extra.round)
    assert slot is not None, "it is not past"
    for chair in extra.chairs:
        others = [
            seat
            for seat in hall.seats_in(slot, chair.person)
            if seat.extra != extra.id and seat.is_sure and not hall.is_alone(seat, slot)
        ]
        if others:
            names = listed(hall.parties[one].name for one in others[0].across if one in hall.parties)
            raise Closed(
                _("%(person)s har fått et annet møte da, med %(other)s.")
                % {"person": chair.person_name, "other": names}
            )
    _move_if_taken(db, hall, extra, slot)


def _move_if_taken(db: Database, hall: Hall, extra: ExtraMeeting, slot: Slot) -> None:
    """The table may have gone to others by a new programme: then the meeting is at the next free one."""
    sits = [chair.person for chair in extra.chairs]
    taken = any(
        seat.hall_table == extra.hall_table and seat.extra != extra.id
        for person in hall.seats
        if person not in sits
        for seat in hall.seats_in(slot, person)
    )
    if not taken or extra.hall_table in tables_alone(hall, slot, sits):
        return
    free = tables_for(hall, slot, sits)
    if not free:
        raise Closed(_("Ingen ledige bord passer for dem da."))
    db.execute("update extra_meeting set hall_table = ? where id = ?", [free[0].id, extra.id])


def call_off(command: messages.CallOffMeeting, db: Database, given: Given) -> Iterator[messages.MeetingCalledOff]:
    extra = _extra(db, command.meeting)
    if extra.is_open:
        db.execute("update extra_meeting set called_off_at = ? where id = ?", [stamp(given.now), command.meeting])
        yield messages.MeetingCalledOff(meeting=command.meeting)


def _extra(db: Database, id_: str) -> ExtraMeeting:
    found = extra_meeting(db, id_)
    if found is None:
        raise NotFound(_("Møtet finnes ikke."))
    return found
