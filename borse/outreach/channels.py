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


class Turns(asyncio.Semaphore):
    """`async with` it: a place on a channel that takes `at_a_time` messages at once. First come, first served."""

    def __init__(self, at_a_time: int) -> None:
        super().__init__(at_a_time)
        self.at_a_time = at_a_time


@dataclass(slots=True)
class Outreach:
    """What messages go out by. `base` is the address people reach us by; `down` says since when a channel is."""

    channels: Mapping[str, Sends]
    base: str
    calendar_of: CalendarOf | None = None
    down: dict[str, datetime] = field(default_factory=dict)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _turns: dict[str, Turns] = field(default_factory=dict)

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
        return frozenset(channel for channel in self.channels if not self._rests(channel, now))

    def turns(self, channel: str) -> Turns:
        """The places of a channel, which all børser share. Paper, which goes nowhere by itself, is dealt with alone."""
        if channel not in self._turns:
            self._turns[channel] = Turns(self.channels[channel].at_a_time if channel in self.channels else 1)
        return self._turns[channel]

    async def rest(self) -> None:
        for channel in self.channels.values():
            await channel.rest()

    def remember(self, channel: str, result: Result, now: datetime) -> None:
        """A channel that does not answer rests; one that does is up again, unless it was asked before it said no.

        One that has said that it is too many gets one at a time, for as long as this server runs.
        """
        if result.channel_is_down:
            self.down[channel] = now
        elif not self._rests(channel, now):
            self.down.pop(channel, None)
        if result.too_many:
            # Whoever still waits for one of the old places finds the channel at rest, and goes back.
            self._turns[channel] = Turns(1)

    def _rests(self, channel: str, now: datetime) -> bool:
        return channel in self.down and now - self.down[channel] < LET_REST


OUTREACH = web.AppKey("outreach", Outreach)
