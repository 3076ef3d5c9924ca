"""The sentences of an explanation, for the places of the desk that quote them."""

from cmwatch.alarm.explain import sentence
from cmwatch.model import Alert, Reason


def said(reason: Reason) -> str:
    """The sentence; a code from a newer archive stands for itself rather than stopping the desk."""
    try:
        return sentence(reason)
    except KeyError:
        return reason.code


def sureness(alert: Alert) -> str:
    """How rarely chance alone would do this, and whether what is usual is known well enough to say so."""
    why = alert.explanation
    parts = [said(reason) for reason in why.reasons if reason.code.startswith("rare")]
    parts += [said(doubt) for doubt in why.doubts if doubt.code == "immature"]
    return " ".join(parts)


def further_reasons(alert: Alert) -> list[str]:
    """The reasons that no figure of the card tells already."""
    shown = ("spike", "negative", "authors", "rare")
    return [said(reason) for reason in alert.explanation.reasons if not reason.code.startswith(shown)]
