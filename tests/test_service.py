"""The unit and the menu entry are valid, and put in place without surprises."""

import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from coach import service
from coach.service import Outcome, ServiceError
from tests.support.need import need

ROOT = Path(__file__).parents[1]
UNIT = (ROOT / "systemd/coach.service").read_text()
ENTRY = (ROOT / "systemd/coach.desktop").read_text()
COMMAND = ("/usr/bin/env",)
STRANGE = r"""a b%c%%d$e${f}"g'h\i;j`k`&l"""


class Systemctl:
    """Stands where systemctl stands, and writes down what it was asked."""

    def __init__(self, **answers: Outcome) -> None:
        self.answers = {"is_active": Outcome(0, "active"), "is_enabled": Outcome(0, "enabled")}
        self.answers |= answers
        self.asked: list[str] = []

    def __call__(self, command: Sequence[str]) -> Outcome:
        """Answer as told, else with silent success."""
        self.asked.append(" ".join(command).removeprefix("systemctl --user "))
        return self.answers.get(command[2].replace("-", "_"), Outcome(0, ""))


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
    }


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    return tmp_path / "config/systemd/user/coach.service"


@pytest.fixture
def entry(tmp_path: Path) -> Path:
    return tmp_path / "data/applications/coach.desktop"


def executable(folder: Path) -> Path:
    """A program that prints its arguments, one a line."""
    folder.mkdir()
    program = folder / "coach"
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    program.chmod(0o755)
    return program


def verify(text: str, folder: Path, question: str = "verify") -> str:
    """What systemd says; it ends with 0 on a key that it does not know."""
    need("systemd-analyze")
    (folder / "run").mkdir(mode=0o700)
    (folder / "coach.service").write_text(text)
    command = ["systemd-analyze", "--user", question, str(folder / "coach.service")]
    private = {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder / "run")}
    ended = subprocess.run(
        command, env=dict(os.environ) | private, capture_output=True, text=True, check=False
    )
    return ended.stdout + ended.stderr + (f"exit {ended.returncode}" if ended.returncode else "")


def test_systemd_has_nothing_to_say_about_the_unit(tmp_path: Path) -> None:
    assert verify(service.unit_text(UNIT, COMMAND), tmp_path) == ""


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("RestartSec=", "RestartSecs="),
        ("WatchdogSec=10min", "WatchdogSec=10moons"),
        ("@system-service", "@sytem-service"),
        ("[Install]", "[Instal]"),
        ("AF_INET6", "AF_INET7"),
        (COMMAND[0], "/nowhere/coach"),
    ],
)
def test_a_slip_of_the_pen_would_be_caught(tmp_path: Path, right: str, wrong: str) -> None:
    text = service.unit_text(UNIT, COMMAND)
    assert right in text
    assert verify(text.replace(right, wrong), tmp_path) != ""


def test_systemd_finds_a_program_with_a_strange_path(tmp_path: Path) -> None:
    program = executable(tmp_path / "a b%c%%d$e${f};g`h&i")
    assert verify(service.unit_text(UNIT, [str(program)]), tmp_path) == ""


@pytest.mark.parametrize("character", ["'", '"', "\\"])
def test_a_path_that_systemd_refuses_is_refused_before(tmp_path: Path, character: str) -> None:
    program = executable(tmp_path / f"a{character}b")
    with pytest.raises(ServiceError, match="quote or backslash"):
        service.unit_text(UNIT, [str(program)])
    refused = verify(UNIT.replace("@COACH@", service._for_systemd(str(program))), tmp_path)
    assert "special characters" in refused


def test_strange_arguments_are_quoted_for_systemd() -> None:
    text = service.unit_text("ExecStart=@COACH@ run", ["/bin/coach", "--config", '/a b$c%d"e\\f'])
    assert text == r'ExecStart=/bin/coach --config "/a b$$c%%d\"e\\f" run'


def test_hardening_asks_for_nothing_that_needs_user_namespaces() -> None:
    keys = re.findall(r"^(\w+)=", UNIT, re.MULTILINE)
    assert not [key for key in keys if key.startswith(("Private", "Protect", "Capability"))]


def test_the_menu_entry_is_valid(tmp_path: Path) -> None:
    need("desktop-file-validate")
    for number, command in enumerate([COMMAND, [f"/{STRANGE}/coach", "--data", "/x y"]]):
        path = tmp_path / f"{number}.desktop"
        path.write_text(service.entry_text(ENTRY, command))
        said = subprocess.run(["desktop-file-validate", path], capture_output=True, check=False)
        assert (said.stdout, said.stderr, said.returncode) == (b"", b"", 0)


def shell_line(exec_line: str) -> str:
    """An Exec line as a shell would read it: its quoting is the shell's, once unescaped."""
    return exec_line.replace("%%", "%").replace("\\\\", "\\")


def test_each_entry_calls_its_command_and_then_waits(tmp_path: Path) -> None:
    program = executable(tmp_path / STRANGE)
    text = service.entry_text(ENTRY, [str(program), "--data", STRANGE])
    said = []
    for line in re.findall(r"^Exec=(.*)$", text, re.MULTILINE):
        shell = ["sh", "-c", shell_line(line)]
        ended = subprocess.run(shell, input="\n", capture_output=True, text=True, check=True)
        assert ended.stdout.endswith("\nEnter closes this window.\n")
        said.append(ended.stdout.split("\n\n")[0].split("\n"))
    words = [["status"], ["plan"], ["log", "hike"], ["log", "cramp"], ["pause"], ["resume"]]
    assert said == [["--data", STRANGE, *word] for word in words]


def test_the_package_carries_both() -> None:
    assert service._template("coach.service") == UNIT
    assert service._template("coach.desktop") == ENTRY


def test_install_writes_both_and_starts(environ: dict[str, str], unit: Path, entry: Path) -> None:
    systemctl = Systemctl()
    steps = service.install(COMMAND, environ, systemctl, dry_run=False)
    assert "\nExecStart=/usr/bin/env run\n" in unit.read_text()
    assert 'Exec=sh -c "/usr/bin/env status;' in entry.read_text()
    assert systemctl.asked[:2] == ["daemon-reload", "enable --now coach.service"]
    assert steps == [
        f"Wrote {unit}.",
        f"Wrote {entry}.",
        "Ran systemctl --user daemon-reload.",
        "Ran systemctl --user enable --now coach.service.",
    ]
    assert [path.name for path in (*unit.parent.iterdir(), *entry.parent.iterdir())] == [
        "coach.service",
        "coach.desktop",
    ]


def test_installing_again_changes_nothing(environ: dict[str, str], unit: Path) -> None:
    service.install(COMMAND, environ, Systemctl(), dry_run=False)
    before = unit.stat()
    systemctl = Systemctl()
    steps = service.install(COMMAND, environ, systemctl, dry_run=False)
    assert steps[0] == f"{unit} is as it should be."
    assert unit.stat() == before
    assert "restart coach.service" not in systemctl.asked


def test_a_unit_that_differs_is_replaced_and_said(environ: dict[str, str], unit: Path) -> None:
    unit.parent.mkdir(parents=True)
    unit.write_text("of an older version")
    systemctl = Systemctl()
    steps = service.install(COMMAND, environ, systemctl, dry_run=False)
    assert steps[0] == f"Replaced {unit}, which differed."
    assert unit.read_text() == service.unit_text(UNIT, COMMAND)
    assert "restart coach.service" in systemctl.asked


def test_a_dry_run_changes_nothing(environ: dict[str, str], unit: Path, tmp_path: Path) -> None:
    systemctl = Systemctl()
    steps = service.install(COMMAND, environ, systemctl, dry_run=True)
    assert steps[0] == f"Would write {unit}."
    assert steps[-1] == "Would run systemctl --user enable --now coach.service."
    assert not systemctl.asked
    assert list(tmp_path.iterdir()) == []


def test_a_dry_run_over_an_older_one_says_what_it_would_replace(
    environ: dict[str, str], unit: Path, entry: Path
) -> None:
    service.install(COMMAND, environ, Systemctl(), dry_run=False)
    unit.write_text("of an older version")
    steps = service.install(COMMAND, environ, Systemctl(), dry_run=True)
    assert steps[:2] == [
        f"Would replace {unit}, which differs.",
        f"Would leave {entry} as it is.",
    ]
    assert "Would run systemctl --user restart coach.service." in steps
    assert unit.read_text() == "of an older version"


def test_a_desktop_that_hides_its_session_from_systemd_is_told_of(environ: dict[str, str]) -> None:
    systemctl = Systemctl(is_active=Outcome(3, "inactive"))
    steps = service.install(COMMAND, environ, systemctl, dry_run=False)
    assert "does not start graphical-session.target" in steps[-1]


NO_BUS = Outcome(1, "Failed to connect to bus: No medium found")


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (NO_BUS, "not through sudo"),
        (Outcome(1, "Failed to connect to user scope bus via local transport"), "not through sudo"),
        (Outcome(127, "systemctl: not found"), "`coach run` at login"),
        (Outcome(1, "Job for coach.service failed."), "journalctl --user -u coach.service"),
    ],
)
def test_what_systemd_refuses_is_explained(
    environ: dict[str, str], unit: Path, outcome: Outcome, reason: str
) -> None:
    with pytest.raises(ServiceError, match=re.escape(reason)) as told:
        service.install(COMMAND, environ, Systemctl(daemon_reload=outcome), dry_run=False)
    assert told.value.done[0] == f"Wrote {unit}."
    assert unit.exists()


def test_remove_undoes_install(environ: dict[str, str], unit: Path, entry: Path) -> None:
    service.install(COMMAND, environ, Systemctl(), dry_run=False)
    systemctl = Systemctl()
    assert service.remove(environ, systemctl, dry_run=True)[1] == f"Would remove {unit}."
    assert unit.exists()
    assert service.remove(environ, systemctl, dry_run=False) == [
        "Ran systemctl --user disable --now coach.service.",
        f"Removed {unit}.",
        f"Removed {entry}.",
        "Ran systemctl --user daemon-reload.",
    ]
    assert systemctl.asked == ["disable --now coach.service", "daemon-reload"]
    assert not unit.exists()
    assert not entry.exists()
    assert service.remove(environ, systemctl, dry_run=False) == []


def test_the_files_go_also_where_systemd_does_not_answer(
    environ: dict[str, str], unit: Path, entry: Path
) -> None:
    service.install(COMMAND, environ, Systemctl(), dry_run=False)
    with pytest.raises(ServiceError, match="Your systemd session") as told:
        service.remove(environ, Systemctl(disable=NO_BUS), dry_run=False)
    assert told.value.done == (f"Removed {unit}.", f"Removed {entry}.")
    assert not unit.exists()


def test_status_says_what_systemd_says(environ: dict[str, str], unit: Path) -> None:
    nothing = Systemctl(
        is_enabled=Outcome(1, "Failed to get unit file state for coach.service: No such file"),
        is_active=Outcome(3, "inactive"),
    )
    state = service.status(environ, nothing)
    assert state == (False, "not-found", "inactive", "inactive", str(unit))
    service.install(COMMAND, environ, Systemctl(), dry_run=False)
    state = service.status(environ, Systemctl())
    assert state == (True, "enabled", "active", "active", str(unit))


def test_status_without_systemd_is_an_error(environ: dict[str, str]) -> None:
    with pytest.raises(ServiceError, match="There is no systemctl"):
        service.status(environ, Systemctl(is_enabled=Outcome(127, "systemctl: not found")))


def test_the_usual_folders(tmp_path: Path) -> None:
    for base in ({}, {"XDG_CONFIG_HOME": "relative", "XDG_DATA_HOME": ""}):
        environ = {"HOME": str(tmp_path)} | base
        steps = service.install(COMMAND, environ, Systemctl(), dry_run=True)
        assert steps[0] == f"Would write {tmp_path}/.config/systemd/user/coach.service."
        assert steps[1] == f"Would write {tmp_path}/.local/share/applications/coach.desktop."


def test_a_program_is_run_without_a_shell() -> None:
    assert service.run(["printf", "%s", "$HOME; echo"]) == Outcome(0, "$HOME; echo")
    assert service.run(["sh", "-c", "echo no >&2; exit 3"]) == Outcome(3, "no")
    assert service.run(["no-such-program"]).code == 127


# --- a machine without a desktop: coach@.service -----------------------------------------

SERVER = ROOT / "systemd/coach@.service"


@pytest.mark.parametrize("name", ["coach.service", "coach.desktop", "coach@.service"])
def test_the_package_has_the_files_of_the_folder(name: str) -> None:
    packaged = ROOT / "coach/data" / name
    assert packaged.read_bytes() == (ROOT / "systemd" / name).read_bytes()


def _asked_of_the_server_unit(folder: Path, *question: str) -> str:
    need("systemd-analyze")
    text = SERVER.read_text().replace("/opt/coach/bin/coach", "/usr/bin/env")
    (folder / "coach@.service").write_text(text)
    unit = folder / "coach@person.service"
    unit.symlink_to(folder / "coach@.service")
    command = ["systemd-analyze", *question, str(unit)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    return ended.stdout + ended.stderr


def test_systemd_has_nothing_to_say_about_the_unit_without_a_desktop(tmp_path: Path) -> None:
    assert _asked_of_the_server_unit(tmp_path, "verify") == ""


def test_the_unit_without_a_desktop_is_well_shut_in(tmp_path: Path) -> None:
    said = _asked_of_the_server_unit(tmp_path, "security", "--offline=yes")
    exposure = re.search(r"exposure level for coach@person\.service: ([\d.]+)", said)
    assert exposure is not None, said
    assert float(exposure[1]) <= 2.0
