"""Words for three in the morning: large, calm, few.

Order and content: the advice on which NHS, NICE CKS, Mayo Clinic and the review of
exercise-associated cramps agree (strength: expert, near universal). Ten minutes: NHS.
"""

from datetime import datetime, tzinfo

from coach.wording.times import clock
from coach.wording.translating import _, marked

STEPS = (
    marked("Straighten the knee. Pull your toes toward your shin."),
    marked("Hold it there. Breathe. Do not point the toes."),
    marked("If you are steady: stand, heel down, or walk slowly."),
    marked("When it lets go, rub the muscle. Warmth may feel good."),
)
LAST = marked("Not easing after 10 minutes? Call a doctor.")


def steps() -> str:
    """What to do, with air around it."""
    numbered = [f"  {number}  {_(step)}" for number, step in enumerate(STEPS, start=1)]
    return "\n" + "\n\n".join([*numbered, f"  {_(LAST)}"])


def noted(now: datetime, zone: tzinfo) -> str:
    """The last line: it is written down."""
    text = _("Noted at {time}. More, in the morning: coach log cramp --pain 6")
    return "  " + text.format(time=clock(now, zone))


def not_noted(why: object) -> str:
    """Where the journal could not be written."""
    return _("This cramp could not be noted: {why}").format(why=why)
