"""Room 1: what a tired person sees within ten seconds, and how the feed is held, filtered and opened."""

from dataclasses import replace

import pytest
from fake_core import NOW, SOURCES, FakeCore, alert, item, view
from sizes import BOTH

from cmwatch.model import Reading, Tally, Version


@BOTH
async def test_the_screen_answers_what_since_when_and_how_bad(desk, size) -> None:
    """Level, watch, onset, factor and what cannot be seen are on screen without a key."""
    async with desk(size) as d:
        for words in ("▲2 AMBER", "since 01:52", "Maison Lumen ▸ Produit", "×7.3", "sources 2/3", "02:14:07 +01"):
            assert words in d.text
        assert "Toujours rien depuis 3 jours" in d.text


@BOTH
async def test_no_line_is_wider_than_the_screen(desk, size) -> None:
    """Nothing is cut by the edge: a line that is too long ends in an ellipsis."""
    async with desk(size) as d:
        assert {len(line) for line in d.lines} <= {size[0]}
        assert len(d.lines) == size[1]


async def test_on_a_small_screen_pulse_and_alert_take_one_line_each(desk) -> None:
    """The feed keeps the rest."""
    async with desk((80, 24)) as d:
        assert "5 min/6 h" in d.lines[1]
        assert "▲2 AMBER" in d.lines[2]
        assert "Feed" in d.lines[3]


async def test_a_hole_in_the_pulse_is_hatched_and_not_calm(desk) -> None:
    """Gaps are drawn over the whole height, not as a low bar."""
    async with desk() as d:
        assert sum("╌╌╌╌╌╌" in line for line in d.lines) >= 8


@BOTH
async def test_the_footer_shows_at_most_eight_keys(desk, size) -> None:
    """A hint, not a manual; and none is cut."""
    async with desk(size) as d:
        footer = d.lines[-1]
        assert "a Acknowledge" in footer
        assert "…" not in footer
        assert sum(footer.count(f" {key} ") for key in ("⏎", "a", "d", "s", "c", "space", "/", "?", "i", "u")) <= 8


async def test_held_feed_stands_still_and_counts_what_is_new(desk) -> None:
    """`space` holds: nothing moves under the reader; `space` again goes to the newest."""
    async with desk() as d:
        await d.press("space")
        before = [line for line in d.lines if "neg" in line]
        d.core.arrive(37)
        await d.look()
        assert [line for line in d.lines if "neg" in line] == before
        assert "held · +37 new" in d.text
        await d.press("space")
        assert "following" in d.text
        assert "+37 new" not in d.text


async def test_moving_the_cursor_holds_and_end_follows(desk) -> None:
    """Arrows put a cursor on a mention, which then stays where it is."""
    async with desk() as d:
        await d.press("up", "up")
        chosen = d.app.screen.item()
        d.core.arrive(500)
        await d.look()
        assert d.app.screen.item() is chosen
        await d.press("end")
        assert "following" in d.text


async def test_what_is_held_outlives_the_ring(desk) -> None:
    """Mentions that fall off the ring stay on the screen of whoever holds them."""
    async with desk() as d:
        await d.press("up")
        chosen = d.app.screen.item()
        feed = tuple(item(n) for n in range(5000, 5100))
        d.core.change(feed=feed, feed_start=5000)
        await d.look()
        assert d.app.screen.item() is chosen
        assert "+4,980 new" in d.text


async def test_a_filter_applies_to_what_is_there_and_to_what_comes(desk) -> None:
    """The query language of watches; `esc` clears it."""
    async with desk() as d:
        await d.press("slash")
        await d.type("lang:fr honte")
        await d.press("enter")
        assert "filter: lang:fr honte (24 matches)" in d.text
        assert "Lamp went dark" not in d.text
        d.core.arrive(5)
        await d.look()
        assert "(25 matches)" in d.text
        await d.press("escape")
        assert "filter:" not in d.text
        assert "Lamp went dark" in d.text


async def test_a_filter_that_cannot_be_read_says_so_and_changes_nothing(desk) -> None:
    """The error stands where the person looks, and the line stays open to mend it."""
    async with desk() as d:
        await d.press("slash")
        await d.type("(lamp")
        await d.press("enter")
        assert "Lamp went dark" in d.text
        assert "Toujours rien" in d.text
        assert "character" in d.text
        assert d.app.focused.id == "filter"
        await d.press("escape")
        assert "character" not in d.text


async def test_the_filter_survives_rooms_and_restarts(desk, tmp_path) -> None:
    """It is part of how this person looks, not of one screen."""
    async with desk() as d:
        await d.press("slash")
        await d.type("lang:fr")
        await d.press("enter", "4", "1")
        assert "filter: lang:fr" in d.text
    async with desk() as d:
        assert "filter: lang:fr" in d.text


async def test_the_mentions_behind_a_bar_are_as_many_as_it_says(desk) -> None:
    """Every number opens."""
    async with desk() as d:
        await d.press("left")
        assert "02:09 · 41 mentions" in d.text
        await d.press("enter")
        assert "02:09–02:14 +01 · 41 mentions" in d.text
        since, until = d.core.acts[-1][2:4]
        assert (until - since).total_seconds() == 300
        await d.press("escape")
        assert "Feed" in d.text


async def test_brackets_change_the_range_and_french_keyboards_have_their_own(desk) -> None:
    """`[` and `<` shorten, `]` and `>` lengthen."""
    async with desk() as d:
        for key, expected in (("right_square_bracket", "per 10 min"), ("less_than_sign", "per 5 min")):
            await d.press(key)
            assert expected in d.text


async def test_a_mention_opens_with_its_text_figures_and_address(desk) -> None:
    """`enter` on a mention of the feed."""
    async with desk() as d:
        await d.press("up", "enter")
        assert "Delivery came on Tuesday as announced." in d.text
        assert "39 likes" in d.text
        assert "https://example.org/@lea_r/119" in d.text
        await d.press("i")
        assert "read by the English word list VADER. Language: English." in " ".join(d.text.split())


async def test_a_mention_that_was_edited_and_deleted_shows_what_it_first_was_and_became(desk, tmp_path) -> None:
    """The text that was seen first stays; the later one and the end stand below it."""
    core = FakeCore(tmp_path)
    reading = Reading("en", "negative", -0.5, "vader", question=False, addressed=False)
    core.later = (
        Version("mastodon", "119", "edited", NOW, "m", "lea", "It [b]never[/b] came.", "", reading),
        Version("mastodon", "119", "deleted", NOW, "", "", "", "", None),
    )
    async with desk(core=core) as d:
        await d.press("up", "enter")
        assert "Delivery came on Tuesday as announced." in d.text
        assert "✎ edited" in d.text
        assert "It [b]never[/b] came." in d.text
        assert "✗ deleted" in d.text


@pytest.mark.parametrize(("presses", "shown"), [(0, "02:14:07 +01"), (1, "01:14:07 +00")])
async def test_the_zone_goes_round(desk, presses, shown) -> None:
    """The watch's zone, UTC, the system's: always with its offset."""
    async with desk() as d:
        await d.press(*["T"] * presses)
        assert shown in d.lines[0]
        await d.press(*["T"] * (3 - presses))
        assert "02:14:07 +01" in d.lines[0]


async def test_an_empty_feed_says_which_query_found_nothing(desk) -> None:
    """Empty is designed: why, and what to do."""
    async with desk() as d:
        d.core.change(feed=(), alerts=(), tally=Tally(), sources=SOURCES[:1])
        await d.look()
        assert "Nothing has come yet for:" in d.text
        assert "No alert: nothing stands out" in d.text
        assert "cmwatch sources test" in d.text


async def test_a_source_that_fails_explains_an_empty_feed(desk) -> None:
    """Waiting and failing are told apart from calm."""
    async with desk() as d:
        d.core.change(feed=(), alerts=())
        await d.look()
        assert "The server answered 503." in d.text
        assert "degraded, next try 02:18" in d.text


async def test_a_recording_shows_how_far_it_is(desk) -> None:
    """Long work shows progress."""
    async with desk() as d:
        assert "demo 42 %" in d.lines[0]


async def test_one_watch_at_a_time(desk) -> None:
    """`w` goes through the watches, for pulse, alerts and feed alike."""
    async with desk() as d:
        await d.press("w", "w")
        assert "Maison Lumen ▸ Direction" in d.lines[0]
        assert "No alert" in d.text
        assert "Toujours rien" not in d.text


async def test_an_immature_baseline_is_said(desk) -> None:
    """A young baseline is no reason for certainty."""
    from cmwatch.model import Explanation, Reason

    doubts = Explanation(doubts=(Reason("immature", (("n", 3),)),))
    async with desk() as d:
        d.core.change(alerts=(alert(immature_days=3, explanation=doubts),))
        await d.look()
        assert "Baseline immature (3 days)" in d.text


async def test_the_notice_of_the_core_is_shown(desk) -> None:
    """Such as who else is collecting."""
    async with desk() as d:
        d.core.change(notice="ana collects on this machine; you read along.", now=NOW)
        await d.look()
        assert "you read along" in d.text


async def test_the_gravest_alert_comes_first(desk) -> None:
    """Whatever order they come in."""
    async with desk() as d:
        mild, grave = alert(id="A2", severity=3), alert(id="A3", severity=1)
        d.core.shown = replace(view(), alerts=(mild, grave), revision=2)
        await d.look()
        assert "■1 RED" in d.lines[0]
        assert d.text.index("■1 RED  Maison") < d.text.index("◆3 YELLOW  Maison")


async def test_the_fold_of_a_mention_opens_its_story(desk) -> None:
    """`enter` on the mention, and again on its story."""
    async with desk() as d:
        await d.press("up", "enter")
        assert "⏎ shows the whole story" in d.text
        fold = d.app.screen.item().fold
        await d.press("enter")
        assert f"· {fold} mention" in d.lines[1]


async def test_a_tone_is_corrected_and_shown_as_a_persons_word(desk) -> None:
    """`t` asks what it is; the feed then says so with a pen, and the core learns."""
    async with desk() as driven:
        await driven.press("up", "t")
        assert "Its tone is" in driven.text
        await driven.press("3")
        assert driven.core.acts[-1][0] == "correct"
        assert driven.core.acts[-1][2:] == ("positive", "ana")
        await driven.look()
        assert "✎   pos" in driven.text


async def test_why_says_what_made_a_reading(desk) -> None:
    """Words, wishes, risks, and how well the watch is read; hostile words are shown, not obeyed."""
    async with desk() as driven:
        await driven.press("up", "i")
        for told in ("VADER −0.40", "[/red]", "a complaint", "danger", "75 % were right"):
            assert told in driven.text
