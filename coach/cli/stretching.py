"""stretch."""

import gc
import os
import sys
from argparse import ArgumentParser, Namespace
from datetime import UTC, date, datetime
from typing import Literal

from coach.cli.answering import to_settle
from coach.cli.context import Context, Stop
from coach.cli.options import add_json
from coach.config.values import did_you_mean, shown
from coach.content.stretches import library
from coach.content.stretching import Routine, gentle_for, seconds, steps
from coach.core.answering import is_open
from coach.core.model import Answer, Habit
from coach.core.standing import Standing
from coach.journal.port import JournalError
from coach.named import NamedTuple
from coach.stretching import guiding
from coach.stretching.session import State
from coach.wording import stretching as words
from coach.wording.translating import _

USUAL = "evidence-3min"
"""The routine of those whose config names none."""


EARLY = "stretch-early"


class Kept(NamedTuple):
    """What became of a session in the journal."""

    state: Literal["noted", "already", "short", "no habit"]
    id: str | None = None


def add_stretch(parser: ArgumentParser) -> None:
    """`coach stretch [ROUTINE]`."""
    parser.add_argument(
        "routine", nargs="?", metavar="ROUTINE", help=_("left out: the one in your config")
    )
    parser.add_argument("--plain", action="store_true", help=_("line by line, for screen readers"))
    parser.add_argument("--no-bell", action="store_true", help=_("no sound at each change"))
    parser.add_argument("--list", action="store_true", help=_("the routines to choose from"))
    add_json(parser)
    parser.set_defaults(run=_stretch)


def _stretch(arguments: Namespace, context: Context) -> int:
    if arguments.list:
        return _list(context)
    gc.enable()
    habit = _habit(context)
    routine = _suited(_routine(arguments.routine or _own(habit)), context)
    night = context.tonight
    stream = sys.stderr if context.as_json else sys.stdout
    ending = guiding.guide(
        routine,
        library().cautions,
        stream,
        plain=arguments.plain or guiding.wants_plain(stream, os.environ.get("TERM", "")),
        bell=not arguments.no_bell,
    )
    context.now = datetime.now(UTC)
    kept = _keep(ending.state, habit, night, context)
    if ending.signal is not None:  # nobody is there to read
        return 128 + ending.signal
    document = {"id": kept.id, "night": night.isoformat(), "routine": routine.id}
    return context.tell(_said(ending.state, kept, habit), document | _told(ending.state, kept))


# --- which routine, for which habit ------------------------------------------------------


def _habit(context: Context) -> Habit | None:
    """The habit that a session is for, with the routine that this evening asks of it.

    That is a gentle session after a hike while its reminder is open; else the first habit with
    a routine, else the one called stretch.
    """
    places = _places(context)
    for place in places:
        if place.reminder.habit.key == EARLY and is_open(place, context.now):
            return place.reminder.habit._replace(title=context.titles[EARLY])
    habits = context.config.habits
    named = [habit for habit in habits if habit.routine]
    own = next(iter([*named, *(habit for habit in habits if habit.key == "stretch")]), None)
    tonight = (p.reminder.habit for p in places if own and p.reminder.habit.key == own.key)
    return next(tonight, own)


def _places(context: Context) -> tuple[Standing, ...]:
    """Where tonight's reminders stand; a broken journal does not keep anyone from stretching."""
    try:
        return context.places(context.tonight)
    except JournalError:
        return ()


def _own(habit: Habit | None) -> str:
    return (habit.routine if habit else "") or USUAL


def _routine(name: str) -> Routine:
    routines = library().routines
    if name not in routines:
        guess = did_you_mean(name, routines)
        raise Stop(words.unknown(shown(name), guess, routines), 2)
    return routines[name]


def _suited(routine: Routine, context: Context) -> Routine:
    return gentle_for(routine, context.config.person, context.local.year)


def _list(context: Context) -> int:
    own = _own(_habit(context))
    routines = [_suited(routine, context) for routine in library().routines.values()]
    entries = [
        {
            "id": routine.id,
            "name": routine.name,
            "seconds": seconds(steps(routine)),
            "stretches": [move.stretch.id for move in routine.moves],
            "note": routine.note,
            "reasons": list(routine.reasons),
            "yours": routine.id == own,
            "source": routine.source,
            "strength": routine.strength,
        }
        for routine in routines
    ]
    return context.tell(words.entries(routines, own), {"routines": entries})


# --- what is kept and said ---------------------------------------------------------------


def _keep(state: State, habit: Habit | None, night: date, context: Context) -> Kept:
    """Keep Done, where enough was done and it is not kept already.

    Raises:
        Stop: it could not be kept.
    """
    if not state.enough:
        return Kept("short")
    if habit is None:
        return Kept("no habit")
    try:
        places = tuple(p for p in context.places(night) if p.reminder.habit.key == habit.key)
        reminder = to_settle(context, places, habit.key, night, "done")
        if reminder is None:
            return Kept("already")
        answer = Answer("done", reminder, "command", minutes=_minutes(state))
        (fact,) = context.record((night, answer))
    except JournalError as error:
        raise Stop(f"{_held(state)}\n{words.not_kept(error)}", 1) from None
    return Kept("noted", fact.id)


def _minutes(state: State) -> int:
    return max(1, int(state.held / 60 + 0.5))


def _held(state: State) -> str:
    return words.held(int(state.held), whole=state.phase == "finished", enough=state.enough)


def _said(state: State, kept: Kept, habit: Habit | None) -> str:
    title = habit.title if habit else ""
    match kept.state:
        case "noted":
            more = [words.noted(title)]
        case "already":
            more = [words.already(title)]
        case "no habit":
            more = [_(words.NO_HABIT)]
        case "short":
            more = [words.still_counts(habit.key, int(state.held))] if habit else []
    return "\n".join([_held(state), *more])


def _told(state: State, kept: Kept) -> dict[str, object]:
    """What programs read of a session; times in seconds."""
    to_hold = seconds(state.steps, "hold")
    return {"state": kept.state, "held": int(state.held), "to_hold": to_hold}
