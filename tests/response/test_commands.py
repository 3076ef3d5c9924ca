"""The log and the replies from the command line: what scripts and people depend on."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cmwatch.cli.incidents import incidents
from cmwatch.cli.templates import templates
from cmwatch.errors import CmwatchError

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command line on a fresh data folder; an error of ours is the result's exception."""
    monkeypatch.setenv("CMWATCH_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("CMWATCH_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TZ", "UTC")

    def invoke(*arguments: str, stdin: str | None = None) -> Result:
        group = {"incidents": incidents, "templates": templates}[arguments[0]]
        return CliRunner().invoke(group, [*arguments[1:], "--as", "Ana"], input=stdin)

    return invoke


@pytest.fixture
def declared(run: Run, tmp_path: Path) -> Path:
    """The case file of an incident with a fact, a decision and a closing."""
    acts = (
        ("declare", "Pannes de la Lampe 3", "--severity", "2", "--zone", "Europe/Paris"),
        ("note", "1", "fait", "le", "firmware", "3.2"),
        ("note", "1", "-"),
        ("status", "1", "contained"),
    )
    for act in acts:
        assert run("incidents", *act, stdin="décision : on attend\n").exit_code == 0
    return next((tmp_path / "data" / "cases").glob("2*/case.json"))


def test_declaring_prints_the_number_and_tells_where(run: Run) -> None:
    """The result on standard output, the path on standard error."""
    result = run("incidents", "declare", "Panne", "--json")
    told = json.loads(result.stdout)
    assert told["id"].endswith("-0001")
    assert told["folder"] in result.stderr


def test_list_show_and_json(run: Run, declared: Path) -> None:
    """Plain lines for people, one object per line for programs."""
    assert "Pannes de la Lampe 3" in run("incidents", "list").stdout
    (listed,) = map(json.loads, run("incidents", "list", "--json").stdout.splitlines())
    assert (listed["severity"], listed["status"], listed["entries"]) == (2, "contained", 4)
    assert listed["declared_at"].endswith("Z")
    first, *entries = map(json.loads, run("incidents", "show", "1", "--json").stdout.splitlines())
    assert (first["type"], first["status"]) == ("incident", "contained")
    assert [entry["kind"] for entry in entries] == ["declare", "fact", "decision", "status"]
    shown = run("incidents", "show", "1").stdout
    assert "✔ confirmed — le firmware 3.2" in shown
    assert run("incidents", "list", "--status", "closed").stdout == ""


def test_verify_says_ok_then_names_what_was_changed(run: Run, declared: Path) -> None:
    """Exit 0, then 1 for an entry, the header, a cut tail, an unreadable file."""
    good = run("incidents", "verify")
    assert (good.exit_code, "OK" in good.stdout) == (0, True)
    content = declared.read_text(encoding="utf-8")
    tables = json.loads(content)
    del tables["entries"]["4"]
    for changed, bad in (
        (content.replace("firmware 3.2", "firmware 3.3"), "entry 2"),
        (content.replace('"count": 4', '"count": 5'), "header"),
        (json.dumps(tables), "header"),
        (content[:100], "unreadable at byte"),
    ):
        declared.write_text(changed, encoding="utf-8")
        result = run("incidents", "verify", "1")
        assert result.exit_code == 1
        assert bad in result.stdout
        assert json.loads(run("incidents", "verify", "--json").stdout)["bad"].startswith(bad)


def test_verify_with_a_head_noted_elsewhere(run: Run, declared: Path) -> None:
    """In the log or not; a head that is no hash is wrong use."""
    head = json.loads(run("incidents", "verify", "--json").stdout)["head"]
    assert run("incidents", "verify", "1", "--head", head[:16]).exit_code == 0
    assert run("incidents", "verify", "1", "--head", "0123456789abcdef").exit_code == 1
    for wrong in (("1", "--head", "xyz"), ("--head", head)):
        assert isinstance(run("incidents", "verify", *wrong).exception, CmwatchError)


def test_wrong_use_is_an_error_with_code_two(run: Run, declared: Path) -> None:
    """No such incident, an illegal move, a reason that is due, a time that is none."""
    for wrong in (
        ("show", "99"),
        ("status", "1", "archived"),
        ("status", "1", "closed"),
        ("severity", "1", "4"),
        ("note", "1", "x", "--at", "yesterday"),
        ("keep", "1", "mastodon:1"),
        ("reply", "1"),
        ("redact", "1", "9", "--reason", "x", "--legal-basis", "y"),
    ):
        error = run("incidents", *wrong).exception
        assert isinstance(error, CmwatchError), wrong
        assert error.exit_code == 2
    assert run("incidents", "status", "1", "asleep").exit_code == 2


def test_the_other_acts_of_the_desk_have_their_commands(run: Run, declared: Path) -> None:
    """Level, roles, replies, redaction; the log verifies after all of them."""
    for act in (
        ("severity", "1", "1"),
        ("assign", "1", "lead", "Marc"),
        ("reply", "1", "Merci !", "--network", "x", "--answers", "x:1"),
        ("redact", "1", "2", "--reason", "nommait un client", "--legal-basis", "RGPD, article 17"),
        ("status", "1", "closed", "--reason", "fini"),
    ):
        assert run("incidents", *act).exit_code == 0, act
    plain = [json.loads(line) for line in run("incidents", "show", "1", "--json").stdout.splitlines()]
    assert (plain[0]["severity"], plain[0]["status"]) == (1, "closed")
    assert plain[2]["withheld"]
    assert run("incidents", "verify").exit_code == 0


def test_a_reply_from_a_template_is_logged_with_it(run: Run, declared: Path) -> None:
    """Twice gives two wordings; a missing slot is an error."""
    texts = []
    for _turn in range(2):
        made = run("incidents", "reply", "1", "--template", "fr/T17", "--network", "x", "--answers", "x:1", "--json")
        # The mention is not in the archive, so the template is filled without it.
        assert isinstance(made.exception, CmwatchError)
        made = run("incidents", "reply", "1", "--template", "fr/T17", "--network", "x", "--json")
        entry = json.loads(made.stdout)
        assert entry["comms"]["template"] == "fr/T17@1"
        texts.append(entry["text"])
    assert texts[0] != texts[1]
    assert isinstance(run("incidents", "reply", "1", "--template", "fr/T1").exception, CmwatchError)


def test_exports_go_to_standard_output_or_to_a_file(run: Run, declared: Path, tmp_path: Path) -> None:
    """Markdown for people, JSON Lines for programs."""
    assert run("incidents", "export", "1").stdout.startswith("# ")
    target = tmp_path / "log.jsonl"
    assert run("incidents", "export", "1", "--format", "jsonl", "--out", str(target)).exit_code == 0
    assert [json.loads(line)["seq"] for line in target.read_text(encoding="utf-8").splitlines()] == [1, 2, 3, 4]
    assert isinstance(run("incidents", "export", "1", "--out", str(tmp_path)).exception, SystemExit)


def test_rendering_lists_what_is_missing(run: Run) -> None:
    """On standard error, with the question for each; exit 2, also as JSON."""
    result = run("templates", "render", "fr/T1", "--slot", "author=@lea")
    assert isinstance(result.exception, CmwatchError)
    assert result.exception.exit_code == 2
    assert result.stdout == ""
    assert "{subject}" in result.stderr
    result = run("templates", "render", "fr/T1", "--json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["missing"] == ["subject", "when", "signature"]


def test_rendering_prints_the_text_and_nothing_else(run: Run) -> None:
    """Wordings are counted from 1; a text that is too long is said so."""
    slots = [f"--slot={name}={value}" for name, value in
             {"subject": "la panne", "when": "demain", "signature": "Ana"}.items()]  # fmt: skip
    first = run("templates", "render", "T1", "--lang", "fr", *slots, "--network", "x")
    second = run("templates", "render", "T1", "--lang", "fr", *slots, "--wording", "2")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.stdout != second.stdout
    assert len(first.stdout.splitlines()) == 1
    long = run("templates", "render", "fr/T1", *slots, "--slot", f"subject={'x' * 300}", "--network", "x")
    assert "280" in long.stderr
    assert isinstance(run("templates", "render", "fr/T1", "--slot", "subject").exception, CmwatchError)
    assert isinstance(run("templates", "render", "T99").exception, CmwatchError)


def test_templates_are_listed_and_shown(run: Run, tmp_path: Path) -> None:
    """In one language, as JSON; a bad file of the user is told, and the others are there."""
    assert len(run("templates", "list").stdout.splitlines()) == 40
    assert len(run("templates", "list", "--lang", "en").stdout.splitlines()) == 20
    assert {json.loads(line)["lang"] for line in run("templates", "list", "--json").stdout.splitlines()} == {"fr", "en"}
    shown = run("templates", "show", "fr/T3").stdout
    assert "{next_update}" in shown
    assert json.loads(run("templates", "show", "fr/T3", "--json").stdout)["id"] == "T3"
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "bad.toml").write_text("id = 3", encoding="utf-8")
    result = run("templates", "list")
    assert "bad.toml" in result.stderr
    assert len(result.stdout.splitlines()) == 40
