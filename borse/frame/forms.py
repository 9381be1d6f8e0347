"""From what somebody typed to a command, or to a sentence beside the field.

    form = await Form.of(request)
    try:
        await send(request, form.command(RegisterParty, people=people_in(form)))
    except Invalid as refusal:
        return render(request, "signup/form.html", {"form": form.refused(refusal)}, status=422)
    raise web.HTTPSeeOther(...)

What was typed is kept in `form`, whatever happens.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, TypeVar

from aiohttp import web
from aiohttp.http import HttpProcessingError
from multidict import MultiDict, MultiMapping
from pydantic import ValidationError

from borse.bus import Command
from borse.ids import new_id
from borse.language import gettext as _
from borse.refusals import Invalid, NotUnderstood, TooSlow
from borse.sentences import sentences
from borse.signs import seen

C = TypeVar("C", bound=Command)

# How long a form may take to arrive: 8 MB over a poor mobile line. aiohttp itself waits for ever.
READ_SECONDS = 120.0


class Upload(NamedTuple):
    """A file as it was sent. Its name is whatever the sender says."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Form:
    """What stands in the fields, and what is wrong with it. Uploaded files are not among the values: `files`."""

    typed: MultiMapping[str] = field(default_factory=MultiDict)
    errors: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)

    @classmethod
    async def of(cls, request: web.Request) -> "Form":
        """Read what was sent. Raises a Refusal when it is no form, too large, or does not come."""
        posted = await _posted(request)
        texts = MultiDict((name, str(seen(value))) for name, value in posted.items() if isinstance(value, str))
        files: dict[str, Upload] = {}
        for name, value in posted.items():
            if isinstance(value, web.FileField):
                with value.file as file:  # aiohttp leaves it open when the request was cloned
                    files[name] = Upload(value.filename, file.read())
        return cls(texts, {}, files)

    @classmethod
    def filled(cls, values: Mapping[str, Any]) -> "Form":
        """A form that starts with what is known already. Lists become several values of one name."""
        typed: MultiDict[str] = MultiDict()
        for name, value in values.items():
            for one in value if isinstance(value, (list, tuple)) else [value]:
                typed.add(name, "" if one is None else str(one))
        return cls(typed)

    def value(self, name: str) -> str:
        return self.typed.get(name, "")

    def values(self, name: str) -> list[str]:
        return self.typed.getall(name, [])

    def error(self, name: str) -> str:
        return self.errors.get(name, "")

    def refused(self, refusal: Invalid) -> "Form":
        return replace(self, errors=refusal.fields)

    @property
    def id(self) -> str:
        """The command's id: from the hidden field, so that a double click is one command."""
        return self.value("id") or new_id()

    def command(self, kind: type[C], /, **more: Any) -> C:
        """`kind` from the fields that it has, and `more`, which goes before. Raises Invalid, a sentence per field."""
        values: dict[str, Any] = {"id": self.id}
        for name, about in kind.model_fields.items():
            if name in self.typed:
                several = "tuple" in str(about.annotation) or "frozenset" in str(about.annotation)
                values[name] = self.values(name) if several else self.value(name)
        try:
            return kind.model_validate(values | more)
        except ValidationError as error:
            raise Invalid(sentences(error.errors())) from None


async def _posted(request: web.BaseRequest) -> MultiMapping[Any]:
    try:
        async with asyncio.timeout(READ_SECONDS):
            return await request.post()
    except TimeoutError:
        raise TooSlow(_("Skjemaet kom ikke helt fram. Sjekk dekningen, og prøv igjen.")) from None
    except (ValueError, LookupError, AttributeError, HttpProcessingError):  # charset, boundary, …
        raise NotUnderstood(_("Skjemaet kan ikke leses. Åpne siden på nytt, og prøv igjen.")) from None
