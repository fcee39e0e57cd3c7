"""Files of other programs: what a watch or a telephone recorded. Read in a command, or a child."""
