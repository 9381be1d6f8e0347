"""What the surroundings decide: environment variables, nothing else.

BORSE_DATA      the folder with one file per børs                      (var)
HOST, PORT      where to listen                                         (127.0.0.1, 8080)
BORSE_ADDRESS   the address that people reach it by, for links and QR   (as asked for)
BORSE_PROXIES   how many trusted proxies stand in front                 (0)
BORSE_CERTIFICATE, BORSE_KEY    files for TLS where no proxy does it    (plain http)

Messages to people go out when these are set, and BORSE_ADDRESS (a message carries links); until then they wait.

BORSE_SMTP      where e-mail goes out, host:port; 465 means TLS, else STARTTLS where it is offered
BORSE_SMTP_FROM the sender of e-mail, "Navn <adresse>" or an address
BORSE_SMTP_USER, BORSE_SMTP_PASSWORD    if the server wants them
BORSE_SMS       where SMS goes out: console, file:PATH, or http(s)://… (see borse/outreach/sms.py)
BORSE_SMS_KEY   sent to that address as "Authorization: Bearer …"
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    data: Path = Path("var")
    host: str = "127.0.0.1"
    port: int = 8080
    public_address: str = ""
    proxies: int = 0
    certificate: Path | None = None
    key: Path | None = None
    smtp: str = ""
    smtp_from: str = ""
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    sms: str = ""
    sms_key: str = field(default="", repr=False)

    @property
    def scheme(self) -> str:
        """How this server itself is spoken with."""
        return "https" if self.certificate else "http"

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the variables above. Raises ValueError with a sentence when one is not what it should be."""
        return cls(
            data=Path(environ.get("BORSE_DATA") or "var"),
            host=environ.get("HOST") or "127.0.0.1",
            port=_whole("PORT", environ.get("PORT") or "8080"),
            public_address=(environ.get("BORSE_ADDRESS") or "").rstrip("/"),
            proxies=_whole("BORSE_PROXIES", environ.get("BORSE_PROXIES") or "0"),
            certificate=_file("BORSE_CERTIFICATE", environ),
            key=_file("BORSE_KEY", environ),
            smtp=_host_and_port("BORSE_SMTP", environ.get("BORSE_SMTP") or ""),
            smtp_from=environ.get("BORSE_SMTP_FROM") or "",
            smtp_user=environ.get("BORSE_SMTP_USER") or "",
            smtp_password=environ.get("BORSE_SMTP_PASSWORD") or "",
            sms=_sms("BORSE_SMS", environ.get("BORSE_SMS") or ""),
            sms_key=environ.get("BORSE_SMS_KEY") or "",
        )


def _whole(name: str, text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:  # noqa: PLR2004 -- the highest port
        raise ValueError(f"{name} skal være et helt tall fra 0 til 65535, ikke «{text}».")
    return int(text)


def _file(name: str, environ: Mapping[str, str]) -> Path | None:
    """A certificate and its key come together, or not at all (one file may hold both: then they are the same)."""
    if bool(environ.get("BORSE_CERTIFICATE")) != bool(environ.get("BORSE_KEY")):
        raise ValueError("BORSE_CERTIFICATE og BORSE_KEY skal settes sammen. Står begge i én fil, er de den samme.")
    path = environ.get(name)
    if path and not Path(path).is_file():
        raise ValueError(f"{name}: filen «{path}» finnes ikke.")
    return Path(path) if path else None


def _host_and_port(name: str, text: str) -> str:
    host, colon, port = text.rpartition(":")
    if text and not (host and colon and port.isascii() and port.isdigit()):
        raise ValueError(f"{name} skal være vert:port, for eksempel smtp.kommune.no:587, ikke «{text}».")
    return text


def _sms(name: str, text: str) -> str:
    if text and text != "console" and not text.startswith(("file:", "http://", "https://")):
        raise ValueError(f"{name} skal være console, file:STI eller en adresse med https://, ikke «{text}».")
    return text
