"""Every sentence passes here on its way to a person.

`_` translates where it is called; `marked` marks a sentence of a table, which is translated by
`_` when it is shown; `n_` chooses between one and many. Values are put in after translation, by
name: `_("{title}: back at {time}.").format(title=title, time=time)`.
"""

from gettext import NullTranslations

catalogue = NullTranslations()
"""In force for this process. English is what stands in the code."""


def _(text: str) -> str:
    """A sentence in the person's language."""
    return catalogue.gettext(text)


def n_(one: str, many: str, count: int) -> str:
    """The form of a sentence that fits a count: `n_("{n} night", "{n} nights", n).format(n=n)`."""
    return catalogue.ngettext(one, many, count)


def marked(text: str) -> str:
    """A sentence that is translated later, by `_`."""
    return text
