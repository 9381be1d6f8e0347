"""What the big screen says of the clock: now, and at each later place of the run sheet that it comes to by itself.

The page has them all and turns them by the hall's time (`static/js/hall.js`), so a screen that has lost the net goes on
through the evening as planned, and every screen in the hall changes in the same second.
"""

from dataclasses import dataclass

from borse.clock import Clock, ends_by_itself
from borse.exchange import Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """From `place` on. `kind` is the phase's, or waiting or over; `turn` is the clock's then: its gong is known by it.

    `round` is the one that people sit in or are on their way to. `following` is what is said to come next.
    """

    place: int
    kind: str
    phase: Phase | None
    turn: int
    gong: str
    round: int | None
    following: Phase | None


def cards(clock: Clock) -> list[Card]:
    if clock.state in {"waiting", "over"}:
        nothing = Card(
            place=-1, kind=clock.state, phase=None, turn=clock.turn, gong="", round=clock.round, following=None
        )
        return [nothing]
    found = []
    for place in range(clock.position, len(clock.phases)):
        phase = clock.phases[place]
        found.append(
            Card(
                place=place,
                kind=phase.kind,
                phase=phase,
                turn=clock.turn + place - clock.position,
                gong=gong_at(clock.phases, place),
                round=next((one.round for one in clock.phases[place:] if one.round), None),
                following=following(clock.phases, place),
            )
        )
        if not ends_by_itself(phase):
            break
    return found


def following(phases: tuple[Phase, ...], place: int) -> Phase | None:
    """What comes after a phase. A change says itself where people go, and the doors bid welcome: there it is what
    comes after that; nothing if that is but the next change.
    """
    after = phases[place + 1 :]
    said = phases[place].kind == "change" or (bool(after) and after[0].kind == "welcome")
    found = next(iter(after[1:] if said else after), None)
    is_the_same = found is not None and found.round is not None and found.kind == phases[place].kind == "change"
    return None if is_the_same else found


def gong_at(phases: tuple[Phase, ...], place: int) -> str:
    """Which gong a phase begins with: two strokes open and close the børstid, one is for the rounds."""
    phase, before = phases[place], phases[max(place - 1, 0)]
    if phase.kind in {"doors", "welcome"}:
        return ""
    if phase.kind == "closing":
        return "close"
    return "open" if before.kind in {"doors", "welcome"} or place == 0 else "round"
