"""The home scenario from an empty folder to the report, over HTTP, against the players' own count."""

from pathlib import Path

from scenarios.play.evening import play
from scenarios.play.server import a_server
from scenarios.script import Script

SCRIPT = Path(__file__).parent.parent.parent / "scenarios" / "lorenskog.toml"


async def test_every_figure_of_the_report_is_the_players_own(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        assert await play(Script.read(SCRIPT), server, lambda _line: None) == []
