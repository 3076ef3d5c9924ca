"""A panel: what one drawing of a watch shows, whether in the terminal or in a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from cmwatch.alarm.backtest.course import Bar
from cmwatch.alarm.backtest.journal import Alarm
from cmwatch.alarm.backtest.labels import Kind, Label
from cmwatch.model import Sensitivity, Severity, Watch
from cmwatch.words import _


@dataclass(frozen=True, slots=True)
class Mark:
    """A call, at a minute since 1970."""

    minute: int
    severity: Severity


@dataclass(frozen=True, slots=True)
class Lane:
    """The alarms of one sensitivity: its calls, and the stretches [since, until) in which they stood."""

    sensitivity: Sensitivity
    marks: tuple[Mark, ...]
    stretches: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Zone:
    """What a label says about a stretch [since, until)."""

    name: str
    kind: Kind
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class Panel:
    """Counts with their expected band, what happened, and what each sensitivity made of it."""

    title: str
    clock: str
    """IANA name of the zone of its times."""
    bars: tuple[Bar, ...]
    zones: tuple[Zone, ...]
    lanes: tuple[Lane, ...]

    @property
    def since(self) -> int:
        """Its first minute."""
        return self.bars[0].minute

    @property
    def until(self) -> int:
        """The minute it ends before."""
        return self.bars[-1].minute + self.bars[-1].width


def panel(
    watch: Watch,
    name: str,
    bars: tuple[Bar, ...],
    labels: Sequence[Label],
    alarms: Mapping[Sensitivity, Sequence[Alarm]],
) -> Panel:
    """The panel of some bars of a watch; `name` is what they show of it, empty for all."""
    since, until = bars[0].minute, bars[-1].minute + bars[-1].width
    first = datetime.fromtimestamp(since * 60, UTC).astimezone(ZoneInfo(watch.zone))
    last = datetime.fromtimestamp((until - 1) * 60, UTC).astimezone(ZoneInfo(watch.zone))
    return Panel(
        title=" · ".join(part for part in (watch.name, name, _days(first, last)) if part),
        clock=watch.zone,
        bars=bars,
        zones=tuple(_zones(watch, labels, since, until)),
        lanes=tuple(_lane(key, _of(watch, some), since, until) for key, some in alarms.items()),
    )


def kind_name(kind: Kind) -> str:
    """A kind of label in words."""
    return {"crisis": _("crisis"), "minor": _("minor"), "control": _("control")}[kind]


def _zones(watch: Watch, labels: Sequence[Label], since: int, until: int) -> list[Zone]:
    found = []
    for label in labels:
        if label.kind == "control" or not label.concerns(watch) or label.since is None:
            continue
        start, end = _minute(label.since), _minute(label.end) if label.end else until
        if start < until and end > since:
            found.append(Zone(label.name, label.kind, max(start, since), min(end, until)))
    return sorted(found, key=lambda zone: zone.since)


def _lane(sensitivity: Sensitivity, alarms: Sequence[Alarm], since: int, until: int) -> Lane:
    marks = [Mark(_minute(call.at), call.severity) for alarm in alarms for call in alarm.calls]
    stood = [(_minute(alarm.at), _minute(alarm.ended_at) if alarm.ended_at else until) for alarm in alarms]
    return Lane(
        sensitivity,
        tuple(mark for mark in marks if since <= mark.minute < until),
        tuple((max(start, since), min(end, until)) for start, end in stood if start < until and end > since),
    )


def _days(first: datetime, last: datetime) -> str:
    """The days from first to last, saying once what both have in common."""
    if first.date() == last.date():
        return f"{first:%Y-%m-%d}"
    if first.year != last.year:
        return f"{first:%Y-%m-%d} – {last:%Y-%m-%d}"
    return f"{first:%Y-%m-%d} – {last:%d}" if first.month == last.month else f"{first:%Y-%m-%d} – {last:%m-%d}"


def _of(watch: Watch, alarms: Sequence[Alarm]) -> list[Alarm]:
    return [alarm for alarm in alarms if alarm.watch == watch.name]


def _minute(at: datetime) -> int:
    return int(at.timestamp()) // 60
