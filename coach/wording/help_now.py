"""Words for three in the morning: large, calm, few.

Order and content: the advice on which NHS, NICE CKS, Mayo Clinic and the review of
exercise-associated cramps agree (strength: expert, near universal). Ten minutes: NHS.
"""

from datetime import datetime, tzinfo

from coach.wording.times import clock

STEPS = """
  1  Straighten the knee. Pull your toes toward your shin.

  2  Hold it there. Breathe. Do not point the toes.

  3  If you are steady: stand, heel down, or walk slowly.

  4  When it lets go, rub the muscle. Warmth may feel good.

  Not easing after 10 minutes? Call a doctor."""


def noted(now: datetime, zone: tzinfo) -> str:
    """The last line: it is written down."""
    return f"  Noted at {clock(now, zone)}. More, in the morning: coach log cramp --pain 6"
