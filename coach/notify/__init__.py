"""One small port, and the ways to reach a person behind it."""
