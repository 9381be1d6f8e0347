"""Templates as Python has compiled them, kept from one start to the next.

Compiling them is a second of processor time after each start, and 10 to 40 ms for the first visitor of each page, while
a hall waits for a server that was restarted. They lie where Python keeps its own compiled files; where nothing may be
written there, nothing is kept.
"""

import hashlib
from contextlib import suppress
from pathlib import Path

import jinja2
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

KEPT = Path(__file__).parent.parent / "__pycache__"


class Compiled(FileSystemBytecodeCache):
    """`made_by` is the file that says how templates are read: jinja itself looks at a template's own text alone."""

    def __init__(self, made_by: Path, kept: Path = KEPT) -> None:
        version = hashlib.sha256(jinja2.__version__.encode() + made_by.read_bytes()).hexdigest()[:16]
        folder = kept / f"templates-{version}"
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        super().__init__(str(folder))

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)
