"""Plain text made fit for a medium: control characters out, length held, markup escaped."""

import re

ELLIPSIS = "…"

_UNDRAWABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters and lone surrogates; the latter cannot even be sent."""


def plain(text: str) -> str:
    """Keep what can be drawn, and the line breaks; a tab becomes a space."""
    lines = "\n".join(text.splitlines())
    return _UNDRAWABLE.sub("", lines.replace("\t", " "))


def clip(text: str, limit: int) -> str:
    """Hold a text to `limit` characters, ending in an ellipsis after a whole word if it can."""
    if len(text) <= limit:
        return text
    words = text[:limit].rsplit(maxsplit=1)
    head = words[0] if len(words) > 1 else text[: max(limit - 1, 0)]
    return head + ELLIPSIS if limit > 0 else ""


def clip_above(body: str, hint: str, limit: int) -> str:
    """Clip a body so that the hint on the line below it stays whole."""
    if not hint:
        return clip(body, limit)
    clipped = clip(body, limit - len(hint) - 1)
    return "\n".join(filter(None, (clipped, hint)))


def escape(text: str) -> str:
    """Make a text safe for a body that is read as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
