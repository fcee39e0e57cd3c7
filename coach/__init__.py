"""A quiet evening coach against night leg cramps."""

__version__ = "0.1.0"
