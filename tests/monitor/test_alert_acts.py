"""What people do to alerts, from the session, from beside it, and across a restart."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from stage import BURST, Session, play, story, written

from cmwatch.archive import Archive
from cmwatch.archive.lock import collect
from cmwatch.errors import UsageError
from cmwatch.model import Alert
from cmwatch.monitor.acts import act_aside, last_act


def standing(session: Session) -> Alert:
    return session.monitor.view().alerts[0]


@pytest.fixture
def rising(tmp_path: Path) -> tuple[Path, Path]:
    """A recording that breaks off in the middle of the burst, and its rest."""
    rows = story()
    cut = len(rows) - 30
    return written(tmp_path / "1.jsonl", rows[:cut]), written(tmp_path / "2.jsonl", rows[cut:])


Act = Callable[[Session], None]
ACTS: dict[str, tuple[Act, Callable[[Alert], bool]]] = {
    "acknowledged": (
        lambda s: s.monitor.acknowledge(standing(s).id, "ana"),
        lambda alert: alert.state in ("acknowledged", "worsened", "quiet") and alert.acknowledged_by == "ana",
    ),
    "snoozed": (
        lambda s: s.monitor.snooze(standing(s).id, BURST + timedelta(days=1), "ana"),
        lambda alert: alert.snoozed_until == BURST + timedelta(days=1),
    ),
    "open": (lambda _s: None, lambda alert: alert.state in ("open", "worsened", "quiet")),
}


@pytest.mark.parametrize("name", ACTS)
def test_a_restart_takes_an_alert_up_in_its_state(rising: tuple[Path, Path], tmp_path: Path, name: str) -> None:
    """Open, acknowledged or snoozed; the rise that goes on belongs to it and wakes nobody anew."""
    act, holds = ACTS[name]
    first = play(rising[0], tmp_path / "data", act)
    before = standing(first)
    second = play(rising[1], tmp_path / "data")
    assert standing(second).id == before.id
    assert holds(standing(second))
    assert second.states.count("open") == 0


def test_what_was_closed_stays_closed_across_a_restart(rising: tuple[Path, Path], tmp_path: Path) -> None:
    """Though the burst goes on."""
    play(rising[0], tmp_path / "data", lambda s: s.monitor.close_alert(standing(s).id, "planned", "ana"))
    second = play(rising[1], tmp_path / "data")
    assert second.told == []
    assert second.monitor.view().alerts == ()


def test_each_act_is_undone_once(rising: tuple[Path, Path], tmp_path: Path) -> None:
    """The last one; then there is nothing left to undo."""

    def look(session: Session) -> None:
        alert, monitor = standing(session), session.monitor
        monitor.acknowledge(alert.id, "ana")
        monitor.undo(alert.id, "ben")
        assert standing(session).state in ("open", "worsened")
        with pytest.raises(UsageError, match="nothing to undo"):
            monitor.undo(alert.id, "ben")
        monitor.close_alert(alert.id, "false", "ana")
        assert monitor.view().alerts == ()
        with pytest.raises(UsageError, match="closed"):
            monitor.acknowledge(alert.id, "ana")
        monitor.undo(alert.id, "ana")
        assert standing(session).id == alert.id
        with pytest.raises(UsageError, match="no alert"):
            monitor.acknowledge("nonsense", "ana")

    play(rising[0], tmp_path / "data", look)


def test_an_incident_is_declared_once_and_stands_on_the_alert(rising: tuple[Path, Path], tmp_path: Path) -> None:
    """With the first mention's time, the suggested level, and the alert acknowledged."""

    def look(session: Session) -> None:
        alert = standing(session)
        case = session.monitor.declare(alert.id, "Lamps go dark", 2, "ana")
        assert standing(session).incident == case.id
        assert standing(session).acknowledged_by == "ana"
        first = case.clocks.first_mention_at
        assert first is not None
        assert abs(first - BURST) < timedelta(minutes=5)
        with pytest.raises(UsageError, match="already has an incident"):
            session.monitor.declare(alert.id, "Again", 2, "ben")

    play(rising[0], tmp_path / "data", look)


def test_an_act_from_beside_is_written_down_and_applied_by_whoever_collects(
    rising: tuple[Path, Path], tmp_path: Path
) -> None:
    """While a session collects the act waits for it; otherwise it counts at once."""
    folder = tmp_path / "data"
    alert = standing(play(rising[0], folder))
    with Archive.open(folder) as archive:
        with collect(folder, "ben"):
            told = act_aside(archive, folder, alert.id, "acknowledge", "ana", BURST)
            assert told.acknowledged_by == "ana"
            assert archive.alerts()[0].acknowledged_by is None
        assert last_act(archive, alert.id) == "acknowledge"
    second = play(rising[1], folder)
    second.monitor.view()
    with Archive.open(folder) as archive:
        act_aside(archive, folder, alert.id, "snooze", "ben", BURST, (BURST + timedelta(days=2)).isoformat())
        (kept,) = archive.alerts()
        assert kept.snoozed_until == BURST + timedelta(days=2)


def test_an_act_from_beside_does_not_bury_one_that_a_dead_collector_had_not_heard_of(
    rising: tuple[Path, Path], tmp_path: Path
) -> None:
    """Both count: the next act says that it is applied, and with it all before."""
    folder = tmp_path / "data"
    alert = standing(play(rising[0], folder))
    with Archive.open(folder) as archive:
        with collect(folder, "ben"):
            act_aside(archive, folder, alert.id, "acknowledge", "ana", BURST)
        told = act_aside(archive, folder, alert.id, "snooze", "ben", BURST, (BURST + timedelta(days=2)).isoformat())
        assert (told.acknowledged_by, told.snoozed_until) == ("ana", BURST + timedelta(days=2))
        assert archive.alerts() == (told,)
    assert standing(play(rising[1], folder)).acknowledged_by == "ana"
