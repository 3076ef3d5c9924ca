"""When counts are unusual: sequential evidence over series of counts. Nothing of mentions or people is known here."""

from cmwatch.alarm.sequential.panel import Panel
from cmwatch.alarm.sequential.sight import Series, Sight
from cmwatch.alarm.sequential.streaming import DEFAULT_THRESHOLD, StreamingDetector, streaming_detector

__all__ = ["DEFAULT_THRESHOLD", "Panel", "Series", "Sight", "StreamingDetector", "streaming_detector"]
