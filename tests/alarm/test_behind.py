"""Every number of an alert opens the mentions behind it, and counting them again gives the same number."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenes import DAY, MONDAY, Post, burst, calm, item, together

from cmwatch.alarm.behind import asked, behind
from cmwatch.alarm.detector import Detector
from cmwatch.alarm.pulse import minute_of
from cmwatch.model import Alert, AlertChannel, Item, Tone

OPENED = Post().sees(together(calm(2), burst(2 * DAY, 30, 6))).alert
"""An alert to be asked about other windows."""

CHANNELS: list[tuple[AlertChannel, str]] = [
    ("mentions", ""), ("authors", ""), ("negative", ""), ("share", ""), ("reach", ""), ("gate", ""),
    ("story", "net:x"), ("source", "net"), ("source", "forum"),
]  # fmt: skip

TONES: list[Tone] = ["negative", "neutral", "positive", "unsure"]
SAID = st.lists(
    st.builds(
        lambda minute, author, story, tone, original, source: item(
            minute, 0, author=author, story=f"net:{story}", tone=tone, original=original, source=source
        ),
        st.floats(0, 200), st.sampled_from("abcdefg"), st.sampled_from("xyz"), st.sampled_from(TONES), st.booleans(),
        st.sampled_from(["net", "forum"]),
    ),
    max_size=60,
)  # fmt: skip


@pytest.mark.parametrize(("channel", "subject"), CHANNELS, ids=str)
@given(said=SAID, window=st.sampled_from([10, 30, 60, 120]), minute=st.integers(0, 210))
def test_what_is_behind_a_figure_counts_to_it(
    channel: AlertChannel, subject: str, said: list[Item], window: int, minute: int
) -> None:
    """Late ones too: whatever the order of arrival, and wherever the window lies."""
    detector = Detector("UTC", "balanced")
    for one in said:
        detector.count(one, minute_of(one.mention.at))
    now = minute_of(MONDAY) + minute
    judged = detector.measure(channel, subject, window, now)
    alert: Alert = replace(
        OPENED, channel=channel, subject=subject, window_minutes=judged.window, observed=judged.observed,
        updated_at=MONDAY + timedelta(minutes=minute),
    )  # fmt: skip
    since, until = asked(alert)
    archived = sorted((one for one in said if since <= one.mention.at < until), key=lambda one: one.mention.at)
    assert len(behind(alert, archived)) == judged.observed
