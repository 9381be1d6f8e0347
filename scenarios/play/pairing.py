"""A tablet takes its place as on the evening: the organiser shows a code, it is typed on the tablet, one press."""

import re

from borse.bus import Role
from scenarios.play.visitor import Page, Turned, Visitor

PIN = "271828"


async def choose_pin(organiser: Visitor, base: str) -> None:
    """The PIN that holds tablets at their job: without it none can be added. `base` is the path of the børs."""
    page = await organiser.look(f"{base}/styre/nettbrett")
    await organiser.submit(page, page.form("/pin"), {"pin": PIN})


async def code_for(organiser: Visitor, base: str, name: str, role: Role) -> str:
    """What is to be typed on the tablet. Raises Turned when the organiser is shown no code."""
    page = await organiser.look(f"{base}/styre/nettbrett")
    shown = await organiser.submit(page, page.form("/styre/nettbrett"), {"name": name, "role": role.value})
    code = re.search(r'pairing-typed">([^<]+)<', shown.text)
    if code is None:
        raise Turned("there is no code to type")
    return code[1]


async def pair(organiser: Visitor, tablet: Visitor, base: str, name: str, role: Role) -> Page:
    """The first page of the job, as it stands on the tablet. Raises Turned when the organiser is shown no code."""
    code = await code_for(organiser, base, name, role)
    page = await tablet.look(f"{base}/koble")
    page = await tablet.submit(page, page.form("/koble"), {"code": code})
    return await tablet.submit(page, page.form())
