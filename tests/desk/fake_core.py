"""A core that stands in for the monitor: values in, acts remembered, real case files."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import structs

from cmwatch.alarm.figures import figures
from cmwatch.errors import UsageError
from cmwatch.intake.listening.probe import Probed
from cmwatch.model import (
    Alert,
    Budget,
    Explanation,
    Gap,
    Item,
    Mention,
    PulseBin,
    Reading,
    Reason,
    Severity,
    Shift,
    SourceHealth,
    Tally,
    Tone,
    Version,
    View,
    Watch,
)
from cmwatch.model.case import Case, Declaration
from cmwatch.monitor.teaching import Accuracy, Told
from cmwatch.response.casebook import CaseBook
from cmwatch.response.templates import Shelf

NOW = datetime(2026, 3, 2, 1, 14, 7, tzinfo=UTC)
TEXTS = (
    ("Toujours rien depuis 3 jours, zéro réponse du SAV. C'est une honte.", "fr", -0.71, "negative"),
    ("Lamp went dark again, third replacement. @maisonlumen anyone?", "en", -0.40, "negative"),
    ("Maison Lumen : des clients signalent des pannes de la Lampe 3", "fr", None, "unsure"),
    ("Loving my new lamp, such a warm light in the evening!", "en", 0.82, "positive"),
    ("Delivery came on Tuesday as announced.", "en", 0.0, "neutral"),
)


def mention(n: int, at: datetime | None = None, **fields: object) -> Mention:
    """A mention like any other."""
    text, lang, _score, _tone = TEXTS[n % len(TEXTS)]
    values: dict[str, object] = {
        "source": ("mastodon", "bluesky", "rss")[n % 3],
        "id": str(n),
        "author": ("lea_r", "marc.v", "LeNouvelliste", "anna", "jo")[n % 5],
        "text": text,
        "at": at or NOW - timedelta(seconds=20),
        "created_at": at or NOW,
        "raw": "{}",
        "lang": lang,
        "url": f"https://example.org/@lea_r/{n}",
        "likes": n % 40,
        "followers": 1200,
    }
    return Mention(**(values | fields))  # type: ignore[arg-type]


def item(n: int, at: datetime | None = None, **fields: object) -> Item:
    """A filed mention."""
    _text, lang, score, tone = TEXTS[n % len(TEXTS)]
    reading = Reading(lang, tone, score, "vader" if score is not None else "", n % 5 == 1, n % 5 == 1)  # type: ignore[arg-type]
    return Item(mention(n, at, **fields), reading, ("Maison Lumen ▸ Produit",), f"mastodon:{n}", n % 7 != 3, n % 9 + 1)


def items(count: int, start: int = 0) -> tuple[Item, ...]:
    """Some mentions, the newest last."""
    return tuple(item(n, NOW - timedelta(seconds=7 * (start + count - n))) for n in range(start, start + count))


def alert(**fields: object) -> Alert:
    """An alert that deserves attention."""
    values: dict[str, object] = {
        "id": "A1",
        "watch": "Maison Lumen ▸ Produit",
        "channel": "mentions",
        "state": "open",
        "severity": 2,
        "opened_at": NOW - timedelta(minutes=20),
        "updated_at": NOW,
        "onset": NOW - timedelta(minutes=22),
        "window_minutes": 30,
        "observed": 41,
        "expected": 5.6,
        "band": (2.0, 10.0),
        "factor": 7.3,
        "p_value": 1.4e-5,
        "peak": 43,
        "opened_with": 22,
        "authors": 33,
        "originals": 25,
        "negative_share": 0.62,
        "negative_band": (0.51, 0.72),
        "usual_negative": 0.18,
        "negatives": 13,
        "read": 21,
        "evidence": 11.8,
        "immature_days": None,
        "explanation": Explanation(
            reasons=(Reason("networks", (("n", 2),)),),
            doubts=(Reason("few_authors", (("authors", 3), ("n", 21), ("of", 41))),),
            shifts=(
                Shift("term", "panne", 18, 1, 6.2),
                Shift("term", "remboursement", 11, 0, 4.1),
                Shift("hashtag", "#LumenGate", 9, 0, 3.7),
            ),
            samples=("mastodon:0", "bluesky:1", "rss:2", "mastodon:3", "bluesky:4"),
            first="mastodon:0",
            relay="rss:5",
            at=NOW,
            minutes=30,
        ),
    }
    return Alert(**(values | fields))  # type: ignore[arg-type]


WATCHES = (
    Watch("Maison Lumen ▸ Produit", "Maison Lumen", '"maison lumen" OR @maisonlumen', zone="Europe/Paris"),
    Watch("Maison Lumen ▸ Direction", "Maison Lumen", '"jeanne lumen"', zone="Europe/Paris"),
)

SOURCES = (
    SourceHealth("mastodon", "mastodon", "live", 12.0, 840, NOW - timedelta(seconds=4), "", None),
    SourceHealth("presse", "rss", "waiting", 0.3, 31, NOW - timedelta(minutes=9), "", NOW + timedelta(minutes=2)),
    SourceHealth(
        "forum",
        "rss",
        "degraded",
        0.0,
        12,
        NOW - timedelta(hours=2),
        "The server answered 503.",
        NOW + timedelta(minutes=4),
    ),
)

EVERY_STATE = (
    SourceHealth(
        "mastodon",
        "mastodon",
        "live",
        12.0,
        840,
        NOW - timedelta(seconds=4),
        "",
        None,
        budget=Budget(300, 212, NOW + timedelta(minutes=3)),
        lag_seconds=11,
        variables=("CMWATCH_MASTODON_TOKEN",),
    ),
    SourceHealth(
        "fedi.example", "mastodon", "catching up", 3.2, 1204, NOW - timedelta(minutes=2), "", None, lag_seconds=95
    ),
    SourceHealth(
        "forum",
        "mastodon",
        "rate limited",
        0.4,
        77,
        NOW - timedelta(minutes=12),
        "forum.example allows no more requests for now.",
        NOW + timedelta(minutes=49),
        budget=Budget(60, 3, NOW + timedelta(minutes=49)),
        lag_seconds=40,
    ),
    SourceHealth(
        "compte",
        "mastodon",
        "needs login",
        0.0,
        0,
        None,
        "social.example does not accept the login. · Check the account and its password or token.",
        None,
        variables=("CMWATCH_COMPTE_TOKEN",),
    ),
    SourceHealth(
        "presse",
        "rss",
        "degraded",
        0.0,
        12,
        NOW - timedelta(hours=2),
        "The server answered 503.",
        NOW + timedelta(minutes=4),
        lag_seconds=1260,
    ),
    SourceHealth(
        "blog", "rss", "refused", 0.0, 31, NOW - timedelta(days=3), "blog.example/feed is gone for good.", None
    ),
    SourceHealth("alertes", "rss", "paused", 0.0, 9, NOW - timedelta(minutes=50), "", None),
    SourceHealth(
        "veille",
        "rss",
        "silent",
        0.0,
        402,
        NOW - timedelta(hours=5),
        "It has been quiet for longer than usual.",
        NOW + timedelta(minutes=1),
        lag_seconds=300,
    ),
    SourceHealth("hook", "webhook", "live", 2.4, 58, NOW - timedelta(seconds=40), "", None, lag_seconds=2),
    SourceHealth("centre d'appels", "folder", "waiting", 0.0, 0, None, "", None),
    SourceHealth("archive 2025", "jsonl", "ended", 0.0, 5000, None, "", None),
)
"""A source in each state there is."""


def view(**fields: object) -> View:
    """A night like any other, with one thing wrong."""
    values: dict[str, object] = {
        "revision": 1,
        "now": NOW,
        "mode": "demo",
        "watches": WATCHES,
        "feed": items(120),
        "feed_start": 0,
        "alerts": (alert(),),
        "sources": SOURCES,
        "gaps": (Gap("Maison Lumen ▸ Produit", NOW - timedelta(hours=2), NOW - timedelta(minutes=95), inferred=False),),
        "tally": Tally(items=1204, authors=311, originals=402),
        "unanswered": 9,
        "oldest_unanswered": NOW - timedelta(minutes=34),
        "progress": 0.42,
    }
    return View(**(values | fields))  # type: ignore[arg-type]


class FakeCore:
    """Holds a view and remembers what it was asked to do."""

    def __init__(self, folder: Path, shown: View | None = None) -> None:
        self.data_folder = folder
        self.cases = CaseBook(folder / "cases")
        self.shelf = Shelf.load()
        self.shown = shown or view()
        self.past: tuple[Alert, ...] = ()
        """Alerts that are closed."""
        self.acts: list[tuple[object, ...]] = []
        self.later: tuple[Version, ...] = ()
        """What became of every mention."""
        self.listeners: list[Callable[[Alert, bool], None]] = []
        self.failure: Exception | None = None
        self.closing_seconds = 0.0
        self.probed = Probed(answered=True, live=True)

    async def run(self) -> None:
        if self.failure:
            raise self.failure
        await asyncio.Event().wait()

    async def close(self) -> None:
        self.acts.append(("close",))
        await asyncio.sleep(self.closing_seconds)

    def view(self) -> View:
        return self.shown

    def change(self, **fields: object) -> None:
        """Show another picture from now on."""
        self.shown = replace(self.shown, revision=self.shown.revision + 1, **fields)  # type: ignore[arg-type]

    def arrive(self, count: int) -> None:
        """More mentions come in."""
        start = self.shown.feed_start + len(self.shown.feed)
        self.change(feed=(*self.shown.feed, *(item(n) for n in range(start, start + count))))

    def pulse(self, watch: str | None, minutes: int, count: int, until: datetime | None = None) -> tuple[PulseBin, ...]:
        bins = []
        for n in range(count):
            left = count - 1 - n
            total = {0: 41, 1: 36, 2: 24, 3: 12}.get(left, 3 + (n * 7) % 4)
            gap = 30 <= left < 36
            at = NOW.replace(second=0) - timedelta(minutes=minutes * (left + 1))
            bins.append(PulseBin(at, 0 if gap else total, total * 6 // 10 if left < 4 else 0, 5.6, 2.0, 10.0, gap))
        return tuple(bins)

    def search(
        self,
        query: str,
        since: datetime | None = None,
        until: datetime | None = None,
        watch: str | None = None,
        limit: int = 1000,
    ) -> tuple[Item, ...]:
        self.acts.append(("search", query, since, until, watch))
        return items(41)[:limit]

    def behind(self, asked: Alert, figure: str = "observed") -> tuple[Item, ...]:
        found = figures(asked).get(figure)
        return items(found.count) if found else ()

    def alert(self, alert_id: str) -> Alert | None:
        return next((alert for alert in self.alerts() if alert.id == alert_id), None)

    def alerts(self) -> tuple[Alert, ...]:
        return (*self.past, *self.shown.alerts)

    def story(self, asked: Item) -> tuple[Item, ...]:
        return items(asked.fold)

    def waiting(self) -> tuple[Item, ...]:
        return items(self.shown.unanswered)

    def correct(self, asked: Item, tone: Tone, actor: str) -> None:
        self.acts.append(("correct", asked.mention.id, tone, actor))
        self.change(amended=(structs.replace(asked, corrected=tone),))

    def told(self, asked: Item) -> Told:
        return Told(
            ("VADER −0.40", "−dark", "[/red]"), {"complaint": "went dark"}, {"safety": "fire"}, Accuracy(4, 3, 0.4, 0.9)
        )

    def item(self, key: str) -> Item | None:
        return item(int(key.rpartition(":")[2]))

    def versions(self, asked: Item) -> tuple[Version, ...]:
        return self.later

    def acknowledge(self, alert_id: str, actor: str) -> None:
        self.acts.append(("acknowledge", alert_id, actor))
        self._alter(alert_id, state="acknowledged", acknowledged_by=actor, acknowledged_at=NOW)

    def snooze(self, alert_id: str, until: datetime, actor: str) -> None:
        self.acts.append(("snooze", alert_id, until, actor))
        self._alter(alert_id, snoozed_until=until)

    def lower(self, alert_id: str, actor: str) -> None:
        self.acts.append(("lower", alert_id, actor))

    def close_alert(self, alert_id: str, reason: str, actor: str) -> None:
        self.acts.append(("close_alert", alert_id, reason, actor))
        self.change(alerts=tuple(alert for alert in self.shown.alerts if alert.id != alert_id))

    def undo(self, alert_id: str, actor: str) -> None:
        self.acts.append(("undo", alert_id, actor))
        self.change(alerts=(alert(id=alert_id),))

    def declare(self, alert_id: str, title: str, severity: Severity, actor: str) -> Case:
        standing = next((alert for alert in self.shown.alerts if alert.id == alert_id), None)
        if standing is None:
            raise UsageError("No such alert.", alert_id)
        declaration = Declaration(
            title,
            severity,
            standing.severity,
            (standing.watch,),
            "Maison Lumen",
            "Europe/Paris",
            standing.onset,
            standing,
        )
        case = self.cases.declare(declaration, actor, NOW)
        self._alter(alert_id, incident=case.id)
        return case

    def _alter(self, alert_id: str, **fields: object) -> None:
        self.change(
            alerts=tuple(replace(alert, **fields) if alert.id == alert_id else alert for alert in self.shown.alerts)  # type: ignore[arg-type]
        )

    def retry_source(self, name: str) -> None:
        self.acts.append(("retry", name))

    def pause_source(self, name: str, actor: str) -> None:
        self.acts.append(("pause", name, actor))
        told = {"state": "paused", "paused_at": NOW, "paused_by": actor}
        paused = (replace(one, **told) if one.name == name else one for one in self.shown.sources)
        self.change(sources=tuple(paused))

    async def test_source(self, name: str) -> Probed:
        self.acts.append(("test", name))
        return self.probed

    def subscribe(self, callback: Callable[[Alert, bool], None]) -> None:
        self.listeners.append(callback)
