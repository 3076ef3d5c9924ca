"""`cmwatch alerts`: what the desk does to alerts, without it."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cmwatch.archive import Archive, Batch
from cmwatch.cli import run
from cmwatch.model import Alert, Argument, Compared, Explanation, Gate, Reason, Shift
from cmwatch.words import percent

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def alert(identity: str = "a1", **fields: object) -> Alert:
    known: dict[str, object] = {
        "id": identity, "watch": "Lumo", "channel": "mentions", "state": "open", "severity": 2, "opened_at": NOON,
        "updated_at": NOON, "onset": NOON, "window_minutes": 10, "observed": 60, "expected": 2.0, "band": (0.0, 4.0),
        "factor": 30.0, "p_value": 1e-12, "peak": 60, "opened_with": 60, "authors": 41, "originals": 30,
        "negative_share": 0.5, "negative_band": (0.4, 0.6), "usual_negative": 0.2, "immature_days": 3,
        "explanation": Explanation(
            reasons=(Reason("authors", (("n", 41), ("originals", 30))),),
            doubts=(Reason("immature", (("n", 3),)),),
            shifts=(Shift("term", "fire", 30, 2, 6.0),),
            compared=Compared(NOON, NOON, 30, NOON, NOON, 2),
            arguments=(Argument(("bill", "refund"), 9), Argument(("fire", "smoke", "lamp"), 21)),
        ),
    }  # fmt: skip
    return Alert(**(known | fields))  # type: ignore[arg-type]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive with one open and one closed alert."""
    monkeypatch.setenv("CMWATCH_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("CMWATCH_DATA", str(tmp_path))
    with Archive.open(tmp_path) as archive:
        archive.write(Batch(alerts=[alert(), alert("a0", state="closed", closed_by="ben", close_reason="true")]))
    return tmp_path


def kept(data: Path, identity: str = "a1") -> Alert:
    with Archive.open(data) as archive:
        return next(one for one in archive.alerts() if one.id == identity)


def test_list_shows_what_is_not_closed(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line an alert; all of them when asked."""
    assert run(["alerts", "list"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert "▲2 AMBER" in line
    assert line.endswith("a1")
    assert run(["alerts", "list", "--all", "--json"]) == 0
    assert {json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()} == {"a0", "a1"}


def test_show_explains(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Why, what changed, and what would make it nothing."""
    assert run(["alerts", "show", "a1"]) == 0
    text = capsys.readouterr().out
    assert "41 authors · 30 originals  [authors originals]" in text
    assert "fire" in text
    assert "Baseline immature (3 days)" in text
    assert text.index("fire · smoke · lamp (21 authors)  [says.1]") < text.index("bill · refund (9 authors)  [says.0]")
    assert run(["alerts", "show", "a1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["id"] == "a1"
    assert {"name": "authors", "count": 41} in [{k: one[k] for k in ("name", "count")} for one in told["figures"]]


def test_the_mentions_behind_a_figure_are_listed(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By the name that stands beside it; an unknown one is refused with those there are."""
    assert run(["alerts", "show", "a1", "--behind", "originals"]) == 0
    assert capsys.readouterr().out == ""
    assert run(["alerts", "show", "a1", "--behind", "nonsense"]) == 2
    assert "observed" in capsys.readouterr().err


def test_ack_snooze_close_and_undo(data: Path) -> None:
    """Under the name of whoever acts, applied at once where nobody collects."""
    assert run(["alerts", "ack", "a1", "--as", "ana"]) == 0
    assert (kept(data).state, kept(data).acknowledged_by) == ("acknowledged", "ana")
    assert run(["alerts", "snooze", "a1", "--minutes", "30"]) == 0
    until = kept(data).snoozed_until
    assert until is not None
    assert 0 < (until - datetime.now(UTC)).total_seconds() <= 1800
    assert run(["alerts", "undo", "a1"]) == 0
    assert kept(data).snoozed_until is None
    assert run(["alerts", "close", "a1", "--reason", "planned", "--as", "ana"]) == 0
    assert (kept(data).state, kept(data).close_reason, kept(data).closed_by) == ("closed", "planned", "ana")
    assert run(["alerts", "undo", "a1"]) == 0
    assert kept(data).state == "acknowledged"
    with Archive.open(data) as archive:
        assert [act.act for act in archive.acts()] == ["acknowledge", "snooze", "restore", "close", "restore"]


def test_the_ledger_tells_what_became_of_each_rule(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The noisiest first, with how sure its precision is; as objects when asked."""
    gate = Gate("grave", "injury", NOON, 1, ("net:1", "net:2"))
    with Archive.open(data) as archive:
        closed = [alert(f"b{n}", state="closed", close_reason="false", channel="gate", gates=(gate,)) for n in range(2)]
        archive.write(Batch(alerts=closed))
    assert run(["alerts", "ledger"]) == 0
    told = capsys.readouterr()
    noisy, volume = told.out.splitlines()
    right = f"{percent(0)} [{percent(0)}–{percent(0.575)}] right"
    assert noisy.startswith(f"grave term: injury or death  {right} · 0 true, 0 late, 2 false")
    assert volume.startswith(f"volume  {percent(1)} [")
    assert told.err == "Noisiest: grave term: injury or death.\n"
    assert run(["alerts", "ledger", "--json"]) == 0
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert (first["rule"], first["precision"], first["false"]) == ("gate.grave.injury", 0.0, 2)


def test_an_empty_ledger_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing closed, nothing known."""
    assert run(["alerts", "ledger", "--data", str(tmp_path / "new")]) == 0
    assert "No alert was closed yet." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "zz"], "no alert zz"),
        (["ack", "zz"], "no alert zz"),
        (["undo", "zz"], "alert zz"),
        (["ack", "a0"], "closed"),
        (["undo", "a1"], "nothing to undo"),
        (["close", "a1"], "--reason"),
        (["close", "a1", "--reason", "bored"], "bored"),
        (["snooze", "a1", "--minutes", "0"], "0"),
    ],
    ids=str,
)
def test_what_makes_no_sense_is_said_with_code_2(
    arguments: list[str], said: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And leaves no act behind."""
    assert run(["alerts", *arguments]) == 2
    assert said in capsys.readouterr().err
    with Archive.open(data) as archive:
        assert archive.acts() == ()


def test_lower_agrees_to_what_is_proposed_and_nothing_else(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Refused in words while nothing is; undone like every act."""
    assert run(["alerts", "lower", "a1", "--data", str(data)]) == 2
    assert "No milder level is proposed" in capsys.readouterr().err
    with Archive.open(data) as archive:
        archive.write(Batch(alerts=[alert(milder=3, milder_since=NOON - timedelta(hours=2))]))
    assert run(["alerts", "show", "a1"]) == 0
    assert run(["alerts", "lower", "a1"]) == 0
    assert kept(data).severity == 3
    assert run(["alerts", "undo", "a1"]) == 0
    assert kept(data).severity == 2
