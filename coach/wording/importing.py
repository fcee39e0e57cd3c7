"""What is said of files that are imported, whatever their kind."""

from coach.config.values import legible
from coach.wording.translating import _, marked

FILES = marked("a GPX, TCX or FIT file; a calendar (ICS); an export; a copy of a journal")
INBOX = marked("look into the inbox folder of your config, as coach does by itself")
WHICH = marked("Say which file: coach import FILE")
NOTHING = marked("Nothing was imported.")


def not_taken(path: str, kind: str) -> str:
    """When nobody reads a file of this kind."""
    path = legible(path)
    match kind:
        case "empty":
            return _("{path} is empty.").format(path=path)
        case "packed":
            return _("{path} is packed. Unpack it, then import what is in it.").format(path=path)
        case "table":
            return _(
                "{path} is for a spreadsheet and does not come back from there. "
                "What can be imported: coach export mine.jsonl"
            ).format(path=path)
        case _:
            return _(
                "{path} is not an export of coach, nor a track (GPX, TCX, FIT), nor a calendar "
                "(ICS), nor a copy of a journal."
            ).format(path=path)


def slip(path: str, line: int, message: str) -> str:
    """What could not be imported, with its file, which the message may begin with already."""
    path = legible(path)
    if line:
        return f"{path}:{line}: {message}"
    return message if message.startswith(path) else f"{path}: {message}"
