"""How a level, a tone and a state look: word, shape and role together, never a colour alone."""

from cmwatch.alarm.severity import label
from cmwatch.desk.clock import Clock
from cmwatch.desk.ink import Line, Span
from cmwatch.model import Alert, AlertState, Item, Severity, Tone
from cmwatch.words import _, number

__all__ = ["alert_state", "gravest", "label", "level", "tone", "tone_word"]


def level(severity: Severity) -> Span:
    """`▲2 AMBER` in its colour."""
    return (label(severity), f"level-{severity}")


def gravest(alerts: tuple[Alert, ...]) -> Alert | None:
    """The alert to look at first: grave before mild, waiting before dealt with, old before new."""
    order = {"worsened": 0, "open": 0, "acknowledged": 1, "quiet": 2, "closed": 3}
    return min(alerts, key=lambda alert: (alert.severity, order[alert.state], alert.onset), default=None)


def tone_word(tone: Tone) -> str:
    """A tone in a short word."""
    match tone:
        case "negative":
            return _("neg")
        case "neutral":
            return _("neu")
        case "positive":
            return _("pos")
        case "unsure":
            return "?"


def tone(item: Item) -> Span:
    """`−0.71 neg` in eleven cells or fewer; no number where no engine read the text, or where it says the contrary.

    A person's word stands with a pen: `✎ neg`.
    """
    said, compound = item.tone, item.reading.compound
    if item.corrected:
        return (f"  ✎   {tone_word(said)}", said)
    if compound is None or (said == "negative" and compound > 0) or (said == "positive" and compound < 0):
        return (f"  ·   {tone_word(said)}", said)
    shown = "−" if compound < 0 else "+" if compound > 0 else " "
    return (f"{shown}{number(abs(compound), 2)} {tone_word(said)}", said)


def alert_state(alert: Alert, clock: Clock) -> Line:
    """What became of an alert, in a word or two; empty while it simply stands."""
    if alert.incident:
        return ((_("incident #{case}", case=alert.incident), "accent"),)
    if alert.snoozed_until and alert.snoozed_until > clock.now:
        return ((_("snoozed until {time}", time=clock.time(alert.snoozed_until)), "dim"),)
    words: dict[AlertState, Line] = {
        "open": (),
        "worsened": ((_("worsened"), "warn"),),
        "acknowledged": ((_("✓ seen by {person}", person=alert.acknowledged_by or "?"), "good"),),
        "quiet": ((_("quiet, waits for you"), "dim"),),
        "closed": ((_("ended"), "dim"),),
    }
    return words[alert.state]
