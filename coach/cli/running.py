"""run: the daemon in the foreground."""

import gc
import logging
import os
import sys
from argparse import ArgumentParser, Namespace

from coach.cli.context import Context, Stop
from coach.wording import setting_up

# journald reads a leading <N> as the priority: https://man7.org/linux/man-pages/man3/sd-daemon.3.html
_PRIORITY = {"DEBUG": 7, "INFO": 6, "WARNING": 4, "ERROR": 3, "CRITICAL": 2}


def add_run(parser: ArgumentParser) -> None:
    """`coach run`."""
    parser.set_defaults(run=_run)


def _run(_arguments: Namespace, context: Context) -> int:
    # Imported here: no other command should pay for the scheduler and the bus.
    from coach.daemon import lock, running  # noqa: PLC0415

    if not os.path.lexists(context.paths.config) and context.loaded.config is None:
        return 2
    os.makedirs(context.paths.folder, mode=0o700, exist_ok=True)
    try:
        held = lock.take(context.paths.lock)
    except lock.Taken as taken:
        raise Stop(setting_up.runs_already(str(taken)), 1) from None
    gc.enable()
    _log_to_stderr()
    running.run(context.paths, os.environ, sys.platform, sys.stderr)
    os.close(held)
    return 0


def _log_to_stderr() -> None:
    under_systemd = "JOURNAL_STREAM" in os.environ or "INVOCATION_ID" in os.environ
    handler = logging.StreamHandler()
    handler.setFormatter(
        _Journald() if under_systemd else logging.Formatter("%(asctime)s %(message)s", "%H:%M:%S")
    )
    handler.addFilter(_one_line)
    logging.basicConfig(level=logging.INFO, handlers=[handler])


def _one_line(record: logging.LogRecord) -> bool:
    """Keep a message on its line: a file's name could pretend to be another message."""
    text = "".join(letter if letter.isprintable() else " " for letter in record.getMessage())
    record.msg, record.args = text, ()
    return True


class _Journald(logging.Formatter):
    """Each line with its priority; journald adds the time."""

    def format(self, record: logging.LogRecord) -> str:
        priority = _PRIORITY.get(record.levelname, 6)
        return "\n".join(f"<{priority}>{line}" for line in super().format(record).splitlines())
