"""erase."""

import os
import re
import shutil
from argparse import ArgumentParser, Namespace

from coach.cli.asking import word
from coach.cli.context import Context, Stop
from coach.config.rewriting import left_over
from coach.wording import setting_up
from coach.wording.translating import _

OURS = re.compile(
    r"""
    journal\.(db|db-wal|db-shm|lock|origin(\.new)?)
    | journal-damaged-.*\.db(-wal|-shm)?
    | recent(\.\d+)?\.jsonl
    | held\.jsonl(\.new)?
    | last-good\.toml(\.new)?
    | (daemon|imports)\.lock
    | inbox\.json(\.new)?
    | backups
    | before-restore-.*
    | rebuilding
    | restoring
    """,
    re.VERBOSE,
)
"""What may lie in the folder of the journal and is coach's own."""


def add_erase(parser: ArgumentParser) -> None:
    """`coach erase`."""
    parser.set_defaults(run=_erase)


def _erase(_arguments: Namespace, context: Context) -> int:
    from coach.daemon.lock import holder  # noqa: PLC0415 - rarely wanted

    who = holder(context.paths.lock)
    if who:
        raise Stop(setting_up.stop_first(who), 1)
    doomed = _existing(context)
    if not doomed:
        raise Stop(_(setting_up.NOTHING_TO_ERASE), 3)
    print(setting_up.will_erase(doomed))
    print(_(setting_up.TYPE_ERASE), end=" ", flush=True)
    if word() != setting_up.ERASE:
        raise Stop(_(setting_up.NOT_ERASED), 1)
    for path in doomed:
        _remove(path)
    _remove_if_empty(context.paths.folder)
    print(_(setting_up.ERASED))
    return 0


def _existing(context: Context) -> list[str]:
    """What coach keeps, and nothing else that may lie in its folders."""
    folder = context.paths.folder
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    paths = [os.path.join(folder, name) for name in names if OURS.fullmatch(name)]
    config = context.paths.config
    return [path for path in (*paths, config, *left_over(config)) if os.path.lexists(path)]


def _remove(path: str) -> None:
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    else:
        os.remove(path)


def _remove_if_empty(folder: str) -> None:
    if os.path.isdir(folder) and not os.listdir(folder):
        os.rmdir(folder)
