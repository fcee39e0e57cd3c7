"""Lays out what there is to see for a terminal of any size."""

import textwrap
from itertools import zip_longest

from rich.text import Text

from coach.stretching.view import View

WIDEST, TALLEST = 84, 24
"""A larger terminal shows this much, in its middle."""

SIDE_BY_SIDE = 72
"""From this width the drawing stands beside the words."""

DRAWING = 38
"""The columns of the drawing, where it stands beside the words."""

ROWS_FOR_TITLE, ROWS_FOR_AIR = 6, 22
ROWS_FOR_KEYS, ROWS_FOR_NEXT, ROWS_FOR_BAR = 4, 8, 10
"""From these rows of the terminal on there is room for each."""

_FONT = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": ("  #", "  #", "  #", "  #", "  #"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
}
_FONT_ROWS = 5


def frame(seen: View, width: int, height: int, *, ascii_only: bool = False) -> list[Text]:
    """The lines of the screen, from the top.

    Args:
        seen: What there is to see.
        width: The columns of the terminal.
        height: Its rows; never more lines than these come back.
        ascii_only: Whether the terminal cannot draw blocks.
    """
    wide, high = min(width, WIDEST), min(height, TALLEST)
    margin = Text(" " * ((width - wide) // 2 + 1))
    lines = _Painter(seen, max(1, wide - 2), ascii_only=ascii_only).lines(high)
    above = [Text()] * ((height - high) // 2)
    shown = [margin + line for line in lines]
    for line in shown:
        line.truncate(width)
    return [*above, *shown][:height]


class _Painter:
    def __init__(self, seen: View, width: int, *, ascii_only: bool) -> None:
        self.seen = seen
        self.width = width
        self.full, self.empty = ("#", "-") if ascii_only else ("█", "░")
        self.style = "bold green" if seen.scene == "doing" else "bold"

    def lines(self, height: int) -> list[Text]:
        """As many lines as there are rows; fewer things where there are fewer rows."""
        head, foot = self._head(height), self._foot(height)
        room = max(0, height - len(head) - len(foot))
        body = self._body(room)[:room]
        filler = [Text()] * (room - len(body))
        return [*head, *body, *filler, *foot][:height]

    # --- above and below -----------------------------------------------------------------

    def _head(self, height: int) -> list[Text]:
        if height < ROWS_FOR_TITLE:
            return []
        title = self._ends(Text(self.seen.title, "bold"), self.seen.number)
        return [title, Text()] if height >= ROWS_FOR_AIR else [title]

    def _foot(self, height: int) -> list[Text]:
        pairs = [Text.assemble((key, "bold"), f" {does}") for key, does in self.seen.keys]
        coming = self._ends(Text(self.seen.coming), self.seen.left)
        rows = (
            (ROWS_FOR_BAR, self._bar()),
            (ROWS_FOR_NEXT, coming),
            (ROWS_FOR_AIR, Text()),
            (ROWS_FOR_KEYS, Text("  ").join(pairs)),
        )
        return [line for least, line in rows if height >= least]

    def _bar(self) -> Text:
        done = round(self.seen.part * self.width)
        return Text.assemble((self.full * done, "green"), self.empty * (self.width - done))

    def _ends(self, left: Text, right: str) -> Text:
        room = self.width - len(left) - len(right)
        return left if room < 1 or not right else left + Text(" " * room + right)

    # --- the middle ----------------------------------------------------------------------

    def _body(self, room: int) -> list[Text]:
        drawing = [Text(line) for line in self.seen.drawing]
        if self.seen.scene == "opening":
            return self._opening(drawing, room)
        if self.width + 2 >= SIDE_BY_SIDE:
            beside = _beside(drawing[:room], self._fitting(self.width - DRAWING, room))
            return [Text(), *beside] if len(beside) < room else beside
        words = self._words(self.width, digits=False, caution=True)
        for airy in (True, False):
            both = _groups([drawing, *words], airy=airy)
            if len(both) <= room:
                return both
        return self._fitting(self.width, room)

    def _opening(self, drawing: list[Text], room: int) -> list[Text]:
        seen = self.seen
        safety = [line for told in seen.sentences for line in self._wrapped(told, self.width)]
        note = self._wrapped(seen.caution, self.width)
        go = [Text(line.plain, "bold") for line in self._wrapped(seen.label, self.width)]
        for groups in ([safety, drawing, note, go], [safety, note, go], [safety, go]):
            for airy in (True, False):
                lines = [*([Text()] if airy else []), *_groups(groups, airy=airy)]
                if len(lines) <= room:
                    return lines
        return lines

    def _fitting(self, width: int, room: int) -> list[Text]:
        """The most that fits into some rows."""
        for digits in (True, False):
            for caution in (True, False):
                for airy in (True, False):
                    words = self._words(width, digits=digits, caution=caution)
                    lines = _groups(words, airy=airy)
                    if len(lines) <= room:
                        return lines
        return lines

    def _words(self, width: int, *, digits: bool, caution: bool) -> list[list[Text]]:
        """The words in groups, between which there may be air."""
        seen = self.seen
        big = digits and seen.scene != "steps"
        top = [Text(seen.where, self.style)] if seen.where else []
        return [
            [*top, self._doing(with_count=not big)],
            self._digits(seen.countdown or 0) if big else [],
            self._sentences(width),
            self._wrapped(seen.caution, width) if caution else [],
        ]

    def _doing(self, *, with_count: bool) -> Text:
        seen = self.seen
        told = f"{seen.label}: {seen.countdown}" if with_count else seen.label
        return Text(f"{told}   ({seen.round})" if seen.round else told, self.style)

    def _sentences(self, width: int) -> list[Text]:
        numbered = self.seen.scene == "steps"
        lines: list[Text] = []
        for number, told in enumerate(self.seen.sentences, start=1):
            text, indent = (f"{number} {told}", "  ") if numbered else (told, "")
            lines += self._wrapped(text, width, indent)
        return lines

    def _wrapped(self, told: str, width: int, indent: str = "") -> list[Text]:
        lines = textwrap.wrap(told, width, subsequent_indent=indent[: width - 1])
        return [Text(line) for line in lines]

    def _digits(self, count: int) -> list[Text]:
        rows = ("  ".join(_FONT[digit][row] for digit in str(count)) for row in range(_FONT_ROWS))
        wide = ("".join(2 * sign for sign in row) for row in rows)
        return [Text(row.replace("#", self.full).rstrip(), self.style) for row in wide]


def _groups(groups: list[list[Text]], *, airy: bool) -> list[Text]:
    """Groups of lines below each other, with or without air between them."""
    lines: list[Text] = []
    for group in groups:
        if lines and group and airy:
            lines.append(Text())
        lines += group
    return lines


def _beside(left: list[Text], right: list[Text]) -> list[Text]:
    lines = []
    for one, other in zip_longest(left, right, fillvalue=Text()):
        line = one.copy()
        line.pad_right(DRAWING - len(one))
        lines.append(line + other)
    return lines
