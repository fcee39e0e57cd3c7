"""What a report says around its numbers."""
