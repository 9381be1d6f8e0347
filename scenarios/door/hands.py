"""Hands at the reception's page, and a stopwatch in the page itself.

What is measured is what an eye waits for: from the event that the browser was given, by the event's own time, to the
message that follows the next frame.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

# Runs before the page's own scripts. `keys` are milliseconds from each key to the list that follows it; `here` and
# `there` from the last tap to the card that is green and says «Lagret her», and «Lagret» (0: not yet).
STOPWATCH = """
  const afterFrame = (began, tell) => requestAnimationFrame(() => {
    const next = new MessageChannel();
    next.port1.onmessage = () => tell(performance.now() - began);
    next.port2.postMessage(0);
  });
  const watch = (window.stopwatch = { keys: [], tapped: 0, here: 0, there: 0 });
  let pressed = 0; // letters that no key of the keyboard has are put in without one
  addEventListener("keydown", (event) => (pressed = event.timeStamp), true);
  addEventListener("beforeinput", (event) => {
    afterFrame(pressed || event.timeStamp, (took) => watch.keys.push(took));
    pressed = 0;
  }, true);
  addEventListener("click", (event) => Object.assign(watch, { tapped: event.timeStamp, here: 0, there: 0 }), true);
  new MutationObserver(() => {
    const kept = document.querySelector(".welcome[data-state=here]")?.dataset.kept;
    if (!kept || !watch.tapped || watch[kept]) return;
    const began = watch.tapped;
    watch[kept] = 1e-9;
    afterFrame(began, (took) => watch.tapped === began && (watch[kept] = took));
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-kept"] });
"""
LEFT = "[...document.querySelectorAll('.guests li:not([hidden])')].length"


@dataclass
class Hands:
    """Somebody at the tablet, who counts what they press. `keys`: seconds from each key to the list."""

    page: "Page"
    presses: int = 0
    keys: list[float] = field(default_factory=list)

    def tap(self, what: "Locator") -> None:
        self.presses += 1
        what.click()

    def type(self, text: str) -> None:
        """A key for each letter."""
        for letter in text:
            self.presses += 1
            self.page.keyboard.type(letter)

    def find(self, text: str) -> int:
        """Type until one is left in the list, or all is typed. How many are left."""
        left = 0
        for number, letter in enumerate(text, start=1):
            self.type(letter)
            self.page.wait_for_function("(keys) => window.stopwatch.keys.length >= keys", arg=number)
            left = int(self.page.evaluate(LEFT))
            if left <= 1:
                break
        self.keys += [took / 1000 for took in self._watch()["keys"]]
        self.page.evaluate("void (window.stopwatch.keys = [])")
        return left

    def green(self, kept: str) -> float:
        """Seconds from the tap until the card was green: `kept` "here" on the tablet, "there" at the server."""
        self.page.wait_for_function("(kept) => window.stopwatch[kept] > 1e-6", arg=kept)
        return float(self._watch()[kept]) / 1000

    def _watch(self) -> dict[str, Any]:
        found: dict[str, Any] = self.page.evaluate("window.stopwatch")
        return found
