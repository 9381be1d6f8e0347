"""From the sign-up form, and the smaller forms that change what is on file, to commands; and back."""

from collections.abc import Iterator
from typing import Any, TypeVar

from borse.exchange import Exchange
from borse.frame.forms import Form
from borse.ids import following
from borse.language import gettext as _
from borse.language import language
from borse.refusals import Invalid
from borse.signup.messages import AddPerson, ChangePerson, RegisterParty
from borse.signup.money import money_sentence
from borse.signup.said import in_the_form
from borse.signup.steps import Step, step_of
from borse.signup.typed import Typed
from borse.times import local
from borse.wording import money_request

C = TypeVar("C", AddPerson, ChangePerson)

NO_POSTS = "offers.0.text"


def command_of(form: Form, exchange: Exchange) -> RegisterParty:
    """What the form asks for, of people who read the language that it came in.

    Raises Invalid with a sentence per field of the form.
    """
    typed = Typed(form, exchange, language())
    errors = dict(_missing(form, typed))
    try:
        command = form.command(
            RegisterParty,
            party=following(form.id, "party"),
            name=typed.name,
            people=[fields for _row, fields in typed.people],
            posts=[fields for _row, fields in typed.posts],
            wishes=[fields for _row, fields in typed.wishes],
            signed_up_at=None,
            rules_accepted=form.value("rules") == "1",
        )
    except Invalid as refusal:
        raise in_the_form(Invalid(refusal.fields | errors | typed.errors), form, exchange) from None
    if errors or typed.errors:
        raise in_the_form(Invalid(errors | typed.errors), form, exchange)
    return command


def errors_at(step: Step, form: Form, exchange: Exchange) -> dict[str, str]:
    """What is wrong with one step, for whoever wants to go on from it: a sentence per field."""
    try:
        command_of(form, exchange)
    except Invalid as refusal:
        found = {name: sentence for name, sentence in refusal.fields.items() if step_of(name) == step}
    else:
        return {}
    nothing = not Typed(form, exchange).posts
    if step == "who" and form.value("side") == "individual" and not form.value("name").strip():
        found.pop("name", None)  # it is asked for at the next step
    if step == "offers" and nothing:
        found.pop(NO_POSTS, None)  # there may be a need yet
    if step == "needs" and nothing:
        found["needs.0.text"] = _no_posts()
    return found


def change_of(form: Form, exchange: Exchange, person: str) -> ChangePerson:
    """The first row of people as a change of `person`. Raises Invalid with a sentence per field of the form."""
    return _first_person(form, exchange, ChangePerson, person=person)


def addition_of(form: Form, exchange: Exchange, party: str) -> AddPerson:
    """The first row of people as one more of `party`. Raises Invalid with a sentence per field of the form."""
    return _first_person(form, exchange, AddPerson, party=party)


def _first_person(form: Form, exchange: Exchange, kind: type[C], **more: str) -> C:
    typed = Typed(form, exchange)
    (_row, fields), *_others = typed.people
    try:
        command = form.command(kind, **fields | more)
    except Invalid as refusal:
        at_row = {f"people.0.{name}".rstrip("."): sentence for name, sentence in refusal.fields.items()}
        raise in_the_form(Invalid(at_row | typed.errors), form, exchange) from None
    if typed.errors:
        raise Invalid(typed.errors)
    return command


def wishes_of(form: Form, exchange: Exchange) -> list[dict[str, Any]]:
    """Whom they would like to meet, and rather not, as the fields of a command."""
    return [fields for _row, fields in Typed(form, exchange).wishes]


def typed_person(card: dict[str, Any]) -> Form:
    """A person on file as the first row of people."""
    hours = {"from": card["present_from"], "until": card["present_until"]}
    values = {key: card[key] for key in ("name", "email", "phone", "channel", "language")}
    values |= {key: local(hour).strftime("%H:%M") if hour else "" for key, hour in hours.items()}
    values["step_free"] = "1" if card["step_free"] else ""
    return Form.filled({f"people.0.{key}": value for key, value in values.items()})


def _missing(form: Form, typed: Typed) -> Iterator[tuple[str, str]]:
    """What the form asks for beyond the command: a way to reach them (or a word that there is none), a post, a yes."""
    reachable = any(form.value(f"people.0.{key}").strip() for key in ("email", "phone"))
    if not reachable and not form.value("no_contact"):
        yield "people.0.email", _("Skriv e-post eller mobil, eller kryss av for at du ikke har noen av delene.")
    if not typed.posts:
        yield NO_POSTS, _no_posts()
    for row, fields in typed.posts:
        if fields["kind"] == "need" and money_request(fields["text"]):
            yield f"{row}.text", money_sentence()
    if form.value("rules") != "1":
        yield "rules", _("Dere må godta reglene for å være med.")


def _no_posts() -> str:
    return _("Skriv minst ett tilbud eller ett behov.")
