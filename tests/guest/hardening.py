"""How far the service is shut in, and whether it could be more so."""

from collections.abc import Iterator

from tests.guest.scene import DROP_INS, HOME, Check, Scene

FILES = f"ProtectHome=read-only ReadWritePaths={HOME}/.local/share/coach"
TIGHT = (
    "CapabilityBoundingSet= PrivateDevices=yes ProtectClock=yes ProtectKernelModules=yes"
    " ProtectKernelLogs=yes ProtectKernelTunables=yes ProtectControlGroups=yes"
    f" ProtectHostname=yes PrivateTmp=yes PrivateIPC=yes ProtectSystem=strict {FILES}"
).split()


def security(scene: Scene) -> Iterator[Check]:
    """The score of the unit as it is, and what a tighter one would bring.

    Only told, because the unit must also start where there are no user namespaces.
    """
    yield Check("systemd-analyze --user security", None, _score(scene))
    for name, settings in (
        ("PrivateUsers=yes alone", ["PrivateUsers=yes"]),
        ("tightened, without PrivateUsers", TIGHT),
        ("tightened, with PrivateUsers", ["PrivateUsers=yes", *TIGHT]),
    ):
        yield Check(name, None, _tried(scene, settings))
    scene.person(f"rm -r {DROP_INS}")
    scene.systemctl("daemon-reload")
    scene.systemctl("reset-failed coach")
    scene.systemctl("restart coach")


def _tried(scene: Scene, settings: list[str]) -> str:
    text = "\\n".join(["[Service]", *settings])
    scene.person(f"mkdir -p {DROP_INS}; printf '{text}\\n' > {DROP_INS}/tight.conf")
    scene.systemctl("daemon-reload")
    scene.systemctl("reset-failed coach")
    if scene.systemctl("restart coach").code:
        return f"does not start: status {scene.unit('ExecMainStatus')}"
    scene.next_evening("21:29:57")
    scene.machine.wait(6)
    return f"starts; a reminder: {scene.seen('stretch')}; exposure {_score(scene)}"


def _score(scene: Scene) -> str:
    said = scene.person("systemd-analyze --user security coach.service")
    return said.text.splitlines()[-1].partition("coach.service: ")[2]
