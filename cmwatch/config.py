"""Configuration: TOML to values, every problem reported at once."""
