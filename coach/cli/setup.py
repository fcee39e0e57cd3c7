"""init."""

import os
from argparse import ArgumentParser, Namespace
from datetime import time

from coach.cli.asking import can_ask
from coach.cli.context import Context, Stop, refuse
from coach.cli.options import add_json
from coach.cli.times import as_typed
from coach.config import template
from coach.config.values import Fault, line, wall_time
from coach.wording import setting_up
from coach.wording.translating import _

STRETCH = setting_up.DEMO_TITLES["stretch"]
LONGEST_CUE = 120
"""Characters: what a config accepts."""


def add_init(parser: ArgumentParser) -> None:
    """`coach init`."""
    parser.add_argument("--bedtime", metavar="HH:MM", help=_("when you go to bed, such as 22:30"))
    parser.add_argument("--wake", metavar="HH:MM", help=_("when you get up, such as 07:00"))
    add_json(parser)
    parser.set_defaults(run=_init)


def _init(arguments: Namespace, context: Context) -> int:
    path = context.paths.config
    if os.path.lexists(path):
        raise Stop(setting_up.exists(path), 1)
    ask = can_ask(context)
    bedtime = _time(arguments.bedtime, _(setting_up.BEDTIME), time(22, 30), ask=ask)
    wake = _time(arguments.wake, _(setting_up.WAKE), time(7), ask=ask)
    if not template.fits(bedtime, wake):
        raise Stop(setting_up.no_evening(bedtime, wake), 2)
    cue = _cue() if ask else None
    _write(path, template.text(bedtime, wake, cue))
    return context.tell(setting_up.written(path, bedtime, wake), {"path": path})


def _time(told: str | None, question: str, usual: time, *, ask: bool) -> time:
    """A time from the option, else from the person, else the usual one."""
    if told is not None:
        try:
            return wall_time(as_typed(told))
        except Fault as fault:
            refuse(fault)
    while ask:
        try:
            answer = input(f"{question} [{usual:%H:%M}] ").strip()
            return wall_time(as_typed(answer)) if answer else usual
        except Fault as fault:
            print(f"{fault.message}; {fault.hint}")
        except EOFError:
            raise Stop(_(setting_up.NOTHING_WRITTEN), 1) from None
    return usual


def _cue() -> str:
    """What the person will stretch after, shown back once as a sentence; or nothing."""
    from coach.wording import cueing  # noqa: PLC0415 - only for who sets it up by hand

    print(f"\n{cueing.menu()}")
    known = cueing.cues()
    while True:
        try:
            typed = line(input(cueing.choose()))
        except Fault as fault:
            print(f"{fault.message}; {fault.hint}")
            continue
        except EOFError:
            raise Stop(_(setting_up.NOTHING_WRITTEN), 1) from None
        number = int(typed) if typed.isdecimal() else None
        if len(typed) > LONGEST_CUE or number not in (None, *range(1, len(known) + 1)):
            print(cueing.not_understood(LONGEST_CUE))
            continue
        cue = known[number - 1] if number else typed
        if cue:
            print(f"\n{cueing.sentence(cue, _(STRETCH))}\n")
        return cue


def _write(path: str, text: str) -> None:
    """Write a file that is not there yet; one that appears meanwhile is not overwritten."""
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    fresh = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(fresh, "w", encoding="utf-8") as file:
        file.write(text)
