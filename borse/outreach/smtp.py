"""E-mail over SMTP. Each message has a Message-ID of its own that stays the same however often it is tried.

Until the server has been given the text nothing can have been sent, and it is tried again; if the line breaks after
that, nobody knows. Its answer in the 400s means later, in the 500s never (RFC 5321, 4.2.1).
"""

import asyncio
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime, parseaddr

from aiosmtplib import SMTP, SMTPException, SMTPResponseException

from borse.outreach.delivery import Outcome, Post, Result
from borse.times import utc_now

TIMEOUT_SECONDS = 30.0
TLS_PORT = 465
NEVER = 500


class Smtp:
    """`server` is host:port; `sender` is «Navn <adresse>» or an address. One connection, held until `rest`."""

    at_a_time = 1

    def __init__(self, server: str, sender: str, user: str = "", password: str = "") -> None:
        host, _colon, port = server.rpartition(":")
        self._server = (host, int(port))
        self._sender, self._address = sender, parseaddr(sender)[1]
        self._login = (user or None, password or None)
        self._client: SMTP | None = None
        # Several børser share the connection, and a message is three commands that belong together.
        self._one_at_a_time = asyncio.Lock()

    async def send(self, post: Post) -> Result:
        async with self._one_at_a_time:
            return await self._send(post)

    async def _send(self, post: Post) -> Result:
        if not post.to.isascii():
            return Result(outcome=Outcome.REFUSED, note="address")
        content = as_email(post, self._sender, self._address).as_bytes()
        try:
            client = await self._connected()
            await client.mail(self._address)
        except (SMTPException, OSError) as error:
            await self._drop()
            return Result(outcome=Outcome.LATER, note=_code(error) or "connect", channel_is_down=True)
        try:
            await client.rcpt(post.to)
        except (SMTPException, OSError) as error:
            await self._drop()
            return _answered(error) or Result(outcome=Outcome.LATER, note="line", channel_is_down=True)
        try:
            await client.data(content)
        except (SMTPException, OSError) as error:
            await self._drop()
            return _answered(error) or Result(outcome=Outcome.UNSURE, note="line")
        return Result(outcome=Outcome.SENT)

    async def rest(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            try:
                await client.quit()
            except (SMTPException, OSError):
                client.close()

    async def _connected(self) -> SMTP:
        if self._client is None or not self._client.is_connected:
            host, port = self._server
            user, password = self._login
            self._client = SMTP(
                hostname=host,
                port=port,
                username=user,
                password=password,
                use_tls=port == TLS_PORT,
                start_tls=True if user and port != TLS_PORT else None,  # a password never goes in the clear
                timeout=TIMEOUT_SECONDS,
            )
            await self._client.connect()
        return self._client

    async def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.close()


def as_email(post: Post, sender: str, address: str) -> EmailMessage:
    """The letter as RFC 5322 has it, with the one-press way out of RFC 8058."""
    email = EmailMessage(policy=SMTP_POLICY)
    email["From"] = sender
    email["To"] = post.to
    email["Subject"] = post.letter.subject
    email["Date"] = format_datetime(utc_now())
    email["Message-ID"] = f"<{post.id}@{address.rpartition('@')[2] or 'borse.invalid'}>"
    email["Auto-Submitted"] = "auto-generated"
    email["Content-Language"] = post.letter.language
    email["List-Unsubscribe"] = f"<{post.letter.opt_out}>"
    email["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    email.set_content(post.letter.body + "\n")
    if post.picture is not None:
        email.add_attachment(post.picture, maintype="image", subtype="png", filename="qr.png", disposition="inline")
    if post.calendar is not None:
        email.add_attachment(
            post.calendar,
            maintype="text",
            subtype="calendar",
            filename="frivilligbors.ics",
            params={"method": "PUBLISH", "charset": "utf-8"},
        )
    return email


def _answered(error: Exception) -> Result | None:
    """What the server said no with; None when it said nothing."""
    if not isinstance(error, SMTPResponseException) or error.code <= 0:
        return None
    return Result(outcome=Outcome.REFUSED if error.code >= NEVER else Outcome.LATER, note=str(error.code))


def _code(error: Exception) -> str:
    return str(error.code) if isinstance(error, SMTPResponseException) and error.code > 0 else ""
