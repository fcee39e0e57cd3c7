"""Whether a translation can be shown: it has to keep what is put into each sentence."""

import re
from collections.abc import Iterator
from gettext import GNUTranslations

from tests.messages.extracting import messages

_PERCENT = re.compile(r"%(?:\(\w+\))?[sr]")
_BRACES = re.compile(r"\{\w*(?:![rs])?(?::[^{}]*)?\}")


def placeholders(text: str) -> set[str]:
    """What is put into a text: `{name}`, `%(value)r`."""
    return {*_PERCENT.findall(text), *_BRACES.findall(text)}


def wrong_in(path: str) -> Iterator[str]:
    """What is wrong with a compiled catalogue."""
    with open(path, "rb") as file:
        catalogue = GNUTranslations(file)
    for message in messages():
        allowed = {name for text in message.texts for name in placeholders(text)}
        for count in (1, 2, 5, 100):
            told = (
                catalogue.gettext(message.one)
                if message.many is None
                else catalogue.ngettext(message.one, message.many, count)
            )
            if not _keeps(told, allowed, all_of_them=message.many is None):
                yield f"{message.one!r} -> {told!r}"
                break


def _keeps(told: str, allowed: set[str], *, all_of_them: bool) -> bool:
    """A sentence that goes with a count may leave the number out of a form, and add nothing."""
    found = placeholders(told)
    return found == allowed if all_of_them else found <= allowed
