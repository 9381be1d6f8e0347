"""Planning itself, as one function from a snapshot to a draft: it runs in another process, and knows no database."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from borse.language import gettext as _
from borse.programme import gain
from borse.programme.company import with_company
from borse.programme.draft import draft_of
from borse.programme.edits import Wish
from borse.programme.extras import around_extras, without_extras
from borse.programme.hand_plan import plan_by_hand
from borse.programme.known_affinities import affinities_of
from borse.programme.messages import Before, Purpose, SaveDraft
from borse.programme.pairs import Affinities
from borse.programme.problem import only_for, problem_of
from borse.programme.steady import with_old_seats
from borse.programme.world import World
from borse.refusals import Refusal
from matching import Clash, Problem, Progress, Schedule, solve, verify

# Two planning processes would slow the evening's pages on a small machine; the engine gains little from a third.
WORKERS = 2
SEED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked for. `keep` leaves what is published as it is wherever that costs little.

    `purpose` says why: the organiser plans, presence has changed, `parties` (ids) get a place while all others keep
    what they have, or `wish` is done by hand. `publish`: not by itself, when it gains, or at once.
    """

    seconds: float = 10.0
    keep: bool = True
    purpose: Purpose = "plan"
    parties: tuple[str, ...] = ()
    wish: Wish | None = None
    publish: Literal["no", "gain", "yes"] = "no"

    @property
    def is_urgent(self) -> bool:
        """The hall waits for it."""
        return self.purpose != "plan"


class Contradiction(Refusal):
    """What is locked cannot be held together; the sentence says what."""

    code = "contradiction"

    def __reduce__(self) -> tuple[type, tuple[str]]:
        return (type(self), (self.sentence,))  # it is raised in one process and answered in another


class Unsound(Refusal):
    """The engine's answer broke a rule: a fault of ours, and never shown as a plan."""

    status = 500
    code = "unsound"

    def __reduce__(self) -> tuple[type, tuple[str]]:
        return (type(self), (self.sentence,))


def plan(
    command: str,
    world: World,
    request: Request,
    *,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> SaveDraft:
    """The best plan found in `request.seconds`, as the command (with id `command`) that saves it.

    Raises Contradiction when locks cannot be held. When `cancelled` says yes it returns early with what it has.
    """
    if progress is not None:
        progress(Progress(step="affinity", seconds=0.0))
    if request.wish is not None:
        return plan_by_hand(command, world, request.wish)
    affinities = affinities_of(world)
    problem = _problem(world, affinities, request)
    try:
        schedule = solve(
            problem, seconds=request.seconds, seed=SEED, workers=WORKERS, progress=progress, cancelled=cancelled
        )
    except Clash:
        raise Contradiction(
            _("Det som er låst, kan ikke holdes samtidig. Lås opp et av møtene, og planlegg igjen.")
        ) from None
    seated = with_company(problem, with_old_seats(problem, schedule))
    # Seats are rearranged for people's sake; if that broke a rule, the engine's own are taken.
    schedule = sound(problem, schedule if verify(problem, seated) else seated)
    before = gain.as_it_is(problem) if request.is_urgent else None
    return draft_of(
        command,
        world,
        affinities,
        problem,
        replace(schedule, meetings=without_extras(schedule.meetings)),
        purpose=request.purpose,
        before=Before(shortfall=before.shortfall, worth=before.worth) if before else None,
    )


def sound(problem: Problem, schedule: Schedule) -> Schedule:
    """The schedule, checked. Raises Unsound when it breaks a rule."""
    if broken := verify(problem, schedule):
        raise Unsound(_("Planen ble forkastet fordi den brøt en regel: %s") % broken[0].sentence)
    return schedule


def _problem(world: World, affinities: Affinities, request: Request) -> Problem:
    problem = problem_of(world, affinities, keep=request.keep)
    if request.purpose == "place":
        problem = only_for(problem, set(request.parties))
    return around_extras(problem, world.taken)
