"""The sign-up form: rows of people, offers and needs as somebody typed them, as the fields of a command, and back.

A field of the form is named for its row (`offers.1.text`); the command has one list of posts without empty rows. So
each sentence about the command finds its way back to the row that it is about.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from borse.exchange import Exchange
from borse.frame.forms import Form
from borse.ids import following
from borse.language import gettext as _
from borse.language import language
from borse.refusals import Invalid
from borse.signup.hours import hour_of
from borse.signup.messages import AddPerson, ChangePerson, RegisterParty
from borse.signup.money import money_sentence
from borse.times import local
from borse.wording import money_request

C = TypeVar("C", AddPerson, ChangePerson)

# How many rows the form begins with, and how many more a press on «flere» gives.
ROWS = {"people": 3, "offers": 3, "needs": 3, "wishes": 3, "vetoes": 2}
MORE = {"people": 3, "offers": 2, "needs": 2}
MOST = 20
KINDS = {"offers": "offer", "needs": "need"}
# What goes with a post oftenest. They stand on the board in bokmål, as the posts do.
CONDITIONS = ("politiattest", "taushetsplikt", "ansatt til stede", "opplæring", "for dem under 18")


def condition_names() -> list[tuple[str, str]]:
    """The conditions to tick, each with what it means in the language of whoever reads."""
    names = (
        _("Krever politiattest"),
        _("Krever taushetsplikt"),
        _("En ansatt må være til stede"),
        _("Krever opplæring først"),
        _("Gjelder barn og unge under 18"),
    )
    return list(zip(CONDITIONS, names, strict=True))


def rows_of(form: Form) -> dict[str, int]:
    """How many rows of each kind the page shows: those that were there, and more where that was asked for."""
    counts = dict(ROWS)
    for name in form.typed:
        part, _dot, rest = name.partition(".")
        number = rest.partition(".")[0]
        if part in counts and re.fullmatch(r"[0-9]{1,3}", number):
            counts[part] = min(max(counts[part], int(number) + 1), MOST)
    more = form.value("more")
    if more in MORE:
        counts[more] = min(counts[more] + MORE[more], MOST)
    return counts


def command_of(form: Form, exchange: Exchange) -> RegisterParty:
    """What the form asks for, of people who read the language that it came in.

    Raises Invalid with a sentence per field of the form.
    """
    parts = _Parts(form, exchange, language())
    errors = dict(_missing(form, parts))
    try:
        command = form.command(
            RegisterParty,
            party=following(form.id, "party"),
            name=parts.name,
            people=[fields for _row, fields in parts.people],
            posts=[fields for _row, fields in parts.posts],
            wishes=[fields for _row, fields in parts.wishes],
            signed_up_at=None,
            rules_accepted=form.value("rules") == "1",
        )
    except Invalid as refusal:
        raise in_the_form(Invalid(refusal.fields | errors | parts.errors), form, exchange) from None
    if errors or parts.errors:
        raise in_the_form(Invalid(errors | parts.errors), form, exchange)
    return command


def change_of(form: Form, exchange: Exchange, person: str) -> ChangePerson:
    """The first row of people as a change of `person`. Raises Invalid with a sentence per field of the form."""
    return _first_person(form, exchange, ChangePerson, person=person)


def addition_of(form: Form, exchange: Exchange, party: str) -> AddPerson:
    """The first row of people as one more of `party`. Raises Invalid with a sentence per field of the form."""
    return _first_person(form, exchange, AddPerson, party=party)


def _first_person(form: Form, exchange: Exchange, kind: type[C], **more: str) -> C:
    parts = _Parts(form, exchange)
    (_row, fields), *_others = parts.people
    try:
        command = form.command(kind, **fields | more)
    except Invalid as refusal:
        at_row = {f"people.0.{name}".rstrip("."): sentence for name, sentence in refusal.fields.items()}
        raise in_the_form(Invalid(at_row | parts.errors), form, exchange) from None
    if parts.errors:
        raise Invalid(parts.errors)
    return command


def wishes_of(form: Form, exchange: Exchange) -> list[dict[str, Any]]:
    """Whom they would like to meet, and rather not, as the fields of a command."""
    return [fields for _row, fields in _Parts(form, exchange).wishes]


def typed_person(card: dict[str, Any]) -> Form:
    """A person on file as the first row of people."""
    hours = {"from": card["present_from"], "until": card["present_until"]}
    values = {key: card[key] for key in ("name", "email", "phone", "channel", "language")}
    values |= {key: local(hour).strftime("%H:%M") if hour else "" for key, hour in hours.items()}
    values["step_free"] = "1" if card["step_free"] else ""
    return Form.filled({f"people.0.{key}": value for key, value in values.items()})


def in_the_form(refusal: Invalid, form: Form, exchange: Exchange) -> Invalid:
    """The same refusal with the names that the fields have in the form, in the order of the page."""
    parts = _Parts(form, exchange)
    rows = {
        f"{kind}.{index}": row
        for kind, list_ in (("people", parts.people), ("posts", parts.posts), ("wishes", parts.wishes))
        for index, (row, _fields) in enumerate(list_)
    }

    def field(name: str) -> str:
        found = re.match(r"(\w+\.\d+)(.*)$", name)
        if found and found[1] in rows:
            rest = {".present_from": ".from", ".present_until": ".until", "": ".until"}.get(found[2], found[2])
            return rows[found[1]] if found[1].startswith("wishes") else rows[found[1]] + rest
        return name

    named = {field(name): _said(form, field(name), sentence) for name, sentence in refusal.fields.items()}
    if any(name.startswith("people.") for name in named):
        named.pop("people", None)
    return Invalid(dict(sorted(named.items(), key=lambda one: _place(one[0]))))


@dataclass(frozen=True)
class _Parts:
    """The rows that are not empty, each with the name it has in the form."""

    form: Form
    exchange: Exchange
    language: str = ""

    @property
    def name(self) -> str:
        """A private person need not write their name twice."""
        alone = self.form.value("side") == "individual"
        return self.form.value("name").strip() or (self.form.value("people.0.name") if alone else "")

    @property
    def people(self) -> list[tuple[str, dict[str, Any]]]:
        return [
            (
                row,
                {
                    "person": following(self.form.id, f"person {number}"),
                    **{key: self.form.value(f"{row}.{key}") for key in ("name", "email", "phone", "channel")},
                    "language": self.form.value(f"{row}.language") or self.language,
                    "present_from": self._hour(f"{row}.from"),
                    "present_until": self._hour(f"{row}.until"),
                    "requires": ("step_free",) if self.form.value(f"{row}.step_free") else (),
                },
            )
            for number, row in self._rows("people", ("name", "email", "phone"), always=1)
        ]

    @property
    def posts(self) -> list[tuple[str, dict[str, Any]]]:
        return [
            (
                row,
                {
                    "post": following(self.form.id, f"{kind} {number}"),
                    "kind": kind,
                    "categories": self.form.values(f"{row}.categories"),
                    **{key: self.form.value(f"{row}.{key}") for key in ("text", "quantity", "time", "area")},
                    "conditions": ", ".join(
                        name for name in CONDITIONS if name in self.form.values(f"{row}.conditions")
                    ),
                },
            )
            for part, kind in KINDS.items()
            for number, row in self._rows(part, ("text", "quantity", "time", "area", "categories", "conditions"))
        ]

    @property
    def wishes(self) -> list[tuple[str, dict[str, Any]]]:
        return [
            (row, {"wish": following(self.form.id, f"{kind} {number}"), "kind": kind, "text": self.form.value(row)})
            for part, kind in (("wishes", "wish"), ("vetoes", "veto"))
            for number, row in self._rows(part, ("",))
        ]

    @property
    def errors(self) -> dict[str, str]:
        """Hours that are no hours."""
        found = {}
        for _number, row in self._rows("people", ("from", "until")):
            for name in (f"{row}.from", f"{row}.until"):
                try:
                    self.form.value(name) and hour_of(self.form.value(name))
                except ValueError as error:
                    found[name] = str(error)
        return found

    def _rows(self, part: str, fields: tuple[str, ...], always: int = 0) -> Iterator[tuple[int, str]]:
        for number in range(rows_of(self.form)[part]):
            row = f"{part}.{number}"
            names = [f"{row}.{field}" if field else row for field in fields]
            if number < always or any(self.form.value(name).strip() for name in names):
                yield number, row

    def _hour(self, name: str) -> Any:
        """A time of day on the day of the børs; what cannot be read stands among `errors`."""
        if name in self.errors or not self.form.value(name):
            return None
        hour = hour_of(self.form.value(name))
        return local(self.exchange.gong_at).replace(hour=hour.hour, minute=hour.minute)


def _missing(form: Form, parts: _Parts) -> Iterator[tuple[str, str]]:
    """What the form asks for beyond the command: a way to reach them (or a word that there is none), a post, a yes."""
    reachable = any(form.value(f"people.0.{key}").strip() for key in ("email", "phone"))
    if not reachable and not form.value("no_contact"):
        yield "people.0.email", _("Skriv e-post eller mobil, eller kryss av for at du ikke har noen av delene.")
    if not parts.posts:
        yield "offers.0.text", _("Skriv minst ett tilbud eller ett behov.")
    for row, fields in parts.posts:
        if fields["kind"] == "need" and money_request(fields["text"]):
            yield f"{row}.text", money_sentence()
    if form.value("rules") != "1":
        yield "rules", _("Dere må godta reglene for å være med.")


def _said(form: Form, field: str, sentence: str) -> str:
    """What is missing, by name: «dette feltet må fylles ut» says little in a list at the top of the page."""
    if form.value(field).strip():
        return sentence
    last = field if field in {"side", "name"} else field.rpartition(".")[2]
    row = "." in field
    return {
        "side": _("Velg om dere er bedrift, forening, kommunal enhet eller privatperson."),
        "name": _("Skriv navnet på den som kommer.")
        if row
        else _("Skriv navnet på bedriften, foreningen eller enheten."),
        "text": sentence if sentence.startswith(_("Skriv")) else _("Skriv hva det gjelder."),
    }.get(last, sentence)


def _place(field: str) -> tuple[int, int, int]:
    """Where a field stands on the page."""
    parts = ("side", "name", "orgnr", "people", "offers", "needs", "wishes", "vetoes", "note", "rules")
    within = (
        "name",
        "email",
        "phone",
        "channel",
        "language",
        "from",
        "until",
        "text",
        "categories",
        "quantity",
        "time",
    )
    part, _dot, rest = field.partition(".")
    number, _dot, key = rest.partition(".")
    return (
        parts.index(part) if part in parts else -1,
        int(number) if number.isdecimal() else 0,
        within.index(key) if key in within else 0,
    )
