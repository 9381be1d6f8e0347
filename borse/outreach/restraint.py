"""Receipts of the open form go to addresses that anybody may have typed: how many go by themselves.

What is too much is not lost: it waits for the organiser, who sees it in the list of messages.
"""

from datetime import datetime, timedelta

from sqlite_utils import Database

from borse.not_me import said_not_me
from borse.times import stamp

RECEIPTS = "('signed_up', 'speak_for')"
# To one mailbox or telephone in a day: somebody who signs up several parties, not somebody who is being pestered.
MOST_TO_ONE = 5
# From one børs in an hour. A meeting where sixty sign up at once is a good one.
MOST_IN_AN_HOUR = 60


def why_too_much(db: Database, person: str, now: datetime) -> str:
    """Why a receipt to `person` should wait for the organiser's yes, as a note of the outbox; "" when it need not."""
    hour = f"select count(*) from message where kind in {RECEIPTS} and is_answer and created_at > ?"  # noqa: S608 -- ours
    to_one = f"""
        select count(*) from message m join contact c on c.person = m.person
        join contact mine on mine.person = ? and (
            (mine.email != '' and c.email = mine.email) or (mine.phone != '' and c.phone = mine.phone))
        where m.kind in {RECEIPTS} and m.is_answer and m.created_at > ?"""  # noqa: S608 -- as above
    if said_not_me(db, person):
        return "not_me"
    if db.execute(hour, [stamp(now - timedelta(hours=1))]).fetchone()[0] >= MOST_IN_AN_HOUR:
        return "many"
    if db.execute(to_one, [person, stamp(now - timedelta(days=1))]).fetchone()[0] >= MOST_TO_ONE:
        return "many_to_one"
    return ""
