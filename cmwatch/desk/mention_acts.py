"""What a person does with a mention: answer it, keep it, copy it, see its page, ask how it was read."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cmwatch.desk.dialogs.choice import Choice, Option
from cmwatch.desk.dialogs.notice import Notice
from cmwatch.desk.ink import block
from cmwatch.desk.reading_words import reading_in_words
from cmwatch.errors import UsageError
from cmwatch.model import Item, Tone
from cmwatch.reading.tone.reasons import tone_name
from cmwatch.words import _

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
    await desk.push_screen_wait(Notice(_("Why?"), reading_in_words(item, desk.core.told(item))))


async def correct(desk: "Desk", item: Item) -> None:
    """Ask what its tone is, show it so from now on, and let the words learn."""
    tones: tuple[Tone, ...] = ("negative", "neutral", "positive", "unsure")
    options = [Option(tone, tone_name(tone), tone) for tone in tones]
    title = _("Its tone is…")
    chosen = await desk.push_screen_wait(Choice(title, options, block(item.mention.text), chosen=item.tone))
    if chosen is None:
        return
    said: Tone = next(tone for tone in tones if tone == chosen)
    desk.core.correct(item, said, desk.options.actor)
    desk.say(
        _("Noted: {tone}. It was read as {read}.", tone=tone_name(said), read=tone_name(item.reading.tone)),
    )
    desk.look_again()
