"""What coach says, page by page, with a fixed clock, zone and config: for the eyes of a reviewer.

A page is a function below, named in PAGES. `make golden` writes all of them; a change of words is
then seen in the diff.
"""

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from coach.cli import COMMANDS
from coach.core.model import Activity
from tests.support.desk import Desk
from tests.support.people import at
from tests.support.terminal import Terminal

FOLDER = Path(__file__).parent

CONFIG = """\
bedtime = "22:30"
wake = "07:00"
timezone = "Europe/Prague"

[[habit]]
key = "stretch"
title = "Stretch calves and hamstrings"
cue = "after brushing my teeth"
at = "bedtime - 45min"
routine = "evidence-3min"

[[habit]]
key = "warm"
title = "Warm legs"
at = "bedtime - 60min"

[[habit]]
key = "calcium"
title = "Something rich in calcium"
at = "19:30"
days = ["fri", "sat", "sun"]
"""

WITH_MISTAKES = """\
bedtime = "25:00"
wake = "soon"
budgt = 4
timezone = "Europe/Pragu"

[after.hike]
extra = ["swim"]

[[habit]]
key = "two words"
at = "21:00"

[[habit]]
key = "late"
at = "22:25"

[[habit]]
key = "late"
at = "21:00"
until = "20:00"
"""

_ID = re.compile(r"\b[0-9a-f]{6}\b")


def plan(coach: Terminal) -> Iterator[str]:
    """Evenings to come, after a hike."""
    _days(coach)
    yield from typed(coach, "plan --nights 3")


def history(coach: Terminal) -> Iterator[str]:
    """What some days left behind."""
    _days(coach)
    yield from typed(coach, "history --from 2026-11-20")


def answers(coach: Terminal) -> Iterator[str]:
    """What commands answer on an evening."""
    for line in (
        "done stretch",
        "done stretch",
        "skip warm",
        "undo",
        "snooze warm",
        "snooze warm --for 2h",
        "done stretch --night yesterday",
        "log hike --distance 12 --ascent 700 --duration 5h --at 17:00",
        "log trip --duration 6h --mode car",
        "log cramp --side left --place calf --pain 6",
        "cramp",
        "pause --until 2026-12-01",
        "plan",
        "resume",
        "resume",
    ):
        yield from typed(coach, line)


def slips(coach: Terminal) -> Iterator[str]:
    """What is said to mistakes of the hand."""
    for line in (
        "dnoe stretch",
        "done strech",
        "done",
        "done stretch --night soon",
        "snooze warm --for ages",
        "log hike --distance far",
        "log hike --distance 150 --duration 2h",
        "log trip",
        "log cramp --at 25:00",
        "plan --nights many",
        "history --from 2026-12-01 --to 2026-11-01",
        "undo nothing",
        "stretch evidence",
    ):
        yield from typed(coach, line)


def config_problems(coach: Terminal) -> Iterator[str]:
    """What is said to mistakes of a config."""
    for text in (WITH_MISTAKES, 'bedtime = "22:30', "bedtime 22:30", "a = [1, 2"):
        coach.config.write_text(text)
        yield "\n".join(f"| {line}" for line in text.splitlines())
        yield from typed(coach, "plan")


def notifications(coach: Terminal) -> Iterator[str]:
    """Every notification of an evening after a hike; one is snoozed, one comes late."""
    desk = Desk(coach.config.parent, CONFIG)
    desk.command(Activity("hike", at("17:00"), distance_km=12, ascent_m=700))
    desk.play("21:35")
    desk.press("snooze", "Warm legs")
    desk.sleep("21:52")
    desk.save("bedtime =")
    desk.play("23:00")
    for _handle, notice in desk.channel.shown:
        yield "\n".join(filter(None, (f"[{notice.title}]", notice.body, notice.hint)))


def helps(coach: Terminal) -> Iterator[str]:
    """How each command explains itself."""
    yield from typed(coach, "--help")
    for name in COMMANDS:
        yield from typed(coach, f"{name} --help")


Page = Callable[[Terminal], Iterator[str]]
PAGES: dict[str, Page] = {
    "answers": answers,
    "config-problems": config_problems,
    "help": helps,
    "history": history,
    "notifications": notifications,
    "plan": plan,
    "slips": slips,
}


def typed(coach: Terminal, line: str) -> Iterator[str]:
    """A command line and what it says."""
    said = coach(*line.split())
    text = f"{said.out}{said.err}".replace(str(coach.config.parent), "~").rstrip()
    yield f"$ coach {line}\n{_ID.sub('ab12cd', text)}"


def _days(coach: Terminal) -> None:
    """Some days of somebody."""
    for now, line in (
        ("2026-11-20 21:50", "done stretch"),
        ("2026-11-20 21:52", "skip warm --reason guests"),
        ("2026-11-21 18:00", "log hike --distance 14 --ascent 900 --duration 6h --at 17:00"),
        ("2026-11-22 04:35", "log cramp --at 04:30 --side left --place calf --pain 6"),
        ("2026-11-22 19:40", "done calcium"),
        ("2026-11-22 19:41", "undo"),
        ("2026-11-22 21:50", "snooze stretch --for 20min"),
    ):
        coach.now = now
        coach(*line.split())


def made(name: str) -> str:
    """A page, anew."""
    with TemporaryDirectory() as folder, _at_home(Path(folder)) as coach:
        return "\n\n".join(PAGES[name](coach)) + "\n"


@contextmanager
def _at_home(folder: Path) -> Iterator[Terminal]:
    """A terminal of somebody in Prague, whose output is caught."""
    out, err = StringIO(), StringIO()

    def read() -> tuple[str, str]:
        said = out.getvalue(), err.getvalue()
        for stream in (out, err):
            stream.seek(0)
            stream.truncate()
        return said

    coach = Terminal(folder, read)
    coach.config.write_text(CONFIG)
    before = dict(os.environ)
    stdin, sys.stdin = sys.stdin, StringIO()
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        os.environ.pop(name, None)
    os.environ |= {
        "HOME": str(folder),
        "TZ": "Europe/Prague",
        "COACH_CONFIG": str(coach.config),
        "COACH_DATA": str(coach.data),
    }
    try:
        with redirect_stdout(out), redirect_stderr(err):
            yield coach
    finally:
        sys.stdin = stdin
        os.environ.clear()
        os.environ |= before
