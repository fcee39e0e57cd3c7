"""The pure floor: no clock, file, bus, log or environment; `now` is an argument."""
