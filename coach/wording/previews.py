"""Evenings to come, as `coach simulate` tells them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo

from coach.core.model import ReminderId
from coach.core.planning import habit_of
from coach.wording.times import clock, dated

NOBODY = "Nothing is shown."
NOT_RECORDED = "This was a preview: nothing of it is written into your journal."


def evening(night: date, lines: Iterable[str]) -> str:
    """One evening."""
    return "\n".join([dated(night), *(list(lines) or [f"  {NOBODY}"])])


def outside(lines: Iterable[int]) -> str:
    """Lines of the file for evenings that are not played."""
    numbers = ", ".join(map(str, lines))
    return f"Left out, for these evenings are not played (--from, --nights): line {numbers}."


def shown(at: datetime, zone: tzinfo, title: str, lines: Iterable[str]) -> str:
    """A notification that rings: its title, and some of its lines."""
    return "\n         ".join([f"  {clock(at, zone)}  {title}", *lines])


def gone(at: datetime, zone: tzinfo, names: Iterable[ReminderId], titles: Mapping[str, str]) -> str:
    """A notification that is taken down unanswered."""
    called = dict.fromkeys(titles.get(habit_of(name), habit_of(name)) for name in names)
    return f"  {clock(at, zone)}  (taken down: {', '.join(called)})"


def told(at: datetime, zone: tzinfo, what: str, reply: str) -> str:
    """Something that the person let happen."""
    answer = f"\n         {reply.splitlines()[0]}" if reply else ""
    return f"  {clock(at, zone)}  > {what}{answer}"
