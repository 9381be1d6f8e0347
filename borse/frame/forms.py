"""From what somebody typed to a command, or to a sentence beside the field.

    form = await Form.of(request)
    try:
        await send(request, form.command(RegisterParty, people=people_in(form)))
    except Invalid as refusal:
        return render(request, "signup/form.html", {"form": form.refused(refusal)}, status=422)
    raise web.HTTPSeeOther(...)

What was typed is kept in `form`, whatever happens.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from aiohttp import web
from multidict import MultiDict, MultiMapping
from pydantic import ValidationError

from borse.bus import Command
from borse.ids import new_id
from borse.refusals import Invalid
from borse.sentences import sentences

C = TypeVar("C", bound=Command)


@dataclass(frozen=True)
class Form:
    """What stands in the fields, and what is wrong with it. Uploaded files are not among the values: `files`."""

    typed: MultiMapping[str] = field(default_factory=MultiDict)
    errors: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, web.FileField] = field(default_factory=dict)

    @classmethod
    async def of(cls, request: web.Request) -> "Form":
        posted = await request.post()
        texts = MultiDict((name, value) for name, value in posted.items() if isinstance(value, str))
        files = {name: value for name, value in posted.items() if isinstance(value, web.FileField) and value.filename}
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

    def command(self, kind: type[C], **more: Any) -> C:
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
