"""What is said of the command line itself; most of it in argparse's words."""

from coach.wording.translating import _, marked

ARGPARSE = (
    marked("usage: "),
    marked("options"),
    marked("positional arguments"),
    marked("show this help message and exit"),
    marked("argument %(argument_name)s: %(message)s"),
    marked("invalid choice: %(value)r (choose from %(choices)s)"),
    marked("invalid %(type)s value: %(value)r"),
    marked("expected one argument"),
    marked("expected at most one argument"),
    marked("expected at least one argument"),
    marked("ignored explicit argument %r"),
    marked("ambiguous option: %(option)s could match %(matches)s"),
    marked("not allowed with argument %s"),
    marked("one of the arguments %s is required"),
)
"""What argparse may say here, in Python 3.11 and later; it asks `said` for each."""

OURS = {"the following arguments are required: %s": marked("still needed: %s")}
"""What we say more plainly."""

YES = marked("y yes")
"""What may be typed for yes, in small letters, with spaces between."""

SHOW_THE_VERSION = marked("show program's version number and exit")


def said(text: str) -> str:
    """One of argparse's own sentences, for the person."""
    return _(OURS.get(text, text))


def mistake(prog: str, message: str) -> str:
    """What is wrong with a command line, and where to read on."""
    return _("{prog}: {mistake}; see: {prog} --help").format(prog=prog, mistake=message)


def too_much(prog: str, rest: str) -> str:
    """Where words are left that belong to nothing."""
    return mistake(prog, _("not understood: {rest}").format(rest=rest))


def no_command(shown: str, guess: str) -> str:
    """When no command is called so."""
    text = _("coach: there is no command {name}; {guess}")
    return text.format(name=shown, guess=guess or _("see: coach --help"))


def not_written(why: str | None) -> str:
    """When standard output takes nothing."""
    return _("coach: the answer could not be written: {why}").format(why=why)
