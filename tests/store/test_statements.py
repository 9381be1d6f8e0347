"""What is asked over and over is parsed once, however much else has been asked of the same connection."""

from pathlib import Path

from pysqlite3 import SQLITE_OK

from borse.store.database import connect

# As many as all desks have together, each asked more than once, as on an evening.
OTHERS = 600


def test_a_question_that_comes_late_is_parsed_once_as_well(tmp_path: Path) -> None:
    db = connect(tmp_path / "x.db")
    for number in [*range(OTHERS), *range(OTHERS)]:
        db.execute(f"select {number}").fetchone()
    parsed: list[int] = []  # SQLite asks whether a statement is allowed when it parses it, and only then

    def allow(action: int, *_about: object) -> int:
        parsed.append(action)
        return int(SQLITE_OK)

    late = ("select 'who is here'", "select 'where else'", "select 'what is theirs'")
    db.conn.set_authorizer(allow)
    for _guest in range(10):
        for question in late:
            db.execute(question).fetchone()
    assert len(parsed) == len(late)
    db.conn.close()
