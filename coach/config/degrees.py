"""A temperature as people and programs write it: `19.5`, `19,5`, `68 F`, `temp=19.5`, `t=19500`."""

import re
from typing import Literal

from coach.config.values import Fault, shown
from coach.core.cold import COLDEST, WARMEST
from coach.wording.translating import _

Unit = Literal["C", "F"]

_NUMBER = (
    r"(?<![0-9a-z.,])([+-]?[0-9]{1,6}(?:[.,][0-9]{1,6})?)"
    r"(?:\s*(?:°|deg(?:rees)?)?\s*([CF])(?![0-9a-z])|\s*(?:°|deg(?:rees)?)|(?![0-9a-z]))"
)
_NAMED = re.compile(rf"temp\w*[\"']?\s*[:=]\s*[\"']?{_NUMBER}", re.IGNORECASE)
_FIRST = re.compile(_NUMBER, re.IGNORECASE)
_THOUSANDTHS = re.compile(r"\bt=(-?[0-9]{1,6})\s*\Z|\A\s*(-?[0-9]{4,6})\s*\Z")
"""As the kernel tells them: https://docs.kernel.org/w1/slaves/w1_therm.html, and hwmon's input."""


def celsius(text: str, unit: Unit) -> float:
    """Degrees Celsius, to a tenth.

    Args:
        text: What was written: a few words at most count.
        unit: Of a number without a letter.

    Raises:
        Fault: there is no temperature in it that could be.
    """
    degrees = _degrees(text, unit)
    if degrees is None or not COLDEST <= degrees <= WARMEST:
        wrong = _("{value} is no temperature of a room").format(value=shown(text.strip()))
        raise Fault(wrong, _("write degrees, such as 17.5 or 64F"))
    return round(degrees, 1)


def _degrees(text: str, unit: Unit) -> float | None:
    kernel = _THOUSANDTHS.search(text)
    if kernel:
        return int(kernel[1] or kernel[2]) / 1000
    found = _NAMED.search(text) or _FIRST.search(text)
    if not found:
        return None
    number = float(found[1].replace(",", "."))
    fahrenheit = (found[2] or unit).upper() == "F"
    return (number - 32) / 1.8 if fahrenheit else number
