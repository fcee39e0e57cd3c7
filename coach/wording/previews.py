"""Evenings to come, as `coach simulate` tells them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta, tzinfo

from coach.core.model import ReminderId
from coach.core.planning import habit_of
from coach.wording.times import clock, dated, span
from coach.wording.translating import _, marked

NOBODY = marked("Nothing is shown.")
NO_SUCH_BUTTON = marked("nothing on the screen has that button")
NOT_RECORDED = marked("This was a preview: nothing of it is written into your journal.")


def evening(night: date, lines: Iterable[str]) -> str:
    """One evening."""
    return "\n".join([dated(night), *(list(lines) or [f"  {_(NOBODY)}"])])


def outside(lines: Iterable[int]) -> str:
    """Lines of the file for evenings that are not played."""
    text = _("Left out, for these evenings are not played (--from, --nights): line {numbers}.")
    return text.format(numbers=", ".join(map(str, lines)))


def shown(at: datetime, zone: tzinfo, title: str, lines: Iterable[str]) -> str:
    """A notification that rings: its title, and some of its lines."""
    return "\n         ".join([f"  {clock(at, zone)}  {title}", *lines])


def gone(at: datetime, zone: tzinfo, names: Iterable[ReminderId], titles: Mapping[str, str]) -> str:
    """A notification that is taken down unanswered."""
    called = dict.fromkeys(titles.get(habit_of(name), habit_of(name)) for name in names)
    text = _("(taken down: {names})").format(names=", ".join(called))
    return f"  {clock(at, zone)}  {text}"


def happening(words: Iterable[str], lasts: timedelta | None) -> str:
    """What the person let happen, as it was written; it may last."""
    what = " ".join(words)
    return _("{what} for {span}").format(what=what, span=span(lasts)) if lasts else what


def told(at: datetime, zone: tzinfo, what: str, reply: str) -> str:
    """Something that the person let happen."""
    answer = f"\n         {reply.splitlines()[0]}" if reply else ""
    return f"  {clock(at, zone)}  > {what}{answer}"
