"""The reply composer: the mention beside the draft, templates that fit, nothing lost, nothing sent by itself."""

from fake_core import NOW, item
from sizes import BOTH

from cmwatch.model.case import Declaration


async def composer(d, incident: bool = True):
    """Opens the composer on the newest negative French mention."""
    if incident:
        d.core.cases.declare(Declaration("Pannes", 3, zone="Europe/Paris"), "ana", NOW)
        await d.press("2", "1")
    d.core.change(feed=(item(0),), feed_start=1000)
    await d.look()
    await d.press("up", "r")


@BOTH
async def test_the_mention_stands_beside_the_draft_with_fitting_templates(desk, size) -> None:
    """Ranked with their reasons, in the language of the mention."""
    async with desk(size) as d:
        await composer(d)
        assert "Your reply" in d.text
        assert "Toujours rien depuis" in d.text
        assert "fr/T" in d.text
        assert d.app.focused.id == "draft"


async def test_a_template_goes_in_at_the_cursor_and_keeps_what_was_written(desk) -> None:
    """Missing slots are asked; the draft is never erased."""
    async with desk() as d:
        await composer(d)
        await d.type("Bonjour")
        await d.press("ctrl+t", "enter")
        for _n in range(8):
            if d.app.screen.query("#field-0"):
                await d.type("demain")
                await d.press("enter")
        text = d.app.screen.query_one("#draft").text
        assert text.startswith("Bonjour ")
        assert len(text) > 30
        assert "{" not in text
        assert f"{len(text)} of 500 mastodon" in d.text


async def test_a_draft_survives_a_restart(desk) -> None:
    """It is saved as it is typed."""
    async with desk() as d:
        await composer(d)
        await d.type("Bonjour Lea")
    async with desk() as d:
        await composer(d, incident=False)
        assert d.app.screen.query_one("#draft").text == "Bonjour Lea"


async def test_using_a_reply_shows_all_of_it_copies_it_and_writes_the_entry(desk) -> None:
    """A confirmation with the text in full; then clipboard, and the log."""
    async with desk() as d:
        await composer(d)
        await d.type("Merci, on regarde")
        await d.press("ctrl+s")
        assert "Merci, on regarde" in d.text
        assert "17 of 500" in d.text
        await d.press("1")
        assert d.app.clipboard == "Merci, on regarde"
        assert "Sent to the terminal's clipboard" in d.told
        entry = d.core.cases.load("2026-0001").entries[-1]
        assert (entry.kind, entry.text, entry.comms.network) == ("reply", "Merci, on regarde", "mastodon")
        assert "Feed" in d.text
        await d.press("r")
        assert d.app.screen.query_one("#draft").text == ""


async def test_a_reply_can_be_saved_to_a_file(desk) -> None:
    """Where no clipboard answers."""
    async with desk() as d:
        await composer(d, incident=False)
        await d.type("Merci")
        await d.press("ctrl+s", "2")
        (path,) = (d.core.data_folder / "replies").glob("*.txt")
        assert path.read_text() == "Merci\n"
        assert "No incident is open, so no entry was written." in d.told


async def test_an_unfinished_reply_is_not_used(desk) -> None:
    """Empty, or with a slot still open."""
    async with desk() as d:
        await composer(d)
        await d.press("ctrl+s")
        assert "The reply is empty." in d.told
        await d.type("au plus tard {date}")
        assert "missing: date" in d.text
        await d.press("ctrl+s")
        assert "Something is still missing: date." in d.told
