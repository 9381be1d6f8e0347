"""A whole børs, acted out over HTTP: made, signed up for, planned, held, reported.

Each act is what one kind of person does, with nothing but pages and forms. They know their script (who they are, what
they agree on) and what they see; the count at the end is their own.
"""

import json
from contextlib import AsyncExitStack

from borse.exchange import side_names
from scenarios.play.before import Before
from scenarios.play.count import differences
from scenarios.play.hall import Hall
from scenarios.play.server import Server
from scenarios.play.stage import CAST, Say, Stage
from scenarios.play.visitor import Visitor
from scenarios.script import Script


async def play(script: Script, server: Server, say: Say) -> list[str]:
    """All acts. Returns what does not add up, a line each; nothing when all does."""
    stage = Stage(script, server, say)
    async with AsyncExitStack() as stack:
        for role in CAST:
            stage.cast[role] = await stack.enter_async_context(Visitor(server.address))
        before, hall = Before(stage), Hall(stage)
        for act in (
            before.create,
            before.hand_out_links,
            before.import_files,
            before.sign_up_by_form,
            before.plan_and_publish,
            before.read_programmes,
            hall.open_doors,
            hall.hold_rounds,
            hall.close,
        ):
            assert act.__doc__ is not None
            say(act.__doc__.splitlines()[0])
            await act()
        report = json.loads(await stage.cast["organiser"].fetch(f"{stage.base}/rapport.json"))
        return differences(stage.count, report, side_names())
