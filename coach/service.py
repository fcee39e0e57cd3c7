"""The systemd user unit and the menu entry: put in place, taken away, looked at."""

import os
import re
import shlex
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress

from coach.named import NamedTuple
from coach.wording.translating import _

UNIT = "coach.service"
ENTRY = "coach.desktop"
SESSION = "graphical-session.target"

_DATA = os.path.join(os.path.dirname(__file__), "data")
_PLAIN = re.compile(r"[\w@+=:,./-]+", re.ASCII)
_NO_SYSTEMCTL = 127


class Outcome(NamedTuple):
    """How a program ended, and what it said on both outputs."""

    code: int
    output: str


Runner = Callable[[Sequence[str]], Outcome]


class State(NamedTuple):
    """The service as systemd sees it."""

    installed: bool
    enabled: str
    """As `systemctl is-enabled` says: enabled, disabled, not-found..."""
    active: str
    """As `systemctl is-active` says: active, inactive, failed..."""
    session: str
    """The same of graphical-session.target: where it is not active, nothing starts at login."""
    unit: str
    """Where its unit is, or would be."""


class ServiceError(Exception):
    """systemd would not; the text says why and what helps, `done` what was done before."""

    def __init__(self, reason: str, done: Iterable[str] = ()) -> None:
        super().__init__(reason)
        self.done = tuple(done)


def run(command: Sequence[str]) -> Outcome:
    """Run a program to its end; one that is missing ends with 127, as in a shell."""
    try:
        ended = subprocess.run(  # noqa: S603 - a list of words, no shell
            command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
    except FileNotFoundError:
        return Outcome(_NO_SYSTEMCTL, "")
    return Outcome(ended.returncode, ended.stdout.strip())


def install(
    command: Sequence[str], environ: Mapping[str, str], runner: Runner = run, *, dry_run: bool
) -> list[str]:
    """Write unit and menu entry for `command` (an absolute path and options), and start it.

    Returns what was done, or would be, in sentences. Raises ServiceError where systemd would
    not, OSError where a file cannot be written.
    """
    texts = {
        _unit_path(environ): unit_text(_template(UNIT), command),
        _entry_path(environ): entry_text(_template(ENTRY), command),
    }
    steps = _systemctl_steps(
        ("daemon-reload",), ("enable", "--now", UNIT), *_restart(environ, texts)
    )
    if dry_run:
        return [*(_plan(*file) for file in texts.items()), *map(_would_run, steps)]
    done = [_put(path, text) for path, text in texts.items()]
    return [*_carry_out(steps, runner, done), *_advice(runner)]


def remove(environ: Mapping[str, str], runner: Runner = run, *, dry_run: bool) -> list[str]:
    """Stop the service and take unit and menu entry away; what `install` returns and raises.

    The files go also where systemd would not. An empty list: there was nothing to remove.
    """
    paths = [path for path in (_unit_path(environ), _entry_path(environ)) if os.path.lexists(path)]
    if not paths:
        return []
    stop, reload = _systemctl_steps(("disable", "--now", UNIT), ("daemon-reload",))
    if dry_run:
        return [
            _would_run(stop),
            *(_("Would remove {path}.").format(path=path) for path in paths),
            _would_run(reload),
        ]
    try:
        done, refused = _carry_out([stop], runner, []), None
    except ServiceError as error:
        done, refused = [], error
    done += [_delete(path) for path in paths]
    if refused:
        raise ServiceError(str(refused), done)
    return _carry_out([reload], runner, done)


def status(environ: Mapping[str, str], runner: Runner = run) -> State:
    """Whether the service is installed, enabled, active. Raises ServiceError if none can tell."""
    path = _unit_path(environ)
    return State(
        installed=os.path.exists(path),
        enabled=_ask(runner, "is-enabled", UNIT),
        active=_ask(runner, "is-active", UNIT),
        session=_ask(runner, "is-active", SESSION),
        unit=path,
    )


def unit_text(template: str, command: Sequence[str]) -> str:
    """The unit that starts `command`. Raises ServiceError if systemd cannot take its path."""
    # https://github.com/systemd/systemd/blob/v252/src/core/load-fragment.c, config_parse_exec
    if re.search(r"""["'\\]""", command[0]):
        text = _("systemd starts nothing with a quote or backslash in it: {path}")
        raise ServiceError(text.format(path=command[0]))
    program, *arguments = map(_for_systemd, command)
    # Variables stand only in arguments, never in the path of the program.
    words = [program, *(word.replace("$", "$$") for word in arguments)]
    return template.replace("@COACH@", " ".join(words))


def entry_text(template: str, command: Sequence[str]) -> str:
    """The menu entry whose actions call `command`."""
    return template.replace("@COACH@", _for_menu(shlex.join(command)))


def _for_systemd(word: str) -> str:
    """A word of ExecStart=.

    https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html#Command%20lines
    """
    if _PLAIN.fullmatch(word):
        return word
    return '"' + re.sub(r'(["\\])', r"\\\1", word).replace("%", "%%") + '"'


def _for_menu(text: str) -> str:
    """Within the double quotes of Exec=: quoted as an argument, then again as a string.

    https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html
    """
    argument = re.sub(r'(["`$\\])', r"\\\1", text)
    return argument.replace("\\", "\\\\").replace("%", "%%")


def _template(name: str) -> str:
    with open(os.path.join(_DATA, name), encoding="utf-8") as file:
        return file.read()


def _unit_path(environ: Mapping[str, str]) -> str:
    return os.path.join(_base(environ, "XDG_CONFIG_HOME", ".config"), "systemd", "user", UNIT)


def _entry_path(environ: Mapping[str, str]) -> str:
    return os.path.join(_base(environ, "XDG_DATA_HOME", ".local/share"), "applications", ENTRY)


def _base(environ: Mapping[str, str], variable: str, fallback: str) -> str:
    told = environ.get(variable, "")
    if os.path.isabs(told):
        return told
    return os.path.join(environ.get("HOME") or os.path.expanduser("~"), fallback)


def _plan(path: str, text: str) -> str:
    there = _read(path)
    if there is None:
        plan = _("Would write {path}.")
    elif there == text:
        plan = _("Would leave {path} as it is.")
    else:
        plan = _("Would replace {path}, which differs.")
    return plan.format(path=path)


def _put(path: str, text: str) -> str:
    there = _read(path)
    if there == text:
        return _("{path} is as it should be.").format(path=path)
    _write(path, text)
    done = _("Wrote {path}.") if there is None else _("Replaced {path}, which differed.")
    return done.format(path=path)


def _read(path: str) -> str | None:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except FileNotFoundError:
        return None


def _write(path: str, text: str) -> None:
    """All or nothing: systemd never reads half a unit."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    draft = f"{path}.new"
    with open(draft, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)


def _delete(path: str) -> str:
    with suppress(FileNotFoundError):
        os.remove(path)
    return _("Removed {path}.").format(path=path)


def _restart(environ: Mapping[str, str], texts: Mapping[str, str]) -> list[tuple[str, ...]]:
    """`enable --now` leaves a service alone that runs, with the old unit."""
    path = _unit_path(environ)
    return [("restart", UNIT)] if _read(path) not in {None, texts[path]} else []


def _systemctl_steps(*calls: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [("systemctl", "--user", *call) for call in calls]


def _would_run(step: Sequence[str]) -> str:
    return _("Would run {command}.").format(command=shlex.join(step))


def _carry_out(steps: Iterable[Sequence[str]], runner: Runner, done: list[str]) -> list[str]:
    for step in steps:
        outcome = runner(step)
        if outcome.code:
            raise ServiceError(_reason(step, outcome), done)
        done = [*done, _("Ran {command}.").format(command=shlex.join(step))]
    return done


def _advice(runner: Runner) -> list[str]:
    """Not every desktop tells systemd of its session."""
    advice = _(
        "Your desktop does not start {session}, so nothing starts coach at login:"
        " let it run `systemctl --user start {unit}` then, in its settings for autostart."
    ).format(session=SESSION, unit=UNIT)
    return [] if _ask(runner, "is-active", SESSION) == "active" else [advice]


def _ask(runner: Runner, question: str, unit: str) -> str:
    """One word; systemctl also fails where the honest answer is no."""
    step = ("systemctl", "--user", question, unit)
    outcome = runner(step)
    if outcome.code == _NO_SYSTEMCTL or _unreachable(outcome):
        raise ServiceError(_reason(step, outcome))
    words = outcome.output.splitlines()
    # systemd 252 says in a whole sentence on stderr that there is no such unit.
    return words[-1] if words and " " not in words[-1] else "not-found"


def _unreachable(outcome: Outcome) -> bool:
    return "connect to bus" in outcome.output or "connect to user scope bus" in outcome.output


def _reason(step: Sequence[str], outcome: Outcome) -> str:
    if outcome.code == _NO_SYSTEMCTL:
        return _(
            "There is no systemctl here. Let your desktop start `coach run` at login instead,"
            " in its settings for autostart."
        )
    if _unreachable(outcome):
        return _(
            "Your systemd session cannot be reached. Type this again as yourself, in a terminal of"
            " your desktop, not through sudo, su or cron."
        )
    said = outcome.output or _("it ended with {code}").format(code=outcome.code)
    text = _("`{command}` failed: {said} (`journalctl --user -u {unit}` tells more.)")
    return text.format(command=shlex.join(step), said=said, unit=UNIT)
