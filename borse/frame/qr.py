"""A QR code as a picture that stands in the page itself: nothing is loaded, nothing leaves the machine."""

from functools import lru_cache
from io import BytesIO

import segno
from markupsafe import Markup

# An evening's telephones each follow their own page; drawing its code anew took two thirds of the page's time.
KEPT = 1024


@lru_cache(KEPT)
def qr_svg(text: str, *, scale: int = 5) -> Markup:
    """An SVG element with a white frame round it (the quiet zone of 4 modules that readers need).

    It has a size of its own and a viewBox: a style that makes it smaller shrinks it, and cuts nothing off.
    """
    code = segno.make(text, error="m", micro=False)
    width, height = code.symbol_size(scale=scale, border=4)
    drawing = code.svg_inline(
        scale=scale, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True
    )
    drawing = drawing.replace("<svg", f'<svg width="{width:g}" height="{height:g}"', 1)
    return Markup(drawing)  # noqa: S704 -- drawn here from black and white squares


def qr_png(text: str) -> bytes:
    """The same as a picture that a letter can carry."""
    drawing = BytesIO()
    segno.make(text, error="m", micro=False).save(drawing, kind="png", scale=8, border=4)
    return drawing.getvalue()
