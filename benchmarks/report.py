"""Figures, and how they are printed."""

from collections.abc import Iterable, Sequence
from statistics import quantiles
from typing import NamedTuple


class Figure(NamedTuple):
    """One line of a report."""

    what: str
    value: float
    unit: str = ""
    most: float | None = None
    """The bound, if there is one."""

    def row(self) -> str:
        """The line in Markdown."""
        over = self.most is not None and self.value > self.most
        bound = "" if self.most is None else f"at most {self._with_unit(self.most)}"
        return f"| {self.what} | {self._with_unit(self.value)} | {bound}{' (over)' * over} |"

    def _with_unit(self, value: float) -> str:
        places = 0 if value == int(value) else 2 if value < 10 else 1
        return f"{value:.{places}f} {self.unit}".strip()


def table(title: str, figures: Iterable[Figure]) -> str:
    """Figures under a title, in Markdown."""
    rows = "\n".join(figure.row() for figure in figures)
    return f"### {title}\n\n| | measured | bound |\n|---|---|---|\n{rows}"


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that so many percent do not exceed."""
    return quantiles(values, n=100, method="inclusive")[percent - 1]
