"""check: the config, then the surroundings."""

import os
import sys
from argparse import ArgumentParser, Namespace
from typing import Any

from coach.cli.context import Context
from coach.cli.options import add_json
from coach.config.loading import Loaded, load
from coach.surroundings import look
from coach.telephone import Finding, send_test
from coach.wording import setting_up
from coach.wording.translating import _

NEEDED = ("desktop", "journal")
"""Without these no reminder could be shown, or what became of it kept."""

NOTHING_TO_DO = 3


def add_check(parser: ArgumentParser) -> None:
    """`coach check`."""
    parser.add_argument(
        "--strict",
        action="store_true",
        help=_("exit 1 where a reminder could not be shown"),
    )
    parser.add_argument("--push", action="store_true", help=_("send a test message to your phone"))
    add_json(parser)
    parser.set_defaults(run=_check)


def _check(arguments: Namespace, context: Context) -> int:
    loaded = load(context.paths.config, context.paths.folder)
    findings = look(context.paths, loaded, os.environ, sys.platform)
    push = loaded.config.push if loaded.config else None
    if arguments.push and push is not None:
        findings["push"] = send_test(push, os.environ)
    needed = (NEEDED if arguments.strict else ()) + (("push",) if arguments.push else ())
    code = _code(loaded, findings, needed)
    if arguments.push and push is None and code == 0:
        code = NOTHING_TO_DO
    context.tell(_text(context.paths.config, loaded, findings), _document(loaded, findings))
    return code


def _code(loaded: Loaded, findings: dict[str, Finding], needed: tuple[str, ...]) -> int:
    if loaded.problems:
        return 2
    return int(not all(findings[name].ok for name in needed))


def _text(path: str, loaded: Loaded, findings: dict[str, Finding]) -> str:
    lines = [str(problem) for problem in loaded.problems] or [setting_up.config_is_fine(path)]
    if loaded.source == "last good":
        lines.append(_(setting_up.LAST_GOOD_IN_FORCE))
    lines.append("")
    lines += [setting_up.finding(name, f.ok, f.text) for name, f in findings.items()]
    return "\n".join(lines)


def _document(loaded: Loaded, findings: dict[str, Finding]) -> dict[str, Any]:
    return {
        "ok": not loaded.problems,
        "problems": [problem._asdict() for problem in loaded.problems],
        "surroundings": {name: finding._asdict() for name, finding in findings.items()},
    }
