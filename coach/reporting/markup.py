"""HTML and SVG, safe by default: what is not `Html` already is text, and is escaped."""

from collections.abc import Sequence


class Html(str):
    """Markup that was made here; never a person's own words."""

    __slots__ = ()


def escaped(text: str) -> Html:
    """Text for a page: also within an attribute."""
    if isinstance(text, Html):
        return text
    for sign, name in (("&", "amp"), ("<", "lt"), (">", "gt"), ('"', "quot"), ("'", "#39")):
        text = text.replace(sign, f"&{name};")
    return Html(text)


def joined(*inside: str, by: str = "") -> Html:
    """Several pieces in a row."""
    return Html(by.join(map(escaped, inside)))


def tag(name: str, *inside: str, **attributes: object) -> Html:
    """An element.

    Args:
        name: `th`, `svg`.
        inside: Text and elements.
        attributes: By their names, with `_` for `-` and without one at the end: `class_="night"`.
            One that is None is left out.
    """
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{told}>{joined(*inside)}</{name}>")


def section(heading: str, *inside: str, class_: str | None = None) -> Html:
    """A part of the page under its heading."""
    return tag("section", tag("h2", heading), *inside, class_=class_)


def table(head: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> Html:
    """A table whose first column names its rows; its caption is for who hears the page."""
    top = tag("thead", tag("tr", *(tag("th", cell, scope="col") for cell in head)))
    body = [
        tag("tr", tag("th", first, scope="row"), *(tag("td", cell) for cell in rest))
        for first, *rest in rows
    ]
    return tag("table", tag("caption", caption, class_="heard"), top, tag("tbody", *body))
