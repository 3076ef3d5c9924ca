"""The sentences of an explanation."""

from cmwatch.model import Reason


def sentence(reason: Reason) -> str:
    """STAND-IN until cmwatch.alarm.explain exists."""
    return reason.code + " " + ", ".join(f"{name}={value}" for name, value in reason.values)
