"""Who stands in line before the notaries' desks, and what each of them has to say."""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import Any

# Of thirty who come in the first ten minutes. Nobody has counted them at a børs: it is an assumption that leans to what
# takes long, for most of those who agree at a table are helped by a broker, and come with a draft that is whole.
OF_THIRTY = {
    "from a post": 9,
    "from a post, something missing": 3,
    "all said anew": 5,
    "both give": 4,
    "draft": 5,
    "draft, something missing": 3,
    "draft, sent back": 1,
}
PARTS = ("quantity", "due")
# The standing words of a new form (borse/notary/agreement_form.py); nobody at these desks changes them.
NEXT_STEP = "Den som får, tar kontakt innen tre uker."
SENT_BACK = "Skriv hvilken dag."
ANEW = (
    ("Tar med beboerne på tur", "6 turer", "hver måned"),
    ("Maler klubbhuset", "to dager", "i mai"),
    ("Låner bort møterommet", "fire kvelder", "til høsten"),
    ("Holder foredrag om personvern", "1 kveld", "innen jul"),
    ("Kjører utstyret til stevnet", "tre turer", "i august"),
    ("Hjelper til med søknader", "10 timer", "innen 1. mars"),
)


@dataclass(frozen=True, kw_only=True)
class Promise:
    """As the ledger is to have it, parties by name. `post` are the words of the button that says it, "" where nobody
    has hung it up; `typed` are the parts that somebody at the desk has to type.
    """

    giver: str
    receiver: str
    what: str
    quantity: str
    due: str
    post: str = ""
    typed: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        said = (self.giver, self.receiver, self.what, self.quantity, self.due)
        return sum(len(part.split()) for part in said)


@dataclass(frozen=True, kw_only=True)
class Deal:
    """What two have agreed on. `label` is what the form suggests for the table that they come from, "" for none."""

    kind: str
    promises: tuple[Promise, ...]
    label: str = ""

    @property
    def is_draft(self) -> bool:
        return self.kind.startswith("draft")


def kinds(number: int) -> list[str]:
    """So many, mixed as they come, and the same every time."""
    chance, found = random.Random(1), list[str]()
    while len(found) < number:
        thirty = [kind for kind, times in OF_THIRTY.items() for _one in range(times)]
        found += chance.sample(thirty, len(thirty))
    return found[:number]


class Agreeing:
    """Deals between those who are here. `roster` is what the form looks up, `met` are pairs that have met before."""

    def __init__(self, roster: dict[str, Any], met: Iterable[tuple[str, str]]) -> None:
        self._parties = {party["id"]: party for party in roster["parties"]}
        self._meetings = roster["meetings"]
        self._whole = self._posted(lambda post: bool(post["quantity"] and post["due"]))
        self._halves = self._posted(lambda post: not (post["quantity"] and post["due"]))
        self._strangers = self._pairs()
        self._met = iter(met)
        self._anew = cycle(ANEW)

    def deal(self, kind: str) -> Deal:
        if kind.startswith("draft"):
            typed = () if kind == "draft" else ("due",)
            return Deal(kind=kind, promises=(self._said(*next(self._met), typed),))
        if kind == "all said anew":
            return Deal(kind=kind, promises=(self._said(*next(self._strangers), ("what", *PARTS)),))
        promise, label = next(self._halves if kind == "from a post, something missing" else self._whole)
        back = (self._said(promise.receiver, promise.giver, ("what", *PARTS)),) if kind == "both give" else ()
        return Deal(kind=kind, promises=(promise, *back), label=label)

    def _said(self, giver: str, receiver: str, typed: tuple[str, ...]) -> Promise:
        what, quantity, due = next(self._anew)
        return Promise(giver=giver, receiver=receiver, what=what, quantity=quantity, due=due, typed=typed)

    def _posted(self, fits: Callable[[dict[str, Any]], bool]) -> Iterator[tuple[Promise, str]]:
        """From each table in turn a post of one of the two, and then from each a second one. With the table's label."""
        for rank in range(max(len(party["posts"]) for party in self._parties.values())):
            for meeting in self._meetings:
                both = [(self._parties[meeting[end]], self._parties[meeting[other]]) for end, other in ("ab", "ba")]
                found = [(own, other, post) for own, other in both for post in own["posts"] if fits(post)]
                if rank < len(found):
                    yield _promise(*found[rank]), f"{meeting['table']}: {meeting['a_name']} · {meeting['b_name']}"

    def _pairs(self) -> Iterator[tuple[str, str]]:
        """Two who have not met by the programme."""
        parties = list(self._parties.values())
        for distance in range(len(parties) // 3, len(parties) // 2):
            for place, party in enumerate(parties):
                other = parties[(place + distance) % len(parties)]
                if other["id"] not in party["met"]:
                    yield party["name"], other["name"]


def _promise(own: dict[str, Any], other: dict[str, Any], post: dict[str, Any]) -> Promise:
    """What the form makes of a post: who offers gives. What it does not say is said at the desk."""
    is_offer = post["kind"] == "offer"
    giver, receiver = (own, other) if is_offer else (other, own)
    return Promise(
        giver=giver["name"],
        receiver=receiver["name"],
        what=post["text"] if is_offer else f"Svarer på: {post['text']}",
        quantity=post["quantity"] or "to stykker",
        due=post["due"] or "innen jul",
        post=post["text"],
        typed=tuple(part for part in PARTS if not post[part]),
    )


def typed_for(name: str) -> str:
    """What a notary types to find a party, letter by letter until it is suggested: "tur los" of Turlaget på Losby."""
    start, _, place = name.lower().rpartition(" på ")
    return f"{start[:3]} {place} {start}" if start else place
