"""Somebody with a browser: opens pages, fills in the forms that stand there, and follows where they lead.

Only what the page offers is sent: hidden fields, what is ticked, what was typed before. So a form that lost a field
fails here as it would for a person.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from types import TracebackType
from typing import Any, Self

from aiohttp import ClientConnectionError, ClientPayloadError, ClientSession, CookieJar, FormData
from yarl import URL


class Turned(Exception):  # noqa: N818 -- a door that was closed, not a fault of the visitor's
    """A page answered with something else than it should."""


@dataclass
class Field:
    name: str
    value: str
    ticked: bool = True
    is_choice: bool = False


@dataclass
class PageForm:
    """A form as it stands on the page."""

    action: str
    method: str
    multipart: bool
    fields: list[Field] = field(default_factory=list)


@dataclass
class Page:
    """An answer: where it came from, its status and text, and the forms in it."""

    url: URL
    status: int
    text: str
    forms: list[PageForm]

    def form(self, ending: str = "") -> PageForm:
        """The posted form whose address ends so; without an ending, the first."""
        for one in self.forms:
            if one.method == "post" and one.action.split("?")[0].endswith(ending):
                return one
        offered = [one.action for one in self.forms]
        raise Turned(f"{self.url.path}: no form to {ending or 'post'} (there are {offered})")


class Visitor:
    """One browser with its own cookies. `address` is the server's.

    Who has `patience` tries again for so many seconds when the server is away: the same page, the same form. `headers`
    go with whatever is asked for.
    """

    def __init__(self, address: str, *, patience: float = 0.0, headers: Mapping[str, str] | None = None) -> None:
        self.address = URL(address)
        self.patience = patience
        self.session = ClientSession(cookie_jar=CookieJar(unsafe=True), headers=headers)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.session.close()

    async def look(self, path: str, *, expect: int = 200) -> Page:
        """Open a page."""
        return await self._patiently(lambda: self._open(path, expect))

    async def _open(self, path: str, expect: int) -> Page:
        async with self.session.get(self.address.join(URL(path))) as answer:
            return self._page(answer.url, answer.status, await answer.text(), expect)

    async def fetch(self, path: str) -> bytes:
        """A file."""
        async with self.session.get(self.address.join(URL(path))) as answer:
            if answer.status != 200:
                raise Turned(f"{path}: {answer.status}")
            return await answer.read()

    async def submit(
        self, page: Page, form: PageForm, typed: dict[str, Any] | None = None, *, expect: int = 200, times: int = 1
    ) -> Page:
        """Fill in and send a form, `times` times over if the finger slips; the last answer is what one sees."""
        for _press in range(times):
            shown = await self._patiently(lambda: self._send(page, form, typed or {}, expect))
        return shown

    async def _send(self, page: Page, form: PageForm, typed: dict[str, Any], expect: int) -> Page:
        async with self.session.post(page.url.join(URL(form.action)), data=_filled(form, typed)) as answer:
            return self._page(answer.url, answer.status, await answer.text(), expect)

    async def _patiently(self, ask: Callable[[], Awaitable[Page]]) -> Page:
        loop = asyncio.get_running_loop()
        until = loop.time() + self.patience
        while True:
            try:
                return await ask()
            except (ClientConnectionError, ClientPayloadError):
                if loop.time() >= until:
                    raise
                await asyncio.sleep(0.2)

    def _page(self, url: URL, status: int, text: str, expect: int) -> Page:
        if status != expect:
            raise Turned(f"{url.path}: {status} instead of {expect}: {_gist(text)}")
        return Page(url, status, text, _forms(text))


def _filled(form: PageForm, typed: dict[str, Any]) -> FormData:
    """The form's own values, but for those that are typed. A list ticks several; a tuple (name, bytes) is a file."""
    known = {one.name for one in form.fields}
    if unknown := set(typed) - known:
        raise Turned(f"{form.action}: no field called {sorted(unknown)} (there are {sorted(known)})")
    data = FormData(default_to_multipart=form.multipart)
    for one in form.fields:
        if one.name not in typed and one.ticked:
            data.add_field(one.name, one.value)
    for name, value in typed.items():
        if isinstance(value, tuple):
            data.add_field(name, value[1], filename=value[0])
        else:
            for each in value if isinstance(value, list) else [value]:
                data.add_field(name, str(each))
    return data


def _gist(text: str) -> str:
    """What the page complains about, or its heading."""
    said = re.findall(
        r"(?:Feil: </span>|refusal-sentence\">|<li><a class=\"ds-link\" href=\"#[^>]*>)([^<]+)<", text
    ) or re.findall(r"<h1[^>]*>([^<]+)<", text)
    return " ".join(said) or text[:300]


def _forms(text: str) -> list[PageForm]:
    reader = _FormReader()
    reader.feed(text)
    return reader.forms


class _FormReader(HTMLParser):
    """Forms and their fields, as a browser would send them; not those that nobody sees, for a script may show them."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._form: PageForm | None = None
        self._text: Field | None = None
        self._select: Field | None = None
        self._hidden: list[str] = []  # the outermost element that is hidden, and those of its name within it

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in attrs}
        if self._hidden:
            self._hidden += [tag] if tag == self._hidden[0] else []
            return
        if self._form is None and "hidden" in about:
            self._hidden = [tag]
            return
        if tag == "form":
            multipart = about.get("enctype") == "multipart/form-data"
            self._form = PageForm(about.get("action", ""), about.get("method", "get"), multipart)
            self.forms.append(self._form)
        if self._form is None or ("name" not in about and tag != "option"):
            return
        if tag == "input":
            choice = about.get("type") in {"checkbox", "radio"}
            ticked = "checked" in about if choice else about.get("type") != "file"
            self._form.fields.append(Field(about["name"], about.get("value", "on" if choice else ""), ticked, choice))
        elif tag == "button":
            self._form.fields.append(Field(about["name"], about.get("value", ""), ticked=False))
        elif tag == "textarea":
            self._text = Field(about["name"], "")
            self._form.fields.append(self._text)
        elif tag == "select":
            self._select = Field(about["name"], "", ticked=False)
            self._form.fields.append(self._select)
        elif tag == "option" and self._select is not None and ("selected" in about or not self._select.ticked):
            self._select.value, self._select.ticked = about.get("value", ""), True

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.value += data if self._text.value else data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            if tag == self._hidden[0]:
                self._hidden.pop()
        elif tag == "form":
            self._form = None
        elif tag == "textarea":
            self._text = None
        elif tag == "select":
            self._select = None
