"""By which channel an alert is told: the one that carries it now, which need not be the one that it opened on."""

from collections.abc import Callable

from cmwatch.alarm.detector import STANDS_OUT, Detector, Judgement
from cmwatch.alarm.episode import CALM_MINUTES as LATELY
from cmwatch.alarm.episode import CALM_P, REOPEN_MINUTES
from cmwatch.alarm.playback import Burst
from cmwatch.alarm.pulse import minute_of
from cmwatch.model import Alert

ALONE = 1e-5
"""Tail probability below which a volume is grave by itself (PRODUCT 8): the panel does not vouch for it, and it is
asked for every minute."""

Behind = Callable[[Judgement, int], bool]
"""Whether many people are behind a rise at a minute."""


def carrying(
    detector: Detector, alert: Alert, burst: Burst, now: int, behind: Behind, *, calm: bool
) -> Judgement | None:
    """The window of another channel in which a burst goes on: its own, of a story all originals; None if none.

    None too while the alert's own channel is not calm, unless that is a story, for copies are no opinions: it is
    told by its reposts only as long as people have not begun to speak in their own words.
    """
    story = alert.channel == "story"
    if alert.channel in ("gate", "mentions") or not (calm or story):
        return None  # a gate is overtaken, and what all say together is over when it is over
    rise = detector.since_onset("mentions", "", now, evidence=burst.evidence) if story else detector.about(burst, now)
    another = (rise.channel, rise.subject) != (alert.channel, alert.subject)
    stands = another and rise.p_value < STANDS_OUT and behind(rise, now) and _goes_on(detector, rise, now)
    return rise if stands else None


def own_words(detector: Detector, alert: Alert, burst: Burst, now: int, behind: Behind) -> Judgement | None:
    """What people say in their own words after a harmless wave of copies that is quiet or closed; None if no rise.

    The panel hears one burst, and takes what is smaller than the wave for its rest. A person would not.
    """
    if alert.severity < 4 or burst.leading != "story" or alert.channel in ("mentions", "authors"):
        return None
    rise = detector.since_onset("mentions", "", now, evidence=burst.evidence)
    return rise if rise.p_value < ALONE and behind(rise, now) and _goes_on(detector, rise, now) else None


def _goes_on(detector: Detector, rise: Judgement, now: int) -> bool:
    """Whether it shows in the last half hour too: a long window still holds what is over."""
    return detector.measure(rise.channel, rise.subject, LATELY, now).p_value <= CALM_P


def same_matter(quiet: Alert, now: int, *, people: bool) -> bool:
    """Whether what rises now is what fell quiet: so it is within hours, unless people follow a wave of copies."""
    if quiet.normal_since or (people and quiet.nature == "spam"):
        return False
    return now - minute_of(quiet.quiet_at or quiet.updated_at) <= REOPEN_MINUTES


def still_spam(alert: Alert, standing: Judgement) -> bool:
    """Whether a wave of copies is no more than that: who speaks at the usual pace after it is no rise of people."""
    return alert.nature == "spam" and standing.p_value >= STANDS_OUT
