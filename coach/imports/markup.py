"""XML as a stream: nothing of the document is kept, and nothing in it is obeyed."""

from collections.abc import Callable
from typing import BinaryIO
from xml.parsers import expat

from coach.imports.track import Unreadable
from coach.wording import tracks as words

CHUNK = 64 * 1024
LONGEST = 1024 * 1024
"""Bytes of one tag or text; expat keeps what is unfinished, and reads it again with each chunk:
CVE-2023-52425."""
DEEPEST = 50
"""How deep elements may lie in each other; in tracks it is ten."""

Begin = Callable[[str, dict[str, str]], None]
End = Callable[[str, str, str], None]


def walk(file: BinaryIO, begin: Begin, end: End) -> None:
    """Read a document from its beginning to its end.

    Names come without their namespace's prefix.

    Args:
        file: The bytes.
        begin: Called with an element's name and attributes.
        end: Called with its name, that of the element around it, and its text after the last
            element in it.

    Raises:
        Unreadable: it is not XML, breaks off, or has what no track needs.
    """
    parser = _parser(begin, end)
    fed = 0
    try:
        while chunk := file.read(CHUNK):
            if not fed:
                chunk = chunk.lstrip()  # expat wants the declaration at the very beginning
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > LONGEST:
                raise Unreadable(words.NOT_A_TRACK)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Unreadable(_why(error)) from None
    except (LookupError, ValueError):  # an encoding that nobody knows, or none that fits
        raise Unreadable(words.DAMAGED) from None


def _parser(begin: Begin, end: End) -> expat.XMLParserType:
    names: list[str] = [""]
    text: list[str] = []
    length = 0

    def read(more: str) -> None:
        nonlocal length
        length = length + len(more) if text else len(more)
        if length > LONGEST:
            raise Unreadable(words.NOT_A_TRACK)
        text.append(more)

    def start(name: str, attributes: dict[str, str]) -> None:
        text.clear()
        if ":" in name:
            name = name.rpartition(":")[2]
        names.append(name)
        if len(names) > DEEPEST:
            raise Unreadable(words.NOT_A_TRACK)
        begin(name, attributes)

    def finish(_name: str) -> None:
        name = names.pop()
        end(name, names[-1], "".join(text).strip())
        text.clear()

    def declared(*_: object) -> None:
        # Entities are defined there, which can grow without end or name other files.
        raise Unreadable(words.NOT_A_TRACK)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = finish
    parser.CharacterDataHandler = read
    parser.StartDoctypeDeclHandler = declared
    return parser


def _why(error: expat.ExpatError) -> str:
    """Broken off, or broken."""
    off = expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]
    unclosed = expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN]
    if error.code in (off, unclosed):
        return words.BREAKS_OFF
    return words.broken(error.lineno)
