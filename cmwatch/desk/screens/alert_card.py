"""The alert card: everything that is known about one alert, and the mentions that say it best."""

from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from cmwatch.alarm.figures import figures
from cmwatch.desk.card_lines import around, quoted, quotes, rows_of
from cmwatch.desk.dialogs.choice import Choice, Option
from cmwatch.desk.ink import content
from cmwatch.desk.screens.acting import ActsOnAlert, ActsOnMention
from cmwatch.desk.screens.behind import behind_alert, figure_title
from cmwatch.desk.screens.mention_card import MentionCard
from cmwatch.desk.screens.room import Card
from cmwatch.desk.widgets.rows import Row, Rows, told
from cmwatch.model import Alert, Item, View
from cmwatch.words import _, whole


class AlertCard(ActsOnAlert, ActsOnMention, Card):
    """One alert, explained."""

    def __init__(self, alert_id: str) -> None:
        super().__init__()
        self._alert_id = alert_id
        self._last: Alert | None = None
        self._quoted: dict[str, Item] = {}

    def purpose(self) -> str:
        """What the room is for."""
        return _("Why this alert stands. enter on a line with numbers shows the mentions that they count.")

    def furniture(self) -> ComposeResult:
        """The reasoning on the left, the voices on the right."""
        with Horizontal(id="card"):
            yield Rows(id="reasons")
            yield Rows(id="voices")
        yield Rows(id="around")

    def on_mount(self) -> None:
        """Begin at the reasons."""
        self.set_focus(self.query_one("#reasons", Rows))

    def look(self, view: View) -> None:
        """Show the alert as it is now, or as it was when it ended."""
        super().look(view)
        alert = next((alert for alert in view.alerts if alert.id == self._alert_id), None) or self._ended()
        if alert is None:
            return
        if alert != self._last:
            self._last = alert
            self._fetch(alert)
            self.refresh_bindings()
        clock = self.desk.clock(view)
        reasons, voices = self.query_one("#reasons", Rows), self.query_one("#voices", Rows)
        first = self._quoted.get(alert.explanation.first or "")
        reasons.border_title = content(alert.watch)
        narrow = self.has_class("-narrow")
        rows, beside = list(rows_of(alert, first, clock, tight=narrow)), list(around(alert, clock))
        # Where there is no room for a third list, what stands around the alert goes on below the reasoning.
        reasons.show([*rows, *beside] if narrow else rows)
        self.query_one("#around", Rows).show([] if narrow else beside)
        voices.border_title = content(_("In their words"))
        rows = [Row(key, partial(quoted, item, label, clock)) for key, label, item in quotes(alert, self._quoted)]
        voices.show(rows or [told(((_("No mention to quote yet."), "dim"),))])

    def _ended(self) -> Alert | None:
        """The alert as it ended, once it stands no more."""
        return self._last if self._last and self._last.state == "closed" else self.desk.core.alert(self._alert_id)

    def _fetch(self, alert: Alert) -> None:
        why = alert.explanation
        for key in {why.first, why.relay, *why.samples} - {None} - self._quoted.keys():
            if key and (item := self.desk.core.item(key)):
                self._quoted[key] = item

    def alert(self) -> Alert | None:
        """The alert of the card, unless it is closed."""
        return self._last if self._last and self._last.state != "closed" else None

    def item(self) -> Item | None:
        """The quoted mention under the cursor."""
        if not self.furnished or self.focused is None or self.focused.id != "voices":
            return None
        return self._quoted.get(self.query_one("#voices", Rows).key)

    @on(Rows.Moved)
    def offer_other_keys(self) -> None:
        """Other keys make sense for another row."""
        self.refresh_bindings()

    @on(Rows.Opened, "#reasons")
    @on(Rows.Opened, "#around")
    def open_line(self, event: Rows.Opened) -> None:
        """The mentions that the line counts, or the past alert that it tells."""
        kind, _sign, past = event.key.partition(":")
        if kind == "alert":
            self.desk.push_screen(AlertCard(past))
        elif self._last and len(names := event.key.split("\n")) == 1:
            self.desk.push_screen(behind_alert(self.desk.core, self._last, names[0]))
        elif self._last:
            self.ask(self._open_one(self._last, names), "figure")

    async def _open_one(self, alert: Alert, names: list[str]) -> None:
        """Ask which of a line's numbers."""
        known = figures(alert)
        options = [
            Option(name, f"{whole(known[name].count)} · {figure_title(alert, name)}") for name in names if name in known
        ]
        if name := await self.desk.push_screen_wait(Choice(_("Which number?"), options)):
            self.desk.push_screen(behind_alert(self.desk.core, alert, name))

    @on(Rows.Opened, "#voices")
    def open_voice(self, event: Rows.Opened) -> None:
        """The card of a quoted mention."""
        if item := self._quoted.get(event.key):
            self.desk.push_screen(MentionCard(item))
