"""The clock set by hand, and another time zone."""

from collections.abc import Iterator

from tests.guest.scene import Check, Scene

ROUNDS = 3
PROMPT = 2.0
"""Seconds from setting the clock until it must be on the screen."""

HOME_ZONE = "Europe/Prague"


def forward_and_back(scene: Scene) -> Iterator[Check]:
    """Forward over a due time: shown at once. Back over it again: nothing more."""
    for back in ("21:29:57", "20:15:00", "12:30:00"):
        scene.next_evening("21:20:00")
        scene.set_clock("21:35:00")
        scene.machine.wait(3)
        seen = scene.seen("stretch")
        after = [at - scene.instant("21:35:00") for at in seen.drawn]
        prompt = seen.once and after[0] < PROMPT
        told = ", ".join(f"{s:.2f}" for s in after) or "never"
        yield Check("clock set forward over the due time: shown at once", prompt, f"after {told} s")
        scene.set_clock(back)
        scene.machine.wait(3)
        scene.set_clock("21:29:57")
        scene.machine.wait(8)
        seen = scene.seen("stretch")
        yield Check(f"clock set back to {back}, due again: nothing", seen.once, str(seen))


def zone(scene: Scene) -> Iterator[Check]:
    """East, where it is later; west, where it is earlier. The wall's clock counts."""
    scene.next_evening("21:00:00")
    when = _travel(scene, "Europe/Helsinki")
    scene.machine.wait(4)
    seen = scene.seen("stretch")
    after = [at - when for at in seen.drawn]
    told = ", ".join(f"{s:.2f}" for s in after) or "never"
    yield Check(
        "zone to the east: 21:30 was 30 min ago, shown at once",
        seen.once and after[0] < PROMPT,
        f"after {told} s",
    )
    _travel(scene, HOME_ZONE)
    scene.set_clock("21:29:57")
    scene.machine.wait(6)
    seen = scene.seen("stretch")
    yield Check("  home again, 21:30 comes: nothing more", seen.once, str(seen))

    scene.next_evening("21:29:50")
    _travel(scene, "America/New_York")
    plan = scene.person("coach plan --night " + scene.night.isoformat() + " --json").text
    follows = f"{scene.night}T21:30:00-05:00" in plan
    scene.machine.wait(15)
    seen = scene.seen("stretch")
    quiet = not seen.drawn
    yield Check(
        "zone to the west: the plan follows, nothing at the old instant",
        follows and quiet,
        str(seen),
    )
    scene.set_clock("21:29:57")
    scene.machine.wait(6)
    seen = scene.seen("stretch")
    yield Check("  21:30 over there: shown", seen.once, str(seen))
    _travel(scene, HOME_ZONE)


def _travel(scene: Scene, name: str) -> float:
    """Returns when, in seconds since 1970: the age of the link that names the zone."""
    said = scene.machine.run(f"timedatectl set-timezone {name}; stat -c %.6Y /etc/localtime")
    return float(said.text)
