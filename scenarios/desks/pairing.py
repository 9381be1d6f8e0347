"""The organiser's part: a PIN, and a code for each tablet at a notary's desk."""

import re

from borse.bus import Role
from scenarios.laptop import Laptop
from scenarios.play.visitor import Turned, Visitor

PIN = "271828"


async def paired(laptop: Laptop, number: int) -> list[str]:
    """The codes to be typed on so many tablets."""
    codes = []
    async with Visitor(laptop.base) as organiser:
        await organiser.look(laptop.link(Role.ORGANISER))
        page = await organiser.look(f"{laptop.base}/styre/nettbrett")
        page = await organiser.submit(page, page.form("/pin"), {"pin": PIN})
        for desk in range(1, number + 1):
            page = await organiser.look(f"{laptop.base}/styre/nettbrett")
            typed = {"name": f"Notar {desk}", "role": "notary"}
            shown = await organiser.submit(page, page.form("/styre/nettbrett"), typed)
            code = re.search(r'pairing-typed">([^<]+)<', shown.text)
            if code is None:
                raise Turned("there is no code to type")
            codes.append(code[1])
    return codes
