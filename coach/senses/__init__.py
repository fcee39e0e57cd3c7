"""What wakes a turn: the clock, files, signals."""
