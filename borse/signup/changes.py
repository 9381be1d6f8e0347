"""What is on file is put right, by whoever may: a party, a person, a post; one more of them, or one that comes back."""

import json
from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from borse.bus import Given, Handler, Role
from borse.folding import name_key
from borse.language import gettext as _
from borse.parties import add_wishes, find_the_wished, known_party
from borse.people import add_people
from borse.posts import add_posts, change_post
from borse.refusals import Invalid, NotFound, Refusal
from borse.showing import Source
from borse.signup import messages
from borse.signup.own import refuse_strangers
from borse.times import stamp


def change_party(command: messages.ChangeParty, db: Database, given: Given) -> Iterator[messages.PartyChanged]:
    """Raises Invalid when another party has the name or the number."""
    del given
    before = _on_file(db, command.party)
    _refuse_another(db, command)
    said = command.model_dump(include={"name", "side", "orgnr", "about", "note"})
    if all(before[key] == value for key, value in said.items()):
        return
    db.table("party").update(command.party, said | {"name_key": name_key(command.name)})
    find_the_wished(db)
    yield messages.PartyChanged(party=command.party, people=(), joined=())


def describe_party(command: messages.DescribeParty, db: Database, given: Given) -> Iterator[messages.PartyChanged]:
    """A wish that stays, stays the row that it was."""
    refuse_strangers(db, given, party=command.party)
    _coming(db, command.party)
    db.table("party").update(command.party, {"about": command.about})
    said = {(wish.kind, wish.text): wish for wish in command.wishes}
    for row in list(db.query("select id, kind, text from wish where party = ?", [command.party])):
        if said.pop((row["kind"], row["text"]), None) is None:
            db.execute("delete from wish where id = ?", [row["id"]])
    add_wishes(db, command.party, said.values())
    find_the_wished(db)
    yield messages.PartyChanged(party=command.party, people=(), joined=())


def add_person(command: messages.AddPerson, db: Database, given: Given) -> Iterator[messages.PartyChanged]:
    _coming(db, command.party)
    signed = add_people(db, command.party, [command], _source(given), given.now)
    yield messages.PartyChanged(party=command.party, people=signed.people, joined=signed.joined)


def change_person(command: messages.ChangePerson, db: Database, given: Given) -> Iterator[messages.PersonChanged]:
    """Everything that the card holds about somebody; their code and link stay."""
    refuse_strangers(db, given, person=command.person)
    hours = {"present_from": command.present_from, "present_until": command.present_until}
    about = {key: stamp(hour) if hour else None for key, hour in hours.items()}
    about |= {"name": command.name, "requires": json.dumps(command.requires)}
    if command.language:
        about["language"] = command.language
    _person(db, command.person)
    db.table("person").update(command.person, about)
    db.table("contact").update(command.person, command.model_dump(include={"email", "phone", "channel"}))
    yield messages.PersonChanged(person=command.person)


def reinstate_person(
    command: messages.ReinstatePerson, db: Database, given: Given
) -> Iterator[messages.PersonReinstated]:
    del given
    person = _person(db, command.person)
    hats = """select 1 from speaks_for s join party p on p.id = s.party
        where s.person = ? and p.withdrawn_at is null"""
    if not db.execute(hats, [command.person]).fetchone():
        raise Refusal(_("Meld på aktøren igjen først, så kommer deltakeren med."))
    merged = "select 1 from hat_change where kind = 'people' and gone = ? and undone_at is null"
    if db.execute(merged, [command.person]).fetchone():
        raise Refusal(_("Deltakeren er slått sammen med en annen. Angre sammenslåingen i stedet."))
    if person["withdrawn_at"] is not None:
        db.execute("update person set withdrawn_at = null where id = ?", [command.person])
        yield messages.PersonReinstated(person=command.person)


def add_post(command: messages.AddPost, db: Database, given: Given) -> Iterator[messages.PostAdded]:
    """Raises Invalid for a category that is not."""
    refuse_strangers(db, given, party=command.party)
    _coming(db, command.party)
    try:
        add_posts(db, command.party, [command], _source(given), given.now)
    except Invalid as refusal:
        raise Invalid({name.removeprefix("posts.0."): said for name, said in refusal.fields.items()}) from None
    yield messages.PostAdded(party=command.party, post=command.post)


def put_post_right(command: messages.ChangePost, db: Database, given: Given) -> Iterator[messages.PostChanged]:
    refuse_strangers(db, given, party=_post(db, command.post)["party"])
    change_post(db, command, _source(given), given.now)
    yield messages.PostChanged(post=command.post)


def withdraw_post(command: messages.WithdrawPost, db: Database, given: Given) -> Iterator[messages.PostWithdrawn]:
    """The row stays, since an agreement may answer it."""
    post = _post(db, command.post)
    refuse_strangers(db, given, party=post["party"])
    if post["withdrawn_at"] is None:
        db.execute("update post set withdrawn_at = ? where id = ?", [stamp(given.now), command.post])
        yield messages.PostWithdrawn(post=command.post)


def reinstate_post(command: messages.ReinstatePost, db: Database, given: Given) -> Iterator[messages.PostReinstated]:
    post = _post(db, command.post)
    refuse_strangers(db, given, party=post["party"])
    _coming(db, post["party"])
    if post["withdrawn_at"] is not None:
        db.execute("update post set withdrawn_at = null where id = ?", [command.post])
        yield messages.PostReinstated(post=command.post)


def _source(given: Given) -> Source:
    return "organiser" if given.by.role == Role.ORGANISER else "form"


def _on_file(db: Database, party: str) -> dict[str, Any]:
    row = next(db.query("select * from party where id = ?", [party]), None)
    if row is None:
        raise NotFound(_("Aktøren finnes ikke."))
    return dict(row)


def _coming(db: Database, party: str) -> None:
    if _on_file(db, party)["withdrawn_at"] is not None:
        raise Refusal(_("Aktøren er meldt av. Meld den på igjen først."))


def _person(db: Database, person: str) -> dict[str, Any]:
    row = next(db.query("select id, withdrawn_at from person where id = ?", [person]), None)
    if row is None:
        raise NotFound(_("Deltakeren finnes ikke."))
    return dict(row)


def _post(db: Database, post: str) -> dict[str, Any]:
    row = next(db.query("select id, party, withdrawn_at from post where id = ?", [post]), None)
    if row is None:
        raise NotFound(_("Oppslaget finnes ikke."))
    return dict(row)


def _refuse_another(db: Database, command: messages.ChangeParty) -> None:
    if known_party(db, command.name) not in {None, command.party}:
        raise Invalid({"name": _("En annen aktør heter dette. Er de den samme, slå dem sammen.")})
    taken = "select 1 from party where orgnr = ? and orgnr != '' and withdrawn_at is null and id != ?"
    if db.execute(taken, [command.orgnr, command.party]).fetchone():
        raise Invalid({"orgnr": _("En annen aktør er påmeldt med det samme organisasjonsnummeret.")})


HANDLERS: dict[type[Any], Handler] = {
    messages.ChangeParty: change_party,
    messages.DescribeParty: describe_party,
    messages.AddPerson: add_person,
    messages.ChangePerson: change_person,
    messages.ReinstatePerson: reinstate_person,
    messages.AddPost: add_post,
    messages.ChangePost: put_post_right,
    messages.WithdrawPost: withdraw_post,
    messages.ReinstatePost: reinstate_post,
}
