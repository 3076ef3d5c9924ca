"""Labels: what happened in a recording, told by a person who knows, so that alarms can be judged."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

import msgspec

from cmwatch.errors import ConfigError, Problem
from cmwatch.intake.normalise import clean
from cmwatch.model import Watch
from cmwatch.words import _

Kind = Literal["crisis", "minor", "control"]
"""Must be found; neither a miss nor a false alarm; nothing happened at all."""


@dataclass(frozen=True, slots=True)
class Label:
    """One thing that happened, or (`control`) the word that nothing did."""

    name: str
    kind: Kind
    brand: str | None
    """None concerns every watch."""
    stream: str | None
    """Name of the recording it belongs to, without its endings; None belongs to any."""
    onset: datetime | None
    end: datetime | None
    """None: not known, or not over; then it lasts to the end of the recording."""
    first_visible: datetime | None = None
    """First mention after a hole in the recording: delays count from here."""
    early_from: datetime | None = None
    """An alarm from here on is early, not wrong."""

    @property
    def since(self) -> datetime | None:
        """From when on an alarm is about it."""
        return min((at for at in (self.onset, self.first_visible, self.early_from) if at), default=None)

    @property
    def start(self) -> datetime | None:
        """From when on delays count."""
        return self.first_visible or self.onset

    def concerns(self, watch: Watch) -> bool:
        """Whether it happened to what is watched; case does not count."""
        named = (self.brand or "").casefold()
        return self.brand is None or named in (watch.brand.casefold(), watch.name.casefold())

    def covers(self, at: datetime) -> bool:
        """Whether an alarm at this time is about it."""
        return self.since is not None and self.since <= at and (self.end is None or at <= self.end)


def read_labels(content: bytes, file: str) -> tuple[Label, ...]:
    """The labels of a file: an object of named labels, or a list. Raises ConfigError with every problem."""
    try:
        whole = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ConfigError((Problem(file, "", _("This is not JSON: {error}.", error=error), _shape()),)) from None
    match whole:
        case dict():
            rows = list(whole.items())
        case list():
            rows = [(_named(row, place), row) for place, row in enumerate(whole)]
        case _:
            raise ConfigError((Problem(file, "", _("There are no labels in it."), _shape()),))
    problems: list[Problem] = []
    labels = [_label(key, row, file, problems) for key, row in rows]
    if problems:
        raise ConfigError(tuple(problems))
    return tuple(label for label in labels if label)


def of_recordings(labels: Sequence[Label], files: Sequence[str]) -> tuple[Label, ...]:
    """Those that belong to these recordings. Standard input may be any of them: there the brand must tell."""
    names = {_stem(file) for file in files}
    return tuple(
        label
        for label in labels
        if label.stream is None or label.stream in names or ("-" in files and label.brand is not None)
    )


def _label(key: str, row: object, file: str, problems: list[Problem]) -> Label | None:
    if not isinstance(row, dict):
        problems.append(Problem(file, key, _("A label is an object."), _shape()))
        return None
    found = list(_faults(row))
    problems += [Problem(file, f"{key}.{field}" if field else key, reason, "") for field, reason in found]
    if found:
        return None
    times = {field: _instant(row.get(field)) for field in _TIMES}
    kind: Kind = row.get("kind", "crisis")
    return Label(name=_name(key), kind=kind, brand=row.get("brand"), stream=row.get("stream"), **times)


_TIMES = ("onset", "end", "first_visible", "early_from")


def _faults(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    kind = row.get("kind", "crisis")
    if kind not in get_args(Kind):
        yield "kind", _("It must be one of {kinds}.", kinds=", ".join(get_args(Kind)))
    for field in ("brand", "stream"):
        if not isinstance(row.get(field), str | None):
            yield field, _("It must be a text.")
    times: dict[str, datetime] = {}
    for field in _TIMES:
        try:
            if (at := _instant(row.get(field))) is not None:
                times[field] = at
        except ValueError:
            yield field, _("It must be a time such as 2024-07-19T17:14:00Z.")
    if kind in ("crisis", "minor") and row.get("onset") is None:
        yield "onset", _("A {kind} needs the time of its onset.", kind=kind)
    if "end" in times and any(times["end"] <= at for field, at in times.items() if field != "end"):
        yield "end", _("It ends before it begins.")


def _instant(value: object) -> datetime | None:
    """Aware UTC; without an offset it means UTC. Raises ValueError."""
    if value is None:
        return None
    at = datetime.fromisoformat(str(value))
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


def _named(row: object, place: int) -> str:
    return str(row.get("name") or place) if isinstance(row, dict) else str(place)


def _name(key: str) -> str:
    """`free_fr_2024_07/tv_outage` is called `tv outage`."""
    return clean(key.rpartition("/")[2].replace("_", " "), 80)


def _stem(file: str) -> str:
    name = file.replace("\\", "/").rpartition("/")[2]
    return name.removesuffix(".gz").removesuffix(".jsonl")


def _shape() -> str:
    return _('Write {"name": {"kind": "crisis", "brand": "…", "onset": "2024-07-19T17:14:00Z", "end": "…"}}.')
