"""The values that every room shares. They hold facts; they do nothing and know nobody."""

from cmwatch.model.alert import (
    Alert,
    AlertChannel,
    AlertState,
    Argument,
    Compared,
    Explanation,
    Gate,
    Nature,
    Reason,
    Severity,
    Shift,
    Similar,
)
from cmwatch.model.event import PlannedEvent
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
    "AlertChannel",
    "AlertState",
    "Argument",
    "Compared",
    "Delivery",
    "Explanation",
    "Gap",
    "Gate",
    "Item",
    "Mention",
    "Mode",
    "Nature",
    "PlannedEvent",
    "PulseBin",
    "RawMention",
    "Reading",
    "Reason",
    "Sensitivity",
    "Severity",
    "Shift",
    "Similar",
    "SourceHealth",
    "SourceState",
    "Tally",
    "Tone",
    "Unreadable",
    "View",
    "Watch",
]
