"""Two charts in SVG, drawn by hand: a library costs more than these lines (docs/decisions.md).

Nothing is told by colour alone: bars have frames and hatching, lines have dashes, shapes and names.
Drawn for a width of 360, so that the letters can be read on a telephone.
"""

from collections.abc import Mapping

from coach.core.reporting import Habit, Report, Span
from coach.reporting.markup import Html, joined, tag
from coach.wording import times
from coach.wording.reports import headings, trends

WIDTH, LEFT, RIGHT = 360.0, 28.0, 6.0
TOP, ROW, GAP = 18.0, 84.0, 34.0
LINES_TOP, LINES = 8.0, 120.0
NAMES = 16.0
"""Height of a line of names under a chart."""
NARROW = 34.0
"""Two labels on an axis stand at least so far apart."""
DASHES = ("none", "6 3", "2 3", "8 3 2 3")
ROUND = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
"""Where a scale may end, times a power of ten."""
SHAPES = ("circle", "square", "diamond", "triangle")


def bars(report: Report) -> Html:
    """Nights with cramps within answered nights, and below them the leg load."""
    most = max((one.nights for one in report.spans), default=1)
    heaviest = _ceiling(max((one.load for one in report.spans), default=0))
    lower = TOP + ROW + GAP
    height = lower + ROW + NAMES
    return _svg(
        height,
        headings.nights_and_load(),
        trends.bars_told(report),
        _hatching(),
        tag("text", trends.upper_row(), x=LEFT, y=TOP - 7, class_="name"),
        _axis(TOP, ROW, most),
        *(_cramps(x, width, one, most) for x, width, one in _slots(report.spans)),
        tag("text", trends.lower_row(), x=LEFT, y=lower - 7, class_="name"),
        _axis(lower, ROW, heaviest),
        *(_load(x, width, one, lower, heaviest) for x, width, one in _slots(report.spans)),
        _under(report, height - 4),
    )


def lines(report: Report, titles: Mapping[str, str]) -> Html:
    """The strength of each habit over time."""
    bottom = LINES_TOP + LINES
    height = bottom + NAMES * (1 + len(report.habits)) + 6
    return _svg(
        height,
        headings.strengths(),
        trends.lines_told(report, titles),
        _axis(LINES_TOP, LINES, 100),
        *(_line(n, habit, report) for n, habit in enumerate(report.habits)),
        _under(report, bottom + NAMES - 4),
        *(
            _named(n, titles.get(habit.key, habit.key), bottom + NAMES * (n + 2))
            for n, habit in enumerate(report.habits)
        ),
    )


def _svg(height: float, title: str, told: str, *inside: str) -> Html:
    """A picture with a name and a description, for who cannot see it."""
    label = f"{title}. {told}"
    box = f"0 0 {WIDTH:g} {height:g}"
    return tag("svg", *inside, viewBox=box, role="img", aria_label=label, class_="chart")


def _hatching() -> Html:
    line = tag("path", d="M0,4 L4,0", class_="hatch")
    return tag(
        "defs",
        tag("pattern", line, id="hatch", width=4, height=4, patternUnits="userSpaceOnUse"),
    )


def _axis(top: float, height: float, most: float) -> Html:
    """The two ends of a scale, and a line under each."""
    ends = ((top, f"{most:g}"), (top + height, "0"))
    return joined(
        *(
            joined(
                tag("path", d=f"M{LEFT:g},{_n(y)} H{WIDTH - RIGHT:g}", class_="rule"),
                tag("text", text, x=LEFT - 4, y=_n(y + 4), class_="scale"),
            )
            for y, text in ends
        )
    )


def _slots(spans: tuple[Span, ...]) -> list[tuple[float, float, Span]]:
    """Where each bar begins, and how wide it is."""
    slot = (WIDTH - LEFT - RIGHT) / max(1, len(spans))
    return [(LEFT + n * slot + slot * 0.12, slot * 0.76, one) for n, one in enumerate(spans)]


def _cramps(x: float, width: float, one: Span, most: int) -> Html:
    def bar(count: int, kind: str) -> Html:
        height = ROW * count / most
        return _rect(x, TOP + ROW - height, width, height, kind)

    return joined(bar(one.answered, "answered"), bar(one.cramps, "cramps"))


def _load(x: float, width: float, one: Span, top: float, heaviest: float) -> Html:
    height = ROW * one.load / heaviest
    y = top + ROW - height
    return joined(_rect(x, y, width, height, "load"), _rect(x, y, width, height, "hatched"))


def _rect(x: float, y: float, width: float, height: float, kind: str) -> Html:
    if not height:
        return Html()
    return tag("rect", x=_n(x), y=_n(y), width=_n(width), height=_n(height), class_=kind)


def _under(report: Report, y: float) -> Html:
    """Months or years under a chart, as many as have room."""
    named: list[Html] = []
    free = LEFT
    before = ""
    for x, _, one in _slots(report.spans):
        label = str(one.first.year) if report.unit == "year" else times.short_month(one.last)
        if label != before and free <= x <= WIDTH - RIGHT - NARROW / 2:
            named.append(tag("text", label, x=_n(x), y=_n(y), class_="name"))
            free = x + NARROW
        before = label
    return joined(*named)


def _line(number: int, habit: Habit, report: Report) -> Html:
    points = [
        (x + width / 2, LINES_TOP + LINES * (1 - value))
        for (x, width, _), value in zip(_slots(report.spans), habit.curve, strict=True)
        if value is not None
    ]
    if not points:
        return Html()
    path = "M" + " L".join(f"{_n(x)},{_n(y)}" for x, y in points)
    return joined(_stroke(number, path), _shape(number, *points[-1]))


def _stroke(number: int, path: str) -> Html:
    dash = DASHES[number % len(DASHES)]
    return tag("path", d=path, class_=f"line line-{number % 4}", stroke_dasharray=dash)


def _shape(number: int, x: float, y: float) -> Html:
    """What marks a line at its end and beside its name."""
    drawn = {
        "circle": f"M{_n(x - 4)},{_n(y)} a4,4 0 1,0 8,0 a4,4 0 1,0 -8,0",
        "square": f"M{_n(x - 4)},{_n(y - 4)} h8 v8 h-8 z",
        "diamond": f"M{_n(x)},{_n(y - 5)} l5,5 l-5,5 l-5,-5 z",
        "triangle": f"M{_n(x)},{_n(y - 5)} l5,9 h-10 z",
    }
    return tag("path", d=drawn[SHAPES[number % len(SHAPES)]], class_=f"shape line-{number % 4}")


def _named(number: int, title: str, y: float) -> Html:
    return joined(
        _stroke(number, f"M{LEFT:g},{_n(y - 4)} h28"),
        _shape(number, LEFT + 34, y - 4),
        tag("text", title, x=LEFT + 44, y=_n(y), class_="name"),
    )


def _ceiling(value: float) -> float:
    """A round number that is no smaller."""
    scale = 10.0
    while scale * ROUND[-1] < value:
        scale *= 10
    return next(scale * step for step in ROUND if scale * step >= value)


def _n(value: float) -> str:
    return f"{value:.1f}"
