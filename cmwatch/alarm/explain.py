"""An explanation in codes and values, and the sentences they become at the edge."""

from collections.abc import Callable, Mapping, Sequence
from math import exp

from cmwatch.alarm.gates.words import gate_sentence
from cmwatch.model import Explanation, Gap, Item, Reason, Shift
from cmwatch.words import _, counted, number, percent, whole

SAMPLES = 5
"""Originals shown with an alert."""

WEEK_MINUTES, WEEKS_A_YEAR = 10_080, 52

MOST_EVIDENCE = 100.0
"""More than anyone lives to see."""

Value = str | float | int


def reason(code: str, **values: Value) -> Reason:
    """A reason with its values in a fixed order, so that equal reasons are equal."""
    return Reason(code, tuple(sorted(values.items())))


def sentence(given: Reason) -> str:
    """A reason in the person's language. Raises KeyError for a code that has no words."""
    values = dict(given.values)
    return _PHRASES[given.code](values)


def explanation(
    items: Sequence[Item],
    first: Item | None,
    reasons: Sequence[Reason],
    doubts: Sequence[Reason],
    changed: tuple[Shift, ...],
) -> Explanation:
    """The evidence of a window, oldest item first: samples, the first mention since the onset, the biggest relay."""
    originals = [item for item in items if item.original]
    relay = max(items, key=_weight, default=None)
    return Explanation(
        reasons=tuple(reasons),
        doubts=tuple(doubts),
        shifts=changed,
        samples=tuple(_key(item) for item in _telling(originals, changed)),
        first=_key(first) if first else None,
        relay=_key(relay) if relay and _weight(relay) > 0 else None,
    )


def how_sure(evidence: float) -> Reason:
    """How often chance alone would show as much on quiet weeks; `evidence` is ln(minutes)."""
    weeks = exp(min(evidence, MOST_EVIDENCE)) / WEEK_MINUTES
    if weeks >= 5 * WEEKS_A_YEAR:
        return reason("rare.years")
    return reason("rare.months", n=round(weeks / 4.35)) if weeks >= 9 else reason("rare.weeks", n=max(1, round(weeks)))


def gap_doubt(gap: Gap) -> Reason:
    """A hole in what could be seen, as a reason to doubt."""
    return reason("gap", since=gap.since.isoformat(), inferred=int(gap.inferred))


def _telling(originals: Sequence[Item], changed: tuple[Shift, ...]) -> list[Item]:
    """Five originals by different authors, those first that hold most of what is new."""
    news = {shift.value for shift in changed if shift.kind in ("term", "hashtag")}
    ranked = sorted(originals, key=lambda item: -sum(word in item.mention.text.casefold() for word in news))
    chosen: dict[str, Item] = {}
    for item in ranked:
        chosen.setdefault(item.mention.author or _key(item), item)
        if len(chosen) == SAMPLES:
            break
    return sorted(chosen.values(), key=lambda item: item.mention.at)


def _weight(item: Item) -> int:
    """Known reach, else observed engagement."""
    mention = item.mention
    return max(mention.followers or 0, 10 * (mention.reposts or 0), mention.likes or 0)


def _key(item: Item) -> str:
    return f"{item.mention.source}:{item.mention.id}"


def _spike(values: Mapping[str, Value]) -> str:
    return _(
        "{observed} in {window} min, expected {expected} [{low}–{high}], ×{factor}",
        observed=whole(int(values["observed"])),
        window=values["window"],
        expected=number(float(values["expected"])),
        low=number(float(values["low"]), 0),
        high=number(float(values["high"]), 0),
        factor=number(float(values["factor"])),
    )


def _negative(values: Mapping[str, Value]) -> str:
    share, low, high = (percent(float(values[name])) for name in ("share", "low", "high"))
    if "usual" not in values:
        return _("{share} negative [{low}–{high}]", share=share, low=low, high=high)
    usual = percent(float(values["usual"]))
    return _("{share} negative [{low}–{high}], usual {usual}", share=share, low=low, high=high, usual=usual)


def _gap(values: Mapping[str, Value]) -> str:
    if values["inferred"]:
        return _("A silence nobody would believe began at {since}: probably a hole in the recording.", **values)
    return _("Nothing could be seen for a time from {since} on.", **values)


_PHRASES: Mapping[str, Callable[[Mapping[str, Value]], str]] = {
    "spike.mentions": lambda v: _("Originals: {spike}.", spike=_spike(v)),
    "spike.authors": lambda v: _("Authors: {spike}.", spike=_spike(v)),
    "spike.negative": lambda v: _("Negative originals: {spike}.", spike=_spike(v)),
    "spike.share": lambda v: _("Negative originals among those that could be read: {spike}.", spike=_spike(v)),
    "spike.reach": lambda v: _("Accounts with many followers take part. Originals: {spike}.", spike=_spike(v)),
    "spike.story": lambda v: _("One story with its reposts: {spike}.", spike=_spike(v)),
    "spike.source": lambda v: _("Originals on {source}: {spike}.", source=v["source"], spike=_spike(v)),
    "spike.gate": lambda v: _("Originals: {spike}.", spike=_spike(v)),
    "worsened": lambda v: _("It has become clearly worse since {at}.", **v),
    "normal": lambda v: _("Since {at} this counts as the new usual level.", **v),
    "nature.spam": lambda _v: _("A few authors repeat nearly the same text: spam rather than the public."),
    "nature.good_news": lambda _v: _("Nearly all of it is positive: good news, a contest or a campaign."),
    "rare.years": lambda _v: _("Chance alone does this less than once in five years of quiet weeks."),
    "rare.months": lambda v: counted(
        "Chance alone does this about once in {n} month of quiet weeks.",
        "Chance alone does this about once in {n} months of quiet weeks.",
        int(v["n"]),
    ),
    "rare.weeks": lambda v: counted(
        "Chance alone does this about once in {n} quiet week.",
        "Chance alone does this about once in {n} quiet weeks.",
        int(v["n"]),
    ),
    "negative": lambda v: _("Tone: {share}.", share=_negative(v)),
    "authors": lambda v: counted(
        "{n} author, {originals} originals.",
        "{n} authors, {originals} originals.",
        int(v["n"]),
        originals=whole(int(v["originals"])),
    ),
    "growing": lambda v: _("The rate doubles about every {minutes} min.", minutes=v["minutes"]),
    "relay": lambda v: _("Relayed by an account with {followers} followers.", followers=whole(int(v["followers"]))),
    "networks": lambda v: counted("It shows on {n} network.", "It shows on {n} networks.", int(v["n"])),
    "immature": lambda v: counted(
        "Baseline immature ({n} day): what is usual is not known yet.",
        "Baseline immature ({n} days): what is usual is not known yet.",
        int(v["n"]),
    ),
    "copies": lambda v: _("{share} of it are reposts or copies of one message.", share=percent(float(v["share"]))),
    "few_authors": lambda v: counted("{n} author wrote half of it.", "{n} authors wrote half of it.", int(v["n"])),
    "originals_usual": lambda _v: _("Without reposts and copies the volume is usual: a repost wave, not a new matter."),
    "mild": lambda v: _(
        "Few are negative ({share}): perhaps a campaign, a contest or good news.", share=percent(float(v["share"]))
    ),
    "one_term": lambda v: _(
        "{share} of it carry {term}: a contest or a campaign would look like this.",
        share=percent(float(v["share"])),
        term=v["term"],
    ),
    "unread": lambda v: _("{share} of it could not be read for tone.", share=percent(float(v["share"]))),
    "gap": _gap,
    "gate.grave": gate_sentence,
    "gate.relay": gate_sentence,
    "gate.velocity": gate_sentence,
    "planned": lambda v: _("It stands during {names}: so much was planned for.", names=v["names"]),
}
"""Words for each code. Called when shown, so that the language may change under a running process."""
