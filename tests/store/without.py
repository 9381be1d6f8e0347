"""The command line, in a process that has first given up something: `python -m tests.store.without rights report …`."""

import ctypes
import resource
import sys

from borse.__main__ import main


def rights() -> None:
    """root may write everywhere; without CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH, only where the folder says so."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None)
    head, had = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    assert libc.capget(head, had) == 0
    for effective_or_permitted in (0, 1):
        had[effective_or_permitted] &= ~0b110
    assert libc.capset(head, had) == 0


def room() -> None:
    """No file grows, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    {"rights": rights, "room": room}[sys.argv[1]]()
    main(sys.argv[2:], prog_name="borse")
