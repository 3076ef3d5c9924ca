"""An explanation in codes and values, and what it is made of; `phrases` holds the words."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from math import exp

from cmwatch.alarm.counting import key, one_each
from cmwatch.alarm.phrases import PHRASES
from cmwatch.alarm.severity import doubling
from cmwatch.model import Alert, Explanation, Gap, Item, Reason, Shift

SAMPLES = 5
"""Originals shown with an alert."""

HOUR, DAY, WEEK, MONTH, YEAR = 60, 1440, 7 * 1440, 43_800, 525_600
"""In minutes."""

SPANS = (("minutes", 1, 2 * HOUR), ("hours", HOUR, 2 * DAY), ("days", DAY, 2 * WEEK), ("weeks", WEEK, 2 * MONTH),
         ("months", MONTH, 2 * YEAR), ("years", YEAR, 100 * YEAR))  # fmt: skip
"""Units of how rare something is, the minutes of each, and up to how many minutes it is used."""

MOST_EVIDENCE = 100.0
"""More than anyone lives to see."""

TRENDS = ("growing", "falling", "usual")
"""Codes of how the volume develops."""

OF_FIGURES = ("spike", "rare", "authors", "negative", "joined", *TRENDS)
"""Beginnings of the codes that `told` makes from the figures of an alert."""

Value = str | float | int

Stamp = Callable[[datetime], str]
"""How a time is written for a person."""


def reason(code: str, **values: Value) -> Reason:
    """A reason with its values in a fixed order, so that equal reasons are equal."""
    return Reason(code, tuple(sorted(values.items())))


def sentence(given: Reason, stamp: Stamp | None = None) -> str:
    """A reason in the person's language, its times as `stamp` writes them, else in UTC.

    A reason from another version of cmwatch, whose words are not known here, stands for itself.
    """
    values = dict(given.values)
    for name in ("since", "until", "at"):
        if isinstance(at := values.get(name), str):
            values[name] = _written(at, stamp)
    try:
        return PHRASES[given.code](values)
    except KeyError:
        return given.code


def told(alert: Alert) -> tuple[Reason, ...]:
    """Why an alert stands, strongest first: what its figures say now, then what else was found."""
    low, high = alert.band
    about = {"source": alert.subject} if alert.channel == "source" else {}
    gates = [one for one in alert.explanation.reasons if one.code.startswith("gate.")]
    rest = [one for one in alert.explanation.reasons if one not in gates and not one.code.startswith(OF_FIGURES)]
    found = [
        *gates,
        reason(
            f"spike.{alert.channel}", observed=alert.observed, window=alert.window_minutes, low=low, high=high,
            expected=round(alert.expected, 2), factor=round(alert.factor, 1), **about,
        ),
        *([how_sure(alert.evidence)] if alert.evidence else []),
        reason("authors", n=alert.authors, originals=alert.originals),
    ]  # fmt: skip
    if alert.negative_share is not None and alert.negative_band is not None:
        values: dict[str, Value] = {"share": alert.negative_share}
        values |= {
            "low": alert.negative_band[0],
            "high": alert.negative_band[1],
            "n": alert.negatives,
            "of": alert.read,
        }
        if alert.usual_negative is not None:
            values["usual"] = alert.usual_negative
            values |= {} if alert.usual_negative_most is None else {"most": alert.usual_negative_most}
        found.append(reason("negative", **values))
    return (*found, *trend(alert), *joined(alert), *rest)


def trend(alert: Alert) -> tuple[Reason, ...]:
    """Whether the volume grows or falls, as far as two half hours surely say; else whether its count is as usual."""
    if alert.half_hours is None or alert.state in ("quiet", "closed"):
        return ()
    before, after = alert.half_hours
    for code, earlier, later in (("growing", before, after), ("falling", after, before)):
        slowest, minutes = doubling(earlier, later, 30, sure=True), doubling(earlier, later, 30)
        if slowest is not None and minutes is not None:
            return (reason(code, minutes=max(1, round(minutes)), before=before, n=after),)
    # Where words opened it, the volume may never have been anything else.
    return (reason("usual"),) if alert.channel != "gate" and alert.observed <= alert.band[1] else ()


def joined(alert: Alert) -> tuple[Reason, ...]:
    """What an alert was about before, oldest first, and when what came next joined it."""
    return tuple(
        reason(
            f"joined.{'story' if one.stories else one.channel}", at=one.until.isoformat(),
            since=alert.opened_at.isoformat(), severity=one.severity, source=one.subject,
        )
        for one in alert.earlier
    )  # fmt: skip


def explanation(
    items: Sequence[Item],
    reasons: Sequence[Reason],
    doubts: tuple[Sequence[Reason], Sequence[Reason]],
    known: Explanation,
) -> Explanation:
    """What was `known`, with the evidence of a window, oldest item first: samples by different authors, biggest relay.

    `doubts` are what holds and what was checked in vain.
    """
    originals = [item for item in items if item.original]
    relay = max(items, key=_weight, default=None)
    return replace(
        known,
        reasons=tuple(reasons),
        doubts=tuple(doubts[0]),
        checked=tuple(doubts[1]),
        samples=tuple(key(item) for item in _telling(originals, known.shifts)),
        relay=key(relay) if relay and _weight(relay) > 0 else None,
    )


def how_sure(evidence: float) -> Reason:
    """How often chance alone would show as much on quiet weeks; `evidence` is ln(minutes).

    >>> how_sure(11.8).code, dict(how_sure(11.8).values)
    ('rare.months', {'n': 3})
    """
    minutes = exp(min(max(evidence, 0.0), MOST_EVIDENCE))
    for unit, length, most in SPANS:
        if minutes < most:
            return reason(f"rare.{unit}", n=max(1, round(minutes / length)))
    return reason("rare.never")


def gap_doubt(gap: Gap) -> Reason:
    """A hole in what could be seen, as a reason to doubt."""
    until = {"until": gap.until.isoformat()} if gap.until else {}
    return reason("gap", since=gap.since.isoformat(), inferred=int(gap.inferred), **until)


def _written(at: str, stamp: Stamp | None) -> str:
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return at
    return stamp(moment) if stamp else f"{moment:%Y-%m-%d %H:%M} UTC"


def _telling(originals: Sequence[Item], changed: tuple[Shift, ...]) -> list[Item]:
    """Five originals by different authors, those first that hold most of what is new."""
    news = {shift.value for shift in changed if shift.kind in ("term", "hashtag")}

    def known(item: Item) -> int:
        text = item.mention.text.casefold()
        return -sum([word in text for word in news])

    return sorted(one_each(sorted(originals, key=known))[:SAMPLES], key=lambda item: item.mention.at)


def _weight(item: Item) -> int:
    """Known reach, else observed engagement."""
    mention = item.mention
    return max(mention.followers or 0, 10 * (mention.reposts or 0), mention.likes or 0)
