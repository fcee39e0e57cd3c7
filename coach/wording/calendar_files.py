"""What may be wrong with calendar files, or missing to read them."""

from coach.wording.translating import _, marked, n_

NEEDS_EXTRA = marked(
    "Reading calendars needs two more packages: "
    "pipx inject cramp-coach icalendar recurring-ical-events"
)


def not_read(reason: str) -> str:
    """A file or folder that cannot be opened."""
    return _("it cannot be read ({reason})").format(reason=reason.lower())


def too_large(most: int) -> str:
    """A file larger than any calendar."""
    return _("it is larger than {size} MB, so it was not read").format(size=most // 1024**2)


def too_many_files(most: int) -> str:
    """A folder with more files than any calendar."""
    return _("it has more than {count} files; the first of them were read").format(count=most)


def files_left(count: int) -> str:
    """Calendars that take too long."""
    return n_(
        "reading took too long; {n} file was left out",
        "reading took too long; {n} files were left out",
        count,
    ).format(n=count)


def no_calendar() -> str:
    """A file that is something else."""
    return _("it is not a calendar file (ICS)")


def cut_off() -> str:
    """A file that ends in the middle."""
    return _("it ends in the middle; what stands before that was read")


def oversized(count: int) -> str:
    """Events larger than any true one."""
    return n_(
        "{n} event is too large and was left out",
        "{n} events are too large and were left out",
        count,
    ).format(n=count)


def crowded() -> str:
    """More events than a person's calendars have."""
    return _("there are more events than coach can keep in mind; the rest was left out")


def unread(count: int) -> str:
    """Events that the libraries cannot make sense of, of all calendars."""
    return n_(
        "{n} event could not be understood and was left out",
        "{n} events could not be understood and were left out",
        count,
    ).format(n=count)


def too_many(most: int) -> str:
    """More than anybody does."""
    return _("more than {most} hikes and trips: not all of them were read").format(most=most)
