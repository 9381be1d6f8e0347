"""Who sits where in the round that goes, with somebody who speaks for the first of the two."""

from typing import Any

from sqlite_utils import Database

from borse.notary.roster import meetings_now


def seated(db: Database) -> list[dict[str, Any]]:
    """The meetings of this round; `a_person` is there for `a`."""
    return [
        {
            **meeting,
            "a_person": db.execute(
                "select person from meeting_person where meeting = ? and party = ?", [meeting["id"], meeting["a"]]
            ).fetchone()[0],
        }
        for meeting in meetings_now(db)
    ]
