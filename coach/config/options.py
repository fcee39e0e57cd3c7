"""One description of each option: it feeds validation, docs/config.md and the example's test."""

import os
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from coach.config import values
from coach.config.values import Fault, shown
from coach.core.model import AVOIDABLE, HIKE_WORDS, NOTABLE, TRIP_WORDS
from coach.named import NamedTuple
from coach.wording.translating import _

ROUTINES = ("evidence-3min", "bed-5min", "standard-6min", "after-hike-8min", "seat-2min")
EXTRAS = ("stretch-early", "drink", "soreness", "walk", "pumps")

LONGEST_ADDRESS = 2000

MAX_TIMES = 24
"""More times than this in one habit are a slip of the hand, not a wish."""


MAX_TEXTS = 100
"""The same of words and files."""


class Option(NamedTuple):
    """What one key of the config means."""

    name: str
    read: Callable[[object], Any]
    """Turns the TOML value into the config's value; raises `Fault`."""
    default: Any
    """The config's value where the key is absent."""
    example: str
    """A TOML value for the reference; another one than the default."""
    help: str
    """A sentence or two for the reference."""
    required: bool = False


class Table(NamedTuple):
    """A TOML table and its options."""

    name: str
    """As in the header: `person`, `habit`, `after.hike`; empty for the top."""
    help: str
    options: tuple[Option, ...]

    @property
    def listed(self) -> bool:
        """Whether the table may come several times, as `[[habit]]`."""
        return self.name == "habit"


def _text(value: object, longest: int = 120) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Fault(
            _("{value} is not a text").format(value=shown(value)),
            _('write some words in quotes, such as "..."'),
        )
    text = values.line(value)
    if len(text) > longest:
        raise Fault(
            _("the text has {n} characters").format(n=len(text)),
            _("shorten it to {most} or fewer").format(most=longest),
        )
    return text


def _address(value: object) -> str:
    """A secret: never repeated in what is said of it."""
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        wrong = _("the address is not a text in one line")
        raise Fault(wrong, _('write it in quotes: "ntfy://..."'))
    if len(value) > LONGEST_ADDRESS:
        hint = _("shorten it to {most} or fewer").format(most=LONGEST_ADDRESS)
        raise Fault(_("the address is too long"), hint)
    return value.strip()


def _file_of_address(value: object) -> str:
    """A path. Somebody may write the secret itself here: it is not repeated."""
    if isinstance(value, str) and "://" in value:
        hint = _("write it as url, or into a file of which you write the name here")
        raise Fault(_("this is an address, not the name of a file"), hint)
    return _text(value, longest=400)


def _variable(value: object) -> str:
    """The name of a variable. Somebody may write the secret itself here: it is not repeated."""
    if not isinstance(value, str) or not (value.isascii() and value.isidentifier()):
        hint = _('write the name of one, such as "COACH_PUSH_URL"')
        raise Fault(_("this is no name of an environment variable"), hint)
    return value


def _key(value: object) -> str:
    text = _text(value, longest=32)
    if not all(c.isascii() and (c.islower() or c.isdigit() or c == "-") for c in text):
        raise Fault(
            _("{value} is not a key").format(value=shown(value)),
            _("write small letters, digits and hyphens"),
        )
    return text


def _folder(value: object) -> str:
    """A folder as a whole path; where it is not there yet, it is waited for."""
    text = os.path.expanduser(_text(value, longest=1000))
    if not os.path.isabs(text):
        raise Fault(
            _("{value} is not a whole path").format(value=shown(value)),
            _('write it from its beginning, such as "~/Downloads"'),
        )
    return os.path.normpath(text)


def _whole(value: object, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        wrong = _("{value} is not a whole number").format(value=shown(value))
        raise Fault(wrong, _("write one from {least} to {most}").format(least=least, most=most))
    if not least <= value <= most:
        raise _out_of_range(value, least, most)
    return value


def _number(value: object, least: float, most: float) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        hint = _("write one from {least} to {most}")
        wrong = _("{value} is not a number").format(value=shown(value))
        raise Fault(wrong, hint.format(least=f"{least:g}", most=f"{most:g}"))
    if not least <= value <= most:  # also false for nan
        raise _out_of_range(value, least, most)
    return float(value)


def _out_of_range(value: float, least: float, most: float) -> Fault:
    hint = _("write a number from {least} to {most}")
    return Fault(
        _("{value} is out of range").format(value=shown(value)),
        hint.format(least=f"{least:g}", most=f"{most:g}"),
    )


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        wrong = _("{value} is neither true nor false").format(value=shown(value))
        raise Fault(wrong, _("write true or false"))
    return value


def _span(value: object, least: timedelta, most: timedelta) -> timedelta:
    span = values.duration(value)
    if not least <= span <= most:
        low, high = (int(limit.total_seconds()) // 60 for limit in (least, most))
        wrong = _("{value} is out of range").format(value=shown(value))
        raise Fault(wrong, _("write {low} to {high} minutes").format(low=low, high=high))
    return span


def _words(value: object, known: tuple[str, ...]) -> tuple[str, ...]:
    if not isinstance(value, list):
        wrong = _("{value} is not a list").format(value=shown(value))
        raise Fault(wrong, _('write a list such as ["{word}"]').format(word=known[0]))
    return tuple(values.one_of(word, known) for word in value)


def _word_set(value: object, known: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_words(value, known))


def _texts(value: object, longest: int = 60) -> tuple[str, ...]:
    """A list of a person's own words or paths, each once."""
    if not isinstance(value, list):
        wrong = _("{value} is not a list").format(value=shown(value))
        raise Fault(wrong, _('write a list such as ["one", "two"]'))
    if len(value) > MAX_TEXTS:
        wrong = _("{n} entries are too many").format(n=len(value))
        raise Fault(wrong, _("write at most {n}").format(n=MAX_TEXTS))
    return tuple(dict.fromkeys(_text(entry, longest) for entry in value))


def _addresses(value: object) -> frozenset[str]:
    texts = _texts(value, longest=120)
    for text in texts:
        if "@" not in text:
            wrong = _("{value} is not an address").format(value=shown(text))
            raise Fault(wrong, _('write one such as "anna@example.org"'))
    return frozenset(text.lower() for text in texts)


def _moments(value: object) -> tuple[Any, ...]:
    listed = value if isinstance(value, list) else [value]
    if not listed:
        raise Fault(_("the list of times is empty"), _(values.A_MOMENT))
    if len(listed) > MAX_TIMES:
        wrong = _("{n} times are too many").format(n=len(listed))
        raise Fault(wrong, _("write at most {n}").format(n=MAX_TIMES))
    moments = tuple(values.moment(entry) for entry in listed)
    if len(set(moments)) < len(moments):
        raise Fault(_("the same time stands twice in the list"), _("write each time once"))
    return moments


def _weekly(value: object) -> tuple[Any, ...]:
    """One wall time for all seven evenings, or a table with a default and single days."""
    if not isinstance(value, dict):
        return (values.wall_time(value),) * 7
    known = ("default", *values.DAY_NAMES)
    for name in value:
        if name not in known:
            guess = values.did_you_mean(name, known)
            wrong = _("{value} is not a weekday").format(value=shown(name))
            raise Fault(wrong, guess or _("use default, mon ... sun"))
    missing = [day for day in values.DAY_NAMES if day not in value and "default" not in value]
    if missing:
        wrong = _("no time for {days}").format(days=", ".join(missing))
        raise Fault(wrong, _('add default = "22:30" to the table'))
    return tuple(values.wall_time(value.get(day, value.get("default"))) for day in values.DAY_NAMES)


def _zone(value: object) -> str:
    if value == "local":
        return "local"
    try:
        return ZoneInfo(_text(value)).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    from zoneinfo import available_timezones  # noqa: PLC0415 - slow, and only for mistakes

    guess = values.did_you_mean(value, available_timezones())
    wrong = _("{value} is not a time zone of this machine").format(value=shown(value))
    raise Fault(wrong, guess or _('write "local", or a name such as "Europe/Prague"'))


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


_pause_span = partial(_span, least=_minutes(1), most=_minutes(180))

TOP = Table(
    "",
    "When your nights begin and end.",
    (
        Option("bedtime", _weekly, _weekly("22:30"), '"22:30"',
               "When you go to bed. Either one time, or a table with single evenings: "
               '`{ default = "22:30", fri = "23:30", sat = "23:30" }`. Reminders end here.',
               required=True),
        Option("wake", _weekly, _weekly("07:00"), '{ default = "07:00", sat = "08:30" }',
               "When you get up; a table of days works as for bedtime (the day is that of the "
               "evening before)."),
        Option("timezone", _zone, "local", '"Europe/Prague"',
               '`"local"` follows this machine, also when you travel; or a name such as '
               '`"Europe/Prague"`.'),
        Option("rollover", values.wall_time, values.wall_time("12:00"), '"18:00"',
               "Where one night ends and the next begins. Bedtime and wake must lie within one "
               "night; someone who sleeps in the day moves it."),
        Option("budget", partial(_whole, least=0, most=MAX_TIMES), 4, "3",
               "The most reminders in one evening. Those whose habits stand first in the file come "
               "first."),
    ),
)  # fmt: skip

PERSON = Table(
    "person",
    "About you, all optional. It chooses what the reminders say and which stretches fit, and it "
    "never leaves this machine.",
    (
        Option("birth_year", partial(_whole, least=1900, most=2100), None, "1961",
               "The year you were born, for how much calcium you need and how gently to stretch."),
        Option("avoid", partial(_word_set, known=AVOIDABLE), frozenset(), '["dairy", "nuts"]',
               f"Foods that are never suggested: {_listed(AVOIDABLE)}."),
        Option("notes", partial(_word_set, known=NOTABLE), frozenset(), '["poor-balance"]',
               f"What stretches and texts should heed: {_listed(NOTABLE)}."),
    ),
)  # fmt: skip

HABIT = Table(
    "habit",
    "One group for each habit, so these lines come several times. Those that stand first come "
    "first when `budget` leaves no room for all.",
    (
        Option("key", _key, None, '"stretch"',
               "Its short name, for commands: `coach done stretch`.", required=True),
        Option("title", _text, None, '"Stretch calves and hamstrings"',
               "What the reminder is called. Left out: the key."),
        Option("cue", _text, "", '"after brushing my teeth"',
               "What you will do it after; the reminder says so."),
        Option("at", _moments, None, '"bedtime - 45min"',
               'When: a time such as `"21:45"`, or `bedtime` or `wake` plus or minus a duration; '
               "or a list of them.", required=True),
        Option("until", values.moment, values.moment("bedtime"), '"bedtime - 15min"',
               "From then on it is no longer shown that evening."),
        Option("days", values.days, values.EVERY_DAY, '["mon", "wed", "fri"]',
               'On which evenings: `"daily"`, or a list of `mon`, `tue`, `wed`, `thu`, `fri`, '
               "`sat`, `sun`."),
        Option("routine", partial(values.one_of, known=ROUTINES), "", '"evidence-3min"',
               f"A stretch routine: {_listed(ROUTINES)}."),
        Option("snooze", _pause_span, _minutes(10), '"15min"',
               "How long Snooze sends it away."),
        Option("repeat", partial(_whole, least=0, most=5), 1, "0",
               "How often it comes back if you do not answer."),
        Option("repeat_after", _pause_span, _minutes(20), '"30min"',
               "How long after it was shown it comes back."),
    ),
)  # fmt: skip


_EXTRA = (
    "What is added: `stretch-early`, a gentle stretch soon after you are back; `soreness`, a "
    "question the next morning; `drink`, `walk` and `pumps`, a line in that evening's reminder."
)


def _after(kind: str, title: str, extra: list[str], limit: tuple[str, float, str]) -> Table:
    name, least, words = limit
    return Table(
        f"after.{kind}",
        title,
        (
            Option("extra", partial(_words, known=EXTRAS), tuple(extra), "[]", _EXTRA),
            Option(name, partial(_number, least=0, most=100), least, f"{least + 2:g}", words),
        ),
    )  # fmt: skip


AFTER = (
    _after("hike", "More care after a hike.", ["stretch-early", "drink", "soreness"],
           ("min_load", 6.0, "From which leg load a hike counts; `coach log` says the load.")),
    _after("trip", "More care after long sitting.", ["walk", "pumps"],
           ("min_hours", 4.0, "Hours of sitting from which a trip counts; two in a row are one.")),
    _after("work", "More care after hard work on your feet.", ["stretch-early"],
           ("min_load", 6.0, "From which leg load work counts; `coach log` says the load.")),
)  # fmt: skip

COACHING = Table(
    "coaching",
    "What coach does beside reminding. All of it is on; each can be switched off.",
    (
        Option("morning_check", _yes_or_no, True, "false",
               "Ask in the morning how the night was. Only so can coach tell what helps you."),
        Option("review", partial(values.one_of, known=(*values.DAY_NAMES, "off")), "sun", '"off"',
               "On which evening your week is summed up: `mon` to `sun`, or `off`. "
               "`coach review` shows it at any time."),
        Option("proposals", _yes_or_no, True, "false",
               "Suggest small changes, such as another time. Nothing changes without your yes."),
        Option("back_off", _yes_or_no, True, "false",
               "Ask less of a habit while its reminders are seen and not answered: after 3, 7 and "
               "14 in a row. Doing it brings them back. `false`: always as this file says."),
        Option("remarks", _yes_or_no, True, "false",
               "Say a line with a reminder on a few evenings, such as after two evenings off."),
        Option("doctor_signs", _yes_or_no, True, "false",
               "Name published reasons to see a doctor, from what you ticked yourself."),
    ),
)  # fmt: skip

INBOX = Table(
    "inbox",
    "Hikes that a watch or a phone recorded come in by themselves: save, send or sync their files "
    "(GPX, TCX, FIT) into this folder. They are only read, never moved or changed, and other "
    "files are passed over.",
    (
        Option("folder", _folder, None, '"~/Downloads"',
               "The folder. Left out: nothing is looked for. Of files that lie there already, "
               "those of the last two days are read; so are only activities of the last month. "
               "For others: `coach import FILE`. A folder on this computer is looked at as "
               "soon as something comes, one on a network once an hour."),
    ),
)  # fmt: skip

CALENDAR = Table(
    "calendar",
    "Hikes and long trips that stand in your calendar: your evenings are planned as if they had "
    "happened, until you say that one did not. This needs the extra `calendar`: "
    "`pipx inject cramp-coach icalendar recurring-ical-events`. "
    "Of an event, only its times and what it looks like are kept; never its title, its place or "
    "who comes. More: docs/calendar.md.",
    (
        Option("files", partial(_texts, longest=4096), (),
               '["~/calendar.ics", "~/.calendars/private"]',
               "Calendar files (ICS) and folders of them, as vdirsyncer keeps them. They are read, "
               "never changed."),
        Option("trip_words", _texts, TRIP_WORDS, '["flight", "train to"]',
               "What makes an event a trip, in its title or its categories. Whole words; capital "
               "letters are no matter. Your own list takes the place of this one."),
        Option("hike_words", _texts, HIKE_WORDS, '["hike", "walk"]',
               "The same for a hike. Where words of both stand in a title, the first counts."),
        Option("min_hours", partial(_number, least=1, most=24), 4.0, "6.0",
               "From how many hours on a trip counts, and is asked about on the way. Of a trip by "
               "car, or where nobody knows who drives, nothing is asked before its end."),
        Option("addresses", _addresses, frozenset(), '["anna@example.org"]',
               "Your own addresses in invitations: what one of them declined does not count."),
    ),
)  # fmt: skip

COLD = Table(
    "cold",
    "A thermometer that you have, for cool evenings: the reminder of the habit `warm` then says "
    "so. Without one, `coach log cold` tells coach.",
    (
        Option("file", partial(_text, longest=4096), None, '"~/.cache/bedroom"',
               "A file into which some program of yours writes the temperature; `19.5`, `67 F` and "
               "`temp=19,5` can be read. What is older than six hours does not count."),
        Option("below", partial(_number, least=-40, most=122), None, "16",
               "From where on an evening is cool. Left out: 18 °C (64.4 °F), or 20 °C (68 °F) from "
               "65 years on."),
        Option("unit", partial(values.one_of, known=("C", "F")), "C", '"F"',
               "Of `below`, and of numbers in the file that come without a letter."),
    ),
)  # fmt: skip

DESKTOP = Table(
    "channels.desktop",
    "Notifications on the desktop.",
    (
        Option("private", _yes_or_no, False, "true",
               "`true`: neutral words, for a screen that others can see."),
        Option("enabled", _yes_or_no, True, "false",
               "`false`: nothing is shown at this computer. For a machine without a desktop, which "
               "reminds by phone (docs/server.md)."),
    ),
)  # fmt: skip

PUSH = Table(
    "channels.push",
    "A message to your phone, as docs/push.md says. Its address is a secret; give it in one of "
    "three ways: `url`, `url_file` or `url_env`.",
    (
        Option("url", _address, None, '"ntfy://my-secret-topic"',
               "Where to send it: any address that Apprise knows."),
        Option("url_file", _file_of_address, None, '"~/.config/coach/push-url"',
               "A file that holds the address, so that the secret is not in this one. "
               '`"$CREDENTIALS_DIRECTORY/push-url"` is a credential of systemd.'),
        Option("url_env", _variable, None, '"COACH_PUSH_URL"',
               "A variable of the environment that holds the address."),
        Option("after", partial(_span, least=_minutes(0), most=_minutes(180)), _minutes(10),
               '"30min"', "Only if not answered on the desktop for so long. At once where the "
               "screen is locked or nobody is at the computer."),
        Option("private", _yes_or_no, True, "false",
               "`true`: neutral words, which anybody may read on the phone. `false`: those of the "
               "desktop."),
    ),
)  # fmt: skip

TABLES = (TOP, PERSON, HABIT, *AFTER, COACHING, INBOX, CALENDAR, COLD, DESKTOP, PUSH)
