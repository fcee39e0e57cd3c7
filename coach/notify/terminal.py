"""The terminal: where there is no desktop, a few calm lines."""

from itertools import count
from typing import Final, TextIO

from coach.core.model import Handle
from coach.notify.port import ChannelEvent, Notice, Unreachable
from coach.notify.text import plain
from coach.wording.translating import _


class Terminal:
    """Prints each notice; what is printed can be neither answered here nor taken back."""

    name: Final = "terminal"
    confirms: Final = True

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._numbers = count(1)

    def show(self, notice: Notice, replaces: Handle | None = None) -> Handle:  # noqa: ARG002 - it cannot
        """Print a notice.

        Raises:
            Unreachable: the terminal is gone.
        """
        try:
            self._stream.write(_drawable(_lines(notice), self._stream.encoding))
            self._stream.flush()
        except (OSError, ValueError) as error:  # ValueError: the stream is closed
            raise Unreachable(_("The terminal is gone ({error}).").format(error=error)) from error
        return f"terminal/{next(self._numbers)}"

    def withdraw(self, handle: Handle) -> None:
        """Do nothing: what is printed stays."""

    def adopt(self, handle: Handle) -> bool:  # noqa: ARG002 - none can be taken over
        """Tell that it is gone: nothing printed is open."""
        return False

    def events(self) -> tuple[ChannelEvent, ...]:
        """Tell nothing: there are no buttons."""
        return ()

    def fileno(self) -> int | None:
        """Tell that there is nothing to watch."""
        return None

    def close(self) -> None:
        """Leave the stream to whoever opened it."""


def _lines(notice: Notice) -> str:
    below = plain(f"{notice.body}\n{notice.hint}").split("\n")
    lines = [plain(notice.title), *(f"  {line}" for line in below if line)]
    return "\n" + "\n".join(lines) + "\n"


def _drawable(text: str, encoding: str | None) -> str:
    """Put a question mark where the terminal has no sign for a character."""
    encoding = encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)
