"""The ledger of rules: how often each was right, and the alerts behind every number of it."""

from collections.abc import Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult

from cmwatch.alarm.card import ended_word
from cmwatch.alarm.gates.words import rule_name
from cmwatch.alarm.ledger import Entry, ledger, noisiest, rule
from cmwatch.desk.clock import Clock
from cmwatch.desk.ink import Line, content, wrap
from cmwatch.desk.levels import level
from cmwatch.desk.screens.alert_card import AlertCard
from cmwatch.desk.screens.room import Card
from cmwatch.desk.widgets.rows import Row, Rows, paragraph
from cmwatch.model import Alert, View
from cmwatch.words import _, counted, percent, whole


class Ledger(Card):
    """Each rule with what became of its closed alerts, the noisiest first."""

    def purpose(self) -> str:
        """What the room is for."""
        return _("How often each rule was right, by the reasons alerts were closed with. enter shows its alerts.")

    def furniture(self) -> ComposeResult:
        """The list."""
        yield Rows(id="ledger")

    def on_mount(self) -> None:
        """Stand in the list."""
        self.set_focus(self.query_one("#ledger", Rows))

    def look(self, view: View) -> None:
        """Count anew: an alert may have been closed meanwhile."""
        super().look(view)
        entries = ledger(self.desk.core.alerts())
        rows = self.query_one("#ledger", Rows)
        rows.border_title = content(_("Ledger of rules"))
        worst = noisiest(entries)
        rows.border_subtitle = content(_("noisiest: {rule}", rule=rule_name(worst.rule)) if worst else "")
        listed = [Row(entry.rule, partial(entry_lines, entry)) for entry in entries]
        rows.show(listed or [paragraph(_("No alert was closed yet. c closes one, with a reason."))])

    @on(Rows.Opened, "#ledger")
    def open_rule(self, event: Rows.Opened) -> None:
        """The closed alerts of a rule."""
        self.desk.push_screen(RuleAlerts(event.key))


class RuleAlerts(Card):
    """The closed alerts of one rule, the newest first."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._rule = name

    def furniture(self) -> ComposeResult:
        """The list."""
        yield Rows(id="ended")

    def on_mount(self) -> None:
        """Stand in the list."""
        self.set_focus(self.query_one("#ended", Rows))

    def look(self, view: View) -> None:
        """As many as the ledger counts."""
        super().look(view)
        alerts = [one for one in self.desk.core.alerts() if one.state == "closed" and rule(one) == self._rule]
        clock, rows = self.desk.clock(view), self.query_one("#ended", Rows)
        rows.border_title = content(f"{rule_name(self._rule)} · {counted('{n} alert', '{n} alerts', len(alerts))}")
        rows.show([Row(one.id, partial(_ended_lines, one, clock)) for one in reversed(alerts)])

    @on(Rows.Opened, "#ended")
    def open_alert(self, event: Rows.Opened) -> None:
        """The card of an alert, as it ended."""
        self.desk.push_screen(AlertCard(event.key))


def entry_lines(entry: Entry, width: int) -> Sequence[Line]:
    """A rule and how its alerts ended."""
    low, high = (percent(end) for end in entry.band)
    right = _("not judged yet")
    if entry.precision is not None:
        right = _("{share} right [{low}–{high}]", share=percent(entry.precision), low=low, high=high)
    ended = [(name, getattr(entry, name)) for name in ("true", "late", "false", "planned", "duplicate", "unreviewed")]
    told = " · ".join(f"{whole(count)} {ended_word(name)}" for name, count in ended if count)
    return (
        ((f"{rule_name(entry.rule)}  ", "strong"), (right, "accent")),
        *(((f"  {line}", "dim"),) for line in wrap(told, max(8, width - 2))),
    )


def _ended_lines(alert: Alert, clock: Clock, _width: int) -> Sequence[Line]:
    ended = f"  {ended_word(alert.close_reason or '')}  "
    by = f" · {alert.closed_by}" if alert.closed_by else ""
    return ((level(alert.severity), (f"  {clock.stamp(alert.opened_at)}", "text"), (ended, "accent"),
             (f"{alert.watch}{by}", "dim")),)  # fmt: skip
