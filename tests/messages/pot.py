"""The template of all translations, as gettext's tools read it.

https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from collections.abc import Iterator, Mapping

from tests.messages.extracting import PACKAGE, Message

POT = PACKAGE / "locale" / "coach.pot"

_HEAD = """\
# Every sentence of coach. How a translation is made: docs/translating.md.
# This file is made by `make messages`.
msgid ""
msgstr ""
"Project-Id-Version: cramp-coach\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\\n"
"""


def written(found: Mapping[Message, tuple[str, ...]]) -> str:
    """The whole file; without line numbers, which would change with each edit."""
    return "\n".join([_HEAD, *("\n".join(_entry(*item)) + "\n" for item in found.items())])


def _entry(message: Message, places: tuple[str, ...]) -> Iterator[str]:
    yield from (f"#: {place}" for place in places)
    if "%s" in message.one or "%(" in message.one or "%r" in message.one:
        yield "#, python-format"
    elif "{" in message.one:
        yield "#, python-brace-format"
    yield f"msgid {_quoted(message.one)}"
    if message.many is None:
        yield 'msgstr ""'
    else:
        yield f"msgid_plural {_quoted(message.many)}"
        yield 'msgstr[0] ""'
        yield 'msgstr[1] ""'


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    lines = escaped.splitlines(keepends=True)
    told = [f'"{line}"'.replace("\n", "\\n") for line in lines]
    return told[0] if len(told) == 1 else "\n".join(['""', *told])
