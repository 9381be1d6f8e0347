"""The questions of the sign-up form, one after the other: on a phone one at a time, on a desktop all on one page.

The form is always whole; which of its steps a narrow screen shows is a matter of style (`static/css/steps.css`). So
nothing that was typed is left out of what is sent, whichever step it was typed at.
"""

from typing import Literal, get_args

Step = Literal["who", "people", "offers", "needs", "meet", "finish"]
STEPS: tuple[Step, ...] = get_args(Step)
# The parts of the form that are asked at another step than the one of their own name; the others are asked at `who`.
_PARTS: dict[str, Step] = {
    "people": "people",
    "no_contact": "people",
    "day": "offers",
    "offers": "offers",
    "needs": "needs",
    "wishes": "meet",
    "vetoes": "meet",
    "note": "finish",
    "rules": "finish",
}


def step_named(name: str) -> Step:
    """The first one for a name that is none."""
    return next((step for step in STEPS if step == name), STEPS[0])


def step_of(field: str) -> Step:
    """Where a field of the form is asked for."""
    return _PARTS.get(field.partition(".")[0], "who")


def number_of(step: Step) -> int:
    """1 for the first."""
    return STEPS.index(step) + 1


def beside(step: Step, way: str) -> Step:
    """The step that comes `next`, or the one to go `back` to; the ends lead nowhere further."""
    place = STEPS.index(step) + {"next": 1, "back": -1}.get(way, 0)
    return STEPS[min(max(place, 0), len(STEPS) - 1)]
