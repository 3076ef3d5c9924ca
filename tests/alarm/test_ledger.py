"""The ledger: what became of each rule's alerts, which a recount equals."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cmwatch.alarm.ledger import Entry, ledger, noisiest, rule
from cmwatch.model import Alert, Gate

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
GATE = Gate("grave", "injury", NOON, 1, ("net:1", "net:2"))


def alert(number: int, channel: str, reason: str | None, **fields: Any) -> Alert:
    state = "closed" if reason else "open"
    known: dict[str, Any] = {
        "id": f"a{number}", "watch": "Lumo", "channel": channel, "state": state, "severity": 2, "opened_at": NOON,
        "updated_at": NOON, "onset": NOON, "window_minutes": 10, "observed": 9, "expected": 1.0, "band": (0.0, 3.0),
        "factor": 9.0, "p_value": 1e-6, "peak": 9, "opened_with": 9, "authors": 9, "originals": 9,
        "negative_share": None, "negative_band": None, "usual_negative": None, "immature_days": None,
        "close_reason": reason,
    }  # fmt: skip
    return Alert(**(known | fields))


def closed(channel: str, **ended: int) -> list[Alert]:
    return [alert(n, channel, reason) for reason, count in ended.items() for n in range(count)]


def test_precision_is_the_share_that_was_right() -> None:
    """Late is right, planned is not, a duplicate and an unreviewed one say nothing; the interval is wide for few."""
    (entry,) = ledger(closed("mentions", true=5, late=1, false=1, planned=1, duplicate=3, unreviewed=4))
    assert entry == Entry("mentions", true=5, late=1, false=1, planned=1, duplicate=3, unreviewed=4)
    assert (entry.judged, entry.precision, entry.noise) == (8, 0.75, 5)
    low, high = entry.band
    assert 0.4 < low < 0.75 < high < 0.95


def test_the_noisiest_rule_comes_first_and_is_named() -> None:
    """By alerts that called somebody for nothing."""
    entries = ledger([*closed("mentions", true=9, false=1), *closed("share", false=3), *closed("story", true=1)])
    assert [entry.rule for entry in entries] == ["share", "mentions", "story"]
    worst = noisiest(entries)
    assert worst is not None
    assert worst.rule == "share"
    assert noisiest(ledger(closed("story", true=1))) is None


def test_open_alerts_say_nothing_yet() -> None:
    """Nothing closed, nothing known."""
    assert ledger([alert(1, "mentions", None)]) == ()


def test_a_gate_is_a_rule_of_its_own() -> None:
    """By kind and class, so that a noisy class shows."""
    assert rule(alert(1, "gate", "true", gates=(GATE,))) == "gate.grave.injury"
    assert rule(alert(1, "mentions", "true", gates=(GATE,))) == "mentions"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["mentions", "share", "gate"]),
            st.sampled_from([None, "true", "false", "planned", "duplicate", "late", "unreviewed"]),
        )
    )
)
def test_a_recount_equals_it(ended: list[tuple[str, str | None]]) -> None:
    """Every closed alert is in exactly one place."""
    entries = {entry.rule: entry for entry in ledger(alert(n, *one) for n, one in enumerate(ended))}
    for channel in {channel for channel, reason in ended if reason}:
        for reason in ("true", "false", "planned", "duplicate", "late", "unreviewed"):
            assert getattr(entries[channel], reason) == ended.count((channel, reason))
    assert len(entries) == len({channel for channel, reason in ended if reason})
