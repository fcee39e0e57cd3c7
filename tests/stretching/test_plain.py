"""Line by line: few words, no movements of the cursor."""

import io
from pathlib import Path

import pytest

from coach.content.stretches import library
from coach.stretching.plain import Plain
from tests.stretching.conftest import Person
from tests.support.record_session import film, page, plain_text

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).with_name("plain.txt")
ROUTINES = library().routines


def test_a_pipe_gets_the_session_as_it_is_written_down(person: Person) -> None:
    done = person.coach("stretch", speed=40)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == GOLDEN.read_text()


@pytest.mark.parametrize("name", ROUTINES)
def test_every_line_is_short_and_has_no_control_characters(name: str) -> None:
    text = plain_text(ROUTINES[name], {}, None)
    for line in text.splitlines():
        assert len(line) <= 78
        assert line.isascii()
        assert line == "" or line.isprintable()
    assert not any(word.isupper() and len(word) > 1 for word in text.split())


def test_seconds_are_not_counted_aloud() -> None:
    text = plain_text(ROUTINES["bed-5min"], {}, None)
    assert text.count("Half way.") == 10
    assert len(text.splitlines()) < 65
    assert "Half way." not in plain_text(ROUTINES["evidence-3min"], {}, None)


def test_keys_are_told_where_there_are_keys_and_their_effect_is_said() -> None:
    asks = {1.0: "go", 20.0: "go", 25.0: "go", 26.0: "back", 26.5: "next", 27.0: "stop"}
    text = plain_text(ROUTINES["evidence-3min"], asks, 0)  # type: ignore[arg-type]
    assert text.startswith("Calves and hamstrings, about 3 minutes.\n")
    assert "Space begins and pauses" in text
    assert text.count("Paused. Space goes on.") == 1
    assert text.count("Going on.") == 1
    assert text.count("Hold. Left side. 10 seconds.") == 2
    assert text.endswith("Change sides.\n")


def test_without_keys_nothing_waits() -> None:
    made = film(ROUTINES["seat-2min"], {}, keyboard=None)
    assert made.states[-1][1].phase == "finished"
    assert "Space" not in plain_text(ROUTINES["seat-2min"], {}, None)


def test_no_bell_goes_into_a_pipe() -> None:
    stream = io.StringIO()
    face = Plain(stream, ROUTINES["seat-2min"], (), bell=True, keys=False)
    face.changed(film(ROUTINES["seat-2min"], {}, None).states[-1][1])
    assert stream.getvalue() == ""


def test_the_recording_is_what_is_in_the_documentation() -> None:
    assert page() == (ROOT / "docs/stretch.md").read_text()
