"""How far the planning of a børs has come, or how it ended: what its page shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from borse.programme.planning import Request
from matching import Progress

State = Literal["waiting", "planning", "done", "cancelled", "failed"]
# What became of it: nothing to change, a draft to look at, or published already.
Outcome = Literal["", "unchanged", "draft", "published"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planning:
    """`sentence` says what went wrong; `version` is the new one, if any.

    `in_doubt` is why that one was not published by itself: of those whom it takes out, so many may be here.
    """

    state: State
    request: Request
    started_at: datetime
    outcome: Outcome = ""
    version: int | None = None
    progress: Progress | None = None
    attempt: int = 1
    sentence: str = ""
    in_doubt: int = 0

    @property
    def is_going_on(self) -> bool:
        return self.state in {"waiting", "planning"}

    @property
    def share(self) -> float:
        """From 0 to 1, by the clock: the engine uses the time that it is given."""
        gone = self.progress.seconds if self.progress else 0.0
        return min(1.0, gone / self.request.seconds)
