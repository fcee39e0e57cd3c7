"""service install|remove|status."""

import os
import shutil
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from coach import paths, service
from coach.cli.context import Context, Stop
from coach.cli.options import add_json
from coach.wording import setting_up
from coach.wording.translating import _

XDG = ("XDG_CONFIG_HOME", "XDG_DATA_HOME")


def add_service(parser: ArgumentParser) -> None:
    """`coach service ...`."""
    kinds = parser.add_subparsers(metavar="WHAT", required=True)
    for name, run, text in (
        ("install", _install, _("start coach with your desktop, from now on")),
        ("remove", _remove, _("no longer start it; your journal and config stay")),
    ):
        sub = kinds.add_parser(name, help=text, description=f"{text.capitalize()}.")
        sub.add_argument("--dry-run", action="store_true", help=_("say what would be done"))
        sub.set_defaults(run=run)
    text = _("whether it is installed and runs")
    sub = kinds.add_parser("status", help=text, description=f"{text.capitalize()}.")
    add_json(sub)
    sub.set_defaults(run=_status)


def _install(arguments: Namespace, context: Context) -> int:
    if not os.path.lexists(context.paths.config) and not arguments.dry_run:
        raise Stop(_(setting_up.INIT_FIRST), 2)
    command = [_program(), *_places(context)]
    return _carried_out(lambda: service.install(command, os.environ, dry_run=arguments.dry_run))


def _remove(arguments: Namespace, _context: Context) -> int:
    return _carried_out(lambda: service.remove(os.environ, dry_run=arguments.dry_run))


def _status(_arguments: Namespace, context: Context) -> int:
    try:
        state = service.status(os.environ)
    except service.ServiceError as error:
        raise Stop(str(error), 1) from None
    text = setting_up.service(state.installed, state.enabled, state.active)
    return context.tell(text, state._asdict())


def _carried_out(steps: Callable[[], list[str]]) -> int:
    """Say what was done, also what was done before something went wrong."""
    try:
        done = steps()
    except service.ServiceError as error:
        print("\n".join(error.done))
        raise Stop(str(error), 1) from None
    if not done:
        raise Stop(_(setting_up.NO_SERVICE), 3)
    print("\n".join(done))
    return 0


def _program() -> str:
    """The command that systemd is to start: the very one that was called."""
    called = shutil.which(sys.argv[0]) or shutil.which("coach")
    if called is None:
        raise Stop(_(setting_up.NO_PROGRAM), 1)
    return os.path.abspath(called)


def _places(context: Context) -> list[str]:
    """Options for the unit where config or journal are not in their usual places."""
    usual = paths.find({name: os.environ[name] for name in XDG if name in os.environ})
    told: list[str] = []
    if context.paths.config != usual.config:
        told += ["--config", context.paths.config]
    if context.paths.folder != usual.folder:
        told += ["--data", context.paths.folder]
    return told
