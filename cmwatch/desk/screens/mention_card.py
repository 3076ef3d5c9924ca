"""One mention in full: text, figures, address, story."""

from textual import on
from textual.app import ComposeResult

from cmwatch.desk.ink import content
from cmwatch.desk.mention_line import key_of
from cmwatch.desk.mention_text import mention_rows
from cmwatch.desk.screens.acting import ActsOnMention
from cmwatch.desk.screens.room import Card
from cmwatch.desk.widgets.rows import Row, Rows
from cmwatch.model import Item, View
from cmwatch.words import _


class MentionCard(ActsOnMention, Card):
    """The whole of a mention."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        self._item = item

    def furniture(self) -> ComposeResult:
        """The text, which scrolls."""
        yield Rows(id="mention")

    def on_mount(self) -> None:
        """Say what it is."""
        rows = self.query_one(Rows)
        rows.border_title = content(_("Mention {key}", key=key_of(self._item)))
        self.set_focus(rows)

    def look(self, view: View) -> None:
        """Show it, with the times of the zone chosen."""
        super().look(view)
        clock = self.desk.clock(view)
        versions = self.desk.core.versions(self._item)
        rows = [Row("", lambda width: mention_rows(self._item, clock, width, versions))]
        if self._item.fold > 1 or not self._item.original:
            rows.append(Row("story", lambda _width: ((), ((_("⏎ shows the whole story"), "accent"),))))
        self.query_one(Rows).show(rows)

    @on(Rows.Opened)
    def open_story(self) -> None:
        """Everything that tells the same."""
        # From a list a mention opens, and from a mention a list.
        from cmwatch.desk.screens.behind import story_of

        self.desk.push_screen(story_of(self.desk.core, self._item))

    def item(self) -> Item:
        """The mention of the card."""
        return self._item
