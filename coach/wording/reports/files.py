"""What is said when a report is asked for, and when its file was written or could not be."""

from datetime import date

from coach.wording.translating import _


def written(path: str) -> str:
    """After a file was written."""
    return _(
        "Written: {path}\nOpen it in a browser; from there it prints. "
        "It is about your health: keep it where only you can read it."
    ).format(path=path)


def in_the_way(path: str) -> str:
    """Where a file of somebody else stands."""
    return _(
        "{path} is there already and is no report of coach, so it was left as it is; "
        "write another name."
    ).format(path=path)


def no_file(path: str) -> str:
    """Where something else than a file stands."""
    return _("{path} is not a file that can be written; write another name.").format(path=path)


def turned(first: date, last: date) -> str:
    """Where the end comes before the beginning."""
    return _("--from {first} is after --to {last}; write the earlier one first.").format(
        first=first, last=last
    )
