"""What the file and the machine say, read from outside, past the application."""

import os
from contextlib import closing
from pathlib import Path

from borse.store.database import connect

# What each walk-in leaves behind, once.
LEFT = {
    "parties": "select count(*) from party",
    "names": "select count(distinct name) from party",
    "people who came": "select count(*) from person where arrived_at is not null",
    "posts": "select count(*) from post",
    "links": "select count(*) from link where person is not null",
    "registrations": "select count(*) from event where kind = 'WalkInRegistered'",
    "arrivals": "select count(*) from event where kind = 'PersonArrived'",
}


def counts_of(file: Path) -> dict[str, int]:
    with closing(connect(file, read_only=True).conn) as db:
        return {what: db.execute(question).fetchone()[0] for what, question in LEFT.items()}


def doubled_or_missing(file: Path, before: dict[str, int], sent: int) -> list[str]:
    """Sentences on what is there more or less often than it was sent. `before` is what there was before the first."""
    found = {what: number - before[what] for what, number in counts_of(file).items()}
    return [f"{what}: {number}, and {sent} were sent" for what, number in found.items() if number != sent]


def lost_or_damaged(file: Path, answered: set[str]) -> list[str]:
    """Sentences on what was answered and is not there, and on a file that is not sound."""
    with closing(connect(file, read_only=True).conn) as db:
        found = {row[0].removeprefix("Lag ") for row in db.execute("select name from party")}
        sound = db.execute("pragma integrity_check(1)").fetchone()[0]
    wrong = [f"{form}: answered, and lost" for form in sorted(answered - found)]
    return wrong + ([] if sound == "ok" else [f"the file is damaged: {sound}"])


def busy_seconds(process: int) -> float:
    """The processor time that a process has had (Linux)."""
    after_name = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    user, system = after_name[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def left_behind(folder: Path) -> list[int]:
    """The processes that serve or plan for `folder`, by what they were started with (Linux)."""
    mark = f"BORSE_DATA={folder}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            surroundings = (process / "environ").read_bytes()
        except OSError:  # gone meanwhile, or somebody else's
            continue
        if mark in surroundings.split(b"\0"):
            found.append(int(process.name))
    return [number for number in found if number != os.getpid()]
