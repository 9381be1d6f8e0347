"""What the door is held to, and what a person's part is reckoned as."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# A press of somebody who listens meanwhile, in seconds, as at the notary's desk. Card, Moran and Newell, "The
# keystroke-level model for user performance time with interactive systems", CACM 23(7), 1980: 0.28 for an average
# typist, 0.50 for letters without meaning, 0.75 for complex codes, 1.20 for somebody who does not know the keyboard.
A_PRESS = 0.8
A_GUEST, A_WALK_IN = 10.0, 60.0  # seconds
# What follows a key within a tenth of a second is felt to follow at once. R. B. Miller, "Response time in man-computer
# conversational transactions", AFIPS 1968.
A_KEY = 0.1


@dataclass(frozen=True, kw_only=True)
class Welcomed:
    """Seconds of the machine: `keys` to the list, `here` to «Lagret her», `there` to «Lagret» (None: no server)."""

    name: str
    way: str
    presses: int
    keys: list[float]
    here: float
    there: float | None

    @property
    def machine(self) -> float:
        """What the guest waits for: every key's list (though the next key is pressed meanwhile), and the green."""
        return sum(self.keys) + self.here

    @property
    def seconds(self) -> float:
        return self.presses * A_PRESS + self.machine


@dataclass(frozen=True, kw_only=True)
class WalkedIn:
    """Who came without a sign-up: what was pressed, and seconds of the machine until the last of it was done."""

    name: str
    presses: int
    machine: float
    meetings: int

    @property
    def seconds(self) -> float:
        return self.presses * A_PRESS + self.machine


def slow(guests: Iterable[Welcomed], walk_ins: Iterable[WalkedIn], p95_of_keys: float) -> Iterator[str]:
    """A line for each bar that is missed."""
    for guest in guests:
        if guest.seconds >= A_GUEST:
            yield f"{guest.name} ({guest.way}): {guest.presses} presses, {guest.seconds:.1f} s"
    for walk_in in walk_ins:
        if walk_in.seconds >= A_WALK_IN:
            yield f"{walk_in.name}, walk-in: {walk_in.presses} presses, {walk_in.seconds:.1f} s"
    if p95_of_keys >= A_KEY:
        yield f"the list follows a key after {p95_of_keys * 1000:.0f} ms (p95)"
