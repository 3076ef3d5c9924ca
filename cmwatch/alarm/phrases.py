"""The words for each code of an explanation."""

from collections.abc import Callable, Mapping

from cmwatch.alarm.gates.words import gate_sentence
from cmwatch.alarm.severity import label
from cmwatch.model import Severity
from cmwatch.words import _, amount, counted, number, percent, whole

Value = str | float | int

LEAST = 0.005
"""Share that is still written as 1 %."""

Phrase = Callable[[Mapping[str, Value]], str]


def channel_told(channel: str, subject: str) -> str:
    """What a channel is, for who wonders what is counted."""
    return {
        "mentions": _("All originals: every message in somebody's own words, without reposts and copies."),
        "authors": _("Distinct authors of originals, each counted once in an hour: a flood by a few does not move it."),
        "negative": _("Negative originals: complaints that a larger volume would hide."),
        "share": _("The share of negatives among what could be read: the mood, whatever the volume."),
        "reach": _("Originals weighed by followers: large accounts take part before the many do."),
        "story": _("One story with all its reposts and copies: a message that spreads."),
        "source": _("The originals of one source, {source}: a rise that the others would hide.", source=subject),
        "gate": _("Words rather than numbers: a few mentions that matter by what they say or by who says it."),
    }[channel]


def usual_words(share: float, most: float | None) -> str:
    """The usual share of negatives. What is seen may be no more than the readers' known false ones: then the estimate
    is none, and what it may be at `most` is what is known.
    """
    if share >= LEAST:
        return percent(share)
    return _("almost none") if most is None else _("almost none, at most {most}", most=percent(max(most, 0.01)))


def _spike(values: Mapping[str, Value]) -> str:
    return _(
        "{observed} in {window} min, expected {expected} [{low}–{high}], ×{factor}",
        observed=whole(int(values["observed"])),
        window=values["window"],
        expected=amount(float(values["expected"])),
        low=number(float(values["low"]), 0),
        high=number(float(values["high"]), 0),
        factor=amount(float(values["factor"])),
    )


def _negative(values: Mapping[str, Value]) -> str:
    share, low, high = (percent(float(values[name])) for name in ("share", "low", "high"))
    if "usual" not in values:
        return _("{share} negative [{low}–{high}]", share=share, low=low, high=high)
    most = values.get("most")
    usual = usual_words(float(values["usual"]), None if most is None else float(most))
    return _("{share} negative [{low}–{high}], usual {usual}", share=share, low=low, high=high, usual=usual)


def _gap(values: Mapping[str, Value]) -> str:
    since, until = values["since"], values.get("until")
    if until is None:
        return _("Nothing can be seen since {since}.", since=since)
    if values["inferred"]:
        return _(
            "A silence nobody would believe, from {since} to {until}: probably a hole in the recording.",
            since=since, until=until,
        )  # fmt: skip
    return _("Nothing could be seen from {since} to {until}.", since=since, until=until)


def _joined(values: Mapping[str, Value], what: str) -> str:
    return _(
        "It joined at {at} an alert open since {since}, which was {level} about {what}.",
        at=values["at"], since=values["since"], level=_level(values), what=what,
    )  # fmt: skip


def _level(values: Mapping[str, Value]) -> str:
    level: Severity = int(values["severity"])  # type: ignore[assignment]  # a reason holds a severity
    return label(level)


def _of(values: Mapping[str, Value]) -> dict[str, str]:
    return {"of": whole(int(values["of"]))}


def _n(values: Mapping[str, Value]) -> int:
    return int(values["n"])


def _relay(values: Mapping[str, Value]) -> str:
    return counted(
        "{n} account with 10,000 followers or more takes part, the largest with {followers}.",
        "{n} accounts with 10,000 followers or more take part, the largest with {followers}.",
        int(values.get("n", 1)),
        followers=whole(int(values["followers"])),
    )


_SPIKES: Mapping[str, Phrase] = {
    "spike.mentions": lambda v: _("Originals: {spike}.", spike=_spike(v)),
    "spike.authors": lambda v: _("Authors: {spike}.", spike=_spike(v)),
    "spike.negative": lambda v: _("Negative originals: {spike}.", spike=_spike(v)),
    "spike.share": lambda v: _("Negative originals among those that could be read: {spike}.", spike=_spike(v)),
    "spike.reach": lambda v: _("Accounts with many followers take part. Originals: {spike}.", spike=_spike(v)),
    "spike.story": lambda v: _("One story with its reposts: {spike}.", spike=_spike(v)),
    "spike.source": lambda v: _("Originals on {source}: {spike}.", source=v["source"], spike=_spike(v)),
    "spike.gate": lambda v: _("Originals: {spike}.", spike=_spike(v)),
}

_RARE: Mapping[str, Phrase] = {
    "rare.never": lambda _v: _("On quiet weeks chance alone shows as much less than once in a hundred years."),
    "rare.years": lambda v: counted(
        "On quiet weeks chance alone shows as much once in about {n} year.",
        "On quiet weeks chance alone shows as much once in about {n} years.", _n(v),
    ),
    "rare.months": lambda v: counted(
        "On quiet weeks chance alone shows as much once in about {n} month.",
        "On quiet weeks chance alone shows as much once in about {n} months.", _n(v),
    ),
    "rare.weeks": lambda v: counted(
        "On quiet weeks chance alone shows as much once in about {n} week.",
        "On quiet weeks chance alone shows as much once in about {n} weeks.", _n(v),
    ),
    "rare.days": lambda v: counted(
        "On quiet weeks chance alone shows as much once in about {n} day.",
        "On quiet weeks chance alone shows as much once in about {n} days.", _n(v),
    ),
    "rare.hours": lambda v: counted(
        "On quiet weeks chance alone shows as much once in about {n} hour.",
        "On quiet weeks chance alone shows as much once in about {n} hours.", _n(v),
    ),
    "rare.minutes": lambda v: counted(
        "On quiet weeks chance alone shows as much once in about {n} minute.",
        "On quiet weeks chance alone shows as much once in about {n} minutes.", _n(v),
    ),
}  # fmt: skip

_FOUND: Mapping[str, Phrase] = {
    "worsened": lambda v: _("It has become clearly worse since {at}.", **v),
    "normal": lambda v: _("Since {at} this counts as the new usual level.", **v),
    "negative": lambda v: _("Tone: {share}.", share=_negative(v)),
    "authors": lambda v: counted(
        "{n} author, {originals} originals.", "{n} authors, {originals} originals.", _n(v),
        originals=whole(int(v["originals"])),
    ),
    "growing": lambda v: _("The rate doubles about every {minutes} min.", minutes=v["minutes"]),
    "falling": lambda v: _("The rate is falling: it halves about every {minutes} min.", minutes=v["minutes"]),
    "usual": lambda _v: _("What is counted is back within what is usual."),
    "relay": _relay,
    "networks": lambda v: counted("It shows on {n} network.", "It shows on {n} networks.", _n(v)),
    "gate.grave": gate_sentence,
    "gate.relay": gate_sentence,
    "gate.velocity": gate_sentence,
}  # fmt: skip

_DOUBTS: Mapping[str, Phrase] = {
    "nature.spam": lambda v: counted(
        "Spam: {n} of {of} mentions is nearly the same text, by {authors} authors.",
        "Spam: {n} of {of} mentions are nearly the same text, by {authors} authors.", _n(v), **_of(v),
        authors=whole(int(v["authors"])),
    ),
    "nature.good_news": lambda v: counted(
        "Good news, a contest or a campaign: {n} of {of} that could be read is positive, {negatives} negative.",
        "Good news, a contest or a campaign: {n} of {of} that could be read are positive, {negatives} negative.",
        _n(v), **_of(v), negatives=whole(int(v["negatives"])),
    ),
    "immature": lambda v: counted(
        "Baseline immature ({n} day): what is usual is not known yet.",
        "Baseline immature ({n} days): what is usual is not known yet.", _n(v),
    ),
    "mature": lambda _v: _("What is usual is known from 14 days or more."),
    "copies": lambda v: counted(
        "{n} of {of} is a repost or copy of one message.", "{n} of {of} are reposts or copies of one message.", _n(v),
        **_of(v),
    ),
    "few_authors": lambda v: counted(
        "{n} author wrote {said} of {of}.", "{n} authors wrote {said} of {of}.", int(v["authors"]),
        said=whole(_n(v)), **_of(v),
    ),
    "originals_usual": lambda v: counted(
        "Without reposts and copies the volume is usual ({n} original, expected {expected}): no new matter.",
        "Without reposts and copies the volume is usual ({n} originals, expected {expected}): no new matter.", _n(v),
        expected=amount(float(v["expected"])),
    ),
    "mild": lambda v: counted(
        "{n} of {of} that could be read is negative: few would be good news, a contest or a campaign.",
        "{n} of {of} that could be read are negative: few would be good news, a contest or a campaign.",
        _n(v), **_of(v),
    ),
    "one_term": lambda v: counted(
        "{n} of {of} carries {term}: most would be a contest or a campaign.",
        "{n} of {of} carry {term}: most would be a contest or a campaign.", _n(v), **_of(v), term=v["term"],
    ),
    "unread": lambda v: counted(
        "{n} of {of} originals could not be read for tone.", "{n} of {of} originals could not be read for tone.", _n(v),
        **_of(v),
    ),
    "gap": _gap,
    "no_gap": lambda v: _("No gap in what could be seen in the last {hours} h.", hours=v["hours"]),
    "planned": lambda v: _("It stands during {names}: so much was planned for.", names=v["names"]),
    "unplanned": lambda _v: _("Nothing was planned for this time."),
}  # fmt: skip

_UNSEEN: dict[str, Phrase] = {
    "unseen.down": lambda v: _("{source} ({network}) is not heard since {since}.", **v),
    "unseen.starting": lambda v: _("{source} ({network}) is still catching up.", **v),
    "unseen.gap": lambda v: _("{source} could not be heard from {since} to {until}.", **v),
    "unseen.networks": lambda v: _("Not watched: {networks}.", networks=v["networks"]),
    "unseen.nobody": lambda _v: _("No source is listened to."),
    "unseen.heard": lambda v: counted(
        "The {n} source is heard, without a gap in the last {hours} h.",
        "All {n} sources are heard, without a gap in the last {hours} h.", _n(v), hours=v["hours"],
    ),
    "unseen.recording": lambda _v: _("A recording: what was not recorded cannot be seen."),
}  # fmt: skip

_PROPOSED: Mapping[str, Phrase] = {
    "propose.close": lambda v: _(
        "It is over since {since}: close it with a reason (it closes by itself, unreviewed, at {until}).", **v
    ),
    "propose.lower": lambda v: _(
        "What is seen since {since} calls for {level} at most: lower it if you agree.",
        since=v["since"],
        level=_level(v),
    ),
}

_JOINED: Mapping[str, Phrase] = {
    "joined.mentions": lambda v: _joined(v, _("a rise of originals")),
    "joined.authors": lambda v: _joined(v, _("a rise of authors")),
    "joined.negative": lambda v: _joined(v, _("a rise of complaints")),
    "joined.share": lambda v: _joined(v, _("a fall of the mood")),
    "joined.reach": lambda v: _joined(v, _("accounts with many followers")),
    "joined.story": lambda v: _joined(v, _("a message that went round")),
    "joined.source": lambda v: _joined(v, _("a rise on {source}", source=v["source"])),
    "joined.gate": lambda v: _joined(v, _("a few mentions, for their words")),
}

PHRASES: Mapping[str, Phrase] = {**_SPIKES, **_RARE, **_FOUND, **_DOUBTS, **_UNSEEN, **_JOINED, **_PROPOSED}
"""Called when shown, so that the language may change under a running process."""
