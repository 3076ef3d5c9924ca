"""What became of the alerts of each rule: how often it was right, and which rule makes most noise."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from cmwatch.model import Alert
from cmwatch.reading.shares import share_interval


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule, and how its closed alerts ended."""

    rule: str
    true: int = 0
    false: int = 0
    planned: int = 0
    duplicate: int = 0
    late: int = 0
    unreviewed: int = 0
    """Closed by time: nobody said."""

    @property
    def judged(self) -> int:
        """Alerts that say whether the rule was right: a late one was, a duplicate says neither."""
        return self.true + self.late + self.false + self.planned

    @property
    def precision(self) -> float | None:
        """Share of the judged ones that were right; None before there is one."""
        return (self.true + self.late) / self.judged if self.judged else None

    @property
    def band(self) -> tuple[float, float]:
        """90 % interval of the precision: wide while few were judged."""
        return share_interval(self.true + self.late, self.judged)

    @property
    def noise(self) -> int:
        """Alerts that called somebody for nothing."""
        return self.false + self.planned + self.duplicate


def ledger(alerts: Iterable[Alert]) -> tuple[Entry, ...]:
    """An entry for each rule with closed alerts, the noisiest first."""
    ended = Counter((rule(alert), alert.close_reason) for alert in alerts if alert.state == "closed")
    rules = {name for name, _reason in ended}
    entries = [Entry(name, **{reason: ended[name, reason] for reason in _REASONS}) for name in rules]
    return tuple(sorted(entries, key=lambda entry: (-entry.noise, entry.precision or 0.0, entry.rule)))


def noisiest(entries: Iterable[Entry]) -> Entry | None:
    """The rule that called somebody for nothing most often, if any did."""
    worst = max(entries, key=lambda entry: (entry.noise, -(entry.precision or 0.0)), default=None)
    return worst if worst and worst.noise else None


def rule(alert: Alert) -> str:
    """The rule that opened an alert: its channel, or its gate, such as `gate.grave.injury`."""
    if alert.channel != "gate" or not alert.gates:
        return alert.channel
    first = alert.gates[0]
    return ".".join(filter(None, ("gate", first.kind, first.code)))


_REASONS = ("true", "false", "planned", "duplicate", "late", "unreviewed")
