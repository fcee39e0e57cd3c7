"""What is said of the folder where recordings arrive."""

from coach.core.model import Activity, Fact
from coach.wording.extents import extent
from coach.wording.translating import _, marked, n_

MOST = 3
"""More notices than this at once become one."""
SHORT_ID = 6

NO_INBOX = marked(
    'No inbox folder is set. Write into your config: [inbox], and below it folder = "~/Downloads"'
)
TONIGHT = marked("Your legs get a little more care tonight.")
TOMORROW = marked("Your legs get a little more care tomorrow evening.")
NOTHING_NEW = marked("Nothing new came in.")
OFF = marked("off; recorded hikes can come in by themselves: [inbox] in the config")

_TITLES = {"hike": marked("A hike was taken in"), "ride": marked("A ride was taken in")}


def no_folder(folder: str, error: OSError) -> str:
    """When the folder cannot be listed."""
    return _("The inbox folder {folder} cannot be read: {why}.").format(
        folder=folder, why=error.strerror or error
    )


def taken_in(fact: Fact, ahead: int | None, *, private: bool) -> tuple[str, str]:
    """Title and words for what came in by itself.

    Args:
        fact: The activity.
        ahead: Days to the evening that gets more care for it; None: none does.
        private: Name nothing.
    """
    back = _("To take it back: {command}").format(command=f"coach undo {fact.id[:SHORT_ID]}")
    if private or not isinstance(fact.event, Activity):
        return _("Something was taken in"), back
    lines = [extent(fact.event) + "."]
    if ahead is not None:
        care = _(TONIGHT) if ahead <= 0 else _(TOMORROW)
        lines.append(care)
    return _(_TITLES.get(fact.event.sort, _TITLES["hike"])), "\n".join([*lines, back])


def offered(text: str, *, private: bool) -> tuple[str, str]:
    """Title and words for a drive that may count as a trip."""
    return _("A drive came in"), _("To see it: {command}").format(
        command="coach check"
    ) if private else text


def several(count: int) -> tuple[str, str]:
    """Title and words for many at once."""
    text = n_("{n} recording was taken in.", "{n} recordings were taken in.", count)
    return (
        _("From your inbox"),
        text.format(n=count) + "\n" + _("To see them: {command}").format(command="coach history"),
    )


def missing(folder: str) -> str:
    """When the folder is not there."""
    return _("{folder} is not there; make it, or name another under [inbox]").format(folder=folder)


def watched(folder: str, troubles: list[str]) -> str:
    """What `check` says."""
    lines = [_("{folder} is looked into for recorded hikes").format(folder=folder), *troubles]
    return "\n     ".join(lines)
