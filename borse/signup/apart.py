"""A spreadsheet of a stranger is opened in a process of its own, with little memory and little time.

A file of one kilobyte can ask for terabytes: a cell in the last row and the last column is enough. What reads
spreadsheets gives up by ending the whole process, so that must not be the server's.
"""

import json
import multiprocessing
import resource
from multiprocessing.connection import Connection

from borse.language import gettext as _
from borse.refusals import Invalid
from borse.signup.sheets import Sheet, is_workbook, read_sheet

# A list of 2000 sign-ups takes 60 MB and a quarter of a second.
MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 10  # of the processor
MOST_WAIT = 60  # seconds by the clock: that the machine has much else to do is no fault of the sheet


def read_sheet_apart(content: bytes) -> Sheet:
    """`read_sheet` for what may come from anybody: waits, at most `MOST_WAIT`. Raises Invalid at `file`."""
    if not is_workbook(content):
        return read_sheet(content)
    context = multiprocessing.get_context("forkserver")
    ours, theirs = context.Pipe()
    process = context.Process(target=_read_there, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    try:
        return _answer(ours, content)
    finally:
        process.kill()
        process.join()
        ours.close()


def _answer(ours: Connection, content: bytes) -> Sheet:
    try:
        ours.send_bytes(content)
        if ours.poll(MOST_WAIT):
            answer = json.loads(ours.recv_bytes())  # never a pickle: whoever took that process over is not let in here
            if "refused" in answer:
                raise Invalid(answer["refused"])
            return Sheet.model_validate(answer)
    except (EOFError, OSError):  # it ended: out of memory, out of time, or it stumbled
        pass
    raise Invalid(
        {"file": _("Regnearket er for stort eller skadet. Lagre bare arket med påmeldinger, gjerne som CSV.")}
    )


def _read_there(theirs: Connection) -> None:
    """In the other process."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    content = theirs.recv_bytes()
    try:
        answer = read_sheet(content).model_dump_json()
    except Invalid as refusal:
        answer = json.dumps({"refused": dict(refusal.fields)})
    theirs.send_bytes(answer.encode())
