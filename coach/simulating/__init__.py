"""The real daemon in a world that costs nothing: a virtual clock, a journal in memory."""
