"""backup, restore, export, import; a damaged journal as a person meets it."""

import json
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from coach.cli import run
from coach.journal import SqliteJournal, exporting
from tests.support.terminal import CONFIG, Said, Terminal

EVERY_READER = [
    ("plan",), ("status",), ("history",), ("done", "warm"), ("skip", "warm"), ("snooze", "stretch"),
    ("pause",), ("log", "cramp"), ("cramp",), ("undo",), ("export", "e.jsonl"), ("backup",),
]  # fmt: skip


def refused(said: Said, code: int) -> str:
    """What stderr says when a command did nothing."""
    assert (said.code, said.out) == (code, "")
    assert said.err.strip()
    return said.err


def facts(coach: Terminal) -> list[dict[str, object]]:
    said = coach("history", "--from", "2026-01-01", "--json")
    assert said.code == 0
    found: list[dict[str, object]] = said.document["facts"]
    return found


def ids(coach: Terminal) -> list[object]:
    return [fact["id"] for fact in facts(coach)]


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    import io  # noqa: PLC0415 - only here

    monkeypatch.setattr("sys.stdin", io.StringIO(text))


@pytest.fixture
def week(coach: Terminal) -> Terminal:
    """Someone with a few entries, one of them undone."""
    for words in (("done", "warm"), ("log", "cramp", "--note", "křeč"), ("skip", "stretch")):
        assert coach(*words).code == 0
    coach("undo")
    return coach


def ruin(coach: Terminal, text: bytes = b"not a journal " * 1000) -> None:
    """Damage the journal so that nothing in it can be read."""
    (coach.data / "journal.db").write_bytes(text)


# --- copies ------------------------------------------------------------------------------


def test_backup_says_where_the_copy_is_and_what_it_has(week: Terminal) -> None:
    document = week.json("backup")
    assert document == {
        "path": str(week.data / "backups" / "journal-2026-11-22T215000.db"),
        "entries": 4,
        "at": "2026-11-22T21:50:00+01:00",
    }
    assert week("backup").out == f"Copied and verified: 4 entries\n{document['path']}\n"
    assert stat.S_IMODE(os.stat(document["path"]).st_mode) == 0o600


def test_backup_into_a_folder_leaves_one_more_copy_there(week: Terminal, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    path = Path(week.json("backup", str(tmp_path / "stick"))["path"])
    assert path == tmp_path / "stick" / "journal-2026-11-22T215000.db"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (week.data / "backups" / path.name).read_bytes() == path.read_bytes()


def test_backup_into_what_is_no_folder_says_so(week: Terminal, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert str(tmp_path / "file") in refused(week("backup", str(tmp_path / "file")), 1)


def test_backup_makes_no_folder_in_the_place_of_a_stick_that_is_not_there(
    week: Terminal, tmp_path: Path
) -> None:
    said = refused(week("backup", str(tmp_path / "stick")), 1)
    assert f"There is no folder {tmp_path / 'stick'}, so nothing was copied there." in said
    (copy,) = (week.data / "backups").glob("*.db")
    assert f"The usual copy was made: {copy}\n" in said
    assert not (tmp_path / "stick").exists()


def test_backup_of_nothing_has_nothing_to_do(coach: Terminal) -> None:
    assert "no journal yet" in refused(coach("backup"), 3)
    assert not coach.data.exists()


def test_backup_needs_no_config(week: Terminal) -> None:
    week.config.unlink()
    assert week("backup").code == 0


def test_check_tells_the_age_of_the_last_copy(week: Terminal) -> None:
    def finding() -> dict[str, object]:
        found: dict[str, object] = week("check", "--json").document["surroundings"]["backup"]
        return found

    assert "none yet" in str(finding()["text"])
    assert finding()["ok"]
    week.now = "2026-11-22 04:12"
    week("backup")
    week.now = "2026-11-22 20:00"
    assert finding() == {
        "ok": True,
        "text": "The last verified copy is from this morning, 04:12: 4 entries.",
    }
    week.now = "2026-11-23 08:00"
    assert "from yesterday morning, 04:12" in str(finding()["text"])
    week.now = "2026-12-05 08:00"
    assert finding() == {
        "ok": False,
        "text": "The last verified copy is from Sunday 22 November 2026, 13 days ago: 4 entries.",
    }
    (path,) = (week.data / "backups").glob("*.db")
    path.write_bytes(path.read_bytes()[:-1])
    assert "no longer what was verified" in str(finding()["text"])


def test_an_old_copy_is_no_reason_for_strict(week: Terminal) -> None:
    week("backup")
    week.now = "2027-11-22 20:00"
    with_old = week("check", "--strict").code
    assert with_old == week("check", "--strict").code
    surroundings = week("check", "--json").document["surroundings"]
    assert not surroundings["backup"]["ok"]
    assert with_old == (0 if surroundings["desktop"]["ok"] else 1)


# --- restore -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["copy", "export"])
def test_restore_goes_back_to_a_copy_or_an_export_whole(
    week: Terminal, tmp_path: Path, kind: str
) -> None:
    before = facts(week)
    path = str(tmp_path / "e.jsonl")
    if kind == "copy":
        path = week.json("backup")["path"]
    else:
        week("export", path)
    week("log", "cramp")
    week.now = "2026-11-22 22:00"
    document = week.json("restore", path, "--yes")
    aside = Path(document["kept_aside"])
    assert document == {"entries": 4, "kept_aside": str(aside)}
    assert facts(week) == before
    assert stat.S_IMODE(aside.stat().st_mode) == 0o700
    with SqliteJournal(str(aside / "journal.db")) as journal:
        assert len(tuple(journal.rows())) == 5
    assert len(list((week.data / "backups").glob("*.db"))) == 1


def test_what_was_set_aside_can_be_restored(week: Terminal) -> None:
    before = facts(week)
    path = week.json("backup")["path"]
    week("log", "cramp")
    after = facts(week)
    aside = week.json("restore", path, "--yes")["kept_aside"]
    assert facts(week) == before
    week.now = "2026-11-22 22:00"
    week("restore", f"{aside}/journal.db", "--yes")
    assert facts(week) == after


def test_restore_asks_for_a_word(week: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    path = week.json("backup")["path"]
    week("log", "cramp")
    for text in ("yes\n", ""):
        typed(monkeypatch, text)
        said = refused(week("restore", path), 1)
        assert "(4 entries) in the place of your journal (5 entries)" in said
        assert "Nothing was changed." in said
        assert len(facts(week)) == 5
    typed(monkeypatch, " Restore \n")
    assert "Restored: 4 entries." in week("restore", path).out
    assert len(facts(week)) == 4


@pytest.mark.parametrize("trouble", ["cut", "altered", "no journal", "missing", "folder"])
def test_a_file_that_is_not_whole_is_not_restored(
    week: Terminal, tmp_path: Path, trouble: str
) -> None:
    before = facts(week)
    path = tmp_path / "e.jsonl"
    week("export", str(path))
    text = path.read_text()
    match trouble:
        case "cut":
            path.write_text(text[: text.rindex("\n{") + 1])
        case "altered":
            path.write_text(text.replace('"done"', '"dnne"'))
        case "no journal":
            path.write_text("<gpx/>")
        case "missing":
            path.unlink()
        case "folder":
            path.unlink()
            path.mkdir()
    said = refused(week("restore", str(path), "--yes"), 1)
    assert str(path) in said
    assert "nothing was changed" in said.lower()
    assert facts(week) == before
    assert not list(week.data.glob("before-restore-*"))


def test_a_damaged_copy_is_not_restored(week: Terminal) -> None:
    before = facts(week)
    path = Path(week.json("backup")["path"])
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert str(path) in refused(week("restore", str(path), "--yes"), 1)
    assert facts(week) == before


# --- export and import -------------------------------------------------------------------


def test_what_is_exported_is_imported_equal_on_another_computer(
    week: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(tmp_path / "mine.jsonl")
    assert week.json("export", path) == {"path": path, "entries": 4}
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    before, holding = facts(week), week.json("status")
    monkeypatch.setenv("COACH_DATA", str(tmp_path / "other"))
    assert week.json("import", path) == {"imported": 4, "skipped": 0, "problems": []}
    assert facts(week) == before
    assert week.json("status") == holding
    again = tmp_path / "again.jsonl"
    week("export", str(again))
    assert again.read_bytes() == Path(path).read_bytes()


def test_the_same_file_twice_changes_nothing(week: Terminal, tmp_path: Path) -> None:
    path = str(tmp_path / "mine.jsonl")
    week("export", path)
    before = facts(week)
    assert week.json("import", path, path) == {"imported": 0, "skipped": 8, "problems": []}
    assert facts(week) == before
    assert week("import", path).out == "Imported 0 entries; 4 entries were here already.\n"


def test_a_copy_is_imported_too(week: Terminal) -> None:
    path = week.json("backup")["path"]
    assert week.json("import", path)["skipped"] == 4


OLD = ("2026-01-05T20:00:00+00:00", "2026-01-05")
WRONG_ONCE = ("clock", {"was": "2026-03-05T20:00:00+00:00", "now": OLD[0]})
CRAMP = ("cramp", {"when": OLD[0]})


def elsewhere(tmp_path: Path, *entries: tuple[str, Mapping[str, object]]) -> str:
    """The export of another, older computer."""
    path = tmp_path / "old.jsonl"
    header = {"format": "coach-journal", "version": 1, "entries": len(entries)}
    told = [
        {"id": f"{n:016x}", "at": OLD[0], "night": OLD[1], "kind": kind, "event": event}
        for n, (kind, event) in enumerate(entries)
    ]
    path.write_text("".join(f"{json.dumps(line)}\n" for line in (header, *told)))
    return str(path)


def test_what_another_computers_clock_did_changes_nothing_here(
    week: Terminal, tmp_path: Path
) -> None:
    before = week("status", "--json").document
    noted = ("timetable", {"written": OLD[0], "times": {"warm/1": ["12:00"] * 7}})
    held = ("held", {"reminders": ["2026-01-05/warm/1"], "reason": "idle"})
    path = elsewhere(tmp_path, WRONG_ONCE, noted, held, CRAMP)
    assert week("import", path).out == (
        "Imported 1 entry; 3 entries only matter on the computer they are from.\n"
    )
    assert week("status", "--json").document == before
    assert week.json("import", path) == {"imported": 0, "skipped": 4, "problems": []}


def test_what_another_computers_wrong_clock_had_rung_writes_no_evening_off_here(
    week: Terminal, tmp_path: Path
) -> None:
    """Its clock was ahead, and showed this very evening."""
    week("undo", str(ids(week)[0]))
    before = week("status", "--json").document
    tonight = "2026-11-22"
    wrong: list[tuple[str, Mapping[str, object]]] = [
        ("delivery", {"stage": "shown", "reminders": [f"{tonight}/warm/1"]}),
        ("answer", {"verb": "done", "reminder": f"{tonight}/warm/1", "via": "button"}),
    ]
    back = ("clock", {"was": f"{tonight}T20:40:00+00:00", "now": OLD[0]})
    path = Path(elsewhere(tmp_path, *wrong, back, CRAMP))
    text = path.read_text().splitlines()
    for number in (1, 2):
        text[number] = (
            text[number]
            .replace(f'"at": "{OLD[0]}"', f'"at": "{tonight}T20:30:00+00:00"')
            .replace(f'"night": "{OLD[1]}"', f'"night": "{tonight}"')
        )
    path.write_text("\n".join(text))
    assert week.json("import", str(path)) == {"imported": 1, "skipped": 3, "problems": []}
    assert week("status", "--json").document == before


def test_into_an_empty_journal_everything_of_another_is_taken(
    coach: Terminal, tmp_path: Path
) -> None:
    path = elsewhere(tmp_path, WRONG_ONCE, ("pause", {}), CRAMP)
    other = tmp_path / "other.jsonl"
    other.write_text(
        Path(path).read_text().replace('"id": "0', '"id": "1').replace("01-05", "01-04")
    )
    assert coach.json("import", path, str(other)) == {"imported": 4, "skipped": 2, "problems": []}
    assert coach("status", "--json").document["habits"][0]["state"] == "paused"


def test_an_old_pause_and_its_end_are_no_word_on_this_evenings(
    week: Terminal, tmp_path: Path
) -> None:
    entry = week.json("pause")["id"]
    path = elsewhere(tmp_path, ("pause", {}), ("resume", {}), ("undo", {"target": "0" * 15 + "1"}))
    assert week.json("import", path) == {"imported": 0, "skipped": 3, "problems": []}
    assert week("status", "--json").document["habits"][0]["state"] == "paused"
    assert week.json("undo")["undone"] == entry


def test_an_old_pause_does_not_silence_what_was_resumed_here(
    week: Terminal, tmp_path: Path
) -> None:
    week("pause")
    week("resume")
    assert week("import", elsewhere(tmp_path, ("pause", {}))).code == 0
    states = [habit["state"] for habit in week("status", "--json").document["habits"]]
    assert "paused" not in states


def test_what_cannot_be_taken_over_is_named_and_the_rest_is_taken(
    week: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.jsonl"
    week("export", str(path))
    path.write_text(path.read_text().replace('"kind":"cramp"', '"kind":"sleep"'))
    monkeypatch.setenv("COACH_DATA", str(tmp_path / "other"))
    said = week("import", str(path), str(tmp_path / "missing"), str(week.config), "--json")
    assert said.code == 1
    document = said.document
    assert (document["imported"], document["skipped"]) == (3, 0)
    assert [(p["file"], p["line"]) for p in document["problems"]] == [
        (str(path), 3),
        (str(tmp_path / "missing"), 0),
        (str(week.config), 0),
    ]
    assert f"{path}:3: this version knows no entry of the kind 'sleep'" in said.err
    assert "not an export" in said.err


def test_entries_and_files_that_cannot_be_taken_over_are_counted_apart(
    week: Terminal, tmp_path: Path
) -> None:
    path, cut = tmp_path / "mine.jsonl", tmp_path / "cut.jsonl"
    week("export", str(path))
    cut.write_text(path.read_text()[: path.read_text().rindex("\n{") + 1])
    path.write_text(path.read_text().replace('"kind":"cramp"', '"kind":"sleep"'))
    said = week("import", str(path), str(tmp_path / "missing"), str(cut))
    assert said.code == 1
    assert said.out == (
        "Imported 0 entries; 6 entries were here already; 1 entry could not be taken over; "
        "2 files could not be read to the end.\n"
    )
    assert f"{tmp_path / 'missing'}: No such file or directory\n" in said.err
    assert f"{cut}: it ends early: 3 of 4 entries are there\n" in said.err


_HEADER = '{"format":"coach-journal","version":1,"entries":%s}\n'


@pytest.mark.parametrize("command", [("import",), ("restore", "--yes")])
@pytest.mark.parametrize(
    "kind", ["infinite", "huge", "deep", "zeros", "endless", "pipe", "device", "folder"]
)
def test_what_has_no_end_or_no_sense_is_refused_with_a_sentence(
    week: Terminal, tmp_path: Path, kind: str, command: tuple[str, ...]
) -> None:
    path = tmp_path / "hostile.jsonl"
    match kind:
        case "infinite":
            path.write_text(_HEADER % "1e999")
        case "huge":
            path.write_text(_HEADER % ("9" * 5000))
        case "deep":
            path.write_text("[" * 200_000)
        case "zeros":
            path.write_bytes(b"\0" * (3 << 20))
        case "endless":
            path.write_text(_HEADER % 1 + "x" * (3 << 20))
        case "pipe":
            os.mkfifo(path)
        case "device":
            path = Path("/dev/zero")
        case "folder":
            path.mkdir()
    said = week(*command, str(path))
    assert said.code == 1
    assert str(path) in said.err
    assert len(said.err) < 500
    assert "Traceback" not in said.err
    assert len(facts(week)) == 4


def test_export_overwrites_nothing(week: Terminal) -> None:
    for path in (week.data / "journal.db", week.config):
        before = path.read_bytes()
        assert "already" in refused(week("export", str(path)), 1)
        assert path.read_bytes() == before


def test_export_to_where_nothing_can_be_written_says_so(week: Terminal, tmp_path: Path) -> None:
    for name in ("e.jsonl", "e.csv"):
        said = refused(week("export", str(tmp_path / "no" / name)), 1)
        assert f"There is no folder {tmp_path / 'no'}." in said
        assert ".new" not in said


@pytest.mark.parametrize("has_links", [True, False])
def test_export_touches_no_file_but_its_own(
    week: Terminal, tmp_path: Path, has_links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, other = tmp_path / "e.csv", tmp_path / "other"
    (tmp_path / "e.csv.new").write_text("mine")
    other.write_text("mine")
    (tmp_path / "f.csv.new").symlink_to(other)
    if not has_links:

        def no_links(*_: object) -> None:
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr("os.link", no_links)
    before = set(os.listdir(tmp_path))
    assert week("export", str(path)).code == 0
    assert week("export", str(tmp_path / "f.csv")).code == 0
    assert set(os.listdir(tmp_path)) - before == {"e.csv", "f.csv"}
    assert (tmp_path / "e.csv.new").read_text() == other.read_text() == "mine"


@pytest.mark.parametrize("has_links", [True, False])
def test_a_file_that_comes_while_export_writes_is_left_as_it_is(
    tmp_path: Path, has_links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "e.csv"

    def texts() -> Iterator[str]:
        path.write_text("mine")
        yield "1"

    if not has_links:

        def no_links(*_: object) -> None:
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr("os.link", no_links)
    with pytest.raises(FileExistsError):
        exporting.save(str(path), texts())
    assert path.read_text() == "mine"
    assert os.listdir(tmp_path) == ["e.csv"]


def test_export_to_standard_output(week: Terminal) -> None:
    said = week("export", "-")
    assert (said.code, said.err) == (0, "")
    header, *rest = [json.loads(line) for line in said.out.splitlines()]
    assert header["entries"] == len(rest) == 4
    assert "křeč" in said.out
    refused(week("export", "-", "--json"), 2)


def test_export_for_a_spreadsheet(week: Terminal, tmp_path: Path) -> None:
    week("log", "cramp", "--note", "=HYPERLINK(1)")
    path = tmp_path / "mine.CSV"
    assert week("export", str(path)).out == f"Exported 5 entries to {path}\n"
    header, *rows = path.read_text(encoding="utf-8-sig").splitlines()
    assert header.startswith("id,at,night,kind,")
    assert len(rows) == 5
    assert ",'=HYPERLINK(1)," in rows[-1]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "is for a spreadsheet" in week("import", str(path)).err


# --- damage ------------------------------------------------------------------------------


@pytest.mark.parametrize("command", EVERY_READER)
def test_whatever_is_typed_a_damaged_journal_is_repaired_and_said(
    week: Terminal, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(week.config.parent)
    before = ids(week)
    ruin(week)
    said = week(*command)
    assert said.code == (3 if command == ("done", "warm") else 0)
    assert "The journal was damaged. It was set aside as" in said.err
    assert "4 entries are back: nothing is lost." in said.err
    assert ids(week)[:4] == before
    assert week(*command).err.count("damaged") == 0


def test_an_acknowledged_entry_survives_the_next_commands_damage(coach: Terminal) -> None:
    for number in range(12):
        entry = coach.json("log", "cramp", "--note", f"number {number}")["id"]
        ruin(coach, b"" if number % 2 else b"x" * 5000)
        assert ids(coach)[-1] == entry
    assert len(facts(coach)) == 12


def test_a_file_that_never_was_a_journal_is_set_aside_and_a_new_one_begins(
    coach: Terminal,
) -> None:
    coach.data.mkdir()
    ruin(coach)
    said = coach("done", "warm")
    assert said.code == 0
    assert "could not be read. It was set aside as" in said.err
    assert "nothing is lost" not in said.err
    assert len(facts(coach)) == 1


def test_check_says_how_to_repair(week: Terminal) -> None:
    ruin(week)
    finding = week("check", "--json").document["surroundings"]["journal"]
    assert not finding["ok"]
    assert week("backup").code == 0
    assert week("check", "--json").document["surroundings"]["journal"]["ok"]


def test_a_journal_that_cannot_be_repaired_now_says_why(
    week: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruin(week)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("coach.journal.building.build", full)
        said = refused(week("log", "cramp"), 1)
    assert "is damaged and cannot be repaired yet: No space left on device" in said
    assert "Nothing was recorded." in said
    assert len(facts(week)) == 4


def test_erase_deletes_the_copies_and_whatever_was_set_aside(
    week: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = week.json("backup")["path"]
    week("log", "cramp")
    ruin(week)
    week("status")
    week("restore", path, "--yes")
    week("log", "cramp")
    (week.data / "rebuilding").mkdir()
    (week.data / "journal.dbx").touch()
    names = set(os.listdir(week.data))
    assert {"backups", "recent.jsonl", "journal.lock"} <= names
    assert any(name.startswith("before-restore-") for name in names)
    assert any(name.startswith("journal-damaged-") for name in names)
    typed(monkeypatch, "erase\n")
    assert week("erase").code == 0
    assert os.listdir(week.data) == ["journal.dbx"]
    week.config.write_text(CONFIG)
    assert facts(week) == []


def test_the_help_of_each_names_its_file(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("restore", "export", "import"):
        assert run([command, "--help"]) == 0
        assert "FILE" in capsys.readouterr().out
