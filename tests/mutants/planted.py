"""The breaks that the suite must notice: where each is planted, and where it should be felt."""

from typing import NamedTuple

CORE = ("tests/core",)
DAEMON = ("tests/daemon", "tests/core")
JOURNAL = ("tests/journal",)
CONFIG = ("tests/config", "tests/daemon")
DESKTOP = ("tests/notify", "tests/daemon")
SENSES = ("tests/senses", "tests/test_loop.py")
COMMANDS = ("tests/cli",)


class Mutant(NamedTuple):
    """One break: a text that stands once in a file, and what is put in its place."""

    kind: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
    """Folders or files of tests, looked at in this order until one fails."""


MUTANTS = (
    Mutant(
        "window: shown at its very end",
        "coach/core/standing.py",
        "<= now < reminder.until:\n        return False",
        "<= now <= reminder.until:\n        return False",
        CORE,
    ),
    Mutant(
        "window: not shown at its very beginning",
        "coach/core/standing.py",
        "not max(rings, reminder.due) <= now <",
        "not max(rings, reminder.due) < now <",
        CORE,
    ),
    Mutant(
        "window: stays on the screen after its end",
        "coach/core/standing.py",
        'on_screen=state == "asked" and reminder.due <= now < reminder.until',
        'on_screen=state == "asked" and reminder.due <= now',
        CORE,
    ),
    Mutant(
        "window: new reminders in the last quarter of an hour",
        "coach/core/standing.py",
        'return place.state == "snoozed" or not quiet_end(reminder, rings, now)',
        "return True",
        CORE,
    ),
    Mutant(
        "window: a snooze does not come back in the last quarter of an hour",
        "coach/core/standing.py",
        'return place.state == "snoozed" or not quiet_end(reminder, rings, now)',
        "return not quiet_end(reminder, rings, now)",
        CORE,
    ),
    Mutant(
        "fold: the second pass is chosen, gap: the offset after it",
        "coach/core/nights.py",
        "tzinfo=zone, fold=0)",
        "tzinfo=zone, fold=1)",
        CORE,
    ),
    Mutant(
        "fold: the second pass is chosen",
        "coach/core/nights.py",
        "    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)",
        "    passes = [wall.replace(tzinfo=zone, fold=n).astimezone(UTC) for n in (0, 1)]\n"
        "    return max(passes) if passes[0] < passes[1] else passes[0]",
        CORE,
    ),
    Mutant(
        "gap: the offset after it is used",
        "coach/core/nights.py",
        "    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)",
        "    return min(wall.replace(tzinfo=zone, fold=n).astimezone(UTC) for n in (0, 1))",
        CORE,
    ),
    Mutant(
        "gap: its end is chosen, as cron does",
        "coach/core/nights.py",
        "    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)",
        "    found = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)\n"
        "    shifted = found.astimezone(zone).replace(tzinfo=None) - wall\n"
        "    return found - timedelta(minutes=wall.minute) if shifted else found",
        CORE,
    ),
    Mutant(
        "night: its first instant belongs to the night before",
        "coach/core/nights.py",
        "    while now < starts(night, zone, rollover):\n"
        "        night -= DAY\n"
        "    while now >= starts(night + DAY, zone, rollover):\n",
        "    while now <= starts(night, zone, rollover):\n"
        "        night -= DAY\n"
        "    while now > starts(night + DAY, zone, rollover):\n",
        CORE,
    ),
    Mutant(
        "night: off by one at rollover",
        "coach/core/nights.py",
        "if wall < rollover else",
        "if wall <= rollover else",
        CORE,
    ),
    Mutant(
        "night: a day counted as 24 hours",
        "coach/core/nights.py",
        "ends=starts(night + DAY, zone, config.rollover)",
        "ends=starts(night, zone, config.rollover) + DAY",
        CORE,
    ),
    Mutant(
        "rollover ignored: nights begin at noon whatever the config says",
        "coach/core/nights.py",
        "return instant(zone, night, since_midnight(rollover))",
        "return instant(zone, night, timedelta(hours=12))",
        CORE,
    ),
    Mutant(
        "snooze not persisted: it is known until the next restart only",
        "coach/journal/codec.py",
        "        if name not in default or value != default[name]\n",
        '        if name != "back" and (name not in default or value != default[name])\n',
        JOURNAL,
    ),
    Mutant(
        "snooze forgotten: rings as if it had not been asked",
        "coach/core/standing.py",
        "        return trail.snooze.back\n",
        "        return trail.last_shown\n",
        CORE,
    ),
    Mutant(
        "snooze past the window",
        "coach/core/answering.py",
        "back = min(wanted, place.reminder.until - LAST_CALL)",
        "back = wanted",
        CORE,
    ),
    Mutant(
        "repeat unbounded",
        "coach/core/standing.py",
        "if trail.repeats < reminder.habit.repeat:",
        "if True:",
        CORE,
    ),
    Mutant(
        "repeat never",
        "coach/core/standing.py",
        "if trail.repeats < reminder.habit.repeat:",
        "if False:",
        CORE,
    ),
    Mutant(
        "budget off by one",
        "coach/core/planning.py",
        "asked[: config.budget]",
        "asked[: config.budget + 1]",
        CORE,
    ),
    Mutant(
        "digest: a button answers only the first that it names",
        "coach/daemon/screen.py",
        "given = tuple(answers(choice, card.reminders))",
        "given = tuple(answers(choice, card.reminders[:1]))",
        DAEMON,
    ),
    Mutant(
        "digest: what comes due together comes as several",
        "coach/core/turning.py",
        "showings = [_ring(ringing, joined, staying, now)] if ringing else []",
        "showings = [_ring((one,), joined, staying, now) for one in ringing]",
        CORE,
    ),
    Mutant(
        "late is not told",
        "coach/core/turning.py",
        'return place.state == "waiting" and now - place.reminder.due > TOGETHER',
        "return False",
        CORE,
    ),
    Mutant(
        "stale notification id accepted",
        "coach/notify/freedesktop.py",
        "return int(number) if prefix == self._prefix() and number.isdecimal() else 0",
        "return int(number) if number.isdecimal() else 0",
        DESKTOP,
    ),
    Mutant(
        "owner not checked: anybody on the bus may press our buttons",
        "coach/notify/freedesktop.py",
        "elif sender(message) == self._owner:",
        "else:",
        DESKTOP,
    ),
    Mutant(
        "close taken for an answer",
        "coach/daemon/screen.py",
        '            self._record(now, card.reminders, "closed", handle)\n',
        "            from coach.core.model import Answer\n"
        "            for name in card.reminders:\n"
        '                given = Answer("skip", name, "button")\n'
        "                self._recorder.record(now, (planning.night_in(name), given))\n",
        DAEMON,
    ),
    Mutant(
        "attempted not recorded",
        "coach/daemon/screen.py",
        '        if showing.ring:\n            self._record(now, _ids(showing.ring), "attempted"',
        '        if False:\n            self._record(now, _ids(showing.ring), "attempted"',
        DAEMON,
    ),
    Mutant(
        "recorded before shown",
        "coach/daemon/screen.py",
        '"attempted", carried=_ids(showing.carried))',
        '"shown", "early", carried=_ids(showing.carried))',
        DAEMON,
    ),
    Mutant(
        "transaction not committed",
        "coach/journal/sqlite.py",
        "                kept = self._inserted(rows)\n"
        '                self._connection.execute("COMMIT")\n',
        "                kept = self._inserted(rows)\n",
        JOURNAL,
    ),
    Mutant(
        "sync turned off",
        "coach/journal/sqlite.py",
        "PRAGMA synchronous = FULL",
        "PRAGMA synchronous = NORMAL",
        JOURNAL,
    ),
    Mutant(
        "migration without its version",
        "coach/journal/migrations.py",
        'connection.execute(f"PRAGMA user_version = {number}")',
        "pass",
        JOURNAL,
    ),
    Mutant(
        "reload drops the last good config",
        "coach/config/loading.py",
        "    if spare.config is not None and not spare.problems:\n",
        "    if False:\n",
        CONFIG,
    ),
    Mutant(
        "a config with mistakes is kept as the last good one",
        "coach/config/loading.py",
        '    if loaded.source != "file":\n        return\n',
        "",
        CONFIG,
    ),
    Mutant(
        "wake-up lost: the end of a window is not waited for",
        "coach/core/turning.py",
        "            instants.append(place.reminder.until)",
        "            pass",
        CORE,
    ),
    Mutant(
        "wake-up lost: nobody waits for a snooze",
        "coach/core/turning.py",
        "            instants.append(max(place.rings, place.reminder.due))",
        '            instants.extend([place.rings] if place.state != "snoozed" else [])',
        CORE,
    ),
    Mutant(
        "wake-up lost: a turn for nothing when the clock was set",
        "coach/loop.py",
        "        self._deaf.clear()\n        self._wanted = True",
        "        self._deaf.clear()",
        SENSES,
    ),
    Mutant(
        "timer armed relative instead of absolute",
        "coach/senses/libc.py",
        "flags = TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET",
        "flags = 0",
        SENSES,
    ),
    Mutant(
        "timer not told of a clock that is set",
        "coach/senses/clock.py",
        '        return "changed"\n',
        '        return "nothing"\n',
        SENSES,
    ),
    Mutant(
        "zone cached",
        "coach/senses/zone.py",
        "def local_zone(environ: Mapping[str, str], localtime: str = LOCALTIME) -> tzinfo:\n",
        "from functools import cache\n\n\n"
        "def local_zone(environ: Mapping[str, str], localtime: str = LOCALTIME) -> tzinfo:\n"
        "    return _cached(environ.get('TZ'), localtime)\n\n\n"
        "@cache\ndef _cached(name: str | None, localtime: str) -> tzinfo:\n"
        "    environ = {} if name is None else {'TZ': name}\n",
        SENSES,
    ),
    Mutant(
        "unknown counted as missed",
        "coach/core/standing.py",
        '    if trail.confirmed:\n        return "missed"',
        '    if True:\n        return "missed"',
        CORE,
    ),
    Mutant(
        "undo that undoes a delivery",
        "coach/journal/sqlite.py",
        "FROM fact\n    WHERE kind NOT IN (",
        "FROM fact\n    WHERE 'x' NOT IN (",
        JOURNAL,
    ),
    Mutant(
        "undo by name of what the program did",
        "coach/cli/answering.py",
        "    if not replies.is_of_person(fact):\n",
        "    if False:\n",
        COMMANDS,
    ),
    Mutant(
        "undone facts still count",
        "coach/core/history.py",
        "        if fact.id in taken_back:\n            continue",
        "        if False:\n            continue",
        CORE,
    ),
    Mutant(
        "Done does not settle",
        "coach/core/standing.py",
        "return trail._replace(answer=fact, verdict=answer, snooze=None)",
        "return trail._replace(answer=fact, snooze=None)",
        CORE,
    ),
    Mutant(
        "a time that was written too late rings",
        "coach/core/standing.py",
        "return None if late_edit else reminder.due",
        "return reminder.due",
        CORE,
    ),
    Mutant(
        "a lost server owes nothing",
        "coach/daemon/screen.py",
        '            self._record(now, card.reminders, "failed", card.handle, reason)',
        "            pass",
        DAEMON,
    ),
    Mutant(
        "what is held does not count",
        "coach/daemon/recorder.py",
        "return self._read + self._held",
        "return self._read",
        DAEMON,
    ),
    Mutant(
        "presence ignored",
        "coach/core/turning.py",
        "ringing = () if absence else due",
        "ringing = due",
        DAEMON,
    ),
    Mutant(
        "what a clock far ahead had rung still counts",
        "coach/core/history.py",
        "for fact in reversed(by_the_right_clock(tuple(facts))):",
        "for fact in reversed(tuple(facts)):",
        DAEMON,
    ),
    Mutant(
        "a clock behind the last entry is believed at once",
        "coach/daemon/timekeeping.py",
        "left = self._beginning + PATIENCE - self._last.elapsed",
        "left = timedelta(0)",
        DAEMON,
    ),
    Mutant(
        "a clock that was set is no fact",
        "coach/daemon/timekeeping.py",
        "return ClockSet(now - set_by, now) if abs(set_by) > FAR else self._given_up(now)",
        "return self._given_up(now)",
        DAEMON,
    ),
    Mutant(
        "two cards for one reminder after a crash",
        "coach/core/turning.py",
        "named = tuple(r for r in _named(card, staying) if r.id not in taken)",
        "named = _named(card, staying)",
        CORE,
    ),
    Mutant(
        "a locked screen is not noticed",
        "coach/senses/logind.py",
        'locked=told.get("LockedHint") == ("b", True)',
        "locked=False",
        SENSES,
    ),
    Mutant(
        "the end of a sleep that was missed is never found",
        "coach/senses/logind.py",
        "            self._doubt = True  # the end of sleep may have been missed\n",
        "            pass\n",
        SENSES,
    ),
    Mutant(
        "a copy is not compared with the one before",
        "coach/journal/backups.py",
        "            if earlier is not None:\n",
        "            if False:\n",
        JOURNAL,
    ),
    Mutant(
        "no line in the second leaf",
        "coach/journal/sqlite.py",
        "                lines.append(self._leaf, kept)",
        "                pass",
        JOURNAL,
    ),
    Mutant(
        "a damaged journal is not repaired",
        "coach/journal/patient.py",
        "            self._repair(damage, seen)\n",
        "            raise\n",
        JOURNAL,
    ),
    Mutant(
        "the damaged file is thrown away",
        "coach/journal/building.py",
        "            os.link(database, aside)",
        "            os.remove(database)",
        JOURNAL,
    ),
    Mutant(
        "elapsed time counted as wall time over a change of the clocks",
        "coach/core/nights.py",
        "return there.replace(tzinfo=timezone(there.utcoffset() or timedelta(0)))",
        "return there",
        ("tests/core", "tests/daemon", "tests/simulation"),
    ),
    Mutant(
        "two daemons at once",
        "coach/daemon/lock.py",
        "fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)",
        "pass",
        ("tests/cli", "tests/system/test_many_at_once.py"),
    ),
    Mutant(
        "phone: what was handed over goes again",
        "coach/core/pushing.py",
        "if trail.sent:",
        "if False:",
        CORE,
    ),
    Mutant(
        "phone: an answer at the desktop is not heeded",
        "coach/core/pushing.py",
        "place.answer is not None or ",
        "",
        CORE,
    ),
    Mutant(
        "phone: what it was told counts as shown at the desktop",
        "coach/core/standing.py",
        "event.channel == PUSHED",
        "False",
        CORE,
    ),
    Mutant(
        "phone: the reason of a failure tells the secret",
        "coach/notify/push.py",
        'return f"refused {code[1] or code[2]}"',
        'return f"refused {said}"',
        ("tests/system/test_phone.py",),
    ),
    Mutant(
        "strength: tonight counts before it is over",
        "coach/core/outcomes.py",
        'return Outcome(night, "missed", 0, missed) if over else Outcome(night, "unknown")',
        'return Outcome(night, "missed", 0, missed)',
        CORE,
    ),
    Mutant(
        "strength: what nobody saw is missed",
        "coach/core/outcomes.py",
        "if shown.confirmed:",
        "if True:",
        CORE,
    ),
    Mutant(
        "strength: a pause does not cover its evening",
        "coach/core/outcomes.py",
        "self._seen.pop(fact.night.isoformat(), None)",
        "pass",
        CORE,
    ),
    Mutant(
        "effect: one look is enough for a claim",
        "coach/core/effect.py",
        "if _toward(before, found) < SURE_BEFORE:",
        "if False:",
        CORE,
    ),
    Mutant(
        "effect: several habits need be no surer than one",
        "coach/core/effect.py",
        "max(1, effect.rivals)",
        "1",
        CORE,
    ),
    Mutant(
        "effect: estimated although mornings are missing",
        "coach/core/gates.py",
        "if effect.answered < COMPLETE * effect.nights:",
        "if False:",
        CORE,
    ),
    Mutant(
        "effect: a stretch after a cramp counts as done before",
        "coach/core/exposure.py",
        "any(when < said for when in cramps)",
        "False",
        CORE,
    ),
    Mutant(
        "effect: what is told later moves a look",
        "coach/core/gates.py",
        "night.known < moment",
        "True",
        CORE,
    ),
    Mutant(
        "calendar: on the way one is asked in one's sleep",
        "coach/core/journeys.py",
        "        if _awake(frame, due)\n",
        "",
        CORE,
    ),
    Mutant(
        "calendar: who drives is asked on the way",
        "coach/core/journeys.py",
        "if one.mode not in SEATED:",
        "if not one.mode:",
        CORE,
    ),
    Mutant(
        "calendar: what nobody confirmed counts for ever",
        "coach/core/expecting.py",
        "WAITS = 2",
        "WAITS = 999",
        CORE,
    ),
    Mutant(
        "calendar: what cannot be read just now is gone",
        "coach/core/expecting.py",
        "key not in now and one.expected.source in whole",
        "key not in now",
        CORE,
    ),
)
