"""Facts as lines: the leaf beside the database, exports, what is let in again."""

import csv
import io
import json
import re
import stat
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.model import Activity, Answer, Cramp, Fact, Pause, Undo
from coach.journal import JournalError, SqliteJournal, codec, exporting, lines
from coach.journal.sanity import readable, sane
from tests.support.facts import FACTS, JOURNALS
from tests.support.people import NIGHT, at

CRAMP = Fact("c" * 16, at("04:30"), NIGHT, Cramp(at("04:30"), note="left calf"))


def rewritten(tmp_path: Path, facts: tuple[Fact, ...]) -> exporting.Content:
    path = tmp_path / "export.jsonl"
    path.unlink(missing_ok=True)
    exporting.save(str(path), exporting.json_lines([codec.to_row(fact) for fact in facts]))
    return exporting.content(str(path))


# --- the leaf ----------------------------------------------------------------------------


@given(FACTS, st.integers(0, 10**6))
def test_a_line_is_read_back_equal(fact: Fact, seq: int) -> None:
    text = lines.checked((seq, codec.to_row(fact)))
    assert b"\n" not in text
    line = lines.parse(text)
    assert line == (seq, codec.to_row(fact))
    assert sane(line[1]) == fact


@given(FACTS, st.data())
def test_a_line_of_which_one_byte_is_altered_is_none(fact: Fact, data: st.DataObject) -> None:
    text = bytearray(lines.checked((7, codec.to_row(fact))))
    place = data.draw(st.integers(0, len(text) - 1))
    text[place] ^= data.draw(st.integers(1, 255))
    found = lines.parse(bytes(text))
    assert found is None or found == (7, codec.to_row(fact))


def test_a_line_that_was_cut_short_does_not_spoil_the_next(tmp_path: Path) -> None:
    path = tmp_path / lines.RECENT
    first, second = ((seq, codec.to_row(CRAMP)) for seq in (1, 2))
    lines.append(str(path), [first])
    path.write_bytes(path.read_bytes() + b"\n" + lines.checked(second)[:-9])
    assert lines.last(str(path)) == first
    lines.append(str(path), [second])
    assert lines.read(str(path)) == (first, second)
    assert lines.last(str(path)) == second
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_leaf_has_what_was_kept_and_nothing_that_was_not(tmp_path: Path) -> None:
    leaf = str(tmp_path / lines.RECENT)
    with SqliteJournal(str(tmp_path / "journal.db")) as journal:
        journal.keep([CRAMP])
        journal.keep([CRAMP])
        journal._connection.execute(
            "CREATE TRIGGER no_more BEFORE INSERT ON fact BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
        with pytest.raises(JournalError):
            journal.keep([CRAMP._replace(id="d" * 16)])
    assert lines.read(leaf) == ((1, codec.to_row(CRAMP)),)


# --- exports -----------------------------------------------------------------------------


@given(facts=JOURNALS)
def test_what_is_exported_is_imported_equal(
    tmp_path_factory: pytest.TempPathFactory, facts: tuple[Fact, ...]
) -> None:
    assert rewritten(tmp_path_factory.mktemp("export"), facts) == (facts, ())


@given(facts=JOURNALS)
def test_a_journal_that_takes_over_an_export_is_equal(
    tmp_path_factory: pytest.TempPathFactory, facts: tuple[Fact, ...]
) -> None:
    folder = tmp_path_factory.mktemp("journal")
    with SqliteJournal(str(folder / "journal.db")) as journal:
        journal.keep(facts)
        rows = tuple(journal.rows())
        assert journal.between(date.min, date.max) == facts
    with SqliteJournal(str(folder / "other" / "journal.db")) as other:
        other.keep(rewritten(folder, facts).facts)
        assert tuple(other.rows()) == rows


@given(facts=JOURNALS, data=st.data())
def test_an_export_that_was_altered_or_cut_never_raises_anything_but_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, facts: tuple[Fact, ...], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("export") / "e.jsonl"
    exporting.save(str(path), exporting.json_lines([codec.to_row(fact) for fact in facts]))
    text = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(0, 3))):
        text[data.draw(st.integers(0, len(text) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(text[: data.draw(st.integers(0, len(text)))])
    try:
        content = exporting.content(str(path))
    except JournalError:
        return
    with SqliteJournal(str(path.parent / "journal.db")) as journal:
        journal.keep(content.facts)
        assert len(journal.between(date.min, date.max)) == len({f.id for f in content.facts})


def test_an_export_that_ends_early_says_so(tmp_path: Path) -> None:
    path = tmp_path / "e.jsonl"
    texts = list(exporting.json_lines([codec.to_row(CRAMP)] * 3))
    path.write_text("\n".join(texts[:-1]))
    (problem,) = exporting.content(str(path)).problems
    assert problem.message == "it ends early: 2 of 3 entries are there"


@pytest.mark.parametrize(
    "text", ["", "hello", "{}", "[1]", '{"format":"coach-journal"}', "[" * 10**5, "<gpx/>"]
)
def test_what_is_no_export_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x").write_text(text)
    with pytest.raises(JournalError, match="not an export"):
        exporting.content(str(tmp_path / "x"))


@pytest.mark.parametrize("version", [1, 2, 3])
def test_a_journal_of_an_earlier_version_is_read_and_not_touched(
    tmp_path: Path, version: int
) -> None:
    import sqlite3  # noqa: PLC0415 - for this one

    script = Path(__file__).parent / "stored" / f"version-{version}.sql"
    path = tmp_path / "old.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(script.read_text(encoding="utf-8"))
    connection.close()
    before = path.read_bytes()
    content = exporting.content(str(path))
    assert len(content.facts) > 5
    assert not content.problems
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (before, [path])


# --- what is let in ----------------------------------------------------------------------

EVENT: dict[str, object] = {
    "verb": "done",
    "reminder": "2026-11-22/stretch/1",
    "via": "button",
}
GOOD = {
    "id": "a1",
    "at": "2026-11-22T21:45:00+01:00",
    "night": "2026-11-22",
    "kind": "answer",
    "event": EVENT,
}


def test_a_good_entry_is_let_in() -> None:
    assert isinstance(sane(lines.to_row(GOOD)).event, Answer)


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": 7}, {"id": ""}, {"id": "\udcff"}, {"at": "2026-11-22T21:45:00"}, {"at": "today"},
        {"at": None}, {"night": "2026-11-31"}, {"night": "0001-01-01"}, {"kind": "teleport"},
        {"kind": []}, {"event": {}}, {"event": []}, {"event": None}, {"event": "done"},
        {"event": {"verb": "dnne", "reminder": "x", "via": "button"}},
        {"event": {"verb": "done", "reminder": 1, "via": "button"}},
        {"event": {"verb": "done", "reminder": "x", "via": "button", "back": "2026-11-22T21:45"}},
        {"event": {"verb": "done", "reminder": "x", "via": "button", "minutes": "5"}},
        {"event": {"verb": "done", "reminder": "x", "via": "button", "more": 1}},
        {"kind": "cramp", "event": {"when": "2026-11-22T04:30:00+01:00", "pain": True}},
        {"kind": "cramp", "event": {"when": "2026-11-22T04:30:00+01:00", "note": "\udcff"}},
        {"kind": "activity", "event": {"sort": "hike", "when": "2026-11-22T04:30:00+01:00",
                                       "distance_km": float("nan")}},
        {"kind": "activity", "event": {"sort": "hike", "when": "2026-11-22T04:30:00+01:00",
                                       "duration": 1e300}},
        {"kind": "timetable", "event": {"written": "2026-11-22T04:30:00+01:00", "times": [1]}},
        {"kind": "held", "event": {"reminders": ["x", 1], "reason": "idle"}},
        {"id": "a\n1"}, {"id": "\x1b[2J"},
        *({"event": EVENT | {"reminder": name}} for name in (
            "x", "", "a/b/1", "2026-11-31/stretch/1", "2026-11-22/stretch/0", "2026-11-22//1",
            "2026-11-22/stretch/-1", "2026-11-22/stretch", "2026-11-22/\x1b[2J/1",
            "2026-11-22/stretch/1\n", "0001-01-01/stretch/1")),
        {"event": EVENT | {"minutes": -5}}, {"event": EVENT | {"minutes": 10**30}},
        {"kind": "delivery", "event": {"stage": "shown", "reminders": []}},
        {"kind": "delivery", "event": {"stage": "shown", "reminders": ["x"]}},
        {"kind": "delivery", "event": {"stage": "shown", "reminders": [], "carried": ["q"]}},
        {"kind": "held", "event": {"reminders": [], "reason": "idle"}},
        {"kind": "undo", "event": {"target": "\x1b[2J"}},
        *({"kind": "timetable", "event": {"written": "2026-11-22T04:30:00+01:00", "times": times}}
          for times in ({"stretch/1": ["21:45"]}, {"x": [""] * 7}, {"stretch/1": ["24:00"] * 7},
                        {"stretch/1": ["9:00"] * 7}, {"stretch/1": ["21:45\n"] * 7})),
        *({"kind": "cramp", "event": {"when": "2026-11-22T04:30:00+01:00", "pain": pain}}
          for pain in (-1, 11)),
        *({"kind": "activity", "event": {"sort": "hike", "when": "2026-11-22T04:30:00+01:00"} | of}
          for of in ({"distance_km": -1}, {"distance_km": 1e308}, {"ascent_m": -3}, {"effort": 11},
                     {"descent_m": 1e9}, {"pack_kg": -70}, {"duration": -1}, {"duration": 1e9})),
    ],
)  # fmt: skip
def test_what_the_program_could_not_have_written_is_kept_out(wrong: dict[str, object]) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        sane(lines.to_row(GOOD | wrong))


def test_words_that_would_command_a_terminal_become_harmless() -> None:
    told = EVENT | {"verb": "skip", "reason": "a\x1b[2Jb\u202ec\u009bd\re\nf \u200d"}
    event = sane(lines.to_row(GOOD | {"event": told})).event
    assert isinstance(event, Answer)
    assert event.reason == "a [2Jb c d e\nf \u200d"


@given(FACTS)
def test_whatever_the_program_writes_is_sane_and_readable(fact: Fact) -> None:
    assert sane(codec.to_row(fact)) == fact
    assert readable(codec.to_row(fact))


def test_an_entry_of_a_newer_version_is_readable_though_not_understood() -> None:
    assert readable(codec.to_row(CRAMP)._replace(kind="sleep-diary"))
    assert not readable(codec.to_row(CRAMP)._replace(kind="answer"))


# --- for a spreadsheet -------------------------------------------------------------------


def table(facts: tuple[Fact, ...]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("\n".join(exporting.csv_lines(facts)))))


def test_a_table_has_a_row_for_each_fact_and_always_the_same_columns() -> None:
    hike = Activity("hike", at("17:00"), timedelta(minutes=90), 8.5, mode="", note='a, "b"')
    first, second, third = table((CRAMP, CRAMP._replace(event=hike), CRAMP._replace(event=Pause())))
    assert (first["kind"], first["night"], first["note"]) == ("cramp", "2026-11-22", "left calf")
    assert (second["distance_km"], second["duration"], second["note"]) == ("8.5", "90.0", 'a, "b"')
    assert third["id"] == CRAMP.id
    assert list(table((CRAMP,))[0]) == list(first)


@pytest.mark.parametrize(
    "note", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "=HYPERLINK()"]
)
def test_no_cell_is_computed(note: str) -> None:
    (row,) = table((CRAMP._replace(event=Cramp(at("04:30"), note=note)),))
    assert row["note"].startswith("'")
    (row,) = table((Fact("=1", datetime.fromisoformat(GOOD["at"]), NIGHT, Undo("=2")),))  # type: ignore[arg-type]
    assert (row["id"], row["target"]) == ("'=1", "'=2")


@given(JOURNALS)
def test_a_table_of_any_journal_has_as_many_rows(facts: tuple[Fact, ...]) -> None:
    text = "\n".join(exporting.csv_lines(facts))
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len(rows) == 1 + len(facts)
    texts = [cell for row in rows for cell in row if not re.fullmatch(r"-[0-9.e-]+", cell)]
    assert not any(text.startswith(("=", "+", "-", "@")) for text in texts)


def test_a_header_says_what_it_is() -> None:
    (header,) = exporting.json_lines([])
    assert json.loads(header) == {"format": "coach-journal", "version": 1, "entries": 0}
