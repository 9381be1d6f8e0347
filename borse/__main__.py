"""The command line: `borse` or `python -m borse`. Each command does one thing; an error is one sentence and exit 1."""

import sys

import click

from borse.affinity.command import affinity_command
from borse.language import gettext as _
from borse.terminal.erasing import erase
from borse.terminal.importing import import_
from borse.terminal.keeping import backup, restore
from borse.terminal.making import new
from borse.terminal.planning import plan_command, publish_command
from borse.terminal.reporting import report
from borse.terminal.serving import demo, serve

COMMANDS = (demo, serve, new, import_, plan_command, publish_command, report, backup, restore, erase, affinity_command)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_(
        "Børs: en frivilligbørs fra påmelding til rapport.\n\n"
        "BORSE_DATA er mappen med én fil for hver børs (var), HOST og PORT er der serveren lytter (127.0.0.1, 8080)."
    ),
)
def main() -> None:
    pass


for command in COMMANDS:
    main.add_command(command)


if __name__ == "__main__":
    sys.exit(main())
