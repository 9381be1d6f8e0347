"""A real mail server on this machine, and a børs whose messages go there and to a file."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from borse.house import OpenExchange
from borse.outreach.channels import Outreach
from borse.outreach.reads import Message, log_of
from borse.outreach.sender import empty_outbox
from borse.settings import Settings


@dataclass
class Letters:
    """What the server has taken in. `answer` is what it says to each recipient and to each text."""

    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    to_recipient: str = "250 OK"
    to_text: Callable[[], str] = lambda: "250 OK"

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.to_recipient.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 -- as above
        answer = self.to_text()
        if answer.startswith("2"):
            assert isinstance(envelope.content, bytes)
            letter = message_from_bytes(envelope.content, policy=default)
            assert isinstance(letter, EmailMessage)
            self.taken.append((envelope.rcpt_tos[0], letter))
        return answer

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for to, letter in self.taken if to == address]


@dataclass
class PostOffice:
    """The mail server, the file of SMS, and the outreach that uses both."""

    letters: Letters
    server: asyncio.Server
    sms_file: Path
    outreach: Outreach

    @classmethod
    async def opened(cls, folder: Path, calendar_of: Any = None) -> "PostOffice":
        letters = Letters()
        server = await asyncio.get_running_loop().create_server(lambda: SMTP(letters), "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        sms_file = folder / "sms.jsonl"
        settings = Settings(
            data=folder,
            public_address="https://bors.example",
            smtp=f"127.0.0.1:{port}",
            smtp_from="Børsen <bors@kommune.example>",
            sms=f"file:{sms_file}",
        )
        return cls(letters, server, sms_file, Outreach.of(settings, calendar_of))

    async def close(self) -> None:
        await self.outreach.rest()
        self.server.close()
        await self.server.wait_closed()

    def sms(self) -> list[dict[str, str]]:
        if not self.sms_file.exists():
            return []
        return [json.loads(line) for line in self.sms_file.read_text(encoding="utf-8").splitlines()]

    async def empty(self, exchange: OpenExchange) -> None:
        await empty_outbox(exchange, self.outreach)
        await self.outreach.rest()


def messages_to(exchange: OpenExchange, person: str) -> list[Message]:
    """The newest first."""
    found: list[Message] = exchange.store.ask(log_of, person)["messages"]
    return found


def states(exchange: OpenExchange, person: str) -> list[tuple[str, str]]:
    """(kind, status) of each message to somebody, by kind."""
    return sorted((one.kind, one.status) for one in messages_to(exchange, person))


def text_of(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())
