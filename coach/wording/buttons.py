"""What the three buttons of a reminder are called: short, for some servers cut long ones."""

from coach.wording.translating import marked

BUTTONS = {"done": marked("Done"), "snooze": marked("Snooze"), "skip": marked("Skip")}
