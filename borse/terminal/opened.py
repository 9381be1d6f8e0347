"""A børs opened from the command line; whatever is wrong is one sentence and a non-zero exit."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import DatabaseError as PlainDatabaseError

import click

from borse.app import make_house
from borse.bus import Actor, Role
from borse.house import House, OpenExchange
from borse.language import gettext as _
from borse.logs import set_up
from borse.refusals import Refusal
from borse.settings import Settings
from borse.store.database import DatabaseError, TooOld, check_version

ORGANISER = Actor(role=Role.ORGANISER, name="kommandolinjen")


def settings() -> Settings:
    """The surroundings."""
    try:
        check_version()
        return Settings.of(os.environ)
    except (ValueError, TooOld) as error:
        raise click.ClickException(str(error)) from None


@contextmanager
def opened_house() -> Iterator[House]:
    """The folder of børser. What is asked for goes to standard output, and nothing else does."""
    set_up(logging.ERROR)
    found = settings()
    try:
        house = make_house(found)
    except OSError as error:
        raise click.ClickException(no_folder(found, error)) from None
    try:
        yield house
    except Refusal as refusal:
        raise click.ClickException(refusal.sentence) from None
    except (DatabaseError, PlainDatabaseError) as error:
        raise click.ClickException(_("Databasen kan ikke leses: %s") % error) from None
    finally:
        house.close()


def no_folder(found: Settings, error: OSError) -> str:
    return _("Mappen %(folder)s (BORSE_DATA) kan ikke brukes: %(why)s.") % {
        "folder": found.data,
        "why": error.strerror or error,
    }


@contextmanager
def opened(slug: str) -> Iterator[OpenExchange]:
    """The børs called `slug`."""
    with opened_house() as house:
        yield house.exchange(slug)
