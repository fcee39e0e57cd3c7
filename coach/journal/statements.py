"""What is asked of the database, in SQL."""

AROUND = """
    WITH activity AS (
        SELECT * FROM fact WHERE kind = 'activity' AND night BETWEEN :remembered AND :last
        UNION ALL
        SELECT * FROM fact
            WHERE kind IN ('expected', 'unexpected', 'confirmed') AND night >= :remembered
    ), silence AS (
        SELECT * FROM fact WHERE kind IN ('pause', 'resume') AND night < :first
            AND NOT EXISTS (SELECT 1 FROM fact AS undo WHERE undo.target = fact.id)
        ORDER BY seq DESC LIMIT 1
    )
    SELECT id, at, night, kind, target, body FROM (
        SELECT * FROM fact WHERE night BETWEEN :first AND :last
        UNION
        SELECT * FROM silence
        UNION
        SELECT * FROM activity
        UNION
        SELECT undo.* FROM activity JOIN fact AS undo ON undo.target = activity.id
        UNION
        SELECT * FROM fact WHERE kind = 'clock' AND seq >= (
            SELECT min(seq) FROM fact WHERE kind = 'clock'
                AND (night >= :bearing OR substr(body, 9, 10) >= :bearing))
        UNION
        SELECT * FROM fact WHERE kind = 'timetable' AND night >= coalesce(
            (SELECT max(night) FROM fact WHERE kind = 'timetable' AND night < :first), '')
        UNION
        SELECT * FROM fact WHERE seq IN (
            SELECT max(seq) FROM fact WHERE kind = 'eased' AND night < :first
                AND NOT EXISTS (SELECT 1 FROM fact AS undo WHERE undo.target = fact.id)
            GROUP BY substr(body, 1, instr(body, ',')))
    ) ORDER BY seq
"""
# substr: the day in {"was":"2026-11-22T..., and the habit in {"habit":"stretch",...;
# json_extract would stop at a body that is none.

BETWEEN = (
    "SELECT id, at, night, kind, target, body FROM fact WHERE night BETWEEN ? AND ? ORDER BY seq"
)

COUNTING = """
    SELECT id, at, night, kind, target, body FROM (
        SELECT * FROM fact WHERE night BETWEEN ? AND ?
            AND kind NOT IN ('held', 'undo', 'clock')
            AND (kind <> 'delivery' OR substr(body, 1, 16) = '{"stage":"shown"')
        UNION ALL
        SELECT * FROM fact WHERE target IS NOT NULL
        UNION ALL
        SELECT * FROM fact WHERE kind = 'clock'
    ) ORDER BY seq
"""

FIND = "SELECT id, at, night, kind, target, body FROM fact WHERE id >= ? AND id < ? ORDER BY seq"

LATEST = """
    SELECT id, at, night, kind, target, body FROM fact
    WHERE kind NOT IN (
        'delivery', 'timetable', 'held', 'clock', 'eased', 'proposed', 'remark',
        'expected', 'unexpected'
    )
    ORDER BY seq DESC LIMIT ?
"""

NEWEST = "SELECT id, at, night, kind, target, body FROM fact ORDER BY seq DESC LIMIT 1"
ROWS = "SELECT id, at, night, kind, target, body FROM fact ORDER BY seq"
HAS = "SELECT 1 FROM fact WHERE id = ?"

KEEP = """
    INSERT OR IGNORE INTO fact (id, at, night, kind, target, body) VALUES (?, ?, ?, ?, ?, ?)
"""
