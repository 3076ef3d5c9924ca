"""The values that every room shares. They hold facts; they do nothing and know nobody."""

from cmwatch.model.alert import Alert, AlertState, Explanation, Reason, Severity, Shift
from cmwatch.model.mention import (
    Delivery,
    Item,
    Mention,
    RawMention,
    Reading,
    Tone,
    Unreadable,
)
from cmwatch.model.view import Mode, PulseBin, SourceHealth, SourceState, Tally, View
from cmwatch.model.watch import Gap, Sensitivity, Watch

__all__ = [
    "Alert",
    "AlertState",
    "Delivery",
    "Explanation",
    "Gap",
    "Item",
    "Mention",
    "Mode",
    "PulseBin",
    "RawMention",
    "Reading",
    "Reason",
    "Sensitivity",
    "Severity",
    "Shift",
    "SourceHealth",
    "SourceState",
    "Tally",
    "Tone",
    "Unreadable",
    "View",
    "Watch",
]
