"""What is said around and during a guided stretch.

What is said of a single stretch stands in content/stretches.toml, with its source.
"""

from collections.abc import Iterable

from coach.content.stretching import PREPARE, Routine, Step, Stretch
from coach.wording.times import counted

GET_READY = "Get ready"
HOLD = "Hold"
MOVE = "Keep moving"
REST = "Rest"
CHANGE = "Change sides"
PAUSED = "Paused"
PRESS_SPACE = f"Press Space. You then have {PREPARE} seconds to get into place."
HALF_WAY = "Half way."
GOING_ON = "Going on."
PAUSED_PLAIN = "Paused. Space goes on."
LAST = "Next: done"
FINISHED = "Finished."

KEYS_READY = (("Space", "begin"), ("Q", "stop"))
KEYS_RUNNING = (("Space", "pause"), ("N", "next"), ("B", "back"), ("Q", "stop"))
KEYS_PAUSED = (("Space", "go on"), ("N", "next"), ("B", "back"), ("Q", "stop"))
KEYS_PLAIN = "Space begins and pauses, N is next, B is back, Q stops."

NO_HABIT = "No habit in your config is a stretch, so nothing was noted."


# --- the screen --------------------------------------------------------------------------


def routine_line(routine: Routine) -> str:
    """What a routine is called."""
    return f"{routine.name}, about {counted(routine.minutes, 'minute')}"


def first(stretch: Stretch) -> str:
    """With what it begins."""
    return f"First: {stretch.name.lower()}"


def label(step: Step) -> str:
    """What to do in one or two words."""
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
    side = step.side.upper() if loud else step.side
    told = step.stretch.which.format(side=side)
    return told[:1].upper() + told[1:]


def round_of(step: Step) -> str:
    """Which round it is."""
    if step.kind != "hold" or step.rounds == 1:
        return ""
    return f"{step.round} of {step.rounds}"


def during(step: Step) -> str:
    """A sentence for a hold."""
    return step.stretch.during[(step.round - 1) % len(step.stretch.during)]


def coming(following: Step | None) -> str:
    """What comes next."""
    if following is None:
        return LAST
    if following.kind == "prepare":
        return f"Next: {following.stretch.name.lower()}"
    if following.kind == "change":
        return "Next: the other side"
    return f"Next: {label(following).lower()} for {counted(following.seconds, 'second')}"


def left(seconds: int) -> str:
    """How long the whole of it still takes."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes}:{rest:02} left"


def out_of(number: int, count: int) -> str:
    """Where in the routine we are."""
    return f"{number} of {count}"


# --- line by line, for screen readers and pipes ------------------------------------------


def opening(routine: Routine, cautions: Iterable[str], *, keys: bool) -> tuple[str, ...]:
    """What is said before the start."""
    lines = (f"{routine_line(routine)}.", *cautions, *routine.reasons)
    return (*lines, KEYS_PLAIN, PRESS_SPACE) if keys else lines


def introduced(stretch: Stretch, number: int, count: int) -> tuple[str, ...]:
    """What is said before a stretch."""
    return (
        "",
        f"Stretch {number} of {count}: {stretch.name}.",
        *stretch.cues,
        stretch.caution,
    )


def spoken(step: Step) -> str:
    """What is said when a step begins."""
    side = f" {step.side.capitalize()} side." if step.side else ""
    match step.kind:
        case "prepare":
            first = f" {where(step, loud=False)} first." if step.side else ""
            return f"Get ready.{first} {counted(step.seconds, 'second')}."
        case "hold":
            what = during(step) if step.stretch.moving else f"Hold.{side}"
            return f"{what} {counted(step.seconds, 'second')}."
        case "change":
            return "Change sides."
        case "rest":
            return f"Rest. {counted(step.seconds, 'second')}."


# --- afterwards --------------------------------------------------------------------------


def held(seconds: int, *, whole: bool, enough: bool) -> str:
    """What was done."""
    if not seconds:
        return "Nothing was held this time. That is fine."
    time = _time(seconds)
    if whole:
        return f"Well done. You stretched for {time}."
    return f"You stretched for {time}. " + ("That counts." if enough else "Every bit is welcome.")


def noted(title: str) -> str:
    """After it was written down."""
    return f"{title}: noted as done."


def already(title: str) -> str:
    """Where it was written down before."""
    return f"{title}: already noted as done tonight."


def still_counts(habit: str, seconds: int) -> str:
    """How to have a short one count."""
    when = "If that was enough for tonight" if seconds else "If you stretched without me"
    return f"{when}, type: coach done {habit}"


def not_kept(why: object) -> str:
    """Where the journal could not be written."""
    return f"Your stretch could not be noted: {why}"


def unknown(shown: str, guess: str, known: Iterable[str]) -> str:
    """Where no routine is called so."""
    return f"No routine is called {shown}; {guess or 'choose from ' + ', '.join(known)}"


def listed(routines: Iterable[Routine], own: str) -> str:
    """The routines to choose from."""
    return "\n\n".join(_entry(routine, own) for routine in routines)


def _entry(routine: Routine, own: str) -> str:
    yours = " (yours)" if routine.id == own else ""
    names = ", ".join(move.stretch.name.lower() for move in routine.moves)
    lines = [names[:1].upper() + names[1:] + ".", routine.note, *routine.reasons]
    title = f"{routine.id}{yours}\n  {routine_line(routine)}"
    return "\n  ".join((title, *lines))


def _time(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    parts = [counted(minutes, "minute")] if minutes else []
    if rest:
        parts.append(counted(rest, "second"))
    return " and ".join(parts)
