"""What brokers read: reasons, times and states in words."""

from collections.abc import Iterator

from borse.affinity import Reason
from borse.brokers.advice import Because, Tip
from borse.brokers.hall import Hall
from borse.brokers.sitting import Slot
from borse.brokers.who import Interest
from borse.language import gettext as _
from borse.times import clock_time

QUOTED = 70


def slot_name(slot: Slot) -> str:
    """«Nå, runde 3», «Runde 4, kl. 18:36», «Fri børs, kl. 18:57»."""
    words = {"round": slot.round, "time": clock_time(slot.starts_at)}
    if slot.round is None:
        return _("Nå, på fri børs") if slot.is_now else _("Fri børs, kl. %(time)s") % words
    return _("Nå, i runde %(round)s") % words if slot.is_now else _("Runde %(round)s, kl. %(time)s") % words


def because_sentence(hall: Hall, because: Because) -> str:
    """An answer to a need, said to somebody who stands between the two."""
    need, offer = hall.posts.get(because.need), hall.posts.get(because.offer)
    words = {
        "needing": hall.parties[because.needing].name,
        "offering": hall.parties[because.offering].name,
        "need": because.need_words or (shortened(need.text) if need else ""),
        "offer": because.offer_words or (shortened(offer.text) if offer else ""),
    }
    if because.kind in {"answers", "alike", ""}:
        return _("%(needing)s trenger «%(need)s» – %(offering)s tilbyr «%(offer)s».") % words
    if because.kind == "takes":
        return _("%(needing)s vil bli kvitt «%(need)s» – %(offering)s tar imot «%(offer)s».") % words
    reason = Reason(kind=because.kind, about=because.about).sentence(_, reader="both")  # type: ignore[arg-type]  # as it came
    return reason[:1].upper() + reason[1:] + "."


def shortened(text: str) -> str:
    """As much of a post as says what it is about."""
    first = text.split("\n", 1)[0].rstrip(" .")
    return first if len(first) <= QUOTED else first[: QUOTED - 1].rsplit(" ", 1)[0] + " …"


def reasons_of(hall: Hall, tip: Tip, interests: tuple[Interest, ...]) -> Iterator[str]:
    """Why these two, the most telling first: what somebody has said, needs still open, then what is only likely."""
    for interest in interests:
        yield interest_sentence(hall, interest)
    for party in tip.wished_by:
        yield _("%(party)s har ønsket å møte %(other)s.") % {
            "party": hall.parties[party].name,
            "other": hall.parties[tip.other(party)].name,
        }
    told: set[str] = set()
    for because in sorted(tip.because, key=lambda one: (not is_open(hall, one), -one.score)):
        sentence = because_sentence(hall, because)
        if sentence not in told:
            told.add(sentence)
            yield sentence


def interest_sentence(hall: Hall, interest: Interest) -> str:
    """Who wants what of whom, and how we know."""
    party, other = hall.parties[interest.party].name, hall.parties[interest.other].name
    post = hall.posts.get(interest.post or "")
    words = {"party": party, "other": other, "post": post.text if post else "", "by": interest.by}
    if not interest.id:
        return _("%(party)s har meldt interesse for «%(post)s» (%(other)s).") % words
    said = (
        _("%(party)s er interessert i «%(post)s» (%(other)s).") % words
        if post
        else _("%(party)s vil gjerne snakke med %(other)s.") % words
    )
    return f"{said} {interest.words}".strip()


def is_open(hall: Hall, because: Because) -> bool:
    """The need has no answer yet, and nobody took the offer; both still hang there."""
    posts = (hall.posts.get(because.need), hall.posts.get(because.offer))
    return all(post is not None and not post.is_met for post in posts)
