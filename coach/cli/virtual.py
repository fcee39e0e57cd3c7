"""A command line that is typed in a simulated world: the real command, another time and journal."""

from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime, tzinfo
from functools import cache
from io import StringIO

from coach.cli import parser
from coach.cli.context import Context, Stop
from coach.config.loading import Loaded
from coach.journal import Journal, JournalError
from coach.named import NamedTuple
from coach.paths import Paths
from coach.wording.translating import _

_parser = cache(parser)


class Scene(NamedTuple):
    """What a command finds when it looks around."""

    now: datetime
    zone: tzinfo
    loaded: Loaded
    journal: Journal
    paths: Paths = Paths("", "")
    """Where its config is, for a command that changes it."""


class Reply(NamedTuple):
    """What a command said, and its exit code."""

    code: int
    text: str


def typed(words: Sequence[str], scene: Scene) -> Reply:
    """Run one command.

    Args:
        words: As after `coach`, the name of the command first.
        scene: The world.
    """
    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = _run(words, scene, said)
    return Reply(code, said.getvalue().strip())


def mistake(words: Sequence[str]) -> str | None:
    """What is wrong with a command line, before it is run; None if nothing is."""
    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        try:
            _parser(only=words[0]).parse_args(words)
        except SystemExit:
            return said.getvalue().strip() or _("this is not a command")
    return None


def _run(words: Sequence[str], scene: Scene, said: StringIO) -> int:
    try:
        arguments = _parser(only=words[0]).parse_args(words)
        return int(arguments.run(arguments, _context(arguments, scene)))
    except SystemExit as ended:
        return int(ended.code or 0)
    except Stop as stop:
        said.write(str(stop))
        return stop.code
    except JournalError as error:
        said.write(str(error))
        return 1


def _context(arguments: object, scene: Scene) -> Context:
    """The context of that world: what stands in a cached property is not looked up."""
    context = Context(scene.paths, as_json=getattr(arguments, "json", False))
    context.now = scene.now
    vars(context).update(zone=_zone(scene), loaded=scene.loaded, journal=scene.journal)
    return context


def _zone(scene: Scene) -> tzinfo:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - like the context itself

    config = scene.loaded.config
    fixed = config is not None and config.timezone != "local"
    return ZoneInfo(config.timezone) if config is not None and fixed else scene.zone
