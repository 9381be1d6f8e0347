"""What the surroundings decide: environment variables, nothing else.

BORSE_DATA      the folder with one file per børs                      (var)
HOST, PORT      where to listen                                         (127.0.0.1, 8080)
BORSE_ADDRESS   the address that people reach it by, for links and QR   (as asked for)
BORSE_PROXIES   how many trusted proxies stand in front                 (0)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    data: Path = Path("var")
    host: str = "127.0.0.1"
    port: int = 8080
    public_address: str = ""
    proxies: int = 0

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the variables above. Raises ValueError with a sentence when one is not what it should be."""
        return cls(
            data=Path(environ.get("BORSE_DATA") or "var"),
            host=environ.get("HOST") or "127.0.0.1",
            port=_whole("PORT", environ.get("PORT") or "8080"),
            public_address=(environ.get("BORSE_ADDRESS") or "").rstrip("/"),
            proxies=_whole("BORSE_PROXIES", environ.get("BORSE_PROXIES") or "0"),
        )


def _whole(name: str, text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:  # noqa: PLR2004 -- the highest port
        raise ValueError(f"{name} skal være et helt tall fra 0 til 65535, ikke «{text}».")
    return int(text)
