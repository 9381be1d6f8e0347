"""One server to a folder: two would each keep the clock, send the post, and remember what the other has changed.

The command line may write beside a server. The lock is the system's: it goes with the process, however that ends.
"""

import fcntl
import os
from contextlib import suppress
from pathlib import Path

import click

from borse.language import gettext as _


def only_server(folder: Path) -> None:
    """Until this process ends, no other server starts here. Raises click.ClickException when there is one."""
    try:
        lock = os.open(folder / "server.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        return  # where nobody can write, two do no harm
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        process = os.read(lock, 20).decode(errors="replace").strip() or "?"
        os.close(lock)
        raise click.ClickException(
            _("Mappen %(folder)s (BORSE_DATA) er i bruk av en server som går (prosess %(process)s). Stopp den først.")
            % {"folder": folder, "process": process}
        ) from None
    except OSError:
        return  # a disk over the net that knows no locks
    with suppress(OSError):  # on a full disk nobody is told which process it is
        os.ftruncate(lock, 0)
        os.write(lock, f"{os.getpid()}\n".encode())
