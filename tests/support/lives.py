"""Evenings for the rules, written as short as they are thought of."""

from collections.abc import Mapping
from datetime import date

from coach.core.coaching.evidence import Lived, lived
from coach.core.history import effective
from coach.core.model import Answer, Delivery, Event, Fact, Timetable
from coach.core.nights import DAY, local
from tests.support.people import NIGHT, PRAGUE, at, minutes

SHOWN_AT = "21:45"


class Life:
    """Facts of one person, added evening by evening; tonight is NIGHT."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []

    def add(self, night: date, event: Event, clock: str = SHOWN_AT) -> Fact:
        """One fact, by the wall clock of the calendar day of its evening."""
        moment = local(at(clock, day=night), PRAGUE)
        fact = Fact(f"{len(self.facts):04x}", moment, night, event)
        self.facts.append(fact)
        return fact

    def evenings(self, habit: str, letters: str, *, clock: str = "21:50") -> "Life":
        """How the last evenings before tonight went, the oldest first.

        d done after its reminder, b done before it, i seen and ignored, s skipped, z snoozed for
        twenty minutes and then done, w snoozed and then not answered, u not seen at all, n shown
        where nobody can know.
        """
        for back, letter in zip(range(len(letters), 0, -1), letters, strict=True):
            self.evening(NIGHT - back * DAY, habit, letter, clock)
        return self

    def lived(self, tonight: date = NIGHT) -> Lived:
        """What the rules see."""
        return lived(effective(sorted(self.facts, key=lambda fact: fact.at)), tonight)

    def timetable(self, night: date, times: Mapping[str, str]) -> None:
        """The config asks for these times from an evening on."""
        walls = {slot: (wall,) * 7 for slot, wall in times.items()}
        self.add(night, Timetable(at("12:00", day=night), walls), "12:00")

    def evening(self, night: date, habit: str, letter: str, clock: str = "21:50") -> None:
        """How one evening went; see `evenings`."""
        name = f"{night}/{habit}/1"
        if letter in "dsizw":
            self.add(night, Delivery("shown", (name,)), SHOWN_AT)
        match letter:
            case "d" | "b":
                self.add(night, Answer("done", name, "button"), clock)
            case "s":
                self.add(night, Answer("skip", name, "button"), clock)
            case "z" | "w":
                back = at(SHOWN_AT, day=night) + minutes(21)
                self.add(night, Answer("snooze", name, "button", back=back), "21:46")
                if letter == "z":
                    self.add(night, Answer("done", name, "button"), "22:10")
            case "n":
                self.add(night, Delivery("shown", (name,), confirmed=False), SHOWN_AT)
