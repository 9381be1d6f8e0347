"""A port for a server that somebody must know the address of before it starts, or while it is switched off.

The system's own choice (port 0) will not do: it gives out those, and one for each connection, from 32768 upwards, to
anybody. A port of that kind may be another's when the server comes back.
"""

import os
import socket
from contextlib import closing
from itertools import count

FIRST, PORTS = 20_000, 10_000
APART = 97  # two processes that start one after the other do not try the same ones

_tries = count(os.getpid() * APART)


def free_port() -> int:
    """Another one each time, and nobody listens there now."""
    while True:
        port = FIRST + next(_tries) % PORTS
        with closing(socket.socket()) as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
