"""What is asked in a night beside the habits: the morning, how bad it was, what was expected."""
