"""What setting up, checking and erasing say."""

from collections.abc import Mapping, Sequence
from datetime import time

from coach.core.model import Absence

BEDTIME = "When do you go to bed?"
WAKE = "When do you get up?"
NOTHING_WRITTEN = "Nothing was written."


def exists(path: str) -> str:
    """When init finds a config."""
    return f"There is a config already: {path}\nIt was left as it is. Edit it, then: coach check"


def no_evening(bedtime: time, wake: time) -> str:
    """When the two times cannot be meant."""
    return (
        f"Getting up at {wake:%H:%M} and going to bed at {bedtime:%H:%M} leaves no time for an "
        "evening. Check the two times."
    )


def written(path: str, bedtime: time, wake: time) -> str:
    """After init."""
    return (
        f"Written: {path}\n"
        f"Your times:                 to bed at {bedtime:%H:%M}, up at {wake:%H:%M}\n"
        "See your evening:           coach plan\n"
        "Start with your desktop:    coach service install\n"
        "Change anything:            edit that file; it is read as soon as you save it"
    )


def runs_already(who: str) -> str:
    """When a second daemon is started."""
    return f"coach runs already ({who}); one is enough."


DEMO_ENDS = """
That was an evening. Nothing of it was kept.
Begin yours with:  coach init   then  coach service install"""


def demo_begins(*, on_desktop: bool) -> str:
    """Before the demo."""
    where = "on your screen; try the buttons" if on_desktop else "here, in the terminal"
    return f"An evening in about a minute, {where}. Ctrl-C ends it.\n"


def demo_shown(title: str) -> str:
    """When the demo puts a reminder up."""
    return f"on your screen: {title}"


def demo_pressed(verb: str) -> str:
    """When a button is pressed in the demo."""
    return f"you pressed {verb.capitalize()}"


ERASE = "erase"
TYPE_ERASE = f'Type "{ERASE}" to delete them for good: '
NOTHING_TO_ERASE = "There is nothing to erase."
NOT_ERASED = "Nothing was erased."
ERASED = "Erased."


def stop_first(who: str) -> str:
    """When erase finds a daemon that runs."""
    return f"coach is running ({who}). Stop it first: Ctrl-C where it runs, or coach service remove"


def will_erase(paths: list[str]) -> str:
    """Before the confirmation."""
    return "This deletes:\n" + "\n".join(f"  {path}" for path in paths)


# --- check -------------------------------------------------------------------------------

LAST_GOOD_IN_FORCE = "Until you fix that, your last good settings stay in force."
GOOD_PARTS_IN_FORCE = "Until you fix that, the rest of your settings is in force."
PLYER = "notifications without buttons; this desktop does not tell whether they were seen"
NOT_RUNNING = "not running: no reminders come. Start it: coach service install"


def mistakes(problems: Sequence[str], in_force: str) -> str:
    """What a command says of a config with mistakes: the only one, or how many."""
    count = f"Your config has {len(problems)} mistakes; to see them: coach check"
    found = problems[0] if len(problems) == 1 else count
    kept = LAST_GOOD_IN_FORCE if in_force == "last good" else GOOD_PARTS_IN_FORCE
    return f"{found}\n{kept}"


def config_is_fine(path: str) -> str:
    """When there is no mistake in the config."""
    return f"No mistakes in {path}"


def finding(name: str, ok: bool, text: str) -> str:
    """One line of what was looked at."""
    return f"{'ok  ' if ok else 'no  '}{name + ':':<10} {text}"


def server(name: str, version: str, *, buttons: bool) -> str:
    """A notification server that answers."""
    how = "with buttons" if buttons else "draws no buttons; each reminder names its command"
    return f"{name} {version}, {how}"


def sound(path: str) -> str:
    """A journal that is whole."""
    return f"{path} is whole"


def damaged(path: str) -> str:
    """A journal that is not."""
    return f"{path} is damaged; to repair it from its copies: coach backup"


def running(who: str) -> str:
    """A daemon that runs."""
    return f"runs ({who})"


NOTICED: Mapping[Absence, str] = {
    "locked": "a locked screen",
    "idle": "an idle computer",
    "asleep": "sleep",
    "quiet": "do-not-disturb",
}


def presence(noticed: Sequence[Absence]) -> str:
    """What holds reminders back here, until the person is back."""
    if not noticed:
        return "Whether you are there cannot be known here; reminders simply come."
    *others, last = (NOTICED[absence] for absence in noticed)
    names = f"{', '.join(others)} and {last}" if others else last
    verb = "are" if others else "is"
    end = "it ends" if list(noticed) == ["quiet"] else "you are back"
    return f"{names[0].upper()}{names[1:]} {verb} noticed; reminders wait until {end}."


def zone(name: str, *, told: bool) -> str:
    """The time zone in force."""
    return f"{name} (from your config)" if told else f"{name} (of this machine)"


# --- service -----------------------------------------------------------------------------

INIT_FIRST = "There is no config yet. Write one first: coach init"
NO_SERVICE = "There is no service to remove."
NO_PROGRAM = "The command coach was not found on the PATH; install it first: pipx install ."


def service(installed: bool, enabled: str, active: str) -> str:
    """What the service manager says."""
    if not installed:
        return "not installed. To start with your desktop: coach service install"
    return f"installed; at login: {enabled}; now: {active}"


NO_JOURNAL = "none yet; it begins with your first evening"
