"""What is said around and during a guided stretch.

What is said of a single stretch stands in content/stretches.toml, with its source.
"""

from collections.abc import Iterable

from coach.content.stretching import PREPARE, Routine, Step, Stretch
from coach.wording.extents import listed
from coach.wording.times import minutes, seconds
from coach.wording.translating import _, marked

GET_READY = marked("Get ready")
HOLD = marked("Hold")
MOVE = marked("Keep moving")
REST = marked("Rest")
CHANGE = marked("Change sides")
PAUSED = marked("Paused")
PRESS_SPACE = marked("Press Space. You then have {seconds} to get into place.")
HALF_WAY = marked("Half way.")
GOING_ON = marked("Going on.")
PAUSED_PLAIN = marked("Paused. Space goes on.")
FINISHED = marked("Finished.")

NEXT = {
    GET_READY: marked("Next: get ready for {seconds}"),
    HOLD: marked("Next: hold for {seconds}"),
    MOVE: marked("Next: keep moving for {seconds}"),
    REST: marked("Next: rest for {seconds}"),
}

KEYS_READY = (("Space", "begin"), ("Q", "stop"))
KEYS_RUNNING = (("Space", "pause"), ("N", "next"), ("B", "back"), ("Q", "stop"))
KEYS_PAUSED = (("Space", "go on"), ("N", "next"), ("B", "back"), ("Q", "stop"))
KEYS = {
    "Space": marked("Space"),
    "begin": marked("begin"),
    "pause": marked("pause"),
    "go on": marked("go on"),
    "next": marked("next"),
    "back": marked("back"),
    "stop": marked("stop"),
}
"""What is not a letter on the keyboard."""
KEYS_PLAIN = marked("Space begins and pauses, N is next, B is back, Q stops.")

LEFT = {"left": marked("left"), "right": marked("right")}
LOUD = {"left": marked("LEFT"), "right": marked("RIGHT")}
SPOKEN = {"left": marked("Left side."), "right": marked("Right side.")}

NO_HABIT = marked("No habit in your config is a stretch, so nothing was noted.")


# --- the screen --------------------------------------------------------------------------


def routine_line(routine: Routine) -> str:
    """What a routine is called."""
    text = _("{name}, about {minutes}")
    return text.format(name=_(routine.name), minutes=minutes(routine.minutes))


def first(stretch: Stretch) -> str:
    """With what it begins."""
    return _("First: {name}").format(name=_small(stretch))


def _small(stretch: Stretch) -> str:
    """Its name within a sentence; a language may write it otherwise than in small letters."""
    return _(stretch.name.lower())


def press_space() -> str:
    """How it begins."""
    return _(PRESS_SPACE).format(seconds=seconds(PREPARE))


def keys(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Keys, and what they do."""
    return tuple((_(KEYS.get(key, "")) or key, _(KEYS[does])) for key, does in pairs)


def label(step: Step) -> str:
    """What to do in one or two words."""
    return _(_label(step))


def _label(step: Step) -> str:
    match step.kind:
        case "prepare":
            return GET_READY
        case "hold":
            return MOVE if step.stretch.moving else HOLD
        case "change":
            return CHANGE
        case "rest":
            return REST


def where(step: Step, *, loud: bool = True) -> str:
    """Which side, and what that means here: `LEFT leg back`."""
    if step.side is None:
        return ""
    side = _((LOUD if loud else LEFT)[step.side])
    told = _(step.stretch.which).format(side=side)
    return told[:1].upper() + told[1:]


def round_of(step: Step) -> str:
    """Which round it is."""
    if step.kind != "hold" or step.rounds == 1:
        return ""
    return out_of(step.round, step.rounds)


def during(step: Step) -> str:
    """A sentence for a hold."""
    return _(step.stretch.during[(step.round - 1) % len(step.stretch.during)])


def coming(following: Step | None) -> str:
    """What comes next."""
    if following is None:
        return _("Next: done")
    if following.kind == "prepare":
        return _("Next: {name}").format(name=_small(following.stretch))
    if following.kind == "change":
        return _("Next: the other side")
    return _(NEXT[_label(following)]).format(seconds=seconds(following.seconds))


def left(count: int) -> str:
    """How long the whole of it still takes, from its seconds."""
    whole, rest = divmod(count, 60)
    return _("{time} left").format(time=f"{whole}:{rest:02}")


def out_of(number: int, count: int) -> str:
    """Where in the routine we are."""
    return _("{n} of {all}").format(n=number, all=count)


# --- line by line, for screen readers and pipes ------------------------------------------


def opening(routine: Routine, cautions: Iterable[str], *, with_keys: bool) -> tuple[str, ...]:
    """What is said before the start."""
    lines = (f"{routine_line(routine)}.", *map(_, cautions), *routine.reasons)
    return (*lines, _(KEYS_PLAIN), press_space()) if with_keys else lines


def introduced(stretch: Stretch, number: int, count: int) -> tuple[str, ...]:
    """What is said before a stretch."""
    return (
        "",
        _("Stretch {n} of {all}: {name}.").format(n=number, all=count, name=_(stretch.name)),
        *map(_, stretch.cues),
        _(stretch.caution),
    )


def spoken(step: Step) -> str:
    """What is said when a step begins."""
    told = {"seconds": seconds(step.seconds)}
    match step.kind:
        case "prepare" if step.side:
            where_first = where(step, loud=False)
            return _("Get ready. {where} first. {seconds}.").format(where=where_first, **told)
        case "prepare":
            return _("Get ready. {seconds}.").format(**told)
        case "hold" if step.stretch.moving:
            return f"{during(step)} {told['seconds']}."
        case "hold" if step.side:
            return _("Hold. {side} {seconds}.").format(side=_(SPOKEN[step.side]), **told)
        case "hold":
            return _("Hold. {seconds}.").format(**told)
        case "change":
            return _("Change sides.")
        case "rest":
            return _("Rest. {seconds}.").format(**told)


# --- afterwards --------------------------------------------------------------------------


def held(count: int, *, whole: bool, enough: bool) -> str:
    """What was done, from its seconds."""
    if not count:
        return _("Nothing was held this time. That is fine.")
    if whole:
        text = _("Well done. You stretched for {time}.")
    elif enough:
        text = _("You stretched for {time}. That counts.")
    else:
        text = _("You stretched for {time}. Every bit is welcome.")
    return text.format(time=_time(count))


def noted(title: str) -> str:
    """After it was written down."""
    return _("{title}: noted as done.").format(title=title)


def already(title: str) -> str:
    """Where it was written down before."""
    return _("{title}: already noted as done tonight.").format(title=title)


def still_counts(habit: str, count: int) -> str:
    """How to have a short one count."""
    text = (
        _("If that was enough for tonight, type: coach done {habit}")
        if count
        else _("If you stretched without me, type: coach done {habit}")
    )
    return text.format(habit=habit)


def not_kept(why: object) -> str:
    """Where the journal could not be written."""
    return _("Your stretch could not be noted: {why}").format(why=why)


def unknown(shown: str, guess: str, known: Iterable[str]) -> str:
    """Where no routine is called so."""
    choice = _("choose from {names}").format(names=", ".join(known))
    return _("No routine is called {name}; {guess}").format(name=shown, guess=guess or choice)


def entries(routines: Iterable[Routine], own: str) -> str:
    """The routines to choose from."""
    return "\n\n".join(_entry(routine, own) for routine in routines)


def _entry(routine: Routine, own: str) -> str:
    yours = " " + _("(yours)") if routine.id == own else ""
    names = ", ".join(_small(move.stretch) for move in routine.moves)
    lines = [names[:1].upper() + names[1:] + ".", _(routine.note), *routine.reasons]
    title = f"{routine.id}{yours}\n  {routine_line(routine)}"
    return "\n  ".join((title, *lines))


def _time(count: int) -> str:
    whole, rest = divmod(count, 60)
    parts = [minutes(whole)] if whole else []
    if rest:
        parts.append(seconds(rest))
    return listed(parts)
