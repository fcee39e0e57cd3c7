"""What setting up, checking and erasing say."""

BEDTIME = "When do you go to bed?"
WAKE = "When do you get up?"
SAME_TIME = "Bedtime and wake are the same; write two different times."
NOTHING_WRITTEN = "Nothing was written."


def exists(path: str) -> str:
    """When init finds a config."""
    return f"There is a config already: {path}\nIt was left as it is. Edit it, then: coach check"


def written(path: str) -> str:
    """After init."""
    return (
        f"Written: {path}\n"
        "See your evening:           coach plan\n"
        "Start with your desktop:    coach service install\n"
        "Change anything:            edit that file; it is read as soon as you save it"
    )
