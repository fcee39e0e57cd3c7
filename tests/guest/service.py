"""The service as a person gets it: installed, started with the desktop, killed, hung."""

from collections.abc import Iterator

from tests.guest.scene import CONFIG, DROP_INS, HOME, Check, Scene

UNIT = f"{HOME}/.config/systemd/user/coach.service"
PIPX = "PIP_NO_INDEX=1 PIP_FIND_LINKS=/opt/wheels pipx install /opt/wheels/cramp_coach-*.whl"
ALIVE = "systemctl --user is-active --quiet coach"
ROUNDS = 3


def set_up(scene: Scene) -> Iterator[Check]:
    """Make the desktop, log in, and do what the README says under "Keep it"."""
    scene.machine.run(
        "cd /opt/files && install as-person desktop woken written /usr/local/bin"
        " && cp desktop.target xvfb.service dunst.service /etc/systemd/user"
        " && cp desktop-session.service /etc/systemd/system && systemctl daemon-reload"
    )
    yield Check("log in: logind session and graphical-session.target", scene.log_in())
    session = scene.machine.run(
        "loginctl show-session $(loginctl show-user person --value -p Display)"
        " -p Type -p Class -p State -p Active -p LockedHint -p IdleHint"
    )
    yield Check("the session as logind sees it", None, session.text.replace("\n", " "))
    installed = scene.person(PIPX, patience=600)
    yield Check("pipx install", installed.code == 0, installed.text.splitlines()[-3].strip())
    yield Check("coach init", scene.person("coach init --bedtime 23:30 --wake 07:00").code == 0)
    service = scene.person("coach service install")
    yield Check("coach service install", service.code == 0, service.text.splitlines()[-1])
    yield Check("  active at once, type notify", *_active(scene))
    check = scene.person("coach check")
    yield Check("coach check", check.code == 0, _findings(check.text))
    verify = scene.person(f"systemd-analyze --user verify {UNIT} 2>&1 >/dev/null")
    yield Check("verify says nothing", (verify.code, verify.text) == (0, ""), verify.text)


def session(scene: Scene) -> Iterator[Check]:
    """Log out and in again: it goes and comes with the desktop."""
    for _ in range(2):
        scene.mark()
        left = scene.log_out()
        lines = [entry.text for entry in scene.entries("coach")]
        stopped = left and "coach stopped" in lines
        yield Check("log out: coach goes in peace", stopped, "; ".join(lines))
        back = scene.log_in() and scene.wait_for(ALIVE)
        yield Check("log in: coach is there", back and _active(scene)[0], _active(scene)[1])


def config(scene: Scene) -> Iterator[Check]:
    """Change the config by `reload`, with a mistake, and by saving alone."""
    before = scene.unit("MainPID")
    scene.person(f"cp /opt/files/config.toml {CONFIG}")
    reloaded = scene.systemctl("reload coach").code == 0
    heard = reloaded and scene.wait_for_status("19:30")
    yield Check("reload reads the config", heard, scene.unit("StatusText"))
    scene.person(f"echo 'bedtime = nonsense' > {CONFIG}")
    reloaded = scene.systemctl("reload coach").code == 0
    kept = reloaded and scene.wait_for_status("19:30")
    yield Check("reload with a mistake keeps the last good", kept, scene.unit("StatusText"))
    scene.person(f"sed s/19:30/19:20/ /opt/files/config.toml > {CONFIG}.new")
    scene.person(f"mv {CONFIG}.new {CONFIG}")
    yield Check("saving is enough", scene.wait_for_status("19:20"), scene.unit("StatusText"))
    scene.person(f"cp /opt/files/config.toml {CONFIG}")
    back = scene.wait_for_status("19:30")
    same = scene.unit("MainPID") == before
    yield Check("  in one process all the time", back and same)


def orders(scene: Scene) -> Iterator[Check]:
    """stop, start, restart."""
    stopped = scene.systemctl("stop coach").code == 0 and not scene.unit("MainPID").strip("0")
    yield Check("stop", stopped, f"result {scene.unit('Result')}")
    started = scene.systemctl("start coach").code == 0
    yield Check("start", started and _active(scene)[0], _active(scene)[1])
    before = scene.unit("MainPID")
    restarted = scene.systemctl("restart coach").code == 0 and scene.unit("MainPID") != before
    yield Check("restart", restarted and _active(scene)[0], _active(scene)[1])


def killed(scene: Scene) -> Iterator[Check]:
    """`kill -9` while a reminder is on the screen."""
    for _ in range(ROUNDS):
        scene.next_evening("21:29:57")
        scene.machine.wait(6)
        yield _comes_back(scene, "kill -9: comes back, shows nothing twice", "KILL")


def hung(scene: Scene) -> Iterator[Check]:
    """A daemon that hangs is noticed by the watchdog, here of 10 s."""
    scene.person(f"mkdir -p {DROP_INS}; printf '[Service]\\nWatchdogSec=10\\n' > {DROP_INS}/w.conf")
    scene.systemctl("daemon-reload")
    scene.systemctl("restart coach")
    scene.next_evening("21:29:57")
    scene.machine.wait(23)
    yield Check(
        "watchdog of 10 s is fed for 25 s, over a clock set", scene.unit("NRestarts") == "0"
    )
    check = _comes_back(scene, "hung: the watchdog ends it, it comes back, nothing twice", "STOP")
    told = any("Watchdog timeout" in entry.text for entry in scene.entries("systemd"))
    yield check._replace(ok=check.ok and told)
    scene.person(f"rm -r {DROP_INS}")
    scene.systemctl("daemon-reload")
    scene.systemctl("restart coach")


def removed(scene: Scene) -> Iterator[Check]:
    """`coach service remove` takes it all away."""
    gone = scene.person("coach service remove")
    left = scene.person(f"ls {UNIT} {HOME}/.config/systemd/user/graphical-session.target.wants/*")
    inactive = scene.systemctl("is-active coach").text == "inactive"
    yield Check(
        "coach service remove",
        gone.code == 0 and inactive and left.code != 0,
        gone.text.splitlines()[-1],
    )


def _comes_back(scene: Scene, what: str, signal: str) -> Check:
    """Send a signal to the daemon, which has shown tonight's stretch."""
    sent = scene.machine.run(f"date +%s.%N; kill -{signal} {scene.unit('MainPID')}").text
    # The pid changes only after RestartSec=5, or the watchdog's 10 s and that.
    scene.machine.wait(8 if signal == "KILL" else 20)
    back = scene.wait_for(ALIVE)
    scene.machine.wait(3)
    runs = [entry.at for entry in scene.entries("coach") if "coach runs" in entry.text]
    seen = scene.seen("stretch")
    took = f"runs again after {runs[-1] - float(sent):.1f} s" if runs else "does not run again"
    return Check(what, back and len(runs) == 1 and seen.once, f"{took}, {seen}")


def _active(scene: Scene) -> tuple[bool, str]:
    state = scene.unit("ActiveState"), scene.unit("Type")
    status = scene.unit("StatusText")
    return state == ("active", "notify") and bool(status), f"status line: {status}"


def _findings(text: str) -> str:
    return "; ".join(" ".join(line.split()) for line in text.splitlines()[2:])
