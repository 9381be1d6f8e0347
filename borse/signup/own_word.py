"""Nobody speaks for a party because a stranger says so, and nobody stays on file who was signed up without knowing.

Somebody on file in whose name a party was signed up is asked (`hat_asked`); their own word counts, or the staff's.
Whoever did not sign up at all says so by the link that they were sent, and is deleted.
"""

from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from borse.bus import Event, Given, Handler, Role
from borse.language import gettext as _
from borse.links import revoke
from borse.not_me import remember_not_me
from borse.people import let_speak
from borse.refusals import NotAllowed, NotFound, Refusal
from borse.signup import messages, word_messages
from borse.signup.leaving import take_down
from borse.times import stamp

NAMELESS = "Slettet person"
PRIVATE_PERSON = "Privatperson"


def answer_hat(command: word_messages.AnswerHat, db: Database, given: Given) -> Iterator[Event]:
    """A second answer is not news. A party that turns out to have nobody is withdrawn."""
    _refuse_others(given, command.person)
    asked = "delete from hat_asked where person = ? and party = ? returning position"
    row = db.execute(asked, [command.person, command.party]).fetchone()
    if row is None:
        return
    if command.speaks:
        let_speak(db, command.person, command.party, row[0])
    yield word_messages.HatAnswered(person=command.person, party=command.party, speaks=command.speaks)
    yield from _withdraw_if_empty(db, command.party, given)


def disown_sign_up(command: word_messages.DisownSignUp, db: Database, given: Given) -> Iterator[Event]:
    """Raises a Refusal for somebody who is here already: that one has signed up."""
    _refuse_others(given, command.person)
    person = next(db.query("select * from person where id = ? and withdrawn_at is null", [command.person]), None)
    if person is None:
        raise NotFound(_("Deltakeren finnes ikke."))
    if person["arrived_at"]:
        raise Refusal(_("Du er sjekket inn på børsen. Snakk med resepsjonen."))
    remember_not_me(db, command.person, given.now)
    parties = [row["party"] for row in db.query("select party from speaks_for where person = ?", [command.person])]
    parties += [row["party"] for row in db.query("select party from hat_asked where person = ?", [command.person])]
    db.execute("delete from hat_asked where person = ?", [command.person])
    db.table("person").update(command.person, {"name": NAMELESS, "withdrawn_at": stamp(given.now)})
    db.table("contact").update(command.person, {"email": "", "phone": "", "channel": ""})
    for link in [row["id"] for row in db.query("select id from link where person = ?", [command.person])]:
        revoke(db, link, given.now)
    gone = [event for party in dict.fromkeys(parties) for event in _withdraw_if_empty(db, party, given)]
    yield word_messages.SignUpDisowned(person=command.person, parties=tuple(event.party for event in gone))
    yield from gone


def asked_of(db: Database, person: str) -> list[dict[str, Any]]:
    """The parties that somebody signed up in a person's name: id, name and side."""
    return list(
        db.query(
            """select p.id, p.name, p.side from hat_asked a join party p on p.id = a.party
            where a.person = ? and p.withdrawn_at is null order by a.at, p.id""",
            [person],
        )
    )


def asked_for(db: Database, party: str) -> list[dict[str, Any]]:
    """Those in whose name a party was signed up, and who have not answered: id and name."""
    return list(
        db.query(
            """select q.id, q.name from hat_asked a join person q on q.id = a.person
            where a.party = ? and q.withdrawn_at is null order by a.position""",
            [party],
        )
    )


def _withdraw_if_empty(db: Database, party: str, given: Given) -> Iterator[messages.PartyWithdrawn]:
    somebody = """select 1 from speaks_for s join person p on p.id = s.person
        where s.party = :party and p.withdrawn_at is null union select 1 from hat_asked where party = :party"""
    row = next(db.query("select side, withdrawn_at from party where id = ?", [party]))
    if row["withdrawn_at"] is None and not db.execute(somebody, {"party": party}).fetchone():
        take_down(db, party, stamp(given.now))
        if row["side"] == "individual":
            db.table("party").update(party, {"name": PRIVATE_PERSON, "name_key": ""})
        yield messages.PartyWithdrawn(party=party, people=())


def _refuse_others(given: Given, person: str) -> None:
    if given.by.role != Role.ORGANISER and given.by.person != person:
        raise NotAllowed(_("Dette kan bare den det gjelder, si."))


HANDLERS: dict[type[Any], Handler] = {
    word_messages.AnswerHat: answer_hat,
    word_messages.DisownSignUp: disown_sign_up,
}
