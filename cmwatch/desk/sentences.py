"""The sentences of an explanation, for the places of the desk that quote them."""

from cmwatch.alarm.explain import how_sure, sentence
from cmwatch.model import Alert


def sureness(alert: Alert) -> str:
    """How rarely chance alone would do this, and whether what is usual is known well enough to say so."""
    parts = [sentence(how_sure(alert.evidence))] if alert.evidence else []
    parts += [sentence(doubt) for doubt in alert.explanation.doubts if doubt.code == "immature"]
    return " ".join(parts)
