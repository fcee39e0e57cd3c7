"""A terminal for each test."""

from pathlib import Path

import pytest

from tests.support.terminal import CONFIG, Terminal


@pytest.fixture
def bare(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    """A terminal of someone who has no config yet."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    terminal = Terminal(tmp_path, capsys.readouterr)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TZ", "Europe/Prague")
    monkeypatch.setenv("COACH_CONFIG", str(terminal.config))
    monkeypatch.setenv("COACH_DATA", str(terminal.data))
    return terminal


@pytest.fixture
def coach(bare: Terminal) -> Terminal:
    """A terminal of someone with the three habits."""
    bare.config.write_text(CONFIG)
    return bare
