"""The hostile corpus on a real desk over a real monitor: every byte handed to the terminal's driver is looked at."""

import asyncio
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import hostile
import pytest
from sizes import BOTH
from textual import events
from textual.drivers.headless_driver import HeadlessDriver

from cmwatch import assembly
from cmwatch.desk.app import Desk
from cmwatch.desk.port import DeskOptions
from cmwatch.response.templates import Shelf

BURST = datetime(2026, 3, 2, 8, tzinfo=UTC)
OURS = re.compile(
    r"\x1b\[[0-9;:]*m|\x1b\[\d+;\d+H|\x1b\[\?(?:2026|25)[hl]|\x1b\]52;c;[A-Za-z0-9+/=]*\x07|\x1b\]22;[a-z-]*\x07|^\x07$",
    re.MULTILINE,
)
"""What Textual and the desk write: styles, the cursor, one picture at a time, the clipboard in base64, a bell alone."""

TITLE = re.compile(r"\x1b\]0;[^\x00-\x1f\x7f-\x9f]*\x07")
STEERING = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
PLANTED = re.compile("[\x1b\x9b\x9d\x90][^ a-zA-Z]*[a-zA-Z]?")


def rows() -> list[dict[str, object]]:
    """Twelve calm hours, then the corpus within twenty minutes, in text, author and address."""
    calm = [
        {"id": f"calm{n}", "source": "net", "author": f"u{n}", "text": f"The Lumen lamp number {n} lights",
         "created_at": (BURST - timedelta(minutes=2 * (360 - n))).isoformat()}
        for n in range(360)
    ]  # fmt: skip
    bad = [
        row | {"created_at": (BURST + timedelta(seconds=8 * n)).isoformat(), "author": f"{row['text'][:60]}{n}",
               "url": row.get("url") or f"https://example.org/{row['text'][:100]}"}
        for n, row in enumerate(hostile.rows())
    ]  # fmt: skip
    return [row | {"brand": "Maison [/x] Lumen"} for row in (*calm, *bad)]


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the driver was handed: a headless one that is painted on like any other."""
    written: list[str] = []
    monkeypatch.setattr(HeadlessDriver, "is_headless", False)
    monkeypatch.setattr(HeadlessDriver, "write", lambda _driver, text: written.append(text))
    return written


@BOTH
async def test_not_one_control_byte_of_a_mention_reaches_the_driver(
    size: tuple[int, int], tmp_path: Path, handed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Feed, mention cards, composer, alert card and list, dialogs, toasts, an incident's log: all are painted."""
    file = tmp_path / "hostile.jsonl"
    file.write_bytes(b"".join(json.dumps(row).encode("ascii") + b"\n" for row in rows()))
    with assembly.replay([str(file)], None, tmp_path / "data", Shelf.load(), "Ana", None) as monitor:
        app = Desk(monitor, DeskOptions(actor="Ana", zone="Europe/Paris", refresh_hz=1))
        async with app.run_test(size=size, notifications=True) as pilot:
            app._terminal._write = handed.append  # the title goes where everything goes
            screens = set()

            async def press(*keys: str) -> None:
                for key in keys:
                    app.post_message(
                        events.Key(key, {"space": " ", "enter": "\r"}.get(key, key if len(key) == 1 else None))
                    )
                    await pilot.pause()
                    screens.add(type(app.screen).__name__)

            async with asyncio.timeout(30):
                while monitor.view().progress != 1.0 or not monitor.view().alerts:
                    await asyncio.sleep(0.02)
            app.look_again()
            await pilot.pause()
            for alert in monitor.view().alerts:
                app.hear(alert, True)
            for number in range(16):
                await press("pageup", "enter", "escape")
                if number % 4 == 0:
                    await press("r", "y", "escape", *["up"] * 5)
            await press("tab", "tab", "enter", "i", "down", "enter", "escape", "escape", "escape")
            await press("1", "tab", "tab", "enter", "d", "enter", "escape", "1", "tab", "tab", "d", "enter")
            if not monitor.cases.all():
                alert = monitor.view().alerts[0]
                monitor.declare(alert.id, hostile.ESCAPES[7][1], 2, "Ana")
            case = monitor.cases.all()[0]
            for item in monitor.behind(monitor.view().alerts[0])[:40]:
                monitor.cases.keep(case.id, item, "Ana", BURST + timedelta(hours=1))
            app.open_case(case.id)
            await pilot.pause()
            app.look_again()
            await press(*["up"] * 20, "enter", "escape", "x", "escape", "v", "escape", "3", "down", "enter", "4", "1")
            toasts = len(app._notifications)
            await pilot.pause()
    output = "".join(handed)
    rest = TITLE.sub("", OURS.sub("", "\n".join(handed)))
    found = STEERING.search(rest)
    assert not found, ascii(rest[max(0, found.start() - 80) : found.end() + 80])
    for _name, text in hostile.ESCAPES:
        for sequence in PLANTED.findall(text):
            if len(sequence) > 2 and sequence not in ("\x1b[0m", "\x1b[31m", "\x1b]0"):
                assert sequence not in output, ascii(sequence)
    shown = sum(name in rest for name in ("wiped", "paste me", "back again", "[/x]", "ravie"))
    assert shown >= 3, "the corpus was not on the screen"
    with capsys.disabled():
        told = f"{len(handed):,} writes, {len(output.encode('utf-8', 'replace')):,} bytes to the driver"
        print(f"\n{size}: {told}, {toasts} toasts, {sorted(screens)}")
