"""Numbered steps from an empty database to the present one.

Each runs in one transaction together with its version bump (`PRAGMA user_version`), so that
a crash leaves either the old version or the new one. A step that was released is never edited.
No step rewrites a fact: copies and leaves are compared with the journal row by row.
"""

from contextlib import closing
from sqlite3 import Connection, connect

_V1 = (
    """
    CREATE TABLE fact (
        seq    INTEGER PRIMARY KEY,      -- the order of recording in this journal
        id     TEXT NOT NULL UNIQUE,     -- the same in every journal that holds the fact
        at     TEXT NOT NULL,            -- ISO 8601 with the local offset of that moment
        night  TEXT NOT NULL,            -- the date on which its night began
        kind   TEXT NOT NULL,
        target TEXT,                     -- the id of the fact that an undo takes back
        body   TEXT NOT NULL             -- JSON
    )
    """,
    "CREATE INDEX fact_of_night ON fact (night)",
    "CREATE INDEX fact_undoing ON fact (target) WHERE target IS NOT NULL",
    "CREATE INDEX fact_silence ON fact (seq) WHERE kind IN ('pause', 'resume')",
    "CREATE INDEX fact_activity ON fact (night) WHERE kind = 'activity'",
    "CREATE INDEX fact_timetable ON fact (night) WHERE kind = 'timetable'",
    """
    CREATE INDEX fact_of_person ON fact (seq)
    WHERE kind NOT IN ('delivery', 'timetable')
    """,
    """
    CREATE TRIGGER fact_never_changes BEFORE UPDATE ON fact
    BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END
    """,
    """
    CREATE TRIGGER fact_never_goes BEFORE DELETE ON fact
    BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END
    """,
)

_V2 = (
    "CREATE INDEX fact_clock ON fact (seq) WHERE kind = 'clock'",
    "DROP INDEX fact_of_person",
    """
    CREATE INDEX fact_of_person ON fact (seq)
    WHERE kind NOT IN ('delivery', 'timetable', 'held', 'clock')
    """,
)

_V3 = (
    "CREATE INDEX fact_eased ON fact (night) WHERE kind = 'eased'",
    "DROP INDEX fact_of_person",
    """
    CREATE INDEX fact_of_person ON fact (seq)
    WHERE kind NOT IN (
        'delivery', 'timetable', 'held', 'clock', 'eased', 'proposed', 'remark'
    )
    """,
)

_V4 = (
    """
    CREATE INDEX fact_expected ON fact (night)
    WHERE kind IN ('expected', 'unexpected', 'confirmed')
    """,
    "DROP INDEX fact_of_person",
    """
    CREATE INDEX fact_of_person ON fact (seq)
    WHERE kind NOT IN (
        'delivery', 'timetable', 'held', 'clock', 'eased', 'proposed', 'remark',
        'expected', 'unexpected'
    )
    """,
)

STEPS: tuple[tuple[str, ...], ...] = (_V1, _V2, _V3, _V4)

CURRENT = len(STEPS)


def version(connection: Connection) -> int:
    """The version of a database; 0 when it is new."""
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    return int(number)


def schema(connection: Connection) -> list[tuple[str, ...]]:
    """The tables and indexes of a database, as they were made."""
    return connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
    ).fetchall()


def present_schema() -> list[tuple[str, ...]]:
    """Those of a journal of the present version."""
    with closing(connect(":memory:", isolation_level=None)) as new:
        migrate(new)
        return schema(new)


def migrate(connection: Connection) -> None:
    """Bring a database to the present version.

    Raises:
        sqlite3.Error: a step failed; the database is as it was before that step.
    """
    for number in range(version(connection) + 1, CURRENT + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            if version(connection) < number:  # another process may have been faster
                for statement in STEPS[number - 1]:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
