"""Documents on paper and for the archive: typst, which makes tagged PDF and refuses a picture without a text.

A template (`.typ`) lies beside the desk that prints it, and finds its words in `data`:

    #let data = json(bytes(sys.inputs.data))

The same data gives the same bytes: the document's date is an argument, and only typst's own fonts are used.
"""

import asyncio
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

if TYPE_CHECKING:
    from typst import PDFStandard  # a name of its stub alone

# Universal access (PDF/UA-1, ISO 14289-1) and the archive (PDF/A-2a, ISO 19005-2) in one file.
STANDARDS: "tuple[PDFStandard, ...]" = ("ua-1", "a-2a")


def typeset(
    template: Path, data: Mapping[str, Any], at: datetime, standards: "Sequence[PDFStandard]" = STANDARDS
) -> bytes:
    """The PDF of `template` filled with `data`, dated `at`."""
    compiler = typst.Compiler(template, root=template.parent, ignore_system_fonts=True)
    pdf = compiler.compile(
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=list(standards),
        timestamp=int(at.timestamp()),
    )
    assert isinstance(pdf, bytes)
    return pdf


async def typeset_slowly(
    template: Path, data: Mapping[str, Any], at: datetime, standards: "Sequence[PDFStandard]" = STANDARDS
) -> bytes:
    """The same beside the event loop: typst lets go of the interpreter while it works."""
    return await asyncio.get_running_loop().run_in_executor(None, typeset, template, data, at, standards)
