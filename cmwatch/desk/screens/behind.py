"""What is behind a number: the mentions it counts, as many as it says."""

from datetime import timedelta
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult

from cmwatch.alarm.figure_words import figure_words
from cmwatch.alarm.figures import figures
from cmwatch.desk.ink import content, plain
from cmwatch.desk.port import Core
from cmwatch.desk.screens.acting import ActsOnMention
from cmwatch.desk.screens.mention_card import MentionCard
from cmwatch.desk.screens.room import Card
from cmwatch.desk.telling import channel_word
from cmwatch.desk.widgets.mention_list import MentionList
from cmwatch.model import Alert, Item, PulseBin, View
from cmwatch.words import _, counted

if TYPE_CHECKING:
    from cmwatch.desk.app import Desk


class Behind(ActsOnMention, Card):
    """A list of mentions under the figure they make."""

    def __init__(self, title: str, items: tuple[Item, ...], figure: int) -> None:
        super().__init__()
        self._title, self._items, self._figure = title, items, figure

    def furniture(self) -> ComposeResult:
        """The list."""
        yield MentionList(id="behind")

    def on_mount(self) -> None:
        """Show them, the oldest first."""
        mentions = self.query_one(MentionList)
        count = counted("{n} mention", "{n} mentions", len(self._items))
        mentions.border_title = content(f"{self._title} · {count}")
        if len(self._items) < self._figure:
            mentions.border_subtitle = content(
                _("the figure was {figure}: the rest is no longer in the archive", figure=self._figure)
            )
        elif len(self._items) > self._figure:
            mentions.border_subtitle = content(_("the figure was {figure}: more have come since", figure=self._figure))
        mentions.nothing = _("No mention is behind this figure any more.")
        self.set_focus(mentions)

    def look(self, view: View) -> None:
        """Only ages change."""
        super().look(view)
        mentions = self.query_one(MentionList)
        mentions.show(self._items, 0, self.desk.clock(view))
        if mentions.item is None and self._items:
            mentions.place_cursor(0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Lists do not pile up on one another."""
        return False if action == "unanswered" else super().check_action(action, parameters)

    def item(self) -> Item | None:
        """The mention under the cursor."""
        return self.query_one(MentionList).item if self.furnished else None

    @on(MentionList.Moved)
    def offer_other_keys(self) -> None:
        """Other keys make sense for another mention."""
        self.refresh_bindings()

    @on(MentionList.Opened)
    def open_mention(self, event: MentionList.Opened) -> None:
        """The card of a mention."""
        self.desk.push_screen(MentionCard(event.item))


def behind_bar(core: Core, bar: PulseBin, minutes: int, watch: str | None, desk: "Desk") -> Behind:
    """The mentions of one bar of the pulse, without the brand's own voice, which no bar counts."""
    until = bar.at + timedelta(minutes=minutes)
    found = core.search("", since=bar.at, until=until, watch=watch, limit=max(1000, bar.total * 2))
    items = tuple(sorted((item for item in found if not item.mention.from_brand), key=lambda item: item.mention.at))
    clock = desk.clock(core.view())
    return Behind(f"{watch or _('All watches')} · {clock.time(bar.at)}–{clock.stamp(until)}", items, bar.total)


def unanswered(core: Core) -> Behind:
    """Who waits for an answer, the longest first."""
    return Behind(_("Unanswered"), core.waiting(), core.view().unanswered)


def story_of(core: Core, item: Item) -> Behind:
    """Everything that tells the same story, as far as it is archived."""
    items = core.story(item)
    return Behind(_("Story {story}", story=item.story), items, len(items))


def behind_alert(core: Core, alert: Alert, name: str = "observed") -> Behind:
    """The mentions that a figure of an alert counts."""
    figure = figures(alert)[name]
    return Behind(f"{alert.watch} · {figure_title(alert, name)}", core.behind(alert, name), figure.count)


def figure_title(alert: Alert, name: str) -> str:
    """What a figure counts."""
    if name == "observed":
        return _("{what} in {minutes} min", what=channel_word(alert), minutes=alert.window_minutes)
    return plain(figure_words(name))
