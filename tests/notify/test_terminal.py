"""The terminal: a few calm lines."""

import io
import os

import pytest

from coach.notify.port import Notice, Unreachable
from coach.notify.terminal import Terminal


def test_it_prints_title_body_and_command() -> None:
    stream = io.StringIO()
    notice = Notice("Stretch calves", "Due at 21:45.\n\nHold 30 s.", hint="coach done stretch")
    Terminal(stream).show(notice)
    assert stream.getvalue() == (
        "\nStretch calves\n  Due at 21:45.\n  Hold 30 s.\n  coach done stretch\n"
    )


def test_it_prints_nothing_for_what_is_not_there() -> None:
    stream = io.StringIO()
    Terminal(stream).show(Notice("Good morning", ""))
    assert stream.getvalue() == "\nGood morning\n"


def test_nothing_moves_the_cursor() -> None:
    stream = io.StringIO()
    Terminal(stream).show(Notice("a\x1b[2J", "b\rc\x07", hint="d\x9b1m"))
    assert stream.getvalue() == "\na[2J\n  b\n  c\n  d1m\n"


def test_a_terminal_without_the_sign_shows_a_question_mark() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    Terminal(stream).show(Notice("Étirez…", ""))
    assert raw.getvalue() == b"\n?tirez?\n"


def test_a_closed_terminal_is_told() -> None:
    stream = io.StringIO()
    stream.close()
    with pytest.raises(Unreachable, match="The terminal is gone"):
        Terminal(stream).show(Notice("a", "b"))


def test_a_broken_pipe_is_told() -> None:
    read, write = os.pipe()
    os.close(read)
    stream = os.fdopen(write, "w", encoding="utf-8")
    with pytest.raises(Unreachable, match="The terminal is gone"):
        Terminal(stream).show(Notice("a", "b"))
    with pytest.raises(BrokenPipeError):
        stream.close()
