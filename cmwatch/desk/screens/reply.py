"""The reply: the mention on the left, the draft on the right, templates that fit below it."""

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import TextArea

from cmwatch.desk import reply_acts
from cmwatch.desk.bindings import bind
from cmwatch.desk.composing import brand_of, length_line, slots_for, suggestion_lines, suggestions, zone_of_item
from cmwatch.desk.ink import Line, content
from cmwatch.desk.mention_line import key_of
from cmwatch.desk.mention_text import mention_rows
from cmwatch.desk.screens.room import Card
from cmwatch.desk.widgets.draft_area import DraftArea
from cmwatch.desk.widgets.one_line import OneLine
from cmwatch.desk.widgets.rows import Row, Rows, told
from cmwatch.errors import CmwatchError
from cmwatch.model import Item, View
from cmwatch.model.case import Case
from cmwatch.response.templates import Filled, Ranked
from cmwatch.words import _


class ReplyCard(Card):
    """Writing an answer to one mention."""

    BINDINGS: ClassVar[list[BindingType]] = bind("use", "templates")

    def __init__(self, item: Item) -> None:
        super().__init__()
        self.item_answered = item
        self.slots: dict[str, str] = {}
        """What is known for the slots: from the mention, then from the person."""
        self.filled: Filled | None = None
        """The template the draft began as, if it did."""
        self._ranked: tuple[Ranked, ...] = ()

    @property
    def draft_key(self) -> str:
        """Under which the draft is kept."""
        return f"reply:{key_of(self.item_answered)}"

    def purpose(self) -> str:
        """What the room is for."""
        return _("Write here, publish elsewhere. ctrl+s copies or saves the reply, and writes the log.")

    def furniture(self) -> ComposeResult:
        """Mention, draft, its measure, and the templates."""
        with Horizontal(id="reply"):
            yield Rows(id="answered")
            with Vertical(id="writing"):
                yield DraftArea(self.desk.drafts.get(self.draft_key), id="draft", soft_wrap=True, tab_behavior="focus")
                yield OneLine(id="measure")
        yield Rows(id="templates")

    def on_mount(self) -> None:
        """Rank the templates once, for the state of affairs now; stand in the draft."""
        view = self.desk.core.view()
        item = self.item_answered
        zone = zone_of_item(item, view, self.desk.options.zone)
        self.slots = slots_for(item, brand_of(item, view), zone, self.desk.options.actor)
        self._ranked = suggestions(self.desk.core.shelf, item, self.case(), self.slots)
        templates = self.query_one("#templates", Rows)
        templates.border_title = content(_("Templates that fit · enter inserts one at the cursor"))
        templates.show(
            [Row(ranked.template.key, partial(suggestion_lines, ranked)) for ranked in self._ranked]
            or [told(((_("No template is on the shelf."), "dim"),))]
        )
        self.query_one("#draft", DraftArea).border_title = content(_("Your reply"))
        self.query_one("#draft", DraftArea).move_cursor(self.query_one("#draft", DraftArea).document.end)
        self.set_focus(self.query_one("#draft", DraftArea))
        self.measure()

    def case(self) -> Case | None:
        """The open incident, if it can be read."""
        case_id = self.desk.viewpoint.case
        try:
            return self.desk.core.cases.load(case_id) if case_id else None
        except CmwatchError:
            return None

    def look(self, view: View) -> None:
        """Show the mention, and what it answers."""
        super().look(view)
        clock, item = self.desk.clock(view), self.item_answered
        answered = self.query_one("#answered", Rows)
        answered.border_title = content(f"@{item.mention.author} · {item.mention.source}")
        rows = [Row("", lambda width: mention_rows(item, clock, width))]
        if item.mention.in_reply_to:
            parent = self.desk.core.item(f"{item.mention.source}:{item.mention.in_reply_to}")
            if parent:
                above: Line = ((_("↑ in answer to"), "accent"),)
                rows.append(Row("", lambda width: ((), above, *mention_rows(parent, clock, width))))
        answered.show(rows)

    @on(TextArea.Changed)
    def measure(self) -> None:
        """Keep the draft, and say how long it is."""
        text = self.query_one("#draft", DraftArea).text
        self.desk.drafts.save(self.draft_key, text)
        network = self.item_answered.mention.source
        self.query_one("#measure", OneLine).show(lambda _width: length_line(text, network))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """`enter` opens only in the lists."""
        if action == "open":
            return self.focused is not None and self.focused.id == "templates"
        return super().check_action(action, parameters)

    @on(Rows.Opened, "#templates")
    def insert(self, event: Rows.Opened) -> None:
        """Put the template where the cursor is, after asking for what is missing."""
        ranked = next(ranked for ranked in self._ranked if ranked.template.key == event.key)
        self.ask(reply_acts.insert(self.desk, self, ranked), "insert")

    def put(self, text: str) -> None:
        """Insert at the cursor; nothing of the draft is lost."""
        draft = self.query_one("#draft", DraftArea)
        before = draft.get_text_range((0, 0), draft.cursor_location)
        gap = "" if not before or before.endswith(("\n", " ")) else " "
        draft.insert(gap + text)
        self.set_focus(draft)

    def action_templates(self) -> None:
        """To the templates, or back to the draft."""
        draft, templates = self.query_one("#draft", DraftArea), self.query_one("#templates", Rows)
        self.set_focus(draft if self.focused is templates else templates)

    def action_use(self) -> None:
        """Copy it or save it, after showing all of it."""
        text = self.query_one("#draft", DraftArea).text.strip()
        self.ask(reply_acts.use(self.desk, self, text), "use")
