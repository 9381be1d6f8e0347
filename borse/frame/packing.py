"""What many fetch alike is packed once. Scripts and style sheets travel without their comments.

A page of a participant's is two dozen such files; their comments, which are for whoever reads the code, were a third of
what the telephone fetched. What is taken away stands on lines of its own, so the code is the same to the letter.
"""

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

from aiohttp import web

from borse.frame.render import STATIC
from borse.language import gettext as _
from borse.refusals import NotFound

# `// …` and `/** … */` on lines of their own. (Our scripts have no text over several lines that looks like that:
# `tests/spine/test_packing.py`.)
SCRIPT_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*.*?\*/)[ \t]*\n", re.MULTILINE | re.DOTALL)
STYLE_COMMENT = re.compile(r"[ \t]*/\*.*?\*/[ \t]*\n?", re.DOTALL)
TYPES = {".js": "text/javascript", ".css": "text/css"}
# So many files, each whole and packed: all that we have, twice over.
KEPT = 256


# A page that is packed while somebody waits: nearly as small as with more effort, in half the time.
QUICKLY = 4


@dataclass(frozen=True, slots=True)
class Packed:
    """A page that many ask for in the same moment."""

    plain: bytes
    packed: bytes
    headers: Mapping[str, str]

    @classmethod
    def of(cls, page: web.Response) -> Self:
        assert isinstance(page.body, bytes)
        return cls(page.body, gzip.compress(page.body, QUICKLY, mtime=0), dict(page.headers))

    def answer(self, request: web.Request) -> web.Response:
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            return web.Response(body=self.packed, headers={**self.headers, "Content-Encoding": "gzip"})
        return web.Response(body=self.plain, headers=self.headers)


async def part(request: web.Request) -> web.Response:
    """`/static/v-…/js/page.js`. Raises NotFound for a file that is not there."""
    file = (STATIC / request.match_info["part"]).resolve()
    if not file.is_relative_to(STATIC.resolve()) or not file.is_file():
        raise NotFound(_("Denne siden finnes ikke. Se etter en skrivefeil i adressen."))
    plain, packed = _packed(file, file.stat().st_mtime_ns)
    headers = {"Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        return web.Response(
            body=packed, content_type=TYPES[file.suffix], headers=headers | {"Content-Encoding": "gzip"}
        )
    return web.Response(body=plain, content_type=TYPES[file.suffix], charset="utf-8", headers=headers)


def bare(text: str, suffix: str) -> str:
    """The text without its comments."""
    return (SCRIPT_COMMENT if suffix == ".js" else STYLE_COMMENT).sub("", text)


@lru_cache(KEPT)
def _packed(file: Path, _changed: int) -> tuple[bytes, bytes]:
    plain = bare(file.read_text(encoding="utf-8"), file.suffix).encode()
    return plain, gzip.compress(plain, 9, mtime=0)
