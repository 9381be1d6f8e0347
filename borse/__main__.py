"""The command line: `borse` or `python -m borse`. Each command does one thing; an error is one sentence and exit 1."""

import sys

import click

from borse.commands import backup, demo, new, restore, serve
from borse.reports.command import report


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Børs: runs a frivilligbørs, from sign-up to report.

    BORSE_DATA is the folder with one file per børs (var), PORT and HOST where to listen (8080, 127.0.0.1).
    """


for command in (demo, serve, new, report, backup, restore):
    main.add_command(command)


if __name__ == "__main__":
    sys.exit(main())
