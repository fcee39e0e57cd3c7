"""TOML text -> Config, or every problem at once."""
