"""Facts as data, each with its source and strength: foods, tips, calcium references."""
