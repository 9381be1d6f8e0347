"""The parties' own word on what was written down: right, or something is wrong.

Asked about a wording, not a version: that a notary approves it changes nothing for them, a correction asks them anew.
While a party says that something is wrong, nobody approves it or knocks it through; a correction settles it, also one
that changes no word, after a talk at the desk.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlite_utils import Database

from borse.bus import Event, Given, Handler
from borse.confirmations import spoken_for
from borse.language import gettext as _
from borse.notary import events, messages
from borse.notary.ledger import Version, newest
from borse.refusals import Invalid, NotAllowed, Refusal, Stale
from borse.times import stamp


def say_the_word(command: messages.SayTheWord, db: Database, given: Given) -> Iterator[Event]:
    """Somebody who speaks for the party says it. Said again, the newest word counts and the earlier stays on record."""
    now = newest(db, command.agreement)
    if command.party not in now.terms.parties:
        raise NotAllowed(_("Denne avtalen er ikke deres."))
    party_of(db, given, [command.party])
    if now.status == "withdrawn":
        raise Refusal(_("Avtalen er trukket, så det er ikke mer å bekrefte."))
    if command.wording != now.wording:
        raise Stale(_("Avtalen er rettet siden du åpnet siden. Les den nye teksten, og svar på den."))
    if command.says == "wrong" and not command.word:
        raise Invalid({"word": _("Skriv kort hva som ikke stemmer, så retter notaren det.")})
    said = command.model_dump(include={"agreement", "wording", "party", "says"})
    yield put_on_record(db, given, events.PartySpoke(**said), command.word)


def put_on_record(db: Database, given: Given, spoke: events.PartySpoke, word: str = "") -> events.PartySpoke:
    """A party's word, as it stands from now on."""
    row = {**spoke.model_dump(), "person": given.by.person, "word": word, "at": stamp(given.now)}
    db.table("confirmation").insert(row)
    return spoke


def party_of(db: Database, given: Given, parties: Iterable[str]) -> str:
    """The first of `parties` that whoever asks speaks for. Raises NotAllowed when it is none of them."""
    own = spoken_for(db, given.by.person or "")
    found = next((party for party in parties if party in own), None)
    if found is None:
        raise NotAllowed(
            _("Dere må selv være med i avtalen. Er det en annen avtale, be en megler eller notar skrive den.")
        )
    return found


def drafts_waiting(db: Database, given: Given) -> int:
    """How many drafts this person has written that no notary has looked at."""
    row = db.execute(
        """select count(*) from agreement_now n
        where n.status = 'agreed' and n.source = 'phone' and n.version = 1
          and ? = (select c.person from confirmation c where c.agreement = n.id order by c.id limit 1)""",
        [given.by.person],
    ).fetchone()
    return int(row[0])


def refuse_contested(db: Database, now: Version) -> None:
    """Raises a Refusal while a party says that something is wrong with the words."""
    if sentence := _objection(db, now):
        raise Refusal(sentence)


def refuse_unheard(db: Database, now: Version, heard: int) -> None:
    """Raises Stale when a party has said that something is wrong after the word `heard`: whoever corrects must know."""
    if sentence := _objection(db, now, after=heard):
        raise Stale(sentence)


def _objection(db: Database, now: Version, *, after: int = 0) -> str:
    row = next(
        db.query(
            """select p.name, w.word from party_word w join party p on p.id = w.party
            where w.agreement = ? and w.wording = ? and w.says = 'wrong' and w.id > ? order by w.id""",
            [now.terms.agreement, now.wording, after],
        ),
        None,
    )
    if row is None:
        return ""
    return _("%(name)s sier at noe ikke stemmer: «%(word)s». Rett avtalen, så blir de spurt på nytt.") % row


HANDLERS: dict[type[Any], Handler] = {messages.SayTheWord: say_the_word}
