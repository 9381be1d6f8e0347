"""What all acts share: the script, the server, who plays whom, and the players' own count."""

from collections.abc import Callable
from dataclasses import dataclass, field

from scenarios.play.count import Count
from scenarios.play.server import Server
from scenarios.play.visitor import Visitor
from scenarios.script import Script

Say = Callable[[str], None]
# The desks that have a link, by the name on the organiser's page, and who plays there.
DESKS = {"Resepsjon": "reception", "Megler": "broker", "Notar": "notary", "Vert": "host", "Storskjerm": "screen"}
CAST = ("organiser", "public", *DESKS.values())


@dataclass
class Stage:
    """`cast` has a browser for each of `CAST`; `say` is told what goes on."""

    script: Script
    server: Server
    say: Say
    cast: dict[str, Visitor] = field(default_factory=dict)
    count: Count = field(init=False)

    def __post_init__(self) -> None:
        self.count = Count(self.script)

    @property
    def base(self) -> str:
        return f"/{self.script.exchange.slug}"
