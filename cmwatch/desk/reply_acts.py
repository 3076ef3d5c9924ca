"""What a person does with a reply: fill a template, then take the text where it will be published."""

import hashlib
from typing import TYPE_CHECKING

from cmwatch.desk.case_acts import saved
from cmwatch.desk.composing import filled_with, length_line, open_slots
from cmwatch.desk.dialogs.choice import Choice, Option
from cmwatch.desk.dialogs.form import Field, Form
from cmwatch.desk.mention_line import key_of
from cmwatch.errors import UsageError
from cmwatch.response import replies
from cmwatch.response.templates import Ranked
from cmwatch.words import _

if TYPE_CHECKING:
    from cmwatch.desk.app import Desk
    from cmwatch.desk.screens.reply import ReplyCard


async def insert(desk: "Desk", card: "ReplyCard", ranked: Ranked) -> None:
    """Ask for the slots nobody has filled yet, then put the text at the cursor."""
    network = card.item_answered.mention.source
    filled = filled_with(desk.core.shelf, ranked, card.slots, network)
    if filled.missing or filled.optional:
        asks = {slot.name: slot.ask for slot in ranked.template.slots}
        fields = [Field(name, asks.get(name, name)) for name in filled.missing]
        fields += [
            Field(name, _("{ask} (may stay empty)", ask=asks.get(name, name)), required=False)
            for name in filled.optional
        ]
        answers = await desk.push_screen_wait(Form(ranked.template.name, fields, filled.text))
        if answers is None:
            return
        card.slots |= {name: value for name, value in answers.items() if value}
        filled = filled_with(desk.core.shelf, ranked, card.slots, network)
    card.filled = filled
    card.put(filled.text)


async def use(desk: "Desk", card: "ReplyCard", text: str) -> None:
    """Show all of it, copy or save it, and write the entry. Raises UsageError for a text that is not ready."""
    if not text:
        raise UsageError(_("The reply is empty."), "", _("Write it, or insert a template with ctrl+t."))
    if missing := open_slots(text):
        raise UsageError(
            _("Something is still missing: {slots}.", slots=", ".join(missing)), "", _("Write it in the draft.")
        )
    network = card.item_answered.mention.source
    measure = "".join(part for part, _role in length_line(text, network)).strip()
    options = [
        Option("copy", _("copy to the clipboard, to paste it where it is published")),
        Option("file", _("save to a file")),
    ]
    account = _(
        "Answer to @{author} on {network}, {measure}",
        author=card.item_answered.mention.author,
        network=network,
        measure=measure,
    )
    chosen = await desk.push_screen_wait(Choice(_("Use this reply"), options, f"{account}\n\n{text}"))
    if chosen is None:
        return
    if chosen == "copy":
        desk.copy_to_clipboard(text)
        where = _("Sent to the terminal's clipboard. If nothing arrives there, save it to a file instead.")
    else:
        name = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]
        where = _("Saved: {path}", path=saved(desk.core.data_folder / "replies", f"{name}.txt", text + "\n"))
    desk.say(f"{where} {_logged(desk, card, text)}")
    desk.drafts.save(card.draft_key, "")
    if desk.screen is card:
        desk.pop_screen()


def _logged(desk: "Desk", card: "ReplyCard", text: str) -> str:
    """Write the entry, and say so; without an incident there is no log to write to."""
    case = card.case()
    if case is None or not case.active:
        return _("No incident is open, so no entry was written.")
    item = card.item_answered
    draft = replies.reply(
        text, item.mention.source, filled=card.filled, answers=key_of(item), language=item.reading.lang
    )
    entry = desk.core.cases.append(case.id, draft, desk.options.actor, desk.now())
    return _("Entry {n} of #{case}.", n=entry.seq, case=case.id)
