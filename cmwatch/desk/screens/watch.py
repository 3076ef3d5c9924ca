"""Room 1, the watch: the pulse, the alerts, and the feed under them."""

from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from cmwatch.desk.alert_rows import alert_rows
from cmwatch.desk.bindings import bind
from cmwatch.desk.dialogs.dialog import Typed
from cmwatch.desk.feed_words import feed_subtitle, feed_title, nothing_yet, pulse_caption, pulse_subtitle, pulse_title
from cmwatch.desk.filtering import keep_for
from cmwatch.desk.ink import content
from cmwatch.desk.levels import gravest
from cmwatch.desk.screens.acting import ActsOnAlert, ActsOnMention
from cmwatch.desk.screens.alert_card import AlertCard
from cmwatch.desk.screens.behind import behind_bar
from cmwatch.desk.screens.mention_card import MentionCard
from cmwatch.desk.sieve import Sieve
from cmwatch.desk.source_lines import source_line
from cmwatch.desk.widgets.feed import Feed
from cmwatch.desk.widgets.mention_list import MentionList
from cmwatch.desk.widgets.one_line import OneLine
from cmwatch.desk.widgets.pulse import Pulse
from cmwatch.desk.widgets.rows import Rows
from cmwatch.errors import CmwatchError
from cmwatch.model import Alert, Item, View
from cmwatch.words import _


class WatchRoom(ActsOnAlert, ActsOnMention):
    """What is going on now."""

    BINDINGS: ClassVar[list[BindingType]] = bind(
        "follow", "filter", "earlier", "later", "shorter", "longer", "watches", "back"
    )

    def __init__(self) -> None:
        super().__init__()
        self._sieve = Sieve(None)
        self._sifted: tuple[str | None, str] = (None, "")
        self._complaint = ""

    def furniture(self) -> ComposeResult:
        """Pulse and alerts above, feed below, sources at the foot."""
        with Horizontal(id="above"):
            yield Pulse(id="pulse")
            yield Rows(id="alerts")
        yield Typed(id="filter", placeholder=_('words OR "a phrase" -not lang:fr from:name tone:negative'))
        yield Feed(id="feed")
        yield OneLine(id="sources")

    def on_mount(self) -> None:
        """Begin where the reader was: with the filter of last time."""
        line = self.query_one("#filter", Typed)
        line.display = False
        line.value = self.desk.viewpoint.query
        self.set_focus(self.query_one(Feed))

    def purpose(self) -> str:
        """What the room is for."""
        return _("What is being said now. Arrows choose a mention and hold the feed; tab goes to pulse and alerts.")

    @property
    def feed(self) -> Feed:
        """The feed."""
        return self.query_one(Feed)

    def look(self, view: View) -> None:
        """Show this picture."""
        super().look(view)
        clock, viewpoint = self.desk.clock(view), self.desk.viewpoint
        pulse = self.query_one(Pulse)
        pulse.show(self.desk.core.pulse(viewpoint.watch, viewpoint.bin_minutes, pulse.bars), clock)
        pulse.caption = pulse_caption(viewpoint.bin_minutes, pulse.bars)
        pulse.border_title = content(pulse_title(viewpoint.bin_minutes, pulse.bars))
        pulse.border_subtitle = content(pulse_subtitle(pulse))
        alerts = self.query_one("#alerts", Rows)
        alerts.show(alert_rows(self._alerts(view), clock, slim=self.has_class("-narrow")))
        alerts.border_title = content(_("Alerts"))
        self._look_at_feed(view)
        self.query_one("#sources", OneLine).show(lambda width: source_line(view, clock, width))

    def _look_at_feed(self, view: View) -> None:
        wanted = (self.desk.viewpoint.watch, self.desk.viewpoint.query)
        if wanted != self._sifted:
            self._sift(wanted, view.now)
        sifted = self._sieve.take(view)
        feed = self.feed
        feed.nothing = nothing_yet(view, self.desk.viewpoint.query, self.desk.core.data_folder)
        feed.amend(view.amended)
        feed.feed(sifted, self.desk.clock(view))
        feed.border_title = content(feed_title(view, self.desk.viewpoint.query, sum(sifted.copies)))
        self._say_below()

    def _say_below(self) -> None:
        """What is wrong with the filter, else the bar of a pulse that has no border, else how the feed stands."""
        reading = self.query_one(Pulse).reading() if self.has_class("-narrow") else ""
        self.feed.border_subtitle = content(self._complaint or reading or feed_subtitle(self.feed))
        self.feed.set_class(bool(self._complaint), "-complaint")

    def _sift(self, wanted: tuple[str | None, str], now: datetime) -> None:
        try:
            self._sieve = Sieve(keep_for(*wanted, now))
        except CmwatchError as error:
            self._complaint = str(error)
            return
        self._complaint, self._sifted = "", wanted
        self.feed.start_over()

    def _alerts(self, view: View) -> tuple[Alert, ...]:
        watch = self.desk.viewpoint.watch
        return tuple(alert for alert in view.alerts if watch in (None, alert.watch))

    def alert(self) -> Alert | None:
        """The alert under the cursor of the strip, else the gravest."""
        alerts = self._alerts(self.desk.core.view())
        chosen = self.query_one("#alerts", Rows).key if self.furnished else ""
        return next((alert for alert in alerts if alert.id == chosen), gravest(alerts))

    def item(self) -> Item | None:
        """The mention under the cursor of the feed."""
        return self.feed.item if self.furnished else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """`esc` has something to clear or it is not offered."""
        if action == "back":
            return (
                bool(self.desk.viewpoint.query)
                or isinstance(self.focused, Input)
                or (self.furnished and self.query_one(Pulse).chosen is not None)
            )
        if action == "watches":
            return len(self.desk.core.view().watches) > 1
        return super().check_action(action, parameters)

    @on(Rows.Opened, "#alerts")
    def open_alert(self, event: Rows.Opened) -> None:
        """The card of an alert."""
        self.desk.push_screen(AlertCard(event.key))

    @on(Rows.Moved, "#alerts")
    @on(MentionList.Moved)
    @on(Feed.Held)
    def offer_other_keys(self) -> None:
        """Other keys make sense for another row."""
        self._say_below()
        self.refresh_bindings()

    @on(MentionList.Opened)
    def open_mention(self, event: MentionList.Opened) -> None:
        """The card of a mention."""
        self.desk.push_screen(MentionCard(event.item))

    @on(Pulse.Opened)
    def open_bar(self, event: Pulse.Opened) -> None:
        """The mentions behind a bar."""
        viewpoint = self.desk.viewpoint
        self.desk.push_screen(behind_bar(self.desk.core, event.bin, viewpoint.bin_minutes, viewpoint.watch, self.desk))

    def action_follow(self) -> None:
        """Hold the feed, or go with it again."""
        self.feed.follow() if self.feed.held else self.feed.hold()

    def action_filter(self) -> None:
        """Ask for a filter."""
        line = self.query_one("#filter", Typed)
        line.value = self.desk.viewpoint.query
        line.display = True
        self.set_focus(line)

    @on(Input.Submitted, "#filter")
    def filter_by(self, event: Input.Submitted) -> None:
        """Filter what is there and what comes; a filter that cannot be read says so and changes nothing."""
        self._complaint = ""
        self._filter(event.value.strip())
        if not self._complaint:
            event.input.display = False
            self.set_focus(self.feed)

    def _filter(self, query: str) -> None:
        before = self.desk.viewpoint.query
        self.desk.viewpoint.query = query
        self.look_again()
        if self._complaint:
            self.desk.viewpoint.query = before
        else:
            self.desk.drafts.save("filter", query)

    def action_back(self) -> None:
        """Close the filter's line, then let go of the bar, then clear the filter."""
        line, pulse = self.query_one("#filter", Typed), self.query_one(Pulse)
        self._complaint = ""
        if line.display and self.focused is line:
            line.display = False
            self._filter("")
            self.set_focus(self.feed)
        elif pulse.chosen is not None:
            pulse.release()
            self.set_focus(self.feed)
        else:
            self._filter("")
        self.look_again()

    def action_earlier(self) -> None:
        """The bar before."""
        self._step(-1)

    def action_later(self) -> None:
        """The bar after."""
        self._step(1)

    def _step(self, by: int) -> None:
        pulse = self.query_one(Pulse)
        self.set_focus(pulse)
        pulse.step(by)
        pulse.border_subtitle = content(pulse_subtitle(pulse))
        self._say_below()
        self.refresh_bindings()

    def key_up(self) -> None:
        """From the pulse down into the feed: arrows always do something."""
        if isinstance(self.focused, Pulse):
            self.set_focus(self.feed)

    key_down = key_up

    def action_shorter(self) -> None:
        """A shorter range."""
        self.desk.viewpoint.reach(-1)
        self.look_again()

    def action_longer(self) -> None:
        """A longer range."""
        self.desk.viewpoint.reach(1)
        self.look_again()

    def action_watches(self) -> None:
        """The next watch, or all."""
        self.desk.viewpoint.next_watch(self.desk.core.view())
        self.look_again()
