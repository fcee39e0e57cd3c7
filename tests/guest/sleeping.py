"""The guest suspended to RAM while something becomes due."""

from collections.abc import Iterator

from tests.guest.scene import Check, Scene, Way

WAYS: tuple[Way, ...] = ("rtcwake", "logind", "rtcwake", "logind")

PROMPT = 2.0
"""Seconds from waking until it must be on the screen."""


def in_time(scene: Scene) -> Iterator[Check]:
    """Asleep at the due time, awake while the window is open: shown at once."""
    for way in WAYS:
        scene.next_evening("21:29:45")
        woke = scene.sleep(25, way)
        scene.machine.wait(4)
        yield _at_once(scene, "stretch", woke, way)


def too_late(scene: Scene) -> Iterator[Check]:
    """A window that opens and closes during sleep: never shown. A wider one beside it: shown."""
    for way in WAYS[:3]:
        scene.next_evening("19:29:45")
        woke = scene.sleep(82, way)
        scene.machine.wait(4)
        yield _at_once(scene, "wide", woke, way)
        seen = scene.seen("brief")
        over = woke > scene.instant("19:31:00")
        never = not seen.drawn and not seen.shown
        yield Check(f"asleep over the whole window ({way}): never shown", over and never, str(seen))


def _at_once(scene: Scene, habit: str, woke: float, way: Way) -> Check:
    seen = scene.seen(habit)
    due = scene.instant("21:30:00" if habit == "stretch" else "19:30:00")
    drawn = [at - woke for at in seen.drawn]
    shown = [at - woke for at in seen.shown]
    figures = (
        f"due {woke - due:.1f} s before waking; after waking: turn"
        f" {_list(shown)} s, drawn {_list(drawn)} s"
    )
    prompt = seen.once and woke > due and 0 < drawn[0] < PROMPT
    return Check(f"woken within the window ({way}): shown at once", prompt, figures)


def _list(seconds: list[float]) -> str:
    return ", ".join(f"{s:.2f}" for s in seconds) or "never"
