"""The command line: `borse` or `python -m borse`. Each command does one thing; an error is one sentence and exit 1."""

import gc
import sys
from importlib import import_module

import click

from borse.language import gettext as _

# Where each command lies. It is loaded when it is asked for: a server that a hall waits for needs no other's parts.
COMMANDS = {
    "affinity": ("borse.affinity.command", "affinity_command"),
    "backup": ("borse.terminal.keeping", "backup"),
    "demo": ("borse.terminal.serving", "demo"),
    "erase": ("borse.terminal.erasing", "erase"),
    "import": ("borse.terminal.importing", "import_"),
    "new": ("borse.terminal.making", "new"),
    "plan": ("borse.terminal.planning", "plan_command"),
    "publish": ("borse.terminal.planning", "publish_command"),
    "report": ("borse.terminal.reporting", "report"),
    "restore": ("borse.terminal.keeping", "restore"),
    "serve": ("borse.terminal.serving", "serve"),
}


class Commands(click.Group):
    """https://click.palletsprojects.com/en/stable/complex/#lazily-loading-subcommands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        return loaded(*COMMANDS[cmd_name]) if cmd_name in COMMANDS else None


def loaded(module: str, name: str) -> click.Command:
    """The command `name` of `module`, loaded now if it was not.

    Nothing of what a program is made of is thrown away before it ends, and the collector looked through it over and
    over, a tenth of the time: it waits, and has it out of its sight (https://docs.python.org/3/library/gc.html#gc.freeze).
    """
    if module not in sys.modules:
        gc.disable()
        try:
            import_module(module)
            gc.freeze()
        finally:
            gc.enable()
    command: click.Command = getattr(sys.modules[module], name)
    return command


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_(
        "Børs: en frivilligbørs fra påmelding til rapport.\n\n"
        "BORSE_DATA er mappen med én fil for hver børs (var), HOST og PORT er der serveren lytter (127.0.0.1, 8080)."
    ),
)
def main() -> None:
    pass


if __name__ == "__main__":
    sys.exit(main())
