"""cmwatch: a terminal watch for people on call when a brand is talked about in public."""

__version__ = "0.1.0"
