"""A notary's desk: whoever comes is registered on the page as it is, and leaves with a number."""

import re
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scenarios.desks.figures import Visit
from scenarios.desks.hands import Hands, until
from scenarios.desks.line import NEXT_STEP, PARTS, SENT_BACK, Deal, Promise, typed_for

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page

AT = "({ place, ready }) => location.pathname.endsWith(place) && document.documentElement.hasAttribute(ready)"
ELSEWHERE = "(from) => location.pathname !== from && location.pathname"
FORM = "data-form-ready"
# The number, where two who wait for it can see it: on the agreement's page as it is afterwards (the stream may tell the
# number before, and then the page still has to go on), or, when the server took longer than the form waits, in the
# green line of the form, which is empty again, or of the queue.
NUMBER = """(agreement) => {
  const isThere = location.pathname.endsWith(`/avtale/${agreement}`);
  if (!isThere && document.querySelector("[data-agreement]")?.elements["promises.0.giver"].value) return 0;
  const line = [...document.querySelectorAll("[data-receipts] li[data-state=saved]")].find((row) =>
    row.querySelector(`a[href$="/avtale/${agreement}"]`));
  const said = !isThere ? line : document.querySelector("main a[href$='.pdf']") && document.querySelector("h1");
  return Number(/Avtale nr. (\\d+)/.exec(said?.textContent ?? "")?.[1] ?? 0);
}"""
RETURNED = """(agreement) => location.pathname.endsWith("/notar")
  || (location.pathname.endsWith(`/avtale/${agreement}`) && !document.querySelector("form[data-entry=SendBack]"))"""
KEPT = """() => document.querySelector("[data-agreement]").elements["promises.0.giver"].value === ""
  && document.querySelectorAll("[data-receipts] li").length"""


@dataclass
class Desk:
    """`page` is that of a paired tablet."""

    page: "Page"

    # ---- with the server ---------------------------------------------------------------------------------------------

    async def register(self, deal: Deal, *, twice: bool) -> Visit:
        """Two stand at the desk with what they say; an empty form, and «Registrer og klubb gjennom»."""
        hands, began = Hands(self.page), time.perf_counter()
        if not await self.page.evaluate(AT, {"place": "/avtale", "ready": FORM}):
            await hands.tap(self.page.get_by_role("link", name="Ny avtale").first)
            await until(self.page, AT, {"place": "/avtale", "ready": FORM})
        agreement = await self._write(hands, deal)
        if twice:
            await hands.press("Enter")
        return await self._numbered(hands, deal, began, agreement)

    async def take_next(self, drafts: dict[str, Deal]) -> tuple[Visit, Deal | None]:
        """«Ta neste i køen», and what the draft needs. The second is who will be back, if it was sent back.

        Raises KeyError when the draft is one that another desk has had.
        """
        hands, began = Hands(self.page), time.perf_counter()
        agreement = await self._next_draft(hands)
        deal = drafts.pop(agreement)
        if deal.kind == "draft, sent back":
            await self._send_back(hands, agreement)
            mended = replace(deal, kind="mended", label=agreement)
            return self._visit(hands, deal, began, agreement, 0), mended
        if deal.kind == "draft":
            await hands.tap(self.page.get_by_role("button", name="Godkjenn og klubb gjennom"))
        else:
            await hands.tap(self.page.get_by_role("link", name="Fyll ut det som mangler"))
            await until(self.page, AT, {"place": f"/{agreement}/rett", "ready": FORM})
            await self._fill_in(hands, deal.promises[0])
        return await self._numbered(hands, deal, began, agreement), None

    async def mend(self, deal: Deal) -> Visit:
        """They are back with what the notary asked for: found in the queue under «Sendt tilbake»."""
        hands, began, agreement = Hands(self.page), time.perf_counter(), deal.label
        await self._to_queue(hands)
        await hands.tap(self.page.locator(f"#queue a[data-draft='{agreement}']"))
        await self.page.wait_for_url(f"**/avtale/{agreement}")
        await hands.tap(self.page.get_by_role("link", name=re.compile("^(Rett|Fyll ut det som mangler)$")))
        await until(self.page, AT, {"place": f"/{agreement}/rett", "ready": FORM})
        await self._fill_in(hands, deal.promises[0])
        return await self._numbered(hands, deal, began, agreement)

    # ---- without it --------------------------------------------------------------------------------------------------

    async def mend_here(self, agreement: str, deal: Deal) -> None:
        """A draft out of the queue as the tablet has kept it."""
        hands = Hands(self.page)
        await hands.tap(self.page.locator(f"#queue a[data-draft='{agreement}']"))
        await until(self.page, AT, {"place": "/avtale", "ready": FORM})
        await self._fill_in(hands, deal.promises[0])
        await until(self.page, KEPT)

    async def register_here(self, deal: Deal) -> None:
        """In the form that is open already, and empty."""
        before = await self.page.locator("[data-receipts] li").count()
        await self._write(Hands(self.page), deal)
        await until(self.page, f"(before) => ({KEPT})() > before", before)

    # ---- what is pressed ---------------------------------------------------------------------------------------------

    async def _write(self, hands: Hands, deal: Deal) -> str:
        """A new form from its first field to Enter. The agreement's id."""
        agreement: str = await self.page.locator("[data-agreement] [name=id]").input_value()
        await self._field("promises.0.giver").focus()  # it has it already: the page puts it there
        first = deal.promises[0]
        if deal.label:
            table = deal.label.partition(":")[0]
            await hands.choose(table.split()[-1], deal.label)
        else:
            await hands.choose(typed_for(first.giver), first.giver)
            await hands.choose(typed_for(first.receiver), first.receiver)
        for position, promise in enumerate(deal.promises):
            if position:
                await hands.tap(self.page.locator("summary", has_text="De gir noe tilbake"))
                await hands.tap(self._field(f"promises.{position}.what"))
            await self._say(hands, position, promise)
        if not deal.promises[-1].typed:
            await hands.press("Enter")
        return agreement

    async def _say(self, hands: Hands, position: int, promise: Promise) -> None:
        """One press for what hangs there; the rest is typed, and Enter goes on, or sends when nothing is missing."""
        if promise.post:
            posts = self.page.locator(f"[data-posts='{position}'] button")
            await hands.tap(posts.filter(has_text=promise.post).first)
        if "what" in promise.typed:
            await hands.type(promise.what)
            await hands.press("Tab")
        for part in PARTS:
            if part in promise.typed:
                await hands.type(getattr(promise, part))
                await hands.press("Enter")

    async def _fill_in(self, hands: Hands, promise: Promise) -> None:
        """What the draft lacks, over what may stand there; Enter sends."""
        for part in promise.typed:
            await hands.tap(self._field(f"promises.0.{part}"))
            await hands.press("Control+A")
            await hands.type(getattr(promise, part))
        await hands.press("Enter")

    async def _send_back(self, hands: Hands, agreement: str) -> None:
        await hands.tap(self.page.locator("summary", has_text="Send tilbake"))
        form = self.page.locator("form[data-entry=SendBack]")
        await hands.tap(form.get_by_label("Hva må rettes?"))
        await hands.type(SENT_BACK)
        await hands.tap(form.get_by_role("button", name="Send tilbake"))
        await until(self.page, RETURNED, agreement)

    async def _next_draft(self, hands: Hands) -> str:
        """From the agreement that was just done, or from the queue. The id of the draft that is this desk's now."""
        following = self.page.get_by_role("button", name=re.compile("^Neste i køen"))
        if not await following.count():
            await self._to_queue(hands)
            following = self.page.get_by_role("button", name="Ta neste i køen")
        before = await self.page.evaluate("location.pathname")
        await hands.tap(following)
        place: str = await until(self.page, ELSEWHERE, before)
        await until(self.page, AT, {"place": place, "ready": "data-entries-ready"})
        return place.rsplit("/", 1)[-1]

    async def _to_queue(self, hands: Hands) -> None:
        if not await self.page.evaluate(AT, {"place": "/notar", "ready": "data-queue-ready"}):
            await hands.tap(self.page.locator("a[href$='/notar']:visible").first)
            await until(self.page, AT, {"place": "/notar", "ready": "data-queue-ready"})

    async def _numbered(self, hands: Hands, deal: Deal, began: float, agreement: str) -> Visit:
        number: int = await until(self.page, NUMBER, agreement)
        return self._visit(hands, deal, began, agreement, number)

    def _visit(self, hands: Hands, deal: Deal, began: float, agreement: str, number: int) -> Visit:
        return Visit(
            kind=deal.kind,
            agreement=agreement,
            number=number,
            presses=hands.presses,
            taps=hands.taps,
            said=_said(deal),
            read=sum(promise.words for promise in deal.promises) + len(NEXT_STEP.split()),
            began=began,
            ended=time.perf_counter(),
        )

    def _field(self, name: str) -> "Locator":
        return self.page.locator(f"[data-agreement] [name='{name}']")


def _said(deal: Deal) -> int:
    """Words that the two say before the notary finds them on the screen. What is typed is said meanwhile."""
    return sum(promise.words for promise in deal.promises if promise.post)
