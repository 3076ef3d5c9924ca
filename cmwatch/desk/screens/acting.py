"""The verbs that rooms share, for whichever alert or mention the room says is meant."""

from typing import ClassVar

from textual.binding import BindingType

from cmwatch.alarm.outlook import may_lower
from cmwatch.desk import alert_acts, mention_acts
from cmwatch.desk.bindings import bind
from cmwatch.desk.screens.room import Room
from cmwatch.model import Alert, View


class ActsOnAlert(Room):
    """`a`, `d`, `s`, `c`, `L`."""

    BINDINGS: ClassVar[list[BindingType]] = bind("acknowledge", "declare", "snooze", "close_alert", "level")

    offered: Alert | None = None
    """The alert that the keys were last offered for."""

    def look(self, view: View) -> None:
        """Offer other keys when the alert meant has changed."""
        super().look(view)
        alert = self.alert()
        if alert != self.offered:
            self.offered = alert
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what makes sense for this alert."""
        alert = self.alert()
        match action:
            case "acknowledge":
                return alert is not None and alert.state in ("open", "worsened")
            case "snooze":
                return alert is not None and alert.state != "quiet"
            case "close_alert":
                return alert is not None
            case "level":
                return alert is not None and may_lower(alert, self.desk.now()) is not None
            case "declare":
                return alert is None or alert.incident is None
        return super().check_action(action, parameters)

    def action_acknowledge(self) -> None:
        """Say that a person looks at it."""
        if alert := self.alert():
            self.ask(alert_acts.acknowledge(self.desk, alert), "acknowledge")

    def action_snooze(self) -> None:
        """Stay silent about it for a while."""
        if alert := self.alert():
            self.ask(alert_acts.snooze(self.desk, alert), "snooze")

    def action_close_alert(self) -> None:
        """End it, with a reason."""
        if alert := self.alert():
            self.ask(alert_acts.close(self.desk, alert), "close")

    def action_level(self) -> None:
        """Agree to the milder level that is proposed."""
        if alert := self.alert():
            self.ask(alert_acts.lower(self.desk, alert), "level")

    def action_declare(self) -> None:
        """Make an incident of it."""
        self.ask(alert_acts.declare(self.desk, self.alert()), "declare")


class ActsOnMention(Room):
    """`r`, `m`, `t`, `y`, `o`, `i`."""

    BINDINGS: ClassVar[list[BindingType]] = bind("reply", "keep", "tone", "copy", "page", "why")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer these only where a mention is meant."""
        if action in ("reply", "keep", "tone", "copy", "why"):
            return self.item() is not None
        if action == "page":
            item = self.item()
            return item is not None and mention_acts.web_page(item) is not None
        return super().check_action(action, parameters)

    def action_reply(self) -> None:
        """Write an answer beside it."""
        if item := self.item():
            mention_acts.reply(self.desk, item)

    def action_keep(self) -> None:
        """Capture it for the open incident."""
        if item := self.item():
            self.ask(mention_acts.keep(self.desk, item), "keep")

    def action_copy(self) -> None:
        """Its text and address to the clipboard."""
        if item := self.item():
            mention_acts.copy(self.desk, item)

    def action_page(self) -> None:
        """Its page in the browser."""
        if item := self.item():
            self.ask(mention_acts.page(self.desk, item), "page")

    def action_why(self) -> None:
        """How it was read, and why."""
        if item := self.item():
            self.ask(mention_acts.why(self.desk, item), "why")

    def action_tone(self) -> None:
        """Say what its tone is."""
        if item := self.item():
            self.ask(mention_acts.correct(self.desk, item), "tone")
