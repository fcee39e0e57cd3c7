"""Whatever is typed, a sentence answers, never a traceback."""

import pytest

from tests.support.terminal import Said, Terminal


def sentence(said: Said, code: int) -> str:
    """The one line on stderr of a command that did nothing."""
    assert (said.code, said.out) == (code, "")
    (line,) = said.err.splitlines()
    assert line.isprintable()
    return line


@pytest.mark.parametrize(
    "command",
    [("plan", "--night"), ("status", "--night"), ("done", "warm", "--night"),
     ("pause", "--until"), ("history", "--from"), ("history", "--to")],
)  # fmt: skip
@pytest.mark.parametrize(
    "date", ["soon", "2026-02-30", "22.11.2026", "", "0001-01-01", "9999-12-31", "1" * 5000]
)
def test_a_date_that_is_none_is_refused(
    coach: Terminal, command: tuple[str, ...], date: str
) -> None:
    assert "write a date such as 2026-11-22" in sentence(coach(*command, date), 2)


@pytest.mark.parametrize("words", [("help",), ("help", "done")])
def test_help_may_be_asked_for_as_a_command(coach: Terminal, words: tuple[str, ...]) -> None:
    said = coach(*words)
    assert (said.code, said.err) == (0, "")
    assert said.out == coach(*words[1:], "--help").out


def test_help_for_no_command_says_so(coach: Terminal) -> None:
    assert 'there is no command "dance"' in sentence(coach("help", "dance"), 2)


@pytest.mark.parametrize(
    ("line", "help_of"),
    [(("done", "stretch", "tonight"), "coach done"), (("log", "hike", "12km"), "coach log"),
     (("plan", "yesterday"), "coach plan")],
)  # fmt: skip
def test_a_word_too_much_is_named_with_the_help_of_its_command(
    coach: Terminal, line: tuple[str, ...], help_of: str
) -> None:
    said = sentence(coach(*line), 2)
    assert said == f"{help_of}: not understood: {line[-1]}; see: {help_of} --help"


@pytest.mark.parametrize("span", ["", "soon", "-5", "1.5h", "0", "9" * 5000, "\N{NULL}"])
def test_a_duration_that_is_none_is_refused(coach: Terminal, span: str) -> None:
    sentence(coach("snooze", "stretch", f"--for={span}"), 2)


@pytest.mark.parametrize(
    "at", ["25:00", "12:60", "later", "2026-13-01", "0001-01-01", "0001-01-02T12:00", "1e9"]
)
def test_a_time_that_is_none_is_refused(coach: Terminal, at: str) -> None:
    sentence(coach("log", "cramp", "--at", at), 2)


@pytest.mark.parametrize(
    "words",
    [
        ("log", "cramp", "--pain", "11"),
        ("log", "cramp", "--pain=-1"),
        ("log", "cramp", "--pain", "much"),
        ("log", "cramp", "--pain", "9" * 5000),
        ("log", "cramp", "--pain", "1.5"),
        ("log", "cramp", "--minutes", "601"),
        ("log", "cramp", "--side", "middle"),
        ("log", "cramp", "--place", "knee"),
        ("log", "sneeze"),
        ("log",),
        ("plan", "--nights", "0"),
        ("plan", "--nights", "401"),
        ("plan", "--nights", "two"),
        ("done",),
        ("done", "warm", "stretch"),
        ("done", "warm", "--nihgt", "today"),
        ("status", "--lin"),
        ("--cofig", "x", "status"),
        ("--config",),
        ("status", "--night"),
        ("--json", "status"),
        ("--", "status", "--", "x"),
    ],
)
def test_wrong_usage_is_one_sentence_that_says_where_to_read_on(
    coach: Terminal, words: tuple[str, ...]
) -> None:
    assert "see: coach" in sentence(coach(*words), 2)


def test_a_missing_word_is_named(coach: Terminal) -> None:
    assert sentence(coach("done"), 2) == "coach done: still needed: HABIT; see: coach done --help"


@pytest.mark.parametrize("word", ["", " ", "\n", "\x1b[31m", "\udcff", "ž" * 1000, "a/b", "-"])
def test_a_habit_or_a_command_that_is_none_is_refused(coach: Terminal, word: str) -> None:
    assert coach("done", word).code == 2
    assert coach(word).code == 2


@pytest.mark.parametrize("entry", ["\n", "\udcff", "%", "' OR 1=1", "ž" * 1000, "zz"])
def test_an_id_that_is_none_is_refused(coach: Terminal, entry: str) -> None:
    coach("done", "warm")
    assert coach("undo", entry).code in (1, 3)
    assert coach.json("status")["habits"][1]["state"] == "done"


@pytest.mark.parametrize(
    "command", [("log", "cramp", "--note"), ("skip", "warm", "--reason"), ("pause", "--reason")]
)
@pytest.mark.parametrize("words", ["a\x00b", "\x1b[2J", "\udcff", "x" * 501])
def test_words_that_cannot_be_kept_are_refused(
    coach: Terminal, command: tuple[str, ...], words: str
) -> None:
    sentence(coach(*command, words), 2)
    assert coach.json("history") == {"facts": []}


def test_words_of_several_lines_are_kept_as_one(coach: Terminal) -> None:
    coach("log", "cramp", "--note", "left calf,\n\thard\n")
    assert coach.json("history")["facts"][0]["note"] == "left calf, hard"
    assert coach("history").out.splitlines()[1].endswith("cramp at 21:50 - left calf, hard")


def test_words_in_any_script_come_back_as_they_were(coach: Terminal) -> None:
    coach("log", "cramp", "--note", "křeč 🧘‍♀️ שלום")
    assert coach.json("history")["facts"][0]["note"] == "křeč 🧘‍♀️ שלום"


def test_a_file_that_is_not_there_gives_nothing(coach: Terminal) -> None:
    said = coach("import", "nowhere.gpx")
    assert said.code == 1
    assert said.out.startswith("Nothing was imported; 1 file")
