"""Gates on content: a few mentions that matter by what they say or by who says it, however small the numbers are."""

from cmwatch.alarm.gates.gates import Gates

__all__ = ["Gates"]
