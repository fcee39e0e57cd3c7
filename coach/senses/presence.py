"""Whether somebody would see a reminder now."""


class Unknown:
    """Nothing can be known here: somebody counts as there."""

    def absence(self) -> None:
        """Nobody is known to be away."""
