"""An alert in words: what, since when, how much against what was expected, how sure, and what is new."""

from cmwatch.alarm.phrases import usual_words
from cmwatch.desk.clock import Clock
from cmwatch.desk.ink import Line, plain
from cmwatch.desk.levels import level
from cmwatch.model import Alert
from cmwatch.words import _, amount, counted, number, percent, whole


def channel_word(alert: Alert) -> str:
    """What was counted."""
    match alert.channel:
        case "mentions" | "reach" | "gate":
            return _("originals")
        case "authors":
            return _("authors")
        case "negative" | "share":
            return _("negative originals")
        case "story":
            return _("mentions of one story")
        case "source":
            return _("originals on {source}", source=plain(alert.subject))


def heading(alert: Alert, clock: Clock) -> Line:
    """`▲2 AMBER  Watch · since 01:52 (22 min)`."""
    since = _("since {time} ({age})", time=clock.time(alert.onset), age=clock.age(alert.onset))
    return ((level(alert.severity)), ("  ", "dim"), (alert.watch, "strong"), (f" · {since}", "text"))


def figures(alert: Alert) -> Line:
    """`41 mentions in 30 min, expected 5.6 [2–10]  ×7.3`."""
    expected = _(
        "in {minutes} min, expected {expected} [{low}–{high}]",
        minutes=alert.window_minutes,
        expected=amount(alert.expected),
        low=number(alert.band[0], 0),
        high=number(alert.band[1], 0),
    )
    return (
        (f"{whole(alert.observed)} {channel_word(alert)} ", "strong"),
        (expected, "text"),
        (f"  ×{amount(alert.factor)}", "accent"),
    )


def brief_figures(alert: Alert) -> Line:
    """`41/30 min, expected 5.6  ×7.3`."""
    counts = _(
        "{observed}/{minutes} min, expected {expected}",
        observed=whole(alert.observed),
        minutes=alert.window_minutes,
        expected=amount(alert.expected),
    )
    return ((counts, "text"), (f"  ×{amount(alert.factor)}", "accent"))


def negativity(alert: Alert) -> Line:
    """`62 % negative [51–72], usual 18 %`, or that too few texts could be read."""
    if alert.negative_share is None:
        return ((_("tone unknown: too few texts that can be read"), "dim"),)
    parts: list[tuple[str, str]] = [(_("{share} negative", share=percent(alert.negative_share)), "negative")]
    if alert.negative_band:
        low, high = alert.negative_band
        parts.append((f" [{low * 100:.0f}–{high * 100:.0f}]", "dim"))
    if alert.usual_negative is not None:
        usual = usual_words(alert.usual_negative, alert.usual_negative_most)
        parts.append((_(", usual {share}", share=usual), "text"))
    return tuple(parts)


def novelty(alert: Alert) -> Line:
    """The terms, tags and links that are new, most telling first."""
    new = [shift.value for shift in alert.explanation.shifts if shift.kind in ("term", "hashtag", "link")][:4]
    return ((_("new:") + " ", "dim"), (" · ".join(new), "text")) if new else ()


def spread_of(alert: Alert) -> Line:
    """How many people, and how many of the messages are their own."""
    people = counted("{n} author", "{n} authors", alert.authors)
    return ((people, "text"), (" · ", "dim"), (counted("{n} original", "{n} originals", alert.originals), "text"))


def headline(alert: Alert, clock: Clock) -> str:
    """One line for a toast or a terminal's title."""
    return _(
        "{watch}: {observed} in {minutes} min, expected {expected}, since {time}",
        watch=alert.watch,
        observed=whole(alert.observed),
        minutes=alert.window_minutes,
        expected=amount(alert.expected),
        time=clock.stamp(alert.onset),
    )
