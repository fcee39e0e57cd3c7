"""Stretches, routines of them, what a routine asks for second by second, and of whom.

Pure: the facts themselves are read by `coach.content.stretches`.
"""

from typing import Literal

from coach.core.model import Person
from coach.named import NamedTuple
from coach.wording.translating import _

PREPARE = 15
"""Seconds to get into place before a stretch."""

SITS_FROM = 75
"""The age from which sitting is the usual choice (health.md, section 2: falls)."""

Side = Literal["left", "right"]
Kind = Literal["prepare", "hold", "change", "rest"]


class Stretch(NamedTuple):
    """One stretch: how it is done, and how well it is supported."""

    id: str
    name: str
    target: str
    hold: int
    """Seconds, as are `rest` and `change`: the usual ones, a routine may ask for others."""
    rest: int
    change: int
    """What it takes to change from one side to the other."""
    reps: int
    sides: Literal["both", "left-right"]
    position: Literal["standing", "seated", "bed"]
    cues: tuple[str, ...]
    during: tuple[str, ...]
    """One sentence for each round, from the first again when there are more rounds."""
    caution: str
    drawing: tuple[str, ...]
    source: str
    strength: str
    which: str = ""
    """What the side means here; `{side}` stands for left or right."""
    moving: bool = False
    """Whether one keeps moving instead of holding still."""
    daytime: bool = False
    """Whether it is for the daytime only."""
    not_with: frozenset[str] = frozenset()
    """The person's notes with which it is left out."""
    seated: "Stretch | None" = None
    """What takes its place for those who should not stand."""


class Move(NamedTuple):
    """A stretch as a routine asks for it."""

    stretch: Stretch
    hold: int
    reps: int


class Routine(NamedTuple):
    """Stretches in their order."""

    id: str
    name: str
    minutes: int
    moves: tuple[Move, ...]
    note: str
    source: str
    strength: str
    reasons: tuple[str, ...] = ()
    """Why it was changed for this person: a sentence each."""


class Step(NamedTuple):
    """What to do for how long."""

    kind: Kind
    stretch: Stretch
    seconds: int
    side: Side | None = None
    round: int = 1
    rounds: int = 1


class Library(NamedTuple):
    """All of it."""

    stretches: dict[str, Stretch]
    routines: dict[str, Routine]
    cautions: tuple[str, ...]


# --- what a routine asks for, second by second -------------------------------------------


def steps(routine: Routine) -> tuple[Step, ...]:
    """A routine as what to do for how long.

    Where sides alternate, the rest of one leg is the hold of the other.
    """
    return tuple(step for move in routine.moves for step in _steps(move))


def seconds(plan: tuple[Step, ...], kind: Kind | None = None) -> int:
    """How long these steps take, or those of one kind."""
    return sum(step.seconds for step in plan if kind in (None, step.kind))


def _steps(move: Move) -> list[Step]:
    stretch, side = move.stretch, _first(move.stretch)
    found = [Step("prepare", stretch, PREPARE, side, 1, move.reps)]
    for number in range(1, move.reps + 1):
        if number > 1:
            found.append(_between(move, side, number))
        found.append(Step("hold", stretch, move.hold, side, number, move.reps))
        if side is not None:
            found.append(_between(move, "right", number))
            found.append(Step("hold", stretch, move.hold, "right", number, move.reps))
    return found


def _first(stretch: Stretch) -> Side | None:
    return "left" if stretch.sides == "left-right" else None


def _between(move: Move, side: Side | None, number: int) -> Step:
    stretch = move.stretch
    if side is None:
        return Step("rest", stretch, stretch.rest, None, number, move.reps)
    return Step("change", stretch, stretch.change, side, number, move.reps)


# --- what suits the person ---------------------------------------------------------------


def gentle_for(routine: Routine, person: Person, year: int) -> Routine:
    """The routine as it suits a person in the evening, with the reasons for each change."""
    why = _why_seated(person, year)
    found: dict[str, Move] = {}
    reasons: list[str] = []
    for asked in routine.moves:
        move = _sitting(asked) if why and _stands(asked) else asked
        if move is not asked:
            reasons.append(why)
        out = _why_not(move.stretch, person) if move else ""
        if out:
            reasons.append(out)
        elif move:
            found.setdefault(move.stretch.id, move)
    return routine._replace(moves=tuple(found.values()), reasons=tuple(dict.fromkeys(reasons)))


def _stands(move: Move) -> bool:
    return move.stretch.position == "standing" and not move.stretch.daytime


def _sitting(move: Move) -> Move | None:
    stretch = move.stretch.seated
    return None if stretch is None else move._replace(stretch=stretch)


def _why_seated(person: Person, year: int) -> str:
    if "pregnant" in person.notes:
        return _("In pregnancy this is done sitting or lying down.")
    if "poor-balance" in person.notes:
        return _("Your notes say poor balance, so this is done sitting or lying down.")
    if "reduced-sensation" in person.notes:
        return _("With less feeling in the feet, this is done sitting or lying down.")
    if person.birth_year is not None and year - person.birth_year >= SITS_FROM:
        return _("From 75 on this is done sitting or lying down: it is steadier.")
    return ""


def _why_not(stretch: Stretch, person: Person) -> str:
    if stretch.daytime:
        text = _("{name} are for the daytime, so they are left out.")
        return text.format(name=_(stretch.name))
    if stretch.not_with & person.notes:
        text = _("{name}: left out because of your new knee or hip.")
        return text.format(name=_(stretch.name))
    return ""
