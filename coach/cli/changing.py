"""One value of the person's config changed, with everything around it left as it is."""

from coach.cli.context import Context
from coach.config.editing import Change, Edited, Option, Unchangeable, edited
from coach.config.loading import load
from coach.config.rewriting import rewrite
from coach.core.coaching import proposing
from coach.core.model import Proposed


class CannotChange(Exception):
    """The config was left as it is."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


def try_out(context: Context, proposed: Proposed) -> Edited:
    """See whether a change can be made, without making it.

    Raises:
        CannotChange: it cannot.
    """
    loaded = context.loaded
    if loaded.source != "file":
        raise CannotChange("not in force")
    try:
        return edited(loaded.data, _change(proposed))
    except Unchangeable as why:
        raise CannotChange(why.reason, why.detail) from None


def change(context: Context, proposed: Proposed) -> Edited:
    """Make a change.

    Raises:
        CannotChange: it cannot be made; the file is as it was.
    """
    found = try_out(context, proposed)
    try:
        rewrite(context.paths.config, context.loaded.data, found.data)
    except Unchangeable as why:
        raise CannotChange(why.reason, why.detail) from None
    except OSError as error:
        raise CannotChange("cannot be written", error.strerror or str(error)) from None
    return found


def is_made(context: Context, proposed: Proposed) -> bool:
    """Whether the file says by now what a change would make of it."""
    loaded = load(context.paths.config, context.paths.folder)
    changed = proposed._replace(was=proposed.now)
    if loaded.source != "file" or loaded.config is None:
        return False
    return proposing.holds(changed, loaded.config)


def line(proposed: Proposed) -> str:
    """What the person could write by hand."""
    option = "cue" if proposed.sort == "cue" else "at"
    return f'{option} = "{proposed.now}"' if proposed.now else f"({option})"


def _change(proposed: Proposed) -> Change:
    option: Option = "cue" if proposed.sort == "cue" else "at"
    return Change(proposed.habit, option, proposed.slot, proposed.was, proposed.now)
