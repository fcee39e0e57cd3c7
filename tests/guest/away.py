"""Nobody looks: a session that a real locker locks, or that logind takes for idle."""

from collections.abc import Callable, Iterator

from tests.guest.scene import Check, Scene, Seen

SET_IDLE = "busctl call org.freedesktop.login1 {path} org.freedesktop.login1.Session SetIdleHint b"


def locked(scene: Scene) -> Iterator[Check]:
    """Due while locked, unlocked within the window: held, and seen once in the end."""
    for _ in range(2):
        yield from _away(scene, "locked", _lock)


def idle(scene: Scene) -> Iterator[Check]:
    """The same where the desktop tells logind that nobody touched anything for a while."""
    yield from _away(scene, "idle", _set_idle)


def lid(scene: Scene) -> Iterator[Check]:
    """Locked, asleep over the due time, woken, unlocked: held, and seen once in the end."""
    for _ in range(3):
        scene.next_evening("21:29:35")
        locked = _lock(scene, True)
        woke = scene.sleep(35, "logind")
        scene.machine.wait(6)
        during = scene.seen("stretch")
        when = scene.now()
        unlocked = _lock(scene, False)
        yield _once(scene, "locked over a sleep", during, when, locked and unlocked and woke < when)


def _away(scene: Scene, how: str, go: Callable[[Scene, bool], bool]) -> Iterator[Check]:
    scene.next_evening("21:29:40")
    yield Check(f"logind tells of the session: {how}", go(scene, True))
    scene.set_clock("21:29:57")
    scene.machine.wait(8)
    during = scene.seen("stretch")
    when = scene.now()
    yield Check(f"logind tells of the session: no longer {how}", go(scene, False))
    yield _once(scene, how, during, when)


def _once(scene: Scene, how: str, during: Seen, back: float, went_well: bool = True) -> Check:
    """Whether the evening's reminder was seen once, after that; `back`: when, since 1970."""
    scene.machine.wait(5)
    seen = scene.seen("stretch")
    after = f", {seen.drawn[0] - back:.1f} s after the order to end it" if seen.drawn else ""
    figures = f"while {how}: {during}; in the end: {seen}{after}"
    return Check(
        f"due while {how}: once in the end", went_well and seen.once and not during.drawn, figures
    )


def _lock(scene: Scene, begin: bool) -> bool:
    verb, hint = ("lock", "yes") if begin else ("unlock", "no")
    session = scene.session()
    scene.machine.run(f"loginctl {verb}-session {session}")
    return _told(scene, "LockedHint", hint)


def _set_idle(scene: Scene, begin: bool) -> bool:
    path = scene.machine.run(
        "busctl call org.freedesktop.login1 /org/freedesktop/login1"
        f" org.freedesktop.login1.Manager GetSession s {scene.session()} | cut -d '\"' -f 2"
    )
    scene.machine.run(f"{SET_IDLE.format(path=path.text)} {str(begin).lower()}")
    return _told(scene, "IdleHint", "yes" if begin else "no")


def _told(scene: Scene, name: str, value: str) -> bool:
    return scene.machine.wait_until(
        f"[ $(loginctl show-session {scene.session()} --value -p {name}) = {value} ]", patience=10
    )
