"""Mentions of ours, as filed items; also used by the process that the crash test kills."""

from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from cmwatch.model import Alert, Argument, Explanation, Item, Mention, Reading, Reason, Shift

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
READING = Reading("en", "neutral", 0.0, "vader", question=False, addressed=False)


def item(number: int = 1, text: str = "The lamp flickers", **fields: Any) -> Item:
    """A filed mention; `number` makes its id and its minute."""
    at = fields.pop("at", NOON + timedelta(minutes=number))
    mention = Mention("mastodon", str(number), "jane", text, at, at, raw=f'{{"content": "{text}"}}')
    mention = replace(mention, **{name: fields.pop(name) for name in list(fields) if hasattr(mention, name)})
    filed = Item(mention, READING, ("Lumo",), f"mastodon:{number}", original=True)
    return replace(filed, **fields)


def alert(**fields: Any) -> Alert:
    """An open alert that names an author and two mentions."""
    explanation = Explanation(
        reasons=(Reason("relay", (("author", "jane"), ("followers", 12_000))), Reason("volume", (("factor", 4.0),))),
        shifts=(Shift("author", "Jane", 9, 0, 4.5), Shift("term", "lamp", 30, 2, 6.0)),
        samples=("mastodon:1", "mastodon:2"),
        arguments=(Argument(("lamp", "jane"), 7), Argument(("Jane",), 3)),
        first="mastodon:1",
    )
    known: dict[str, Any] = {
        "id": "a1", "watch": "Lumo", "channel": "mentions", "state": "open", "severity": 2, "opened_at": NOON,
        "updated_at": NOON, "onset": NOON - timedelta(minutes=7), "window_minutes": 15, "observed": 60,
        "expected": 0.0, "band": (0.0, 4.5), "factor": float("inf"), "p_value": 1e-12, "peak": 60, "authors": 41,
        "originals": 30, "negative_share": None, "negative_band": (0.1, 0.4), "usual_negative": 0.2,
        "immature_days": 3, "opened_with": 2, "explanation": explanation,
    }  # fmt: skip
    return Alert(**(known | fields))
