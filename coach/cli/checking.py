"""check: the config, then the surroundings."""

import os
import sys
from argparse import ArgumentParser, Namespace
from typing import Any

from coach.cli.context import Context
from coach.cli.options import add_json
from coach.config.loading import Loaded, load
from coach.surroundings import Finding, look
from coach.wording import setting_up
from coach.wording.translating import _

NEEDED = ("desktop", "journal")
"""Without these no reminder could be shown, or what became of it kept."""


def add_check(parser: ArgumentParser) -> None:
    """`coach check`."""
    parser.add_argument(
        "--strict",
        action="store_true",
        help=_("exit 1 where a reminder could not be shown"),
    )
    add_json(parser)
    parser.set_defaults(run=_check)


def _check(arguments: Namespace, context: Context) -> int:
    loaded = load(context.paths.config, context.paths.folder)
    findings = look(context.paths, loaded, os.environ, sys.platform)
    code = _code(loaded, findings, strict=arguments.strict)
    context.tell(_text(context.paths.config, loaded, findings), _document(loaded, findings))
    return code


def _code(loaded: Loaded, findings: dict[str, Finding], *, strict: bool) -> int:
    if loaded.problems:
        return 2
    return 1 if strict and not all(findings[name].ok for name in NEEDED) else 0


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
