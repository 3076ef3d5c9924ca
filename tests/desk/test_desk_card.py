"""The card of an alert opens each of its numbers, and the ledger each of its rules."""

from dataclasses import replace
from datetime import timedelta

import pytest
from fake_core import NOW, FakeCore, alert, view
from sizes import BOTH

from cmwatch.alarm.figures import figures
from cmwatch.desk.screens.alert_card import AlertCard
from cmwatch.desk.screens.behind import Behind
from cmwatch.desk.widgets.mention_list import MentionList
from cmwatch.desk.widgets.rows import Rows
from cmwatch.model import Alert, Argument, Compared, Gate, Reason, Similar

ROSE = NOW - timedelta(minutes=22)


def told() -> Alert:
    """An alert with everything that a card can say."""
    plain = alert()
    why = replace(
        plain.explanation,
        cells=(
            Reason("cell.V", (("factor", 7.3), ("minutes", 30), ("n", 38), ("severity", 2))),
            Reason("cell.R", (("large", 1), ("middling", 1), ("press", 0), ("severity", 2))),
            Reason("cell.C", (("gate", "grave"), ("risk", "injury"), ("severity", 1))),
        ),
        cells_at=NOW, cells_minutes=30,
        arguments=(Argument(("panne", "box", "internet"), 12), Argument(("facture", "remboursement"), 21)),
        compared=Compared(ROSE, NOW, 40, NOW - timedelta(days=7), ROSE, 90),
        checked=(Reason("copies", (("n", 4), ("of", 41))), Reason("mature"), Reason("unplanned")),
    )  # fmt: skip
    gate = Gate("grave", "injury", NOW, 1, ("mastodon:1", "mastodon:2"), "burned", 40)
    past = Similar("A0", NOW - timedelta(days=7), 2, "mentions", "true", None, 0.74, ("panne",))
    return replace(plain, explanation=why, gates=(gate,), planned=("Contest",), similar=(past,), peak_at=NOW,
                   peak_minutes=30)  # fmt: skip


@pytest.fixture
def core(tmp_path) -> FakeCore:
    """With that alert, and one that ended."""
    fake = FakeCore(tmp_path, view(alerts=(told(),)))
    ended = alert(id="A0", state="closed", close_reason="true", closed_by="ben", opened_at=NOW - timedelta(days=7))
    fake.past = (ended, replace(ended, id="A00", close_reason="false"))
    return fake


@BOTH
async def test_the_card_tells_the_whole_story(desk, core, size) -> None:
    """Cells of the level, doubts with their numbers, gates, what is planned, what resembles it, the playbook."""
    async with desk(size, core) as d:
        d.app.push_screen(AlertCard("A1"))
        await d.pilot.pause()
        await d.look()
        seen = d.text
        for _screen in range(8):
            await d.press("pagedown")
            seen += d.text
        for words in (
            "V ▲ ×7.3 · R ▲ 1≥100 k · C ■ injury or death", "about 3 months", "its peak was 43", "18 · 1",
            "3 authors wrote 21 of 41", "4 of 41 are reposts", "Nothing was planned", "first in 40 days", "Contest",
            "74 %", "true", "P01 Product safety", "All originals",
            "What people say", "panne · box · internet (12 authors)",
        ):  # fmt: skip
            assert words in seen.replace("\u00a0", " ")


@BOTH
async def test_every_number_opens_as_many_mentions(desk, core, size) -> None:
    """Each line that has numbers; where it has two, each is asked for."""
    async with desk(size, core) as d:
        d.app.push_screen(AlertCard("A1"))
        await d.pilot.pause()
        await d.look()
        lists = [rows for rows in d.app.screen.query(Rows) if rows.id != "voices" and rows.display]
        known, opened = figures(told()), set[str]()
        for rows in lists:
            for key in [row.key for row in rows._rows if row.key and not row.key.startswith("alert:")]:
                names = key.split("\n")
                for place, name in enumerate(names, 1):
                    rows.focus()
                    rows.go(key)
                    await d.press("enter", *([str(place)] if len(names) > 1 else []))
                    await d.pilot.pause()
                    assert isinstance(d.app.screen, Behind)
                    shown = d.app.screen.query_one(MentionList)
                    assert len(shown._items) == known[name].count
                    assert f"{known[name].count} mention" in str(shown.border_title)
                    opened.add(name)
                    await d.press("escape")
        assert opened == known.keys()


async def test_a_past_alert_opens_from_the_card(desk, core) -> None:
    """How it ended, and its own explanation."""
    async with desk(core=core) as d:
        d.app.push_screen(AlertCard("A1"))
        await d.pilot.pause()
        around = d.app.screen.query_one("#around", Rows)
        around.focus()
        around.go("alert:A0")
        await d.press("enter")
        await d.look()
        assert "ended" in d.text
        assert "true · ben" in d.text
        await d.press("escape")
        assert d.app.screen.query_one("#around", Rows)


@BOTH
async def test_the_ledger_stands_in_the_log_and_opens_its_rules(desk, core, size) -> None:
    """Where a reviewer looks; as many alerts as it counts."""
    async with desk(size, core) as d:
        await d.press("3", "end", "enter")
        await d.look()
        assert "volume" in d.text
        assert "50 % right" in d.text
        assert "1 true · 1 false" in d.text
        await d.press("enter")
        await d.look()
        assert "volume · 2 alerts" in d.text
        await d.press("enter")
        await d.look()
        assert "How sure" in d.text or "originals" in d.text
