"""A language that nobody speaks: English in other letters, in brackets, half as long again.

What a person reads in plain letters under this catalogue has not gone through it.
"""

import re
from gettext import NullTranslations
from string import ascii_letters

from tests.messages.extracting import messages

LETTERS = str.maketrans(
    ascii_letters,
    "áƀçðéƒĝĥíĵķļḿñöþɋŕšţúṽŵẋýžÁɃÇÐÉƑĜĤÍĴĶĻḾÑÖÞɊŔŠŢÚṼŴẊÝŽ",
)
LONGER = 0.4

_PUT_IN = re.compile(r"(\{[^{}]*\}|%(?:\(\w+\))?[srd])")


def wrapped(text: str) -> str:
    """A message of this language, with the same things to be put in."""
    parts = _PUT_IN.split(text)
    told = "".join(part if _PUT_IN.fullmatch(part) else part.translate(LETTERS) for part in parts)
    return f"⟦{told}{'·' * round(len(text) * LONGER)}⟧"


class Pseudo(NullTranslations):
    """Has every message that the extraction finds, and no other, as a real catalogue."""

    def __init__(self) -> None:
        super().__init__()
        self._known = {text for message in messages() for text in message.texts}

    def gettext(self, message: str) -> str:
        """The message in this language; a text that no catalogue could have, as it is."""
        is_config = message.startswith("# Your evenings")  # its settings are the program's words
        return wrapped(message) if message in self._known and not is_config else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """One form or the other, as in English."""
        return self.gettext(msgid1 if n == 1 else msgid2)
