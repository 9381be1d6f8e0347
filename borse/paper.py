"""Documents on paper and for the archive: typst, which makes tagged PDF and refuses a picture without a text.

A template (`.typ`) lies beside the desk that prints it, and finds its words in `data`:

    #let data = json(bytes(sys.inputs.data))

The same data gives the same bytes: the document's date is an argument, and only typst's own fonts are used.
"""

import asyncio
import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

if TYPE_CHECKING:
    from typst import PDFStandard  # a name of its stub alone

# Universal access (PDF/UA-1, ISO 14289-1) and the archive (PDF/A-2a, ISO 19005-2) in one file.
STANDARDS: "tuple[PDFStandard, ...]" = ("ua-1", "a-2a")


# Stands for a sign that no font has: an emoji, a script from far away. Better a box than no document for anybody.
BOX = "□"
# Signs that hide behind others are found in the next try; more tries than this no text needs.
TRIES = 5
_WITHOUT_FONT = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def typeset(
    template: Path, data: Mapping[str, Any], at: datetime, standards: "Sequence[PDFStandard]" = STANDARDS
) -> bytes:
    """The PDF of `template` filled with `data`, dated `at`. Signs that no font has become boxes."""
    compiler = typst.Compiler(template, root=template.parent, ignore_system_fonts=True)
    text = json.dumps(data, ensure_ascii=False)
    for _try in range(TRIES):
        try:
            pdf = compiler.compile(
                format="pdf",
                sys_inputs={"data": text},
                pdf_standards=list(standards),
                timestamp=int(at.timestamp()),
            )
        except typst.TypstError as error:
            boxed = _boxed(text, str(error.diagnostic))
            if boxed == text:
                raise
            text = boxed
        else:
            assert isinstance(pdf, bytes)
            return pdf
    raise RuntimeError(f"{template.name} has signs that no font has, and hides them")


def _boxed(text: str, complaint: str) -> str:
    """`text` with a box for each sign that typst complains of, or for several in a row."""
    found = _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), "".join(_WITHOUT_FONT.findall(complaint)))
    signs = {sign for sign in found if not sign.isascii()}
    boxed = "".join(BOX if sign in signs else sign for sign in text)
    return re.sub(f"{BOX}{{2,}}", BOX, boxed) if signs else text


async def typeset_slowly(
    template: Path, data: Mapping[str, Any], at: datetime, standards: "Sequence[PDFStandard]" = STANDARDS
) -> bytes:
    """The same beside the event loop: typst lets go of the interpreter while it works."""
    return await asyncio.get_running_loop().run_in_executor(None, typeset, template, data, at, standards)
