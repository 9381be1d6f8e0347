"""Why the engine says no. The whole tree:

Refusal
├── Faulty      a file (or a Problem) is wrong; one line per fault: where, what, how to mend it     exit code 2
└── Clash       locks and frozen rounds contradict each other or the rules; a sentence per clash    exit code 3
"""

from collections.abc import Sequence


class Refusal(ValueError):  # noqa: N818 -- a refusal is what it is; see the tree above
    """The engine cannot do what was asked, and says why."""


class Faulty(Refusal):
    """The file is wrong. `faults` holds one line per fault."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))

    def __reduce__(self) -> tuple[type, tuple[tuple[str, ...]]]:
        # The application plans in another process: an error must survive the way back.
        return (type(self), (self.faults,))


class Clash(Refusal):
    """What must be held cannot be held. `clashes` holds one sentence per clash."""

    def __init__(self, clashes: Sequence[str]) -> None:
        self.clashes = tuple(clashes)
        super().__init__("\n".join(self.clashes))

    def __reduce__(self) -> tuple[type, tuple[tuple[str, ...]]]:
        return (type(self), (self.clashes,))
