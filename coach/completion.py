"""Tab completion: `python -m coach.completion bash` prints completions/coach.bash.

Needs shtab, which only those who change coach have.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator

import shtab

from coach.cli import parser

_KEYS = r"""
_coach_keys() {
  local file="${COACH_CONFIG:-${XDG_CONFIG_HOME:-$HOME/.config}/coach/config.toml}"
  sed -n 's/^ *key *= *"\([a-z0-9-]*\)".*/\1/p' "$file" 2>/dev/null
}
"""
"""The person's habits, straight from the config: starting Python on every Tab is too slow."""

_HABITS = {
    "bash": '_coach_habits() { compgen -W "$(_coach_keys)" -- "$1"; }\n',
    "zsh": "_coach_habits() { compadd -- $(_coach_keys); }\n",
}

_WORDS = {
    "HABIT": dict.fromkeys(_HABITS, "_coach_habits"),
    "FILE": shtab.FILE,
    "DIR": shtab.DIRECTORY,
}
"""What completes an argument, by how its help calls it."""


def script(shell: str) -> str:
    """The completion file of a shell: bash or zsh."""
    whole = parser()
    for one in _parsers(whole):
        for action in one._actions:  # noqa: SLF001 - argparse has no other way to its arguments
            if action.metavar in _WORDS:
                action.complete = _WORDS[action.metavar]  # type: ignore[attr-defined]
    return str(shtab.complete(whole, shell=shell, preamble=_KEYS + _HABITS[shell]))


def _parsers(top: ArgumentParser) -> Iterator[ArgumentParser]:
    yield top
    for action in top._actions:  # noqa: SLF001 - the same
        for sub in action.choices.values() if isinstance(action.choices, dict) else ():
            yield from _parsers(sub)


if __name__ == "__main__":
    print(script(sys.argv[1]))  # noqa: T201 - this module is a small program
