"""The person at the guest's desktop, its clock, its sleep, and what can be seen of it all."""

import json
import shlex
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from tests.guest.machine import Machine, Said

HOME = "/home/person"
ZONE = ZoneInfo("Europe/Prague")
"""Of the image."""

CONFIG = f"{HOME}/.config/coach/config.toml"
DROP_INS = f"{HOME}/.config/systemd/user/coach.service.d"

Way = Literal["rtcwake", "logind"]
"""Straight to the kernel, or the way a lid takes."""


class Check(NamedTuple):
    """One thing that was tried. `ok` is None where it is only told."""

    what: str
    ok: bool | None
    figures: str = ""


class Entry(NamedTuple):
    """A line of the guest's journal."""

    at: float
    """When it reached the journal, in seconds since 1970 on the guest's clock."""
    text: str


class Seen(NamedTuple):
    """What became of a reminder; instants are seconds since 1970 on the guest's clock."""

    drawn: list[float]
    """When the notification server put it up, at the latest: its line reached the journal."""
    again: int
    """How often one of these was put up again in its place, for its buttons to be heard."""
    shown: list[float]
    """The facts that `coach history` tells of it being shown."""

    def __str__(self) -> str:
        again = f" (again in its place {self.again}x)" if self.again else ""
        return f"drawn {len(self.drawn)}x{again}, kept as shown {len(self.shown)}x"

    @property
    def once(self) -> bool:
        """One notification, and one fact of it."""
        return (len(self.drawn), len(self.shown)) == (1, 1)


class Scene:
    """One machine and the person at it."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.night = date(2026, 11, 22)
        """By the clock as it was set last."""
        self._mark = "0"

    def person(self, command: str, *, patience: float = 120) -> Said:
        """Type shell text as the person, within at most `patience` seconds of ours."""
        return self.machine.run(f"as-person {shlex.quote(command)}", patience=patience)

    def systemctl(self, words: str) -> Said:
        """`systemctl --user ...` of the person."""
        return self.person(f"systemctl --user {words}")

    def unit(self, name: str) -> str:
        """A property of coach.service, such as MainPID or StatusText."""
        return self.systemctl(f"show coach --value --property={name}").text

    def wait_for(self, condition: str, *, patience: float = 60) -> bool:
        """Wait until the person's shell text ends well; whether it did in so many seconds."""
        return self.machine.wait_until(f"as-person {shlex.quote(condition)}", patience=patience)

    def wait_for_status(self, words: str, *, patience: float = 30) -> bool:
        """Wait until the status line of the service has these words."""
        return self.wait_for(
            f"systemctl --user show coach --value -p StatusText | grep -qF {shlex.quote(words)}",
            patience=patience,
        )

    def log_in(self) -> bool:
        """Open the desktop as a display manager does; whether it came up."""
        self.machine.run("systemctl start desktop-session")
        up = self.wait_for("systemctl --user is-active --quiet graphical-session.target")
        self.machine.run(f"loginctl activate {self.session()}")
        return up

    def log_out(self) -> bool:
        """Leave the desktop from its menu; whether session and user manager went."""
        self.systemctl("--no-block stop desktop.target")
        return self.machine.wait_until("! systemctl is-active --quiet user@1000", patience=60)

    def session(self) -> str:
        """The name of the person's session at logind."""
        return self.machine.run("loginctl show-user person --value -p Display").text

    def next_evening(self, wall: str) -> None:
        """Set the clock to a wall time, `HH:MM:SS`, of the next evening; look from here on."""
        self.mark()
        self.night += timedelta(days=1)
        self.set_clock(wall)
        self.machine.wait(2)

    def set_clock(self, wall: str) -> None:
        """Set the clock within the evening, to a wall time of the zone that the guest is in."""
        self.machine.run(f"date -s '{self.night} {wall}'")

    def now(self) -> float:
        """Seconds since 1970 on the guest's clock."""
        return float(self.machine.run("date +%s.%N").text)

    def instant(self, wall: str) -> float:
        """A wall time of the evening in the zone of the image, in seconds since 1970."""
        return datetime.fromisoformat(f"{self.night} {wall}").replace(tzinfo=ZONE).timestamp()

    def sleep(self, seconds: int, way: Way) -> float:
        """Suspend to RAM until the alarm of the clock in the hardware rings.

        Returns:
            When the kernel let tasks run again, in seconds since 1970 on the guest's clock.
        """
        if way == "rtcwake":
            self.machine.run(f"rtcwake -m mem -s {seconds}", patience=seconds + 120)
        else:
            self.machine.run(
                "sleeps() { dmesg | grep -c 'Restarting tasks'; }; before=$(sleeps);"
                f" rtcwake -m no -s {seconds}; systemctl suspend;"
                ' until [ "$(sleeps)" -gt "$before" ]; do sleep 0.5; done',
                patience=seconds + 120,
            )
        return float(self.machine.run("woken").text)

    def mark(self) -> None:
        """Begin to look at the journal from here."""
        self._mark = self.machine.run("written now").text

    def entries(self, who: str) -> list[Entry]:
        """What a program wrote into the journal since the mark."""
        said = self.machine.run(f"written {who} {self._mark}")
        return [Entry(*entry) for entry in json.loads(said.text)]

    def seen(self, habit: str) -> Seen:
        """What became of tonight's first reminder of a habit, on the screen since the mark."""
        said = self.person(f"coach history --json --from {self.night} --to {self.night}")
        shown = [
            datetime.fromisoformat(fact["at"]).timestamp()
            for fact in json.loads(said.text)["facts"]
            if fact["kind"] == "delivery"
            and fact["stage"] == "shown"
            and f"{self.night}/{habit}/1" in fact["reminders"]
        ]
        drawn, again = self._drawn(habit.capitalize())
        return Seen(drawn, again, shown)

    def _drawn(self, title: str) -> tuple[list[float], int]:
        """When new notifications came up, and how often one with the same number did."""
        found: dict[str, list[float]] = {}
        block: list[Entry] = []
        for entry in self.entries("dunst"):
            block = [entry] if entry.text == "{" else [*block, entry]
            if entry.text == "}" and any(title in line.text for line in block):
                number = next(line.text for line in block if line.text.startswith("\tid: "))
                found.setdefault(number, []).append(block[0].at)
        return [times[0] for times in found.values()], sum(len(t) - 1 for t in found.values())
