"""Random people: their settings and how they edit them."""

from random import Random

from coach.config.reading import read
from tests.simulation.settings import DAY, Habit, Settings, When

KEYS = ("stretch", "warm", "calcium", "water", "magnesium")
COACHING = ("morning_check", "review", "proposals", "back_off", "remarks")
TITLES = {
    "stretch": "Stretch calves",
    "warm": "Warm legs",
    "calcium": "Something rich in calcium",
    "water": "A glass of water",
    "magnesium": "Magnesium",
}


def settings(rng: Random) -> Settings:
    """A config that the program accepts."""
    while True:
        night_worker = rng.random() < 0.1
        rollover = 18 * 60 if night_worker else 12 * 60
        bedtime = rng.randrange(7 * 60, 9 * 60, 5) if night_worker else _bedtime(rng)
        wake = (bedtime + rng.randrange(6 * 60, 9 * 60, 15)) % DAY
        keys = rng.sample(KEYS, rng.choice((1, 2, 2, 2, 3)))
        drawn = Settings(
            habits=tuple(_habit(rng, key, night_worker=night_worker) for key in keys),
            bedtime=_weekly(rng, bedtime),
            wake=(wake,) * 7,
            rollover=rollover,
            timezone="local" if rng.random() < 0.85 else "Europe/Prague",
            budget=rng.choice((2, 3, 4, 4, 4, 6)),
            private=rng.random() < 0.1,
        )
        if accepted(drawn):
            return drawn


def coached(rng: Random, drawn: Settings) -> Settings:
    """The same settings; most people leave everything of the coach switched on."""
    few = rng.sample(COACHING, rng.choice((1, 1, 2, 5))) if rng.random() < 0.35 else ()
    review = rng.choice(("sun", "sun", "wed", "sat"))
    push = rng.choice((None, None, 1, 10, 30))
    return drawn._replace(off=tuple(few), review=review, push=push, cold=rng.random() < 0.6)


def edited(rng: Random, old: Settings) -> Settings:
    """The same person's settings after a change of mind."""
    for _ in range(20):
        new = _changed(rng, old)
        if new != old and accepted(new):
            return new
    return old


def accepted(drawn: Settings) -> bool:
    """Whether the program finds no mistake in it."""
    reading = read(drawn.text().encode(), "config.toml")
    return reading.config is not None and not reading.problems


def _bedtime(rng: Random) -> int:
    if rng.random() < 0.2:
        return rng.randrange(0, 90, 5)
    return rng.randrange(20 * 60, 24 * 60, 5)


def _weekly(rng: Random, usual: int) -> tuple[int, ...]:
    late = (usual + rng.randrange(0, 75, 5)) % DAY if rng.random() < 0.4 else usual
    return (usual, usual, usual, usual, late, late, usual)


def _habit(rng: Random, key: str, *, night_worker: bool = False) -> Habit:
    days = tuple(range(7)) if rng.random() < 0.75 else tuple(sorted(rng.sample(range(7), 4)))
    return Habit(
        key=key,
        title=TITLES[key],
        at=_moments(rng, night_worker=night_worker),
        until=When("bedtime", rng.choice((0, 0, 0, 0, -15, -10, 30))),
        days=days,
        snooze=rng.choice((5, 10, 10, 15, 30)),
        repeat=rng.choice((0, 1, 1, 1, 2)),
        repeat_after=rng.choice((5, 15, 20, 20, 40)),
        routine="evidence-3min" if key == "stretch" else "",
    )


def _moments(rng: Random, *, night_worker: bool) -> tuple[When, ...]:
    count = rng.choice((1, 1, 1, 1, 1, 2))
    return tuple(dict.fromkeys(_moment(rng, night_worker=night_worker) for _ in range(count)))


def _moment(rng: Random, *, night_worker: bool) -> When:
    if rng.random() < 0.6:
        return When("bedtime", -rng.choice((15, 30, 45, 46, 60, 60, 90, 120)))
    hour = rng.randrange(1, 6) if night_worker else rng.randrange(14, 22)
    return When("", hour * 60 + rng.randrange(0, 60))


def _changed(rng: Random, old: Settings) -> Settings:
    which = rng.randrange(len(old.habits)) if old.habits else 0
    habit = old.habits[which]
    what = rng.randrange(9)
    if what == 0:
        return old._replace(bedtime=_weekly(rng, _bedtime(rng)))
    if what == 1:
        return old._replace(budget=rng.choice((2, 3, 4, 6)))
    if what == 2 and len(old.habits) > 1:
        return old._replace(habits=old.habits[:which] + old.habits[which + 1 :])
    if what == 3:
        missing = [key for key in KEYS if key not in {habit.key for habit in old.habits}]
        new = (_habit(rng, rng.choice(missing)),) if missing else ()
        return old._replace(habits=old.habits + new)
    fresh = _habit(rng, habit.key, night_worker=old.rollover != 12 * 60)
    changes = {4: ("until",), 5: ("repeat", "repeat_after"), 6: ("snooze",), 7: ("days",)}
    names = changes.get(what, ("at",))
    changed = habit._replace(**{name: getattr(fresh, name) for name in names})
    return old._replace(habits=(*old.habits[:which], changed, *old.habits[which + 1 :]))
