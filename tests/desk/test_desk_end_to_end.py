"""The whole way with the real core: the demo's alert, its incident, its end, and a log that verifies."""

import asyncio
from pathlib import Path

from conftest import LARGE, Driven

from cmwatch import assembly
from cmwatch.desk.app import Desk
from cmwatch.desk.port import DeskOptions
from cmwatch.response.casebook import CaseBook
from cmwatch.response.templates import Shelf


async def test_from_the_alert_of_the_demo_to_a_verified_log(tmp_path: Path) -> None:
    """Every key reaches the monitor, and what it did comes back on the screen."""
    with assembly.demo(None, tmp_path, Shelf.load(), "Ana", 1) as monitor:
        app = Desk(monitor, DeskOptions(actor="Ana", zone="Europe/Paris"))
        async with app.run_test(size=LARGE, notifications=True) as pilot:
            d = Driven(app, monitor, pilot)  # type: ignore[arg-type]  # a core is a core
            async with asyncio.timeout(60):
                while any(worker.group == "monitor" and worker.is_running for worker in app.workers):
                    await pilot.pause(0.1)
            await d.look()
            alert = monitor.view().alerts[0]
            assert "■1 RED" in d.lines[0]

            await d.press("W")
            assert f"Unanswered · {monitor.view().unanswered} mentions" in d.text
            await d.press("escape", "tab", "tab", "enter")
            assert "How sure" in d.text
            await d.press("enter")
            counted = next(now for now in monitor.view().alerts if now.id == alert.id).observed
            assert f" · {counted} mention" in d.lines[1]
            await d.press("escape", "a")
            assert "seen by Ana" in d.text
            assert monitor.view().alerts[0].acknowledged_by == "Ana"

            await d.press("d", "enter", "enter")
            await d.type("Seen on the sofa")
            await d.press("enter")
            assert "Seen on the sofa" in d.text
            case = monitor.cases.all()[0].id
            assert monitor.view().alerts[0].incident == case
            await d.press("n")
            await d.type("fact support confirms 4.2")
            await d.press("enter", "escape")
            assert "✔ confirmed — support confirms 4.2" in d.text

            await d.press("c")
            await d.type("fixed by 4.2.1")
            await d.press("enter")
            assert "closed" in d.lines[1]
            await d.press("v")
            assert "✓ verified" in d.lines[1]

    verdict = CaseBook(tmp_path / "cases").verify(case)[0]
    assert verdict.ok
    assert verdict.entries == 6
