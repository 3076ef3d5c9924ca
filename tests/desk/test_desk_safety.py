"""Not one byte of a mention steers the terminal, whatever door it comes through, cleaned or not."""

import re

import hostile
import pytest
from fake_core import NOW, alert, item
from msgspec.structs import replace

from cmwatch.desk.ink import block, plain
from cmwatch.desk.terminal import Titled
from cmwatch.intake.normalise import clean
from cmwatch.model import Explanation, Shift
from cmwatch.model.case import Declaration, Draft

STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def attacked(n: int, text: str, *, cleaned: bool):
    """A mention that is an attack in every field."""
    made = item(n)
    text = clean(text) if cleaned else text
    mention = replace(
        made.mention,
        text=text,
        author=text[:50],
        url="https://example.org/" + text[:20],
        source=hostile.HANDLES[1] if not cleaned else "mastodon",
        at=NOW,
    )
    return replace(made, mention=mention, story=text[:30])


def no_steering(d) -> None:
    """Nothing on the screen but what we drew and what may be drawn."""
    for line in d.lines:
        assert not STEERING.search(line), ascii(line)


@pytest.mark.parametrize("cleaned", [True, False], ids=["as the intake cleans", "as the net sends"])
async def test_the_feed_shows_the_hostile_corpus_without_harm(desk, cleaned) -> None:
    """Twenty at a time through the feed, each opened, in markup and out."""
    async with desk((100, 30)) as d:
        texts = [text for _name, text in hostile.CORPUS]
        for start in range(0, len(texts), 20):
            feed = tuple(attacked(start + n, text, cleaned=cleaned) for n, text in enumerate(texts[start : start + 20]))
            d.core.change(feed=feed, feed_start=start)
            await d.look()
            no_steering(d)
            assert {len(d.lines)} == {30}
        await d.press("up", "enter")
        no_steering(d)


async def test_toast_card_dialogs_and_log_show_it_without_harm(desk) -> None:
    """Alerts quote terms, authors and titles: none of them is markup, none of them an escape."""
    attack = "[/x]\x1b]52;c;cm0=\x07\u202e\x9b2J[@click=app.quit]go[/]"
    shifts = (Shift("term", attack, 3, 1, 2.0), Shift("hashtag", "#" + attack, 3, 1, 2.0))
    bad = alert(watch=attack, explanation=Explanation(shifts=shifts, samples=("x:1",), first="x:1"))
    async with desk((100, 30)) as d:
        d.core.item = lambda _key: attacked(1, attack, cleaned=False)
        d.core.change(alerts=(bad,), notice=attack)
        d.core.listeners[0](bad, True)
        await d.look()
        no_steering(d)
        await d.press("tab", "tab", "enter")
        no_steering(d)
        await d.press("c")
        no_steering(d)
        await d.press("escape", "d")
        no_steering(d)
        await d.press("escape", "escape")
        case = d.core.cases.declare(Declaration(attack, 2), "ana", NOW)
        d.core.cases.append(case.id, Draft("note", attack), "ana\x1b[31m", NOW)
        await d.press("2", "3", "enter", "enter")
        no_steering(d)


async def test_what_is_pasted_into_a_draft_or_a_line_is_cleaned(desk) -> None:
    """A clipboard may hold what a web page put there."""
    async with desk((100, 30)) as d:
        await d.press("up", "r")
        draft = d.app.screen.query_one("#draft")
        draft.insert("merci\x1b[2J\u202e\nbien")
        await d.pilot.pause()
        assert draft.text == "merci[2J\nbien"
        no_steering(d)
        await d.press("escape", "slash")
        d.app.focused.value = "lamp\x1b]52;c;x\x07"
        await d.pilot.pause()
        assert d.app.focused.value == "lamp]52;c;x"
        no_steering(d)


async def test_only_web_addresses_are_opened(desk) -> None:
    """`o` asks first, and is not offered for anything else."""
    from cmwatch.desk.mention_acts import web_page

    made = item(1)
    for address in (*hostile.ADDRESSES, "javascript:alert(1)", "file:///etc/passwd", None):
        page = web_page(replace(made, mention=replace(made.mention, url=address)))
        assert page is None or page.startswith(("http://", "https://"))


@pytest.mark.parametrize(("name", "text"), hostile.CORPUS, ids=[name for name, _text in hostile.CORPUS])
def test_the_last_door_lets_nothing_through(name, text) -> None:
    """`plain` is one line; `block` keeps line breaks and nothing else."""
    assert not STEERING.search(plain(text))
    assert not STEERING.search(block(text).replace("\n", ""))


def test_the_terminal_title_is_one_sequence_of_ours() -> None:
    """What stands in it cannot end it."""
    written: list[str] = []

    class Driver:
        def __init__(self, app, **_options) -> None:
            pass

        def write(self, text: str) -> None:
            written.append(text)

    titled = Titled()
    titled.show("before any driver")
    titled.through(Driver)(None)  # type: ignore[arg-type]
    titled.show("▲2 AMBER \x07\x1b]52;c;x\x07 Lumen" + "x" * 500)
    (sequence,) = written
    assert sequence.startswith("\x1b]0;▲2 AMBER ]52;c;x Lumen")
    assert sequence.count("\x1b") == 1
    assert sequence.count("\x07") == 1
    assert len(sequence) < 140
