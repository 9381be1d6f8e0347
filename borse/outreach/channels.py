"""What this server sends by: the channels that its settings open, and which of them do not answer just now."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiohttp import web
from sqlite_utils import Database

from borse.outreach.delivery import Result, Sends
from borse.settings import Settings

# A channel that does not answer is left alone this long.
LET_REST = timedelta(minutes=1)

# A person's calendar file, as the programme desk makes it: (db, person, the børs's address). Tied on in `app.py`.
CalendarOf = Callable[[Database, str, str], bytes]


@dataclass(slots=True)
class Outreach:
    """What messages go out by. `base` is the address people reach us by; `down` says since when a channel is."""

    channels: Mapping[str, Sends]
    base: str
    calendar_of: CalendarOf | None = None
    down: dict[str, datetime] = field(default_factory=dict)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)

    @classmethod
    def of(cls, settings: Settings, calendar_of: CalendarOf | None = None) -> "Outreach":
        """The channels that the settings open. Their parts are loaded here alone: most runs send nothing."""
        channels: dict[str, Sends] = {}
        if settings.smtp and settings.smtp_from:
            from borse.outreach.smtp import Smtp

            channels["email"] = Smtp(settings.smtp, settings.smtp_from, settings.smtp_user, settings.smtp_password)
        if settings.sms:
            from borse.outreach.sms import sms_by

            channels["sms"] = sms_by(settings.sms, settings.sms_key)
        return cls(channels, settings.public_address, calendar_of)

    def can_send(self, now: datetime) -> frozenset[str]:
        """The channels that are open and not resting. None without an address: every message carries a link."""
        if not self.base:
            return frozenset()
        return frozenset(
            channel for channel in self.channels if channel not in self.down or now - self.down[channel] >= LET_REST
        )

    async def rest(self) -> None:
        for channel in self.channels.values():
            await channel.rest()

    def remember(self, channel: str, result: Result, now: datetime) -> None:
        """A channel that does not answer rests; one that does is up again."""
        if result.channel_is_down:
            self.down[channel] = now
        else:
            self.down.pop(channel, None)


OUTREACH = web.AppKey("outreach", Outreach)
