"""A command of the person's own: JSON on its standard input, no shell, and failures said in a line."""

import inspect
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cmwatch import assembly
from cmwatch.delivery import command
from cmwatch.delivery.command import CommandNotifier
from cmwatch.model import Alert

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ALERT = Alert(
    id="a1", watch="Lumo; touch /tmp/owned", channel="mentions", state="open", severity=2, opened_at=NOON,
    updated_at=NOON, onset=NOON, window_minutes=10, observed=60, expected=2.0, band=(0.0, 4.0), factor=30.0,
    p_value=1e-12, peak=60, opened_with=60, authors=41, originals=30, negative_share=0.5, negative_band=(0.4, 0.6),
    usual_negative=0.2, immature_days=None,
)  # fmt: skip


def python(script: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-c", script, *arguments)


async def test_the_command_gets_the_alert_as_json(tmp_path: Path) -> None:
    """One object, on one line, in UTF-8."""
    out = tmp_path / "got"
    script = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())"
    assert await CommandNotifier(python(script, str(out)), 3).notify(ALERT) == ""
    (line,) = out.read_bytes().splitlines()
    told = json.loads(line)
    assert (told["type"], told["id"], told["severity"], told["watch"]) == ("alert", "a1", 2, ALERT.watch)


async def test_no_shell_reads_the_command(tmp_path: Path) -> None:
    """A semicolon is a character, and a missing program is said so."""
    trap = tmp_path / "owned"
    complaint = await CommandNotifier((f"true; touch {trap}",), 3).notify(ALERT)
    assert "could not be started" in complaint
    assert not trap.exists()


async def test_a_failing_command_is_reported_on_one_clean_line() -> None:
    """Its code and what it said, without what a terminal would obey."""
    script = "import sys; sys.stderr.write('no\\n\\x1b[31mnet\\n'); sys.exit(3)"
    complaint = await CommandNotifier(python(script), 3).notify(ALERT)
    assert "code 3" in complaint
    assert "no net" in complaint
    assert "\x1b" not in complaint


async def test_a_command_that_does_not_read_is_no_failure() -> None:
    """It may only ring a bell."""
    assert await CommandNotifier(python("pass"), 3).notify(ALERT) == ""


async def test_a_command_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next alert must reach the person."""
    monkeypatch.setattr(command, "PATIENCE_SECONDS", 0.2)
    assert "stopped" in await CommandNotifier(python("import time; time.sleep(60)"), 3).notify(ALERT)


async def test_what_is_less_grave_than_asked_for_is_not_passed_on(tmp_path: Path) -> None:
    """`notify_severity = 1` wakes for red only."""
    out = tmp_path / "got"
    script = "import sys; open(sys.argv[1], 'w')"
    assert await CommandNotifier(python(script, str(out)), 1).notify(ALERT) == ""
    assert not out.exists()


def test_a_replay_and_the_demo_know_no_notifier() -> None:
    """Only `live` may reach out: the composition says so in one place."""
    assert "CommandNotifier" in inspect.getsource(assembly.live)
    for session in (assembly.replay, assembly.demo):
        assert "notif" not in inspect.getsource(session).replace("never what reaches out", "")
