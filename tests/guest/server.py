"""coach@.service: a machine without a desktop, somebody who never logs in, a phone."""

import json
import shlex
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from tests.guest.scene import Check, Scene

UNIT = "coach@elder"
HOME = "/home/elder"
DROP_IN = f"/etc/systemd/system/{UNIT}.service.d"
SECRET = "canary-4711"  # noqa: S105 - it is looked for
INSTALL = (
    "python3 -m venv /opt/coach && /opt/coach/bin/pip install --quiet --no-index"
    " --find-links /opt/wheels 'cramp-coach[push]'"
    " && cp /opt/coach/lib/python3*/site-packages/coach/data/coach@.service /etc/systemd/system"
)
CREDENTIAL = (
    f"install -d -m 700 /etc/coach && (umask 077;"
    f" echo json://127.0.0.1:8099/{SECRET} > /etc/coach/elder.push-url) && mkdir -p {DROP_IN}"
    f" && printf '[Service]\\nLoadCredential=push-url:/etc/coach/elder.push-url\\n'"
    f" > {DROP_IN}/push.conf && systemctl daemon-reload"
)
PHONE = "systemd-run --unit=phone --property=Restart=always /usr/bin/python3 /opt/files/phone"
ALIVE = f"systemctl is-active --quiet {UNIT}"


class Message(NamedTuple):
    """What came to the phone, and when on the guest's clock."""

    at: float
    path: str
    title: str
    body: str


def server(scene: Scene) -> Iterator[Check]:
    """What docs/server.md says, a boot, an evening, a kill, a hang, a stop."""
    yield from _set_up(scene)
    yield from _boots(scene)
    yield from _pushes(scene)
    yield from _comes_back(scene)
    yield from _ends(scene)


def _set_up(scene: Scene) -> Iterator[Check]:
    run = scene.machine.run
    run("useradd --create-home --shell /bin/bash elder")
    installed = run(INSTALL, patience=900)
    yield Check("server: install into /opt/coach", installed.code == 0, installed.text[-100:])
    made = _elder(
        scene,
        "mkdir -p -m 700 ~/.config/coach ~/.local/share/coach"
        " && cp /opt/files/server.toml ~/.config/coach/config.toml",
    )
    yield Check("server: config and folder of the person", made == 0)
    yield Check("server: credential as a drop-in", run(CREDENTIAL).code == 0)
    verify = run(f"systemd-analyze verify {UNIT}.service 2>&1 >/dev/null")
    yield Check("server: verify says nothing", (verify.code, verify.text) == (0, ""), verify.text)
    enabled = run(f"systemctl enable {UNIT}")
    yield Check("server: systemctl enable", enabled.code == 0)
    score = run(f"systemd-analyze security {UNIT}.service | tail -1").text
    yield Check("server: systemd-analyze security", None, score.partition("service: ")[2])


def _boots(scene: Scene) -> Iterator[Check]:
    scene.machine.reboot()
    up = scene.machine.wait_until(ALIVE)
    sessions = scene.machine.run("loginctl list-sessions --no-legend | grep -c elder").text
    state = f"{_property(scene, 'ActiveState')}, {_property(scene, 'StatusText')}"
    yield Check("server: starts at boot, nobody logged in", up and sessions == "0", state)
    scene.machine.run(PHONE)


def _pushes(scene: Scene) -> Iterator[Check]:
    _evening(scene)
    came = _messages(scene)
    late = f"{came[0].at - scene.instant('21:30:00'):.2f} s after it was due" if came else ""
    yield Check("server: the reminder is pushed at once, once", len(came) == 1, late)
    words = [(message.title, message.body) for message in came]
    yield Check("server: in neutral words", bool(words) and "tretch" not in str(words), str(words))
    secret = came[0].path.endswith(SECRET) if came else False
    yield Check("server: the credential is used", secret)
    said = scene.machine.run(f"journalctl -b -u {UNIT} | grep -c {SECRET}").text
    shown = scene.machine.run(f"systemctl status {UNIT} | grep -c {SECRET}").text
    yield Check("server: and told nowhere", (said, shown) == ("0", "0"))
    history = scene.machine.run(_as_elder("/opt/coach/bin/coach history")).text
    kept = "sent to your phone" in history
    yield Check("server: the person's own history has it", kept, history.splitlines()[-1].strip())


def _comes_back(scene: Scene) -> Iterator[Check]:
    for signal, pause in (("KILL", 10), ("STOP", 30)):
        if signal == "STOP":
            scene.machine.run(
                f"printf '[Service]\\nWatchdogSec=10\\n' > {DROP_IN}/w.conf;"
                f" systemctl daemon-reload; systemctl restart {UNIT}"
            )
        before = _property(scene, "MainPID")
        scene.machine.run(f"kill -{signal} {before}")
        scene.machine.wait(pause)
        back = scene.machine.wait_until(ALIVE) and _property(scene, "MainPID") != before
        once = len(_messages(scene)) == 1
        yield Check(f"server: kill -{signal}: comes back, pushes nothing twice", back and once)
    scene.machine.run(f"rm {DROP_IN}/w.conf; systemctl daemon-reload; systemctl restart {UNIT}")


def _ends(scene: Scene) -> Iterator[Check]:
    done = _elder(scene, "/opt/coach/bin/coach done stretch")
    yield Check("server: coach done in a shell", done == 0)
    stopped = scene.machine.run(f"systemctl stop {UNIT}").code == 0
    said = scene.machine.run(f"journalctl -b -u {UNIT} -o cat | tail -5").text
    yield Check("server: stop", stopped and "coach stopped" in said, _property(scene, "Result"))


def _evening(scene: Scene) -> None:
    """Go to the next evening, three seconds before the reminder is due, and over it."""
    scene.night += timedelta(days=1)
    scene.machine.run("rm -f /run/phone")
    scene.machine.run(f"date -s '{scene.night} 21:29:57'")
    scene.machine.wait(20)


def _messages(scene: Scene) -> list[Message]:
    lines = scene.machine.run("cat /run/phone").text.splitlines()
    return [Message(*json.loads(line)) for line in lines if line.startswith("[")]


def _property(scene: Scene, name: str) -> str:
    return scene.machine.run(f"systemctl show {UNIT} --value --property={name}").text


def _elder(scene: Scene, command: str) -> int:
    return scene.machine.run(_as_elder(command)).code


def _as_elder(command: str) -> str:
    return f"runuser -u elder -- env HOME={HOME} LANG=C.UTF-8 sh -c {shlex.quote(command)}"
