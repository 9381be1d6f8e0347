"""How hard a text is to read: Björnsson's LIX (*Läsbarhet*, Liber 1968), and the running text of a page.

    LIX = words / sentences + 100 × long words / words          a long word has more than six letters

Under 30 is very easy (books for children), 30–40 easy (fiction, weeklies), 40–50 ordinary newspaper text. A sentence
ends at `.`, `!`, `?` or `:`, or where the block ends that it stands in (a paragraph, a point of a list, a hint).

Only blocks that are sentences count, those that end with such a sign, and of them sentences of four words or more.
Headings, labels («Hva?») and buttons would make each page look easier than it is: they are "sentences" of two words.
What people wrote themselves (it stands in elements with `dir="auto"`) is theirs, and not counted.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

LONG = 6
SHORTEST = 4
BLOCKS = frozenset(
    """address article aside blockquote button caption dd details div dl dt fieldset figcaption footer form h1 h2 h3 h4
    header label legend li main nav ol option p section select summary table tbody td th thead tr ul html body
    textarea""".split()  # noqa: SIM905 -- read as a list of words
)
EMPTY = frozenset("br hr img input link meta source wbr col".split())  # noqa: SIM905 -- as above
NOT_READ = frozenset({"script", "style", "svg", "template", "title", "datalist"})
SIGNS = (".", "!", "?", ":")
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+(?:[.:]\d+)*")
# «kl. 18», «nr. 3», «16. mars», «f.eks.»: no sentence ends there.
NO_END = re.compile(r"\b(?:kl|nr|f\.eks|bl\.a|m\.m|ca|osv)\.|(?<=\d)\.(?=\s?[a-zæøå\d])|https?://\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was counted."""

    words: int
    sentences: int
    long_words: int

    @property
    def lix(self) -> float:
        return self.words / self.sentences + 100 * self.long_words / self.words if self.words else 0.0


def reading_of(sentences: Iterable[str]) -> Reading:
    words = [WORD.findall(sentence) for sentence in sentences]
    words = [found for found in words if found]
    return Reading(
        words=sum(map(len, words)),
        sentences=len(words),
        long_words=sum(len(re.sub(r"\W", "", word)) > LONG for found in words for word in found),
    )


def sentences_of(text: str) -> list[str]:
    """The sentences of running text."""
    kept = NO_END.sub(lambda found: found[0].replace(".", "").replace(":", ""), " ".join(text.split()))
    return [one.strip() for one in re.split(r"(?<=[.!?:])\s", kept) if WORD.search(one)]


def sentences_of_page(html: str) -> list[str]:
    """Those of each block that ends as sentences do."""
    reader = _Blocks()
    reader.feed(html)
    found = [one for block in reader.blocks() if block.endswith(SIGNS) for one in sentences_of(block)]
    return [one for one in found if is_a_sentence(one)]


def is_a_sentence(text: str) -> bool:
    return len(WORD.findall(text)) >= SHORTEST


@dataclass
class _Open:
    tag: str
    is_read: bool


@dataclass
class _Blocks(HTMLParser):
    """The text of a page's <main>, block by block."""

    found: list[str] = field(default_factory=list)
    now: list[str] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def blocks(self) -> Iterator[str]:
        self._end()
        return (" ".join(text.split()) for text in self.found if text.strip())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in EMPTY:
            return
        values = dict(attrs)
        if tag in BLOCKS:
            self._end()
        inside = self.open[-1].is_read if self.open else False
        theirs = tag in NOT_READ or values.get("dir") == "auto" or values.get("aria-hidden") == "true"
        self.open.append(_Open(tag, (inside or tag == "main") and not theirs))

    def handle_endtag(self, tag: str) -> None:
        if tag in EMPTY or not any(one.tag == tag for one in self.open):
            return
        if tag in BLOCKS:
            self._end()
        while self.open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1].is_read:
            self.now.append(data)

    def _end(self) -> None:
        self.found.append("".join(self.now))
        self.now.clear()
