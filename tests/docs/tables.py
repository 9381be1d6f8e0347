"""The tables of docs/ that say what is in the code, made from the code. `python -m tests.docs.tables` writes them anew.

Each stands between two marks, `<!-- routes -->` and `<!-- end -->`; what stands round them is written by people.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from borse.__main__ import COMMANDS, main
from borse.app import ROUTES
from borse.bus import Role
from borse.frame.routes import ANYONE, PARTICIPANT, Allow

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"


def allowed(allow: Allow) -> str:
    """Who may take a route, in words."""
    if allow == ANYONE:
        return "anyone"
    if allow == PARTICIPANT:
        return "whose link it is"
    return ", ".join(str(role) for role in reversed(Role) if role in allow)


def routes() -> str:
    """Every URL below `/‹børs›`, in the order of its desk."""
    lines = ["| | address | who |", "|---|---|---|"]
    lines += [f"| {route.method} | `{route.path}` | {allowed(route.allow)} |" for route in ROUTES]
    return "\n".join(lines)


def command(name: str) -> str:
    """How a command is written, and its arguments and options."""
    found = main.get_command(click.Context(main), name)
    assert found is not None
    arguments = [one for one in found.params if isinstance(one, click.Argument)]
    options = [one for one in found.params if isinstance(one, click.Option)]
    words = [_metavar(one) for one in arguments]
    usage = " ".join(["borse", name, *(["[OPTIONS]"] if options else []), *words])
    lines = ["```", usage, "```"]
    lines += [f"- `{', '.join(one.opts)}`{_default(one)}" for one in options]
    return "\n".join(lines)


def _metavar(argument: click.Argument) -> str:
    name = (argument.metavar or argument.name or "").upper()
    return name if argument.required else f"[{name}]"


def _default(option: click.Option) -> str:
    if isinstance(option.type, click.Choice):
        return f": {', '.join(map(str, option.type.choices))}"
    if option.is_flag or not isinstance(option.default, str | int | float):
        return ""
    return f": {option.default} unless said"


# The tables of each file, by their marks.
TABLES: dict[str, dict[str, Callable[[], str]]] = {
    "addresses.md": {"routes": routes},
    "commands.md": {f"command {name}": partial(command, name) for name in COMMANDS},
}


def renewed(file: str) -> str:
    """The file of docs/ with its tables as they should be."""
    text = (DOCS / file).read_text(encoding="utf-8")
    for mark, make in TABLES[file].items():
        before, begins, rest = text.partition(f"<!-- {mark} -->\n")
        _old, ends, after = rest.partition("<!-- end -->")
        text = f"{before}{begins}{make()}\n{ends}{after}"
    return text


if __name__ == "__main__":
    for name in TABLES:
        (DOCS / name).write_text(renewed(name), encoding="utf-8")
