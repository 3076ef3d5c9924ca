"""What is written around the feed and the pulse."""

from datetime import timedelta
from pathlib import Path

from cmwatch.desk.clock import lasting
from cmwatch.desk.ink import plain
from cmwatch.desk.widgets.feed import Feed
from cmwatch.desk.widgets.pulse import Pulse
from cmwatch.model import View
from cmwatch.words import _, counted, whole


def feed_title(view: View, query: str, shown: int) -> str:
    """How much there is, and what is left of it by the filter."""
    tally = view.tally
    parts = [_("Feed")]
    if query:
        parts.append(
            _("filter: {query} ({shown})", query=plain(query), shown=counted("{n} match", "{n} matches", shown))
        )
    parts += [
        counted("{n} item", "{n} items", tally.items),
        counted("{n} author", "{n} authors", tally.authors),
        counted("{n} original", "{n} originals", tally.originals),
    ]
    return " · ".join(parts)


def feed_subtitle(feed: Feed) -> str:
    """Whether it follows, and what came since it does not."""
    if not feed.held:
        return _("following · space holds")
    return _("held · +{n} new · space follows", n=whole(feed.unseen))


def pulse_title(bin_minutes: int, bars: int) -> str:
    """`Pulse · mentions per 5 min · 8 h`."""
    return _(
        "Pulse · mentions per {minutes} min · {range}",
        minutes=bin_minutes,
        range=lasting(timedelta(minutes=bin_minutes * bars)),
    )


def pulse_caption(bin_minutes: int, bars: int) -> str:
    """`5 min/6 h`, for the pulse of one line."""
    return f"{lasting(timedelta(minutes=bin_minutes))}/{lasting(timedelta(minutes=bin_minutes * bars))}"


def pulse_subtitle(pulse: Pulse) -> str:
    """The bar under the cursor, or what the inks mean."""
    return pulse.reading() or _("█ observed · ▓ negative · ░ expected · ╌ not observed")


def nothing_yet(view: View, query: str, data: Path) -> str:
    """Why the feed is empty, and what to do about it."""
    if query:
        return _(
            "Nothing in the feed matches {query}. esc clears the filter; cmwatch search looks in the archive.",
            query=plain(query),
        )
    if not view.watches:
        return _("Nothing is watched yet. cmwatch init writes a configuration by asking.")
    waiting = [source for source in view.sources if source.problem]
    if waiting:
        return _(
            "Nothing has come yet: {source}: {problem} Room 4 has the rest.",
            source=waiting[0].name,
            problem=waiting[0].problem,
        )
    queries = "; ".join(plain(watch.query or watch.brand) for watch in view.watches[:3])
    return _(
        "Nothing has come yet for: {queries}. cmwatch sources test NAME shows what a source delivers. Data: {folder}",
        queries=queries,
        folder=data,
    )
