"""When to worry: counts, what was expected of them, alerts and the reasons for them."""

from cmwatch.alarm.sequential import DEFAULT_THRESHOLD, streaming_detector

__all__ = ["DEFAULT_THRESHOLD", "streaming_detector"]
