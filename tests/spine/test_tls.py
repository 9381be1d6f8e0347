"""A laptop in a hall with a certificate of its own: https without a proxy, and cookies that go nowhere else."""

import asyncio
import os
import ssl
import sys
from pathlib import Path

import aiohttp
import pytest
import trustme

from borse.settings import Settings
from tests.builders import PASSWORD, a_house, an_exchange
from tests.patience import PATIENCE

ROOT = Path(__file__).parent.parent.parent


async def served_with(folder: Path, **environ: str) -> tuple[asyncio.subprocess.Process, str]:
    """`borse serve` with these settings: the process, and the last word of the first thing it says."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "borse", "serve"),
        cwd=ROOT,
        env=os.environ | {"BORSE_DATA": str(folder), "PORT": "0"} | environ,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    return process, (await process.stderr.readline()).decode().strip()


async def test_with_a_certificate_the_server_speaks_https_and_its_cookies_are_held_to_it(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    await an_exchange(house)
    house.close()
    authority = trustme.CA()
    pair = tmp_path / "laptop.pem"
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(pair)
    process, said = await served_with(tmp_path, BORSE_CERTIFICATE=str(pair), BORSE_KEY=str(pair))
    address = said.split()[-1]
    try:
        assert address.startswith("https://127.0.0.1:")
        trusting = ssl.create_default_context()
        authority.configure_trust(trusting)
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=trusting)) as tablet:
            form = {"password": PASSWORD}
            async with tablet.post(f"{address}/prove/logg-inn", data=form, allow_redirects=False) as answer:
                assert answer.status == 303
                cookie = answer.cookies["__Host-borse-prove-organiser"]
                assert (cookie["secure"], cookie["httponly"]) == (True, True)
        async with aiohttp.ClientSession() as stranger:  # who has not been told to trust it
            with pytest.raises(aiohttp.ClientConnectorCertificateError):
                await stranger.get(f"{address}/health")
    finally:
        process.terminate()
        assert await asyncio.wait_for(process.wait(), PATIENCE) == 0


async def test_what_is_no_certificate_is_said_in_a_sentence(tmp_path: Path) -> None:
    nonsense = tmp_path / "laptop.pem"
    nonsense.write_text("ikke et sertifikat")
    process, said = await served_with(tmp_path, BORSE_CERTIFICATE=str(nonsense), BORSE_KEY=str(nonsense))
    assert "Sertifikatet og nøkkelen kan ikke brukes" in said
    assert await asyncio.wait_for(process.wait(), PATIENCE) == 1


def test_a_certificate_without_its_key_is_no_setting(tmp_path: Path) -> None:
    pair = tmp_path / "laptop.pem"
    pair.touch()
    with pytest.raises(ValueError, match="settes sammen"):
        Settings.of({"BORSE_CERTIFICATE": str(pair)})
    with pytest.raises(ValueError, match="finnes ikke"):
        Settings.of({"BORSE_CERTIFICATE": str(pair), "BORSE_KEY": str(tmp_path / "borte.pem")})
    assert (Settings.of({}).scheme, Settings.of({"BORSE_CERTIFICATE": str(pair), "BORSE_KEY": str(pair)}).scheme) == (
        "http",
        "https",
    )
