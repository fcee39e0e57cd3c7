"""What setting up, checking and erasing say."""

from collections.abc import Mapping, Sequence
from datetime import time

from coach.core.model import Absence
from coach.wording.buttons import LABELS
from coach.wording.extents import listed
from coach.wording.translating import _, marked, n_

BEDTIME = marked("When do you go to bed?")
WAKE = marked("When do you get up?")
NOTHING_WRITTEN = marked("Nothing was written.")


def exists(path: str) -> str:
    """When init finds a config."""
    text = _("There is a config already: {path}\nIt was left as it is. Edit it, then: coach check")
    return text.format(path=path)


def no_evening(bedtime: time, wake: time) -> str:
    """When the two times cannot be meant."""
    return _(
        "Getting up at {wake} and going to bed at {bedtime} leaves no time for an "
        "evening. Check the two times."
    ).format(wake=f"{wake:%H:%M}", bedtime=f"{bedtime:%H:%M}")


def written(path: str, bedtime: time, wake: time) -> str:
    """After init."""
    return _(
        "Written: {path}\n"
        "Your times:                 to bed at {bedtime}, up at {wake}\n"
        "See your evening:           coach plan\n"
        "Start with your desktop:    coach service install\n"
        "Change anything:            edit that file; it is read as soon as you save it"
    ).format(path=path, wake=f"{wake:%H:%M}", bedtime=f"{bedtime:%H:%M}")


def runs_already(who: str) -> str:
    """When a second daemon is started."""
    return _("coach runs already ({who}); one is enough.").format(who=who)


DEMO_ENDS = marked(
    "That was an evening. Nothing of it was kept.\n"
    "Begin yours with:  coach init   then  coach service install"
)
DEMO_TITLES = {
    "calcium": marked("Something rich in calcium"),
    "warm": marked("Warm legs"),
    "stretch": marked("Stretch calves and hamstrings"),
}
DEMO_CUE = marked("after brushing my teeth")


def demo_begins(*, on_desktop: bool) -> str:
    """Before the demo."""
    if on_desktop:
        return _("An evening in about a minute, on your screen; try the buttons. Ctrl-C ends it.")
    return _("An evening in about a minute, here, in the terminal. Ctrl-C ends it.")


def demo_shown(title: str) -> str:
    """When the demo puts a reminder up."""
    return _("on your screen: {title}").format(title=title)


def demo_pressed(choice: str) -> str:
    """When a button is pressed in the demo."""
    return _("you pressed {button}").format(button=_(LABELS[choice]))


ERASE = "erase"
TYPE_ERASE = marked('Type "erase" to delete them for good:')
NOTHING_TO_ERASE = marked("There is nothing to erase.")
NOT_ERASED = marked("Nothing was erased.")
ERASED = marked("Erased.")


def stop_first(who: str) -> str:
    """When erase finds a daemon that runs."""
    text = _(
        "coach is running ({who}). Stop it first: Ctrl-C where it runs, or coach service remove"
    )
    return text.format(who=who)


def will_erase(paths: list[str]) -> str:
    """Before the confirmation."""
    return "\n".join([_("This deletes:"), *(f"  {path}" for path in paths)])


# --- check -------------------------------------------------------------------------------

LAST_GOOD_IN_FORCE = marked("Until you fix that, your last good settings stay in force.")
GOOD_PARTS_IN_FORCE = marked("Until you fix that, the rest of your settings is in force.")
PLYER = marked("notifications without buttons; this desktop does not tell whether they were seen")
NOT_RUNNING = marked("not running: no reminders come. Start it: coach service install")


def mistakes(problems: Sequence[str], in_force: str) -> str:
    """What a command says of a config with mistakes: the only one, or how many."""
    count = n_(
        "Your config has {n} mistake; to see it: coach check",
        "Your config has {n} mistakes; to see them: coach check",
        len(problems),
    ).format(n=len(problems))
    found = problems[0] if len(problems) == 1 else count
    kept = LAST_GOOD_IN_FORCE if in_force == "last good" else GOOD_PARTS_IN_FORCE
    return f"{found}\n{_(kept)}"


def config_is_fine(path: str) -> str:
    """When there is no mistake in the config."""
    return _("No mistakes in {path}").format(path=path)


LOOKED_AT = {
    "desktop": marked("desktop"),
    "push": marked("push"),
    "journal": marked("journal"),
    "backup": marked("backup"),
    "calendar": marked("calendar"),
    "daemon": marked("daemon"),
    "service": marked("service"),
    "presence": marked("presence"),
    "inbox": marked("inbox"),
    "timezone": marked("timezone"),
    "cold": marked("cold"),
}


def finding(name: str, ok: bool, text: str) -> str:
    """One line of what was looked at."""
    sign, called = _("ok") if ok else _("no"), _(LOOKED_AT[name])
    return f"{sign:<4}{called + ':':<10} {text}"


def server(name: str, version: str, *, buttons: bool) -> str:
    """A notification server that answers."""
    text = (
        _("{server}, with buttons")
        if buttons
        else _("{server}, draws no buttons; each reminder names its command")
    )
    return text.format(server=f"{name} {version}")


def sound(path: str) -> str:
    """A journal that is whole."""
    return _("{path} is whole").format(path=path)


def damaged(path: str) -> str:
    """A journal that is not."""
    return _("{path} is damaged; to repair it from its copies: coach backup").format(path=path)


def running(who: str) -> str:
    """A daemon that runs."""
    return _("runs ({who})").format(who=who)


NOTICED: Mapping[Absence, str] = {
    "locked": marked("a locked screen"),
    "idle": marked("an idle computer"),
    "asleep": marked("sleep"),
    "quiet": marked("do-not-disturb"),
}


def presence(noticed: Sequence[Absence]) -> str:
    """What holds reminders back here, until the person is back."""
    if not noticed:
        return _("Whether you are there cannot be known here; reminders simply come.")
    names = listed([_(NOTICED[absence]) for absence in noticed])
    if list(noticed) == ["quiet"]:
        text = _("{names} is noticed; reminders wait until it ends.")
    else:
        text = n_(
            "{names} is noticed; reminders wait until you are back.",
            "{names} are noticed; reminders wait until you are back.",
            len(noticed),
        )
    told = text.format(names=names)
    return told[:1].upper() + told[1:]


def zone(name: str, *, told: bool) -> str:
    """The time zone in force."""
    text = _("{zone} (from your config)") if told else _("{zone} (of this machine)")
    return text.format(zone=name)


# --- service -----------------------------------------------------------------------------

INIT_FIRST = marked("There is no config yet. Write one first: coach init")
NO_SERVICE = marked("There is no service to remove.")
NO_PROGRAM = marked("The command coach was not found on the PATH; install it first: pipx install .")


def service(installed: bool, enabled: str, active: str) -> str:
    """What the service manager says."""
    if not installed:
        return _("not installed. To start with your desktop: coach service install")
    text = _("installed; at login: {enabled}; now: {active}")
    return text.format(enabled=enabled, active=active)


NO_JOURNAL = marked("none yet; it begins with your first evening")
