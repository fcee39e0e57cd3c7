"""Every sentence passes here on its way to a person.

`_` translates where it is called; `marked` marks a sentence of a table, which is translated by
`_` when it is shown; `n_` chooses between one and many. Values are put in after translation, by
name: `_("{title}: back at {time}.").format(title=title, time=time)`.

How a translation is made: docs/translating.md.
"""

import os
from collections.abc import Iterator, Mapping
from gettext import GNUTranslations, NullTranslations

FOLDER = os.path.join(os.path.dirname(os.path.dirname(__file__)), "locale")

catalogue = NullTranslations()
"""In force for this process. English is what stands in the code."""


def choose(environ: Mapping[str, str]) -> None:
    """Put the first catalogue in force that the person's languages have, if there is any.

    Args:
        environ: As for gettext: LANGUAGE, LC_ALL, LC_MESSAGES, LANG, the first that is set.
    """
    global catalogue  # noqa: PLW0603 - one process speaks one language
    for language in _languages(environ):
        path = os.path.join(FOLDER, language, "LC_MESSAGES", "coach.mo")
        if os.path.exists(path):
            with open(path, "rb") as file:
                catalogue = GNUTranslations(file)
            return


def _languages(environ: Mapping[str, str]) -> Iterator[str]:
    """`de_AT` and `de` for `de_AT.UTF-8`, up to English, which needs no catalogue."""
    names = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    told = next(filter(None, (environ.get(name) for name in names)), "")
    for wanted in told.split(":"):
        language = wanted.partition(".")[0].partition("@")[0].replace("/", "")
        if language in ("C", "POSIX") or language.startswith("en"):
            return
        if language:
            yield language
            yield language.partition("_")[0]


def _(text: str) -> str:
    """A sentence in the person's language."""
    return catalogue.gettext(text) if text else ""  # the empty text is a catalogue's own head


def n_(one: str, many: str, count: int) -> str:
    """The form of a sentence that fits a count: `n_("{n} night", "{n} nights", n).format(n=n)`."""
    return catalogue.ngettext(one, many, count)


def marked(text: str) -> str:
    """A sentence that is translated later, by `_`."""
    return text
