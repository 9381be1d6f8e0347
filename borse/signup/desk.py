"""What sign-up decides: who takes part."""

from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from borse.bus import Given, Handler, Role
from borse.exchange import exchange_of
from borse.language import gettext as _
from borse.parties import sign_up
from borse.refusals import Closed, Invalid
from borse.showing import Source
from borse.signup import changes, drafts, imports, leaving, messages, own_word
from borse.wording import suspicions


def register_party(command: messages.RegisterParty, db: Database, given: Given) -> Iterator[messages.PartyRegistered]:
    """Sign up a party. After the closing time only the organiser may."""
    if given.by.role != Role.ORGANISER and given.now > exchange_of(db).signup_closes_at:
        raise Closed(_("Påmeldingen er stengt. Ta kontakt med arrangøren, eller kom innom på dagen."))
    if given.by.role != Role.ORGANISER:
        _refuse_advertising(command)
    imports.forget_expired(db, given.now)
    drafts.forget_draft(db, command.id)
    source: Source = "organiser" if given.by.role == Role.ORGANISER else "form"
    signed = sign_up(db, command, source, given.now)
    yield messages.PartyRegistered(party=signed.party, people=signed.people, joined=signed.joined, asked=signed.asked)


def _refuse_advertising(command: messages.RegisterParty) -> None:
    """Names stand in messages to addresses that anybody may type: nobody is to send an address of their own that way.

    Raises Invalid at the names.
    """
    names = {"name": command.name} | {f"people.{place}.name": one.name for place, one in enumerate(command.people)}
    wrong = [field for field, name in names.items() if {"link", "address"} & set(suspicions(name))]
    if wrong:
        sentence = _("Skriv bare navnet, uten nettadresse, e-post og telefonnummer.")
        raise Invalid(dict.fromkeys(wrong, sentence))


HANDLERS: dict[type[Any], Handler] = {
    messages.RegisterParty: register_party,
    **leaving.HANDLERS,
    **own_word.HANDLERS,
    **changes.HANDLERS,
    **imports.HANDLERS,
}
