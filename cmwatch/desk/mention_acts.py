"""What a person does with a mention: answer it, keep it, copy it, see its page, ask how it was read."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cmwatch.desk.dialogs.notice import Notice
from cmwatch.desk.ink import block
from cmwatch.desk.levels import tone_word
from cmwatch.errors import UsageError
from cmwatch.model import Item
from cmwatch.words import _, number, whole

if TYPE_CHECKING:
    from cmwatch.desk.app import Desk


def web_page(item: Item) -> str | None:
    """Its address, if it is one that a browser may be sent to."""
    url = item.mention.url
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def reply(desk: "Desk", item: Item) -> None:
    """Open the composer beside it."""
    # The composer needs the acts of this module.
    from cmwatch.desk.screens.reply import ReplyCard

    desk.push_screen(ReplyCard(item))


async def keep(desk: "Desk", item: Item) -> None:
    """Capture it as evidence of the open incident. Raises UsageError where none is open."""
    case_id = desk.viewpoint.case
    if case_id is None:
        raise UsageError(_("No incident is open."), "", _("Declare one with d, or open one in the log (3)."))
    entry = desk.core.cases.keep(case_id, item, desk.options.actor, desk.now())
    desk.say(_("Kept as evidence: entry {n} of #{case}.", n=entry.seq, case=case_id))


def copy(desk: "Desk", item: Item) -> None:
    """Text and address to the terminal's clipboard."""
    mention = item.mention
    desk.copy_to_clipboard("\n".join(filter(None, (block(mention.text), mention.url))))
    desk.say(_("Sent to the terminal's clipboard."))


async def page(desk: "Desk", item: Item) -> None:
    """Open its page after showing the whole address."""
    url = web_page(item)
    if url is None:
        return
    agreed = await desk.push_screen_wait(Notice(_("Open its page in the browser?"), url))
    if agreed:
        desk.open_url(url)


async def why(desk: "Desk", item: Item) -> None:
    """Say how it was read."""
    await desk.push_screen_wait(Notice(_("Why?"), reading_in_words(item)))


def reading_in_words(item: Item) -> str:
    """Tone, language, marks and story of a mention, each with what it rests on."""
    reading = item.reading
    if reading.compound is None:
        tone = _("Tone: unsure. No engine here reads the language {lang}.", lang=reading.lang)
    else:
        tone = _(
            "Tone: {word} ({score}), by {engine}, language {lang}.",
            word=tone_word(item),
            score=number(reading.compound, 2),
            engine=reading.engine,
            lang=reading.lang,
        )
    lines = [tone]
    if reading.question:
        lines.append(_("It asks a question."))
    if reading.addressed:
        lines.append(_("It is addressed to the brand: it tags it or answers it."))
    if item.mention.from_brand:
        lines.append(_("It is the brand's own voice: it counts in no alarm."))
    lines.append(_("It matched: {watches}.", watches=", ".join(item.watches)))
    if item.original:
        lines.append(_("It is an original: its story held {n} when it came.", n=whole(item.fold)))
    else:
        lines.append(_("It repeats {story}: its story held {n} when it came.", story=item.story, n=whole(item.fold)))
    return "\n".join(lines)
