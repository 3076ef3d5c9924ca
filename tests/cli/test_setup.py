"""`init` writes what `load` accepts; `check` says what is ready; wrong configurations stop with code 2."""

import io
import json
import stat
from pathlib import Path

import pytest

from cmwatch.archive import lock
from cmwatch.cli import run
from cmwatch.config import load
from cmwatch.intake.query import fault

FEED = "https://example.org/feed.xml"
ALERT = "https://www.google.com/alerts/feeds/123/456"


class Keyboard(io.StringIO):
    """A terminal with somebody at it."""

    def isatty(self) -> bool:
        """There is one."""
        return True


@pytest.fixture(autouse=True)
def _nobody_at_the_keyboard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    monkeypatch.setenv("TZ", "Europe/Paris")
    for name in ("CMWATCH_CONFIG", "CMWATCH_DATA", "CMWATCH_FEED_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the configuration will be."""
    return tmp_path / "new" / "config.toml"


def init(path: Path, *options: str) -> int:
    """Run it."""
    return run(["--config", str(path), "init", *options])


def test_options_answer_everything(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For a script: nothing is asked, nothing stands on standard output, and the file is its owner's."""
    options = ["--handle", "@free", "--words", 'free OR "free mobile"', "--lang", "fr", "--zone", "Europe/Paris"]
    assert init(path, "--brand", 'Free "Mobile"', "--feed", FEED, "--hashtag", "#free", *options) == 0
    config = load(path, {}, fault)
    (watch,) = config.watches
    assert (watch.brand, watch.handles, watch.query) == ('Free "Mobile"', ("free",), 'free OR "free mobile"')
    assert (watch.languages, watch.zone) == (("fr",), "Europe/Paris")
    rss, mastodon = config.sources
    assert rss.network == "rss"
    assert mastodon.network == "mastodon"
    assert (mastodon.server, mastodon.hashtags) == ("https://mastodon.social", ("free",))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    told = capsys.readouterr()
    assert told.out == ""
    assert str(path) in told.err
    assert "check" in told.err


def test_a_person_is_asked_until_the_answers_fit(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong answer is told why and asked again; Enter takes the default."""
    answers = ["Acme", "acme", "-acme", "acme*", "french", "fr en", "", "", "", "ftp://x", "", "acme panne", ""]
    monkeypatch.setattr("sys.stdin", Keyboard("\n".join(answers) + "\n"))
    assert init(path) == 0
    config = load(path, {}, fault)
    (watch,) = config.watches
    assert (watch.query, watch.languages, watch.zone) == ("acme*", ("fr", "en"), "Europe/Paris")
    (mastodon,) = config.sources
    assert mastodon.network == "mastodon"
    assert mastodon.hashtags == ("acme", "panne")
    told = capsys.readouterr().err
    for said in ("almost anything", "no language code", "nothing to listen to", "no web address"):
        assert said in told


def test_leaving_while_being_asked_writes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """End of input, or Ctrl+C."""
    monkeypatch.setattr("sys.stdin", Keyboard("Acme\n"))
    assert init(path) == 130
    assert not path.exists()


@pytest.mark.parametrize("options", [[], ["--brand", "Acme"], ["--feed", FEED]])
def test_without_a_terminal_missing_answers_are_wrong_use(
    path: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody is there to ask."""
    assert init(path, *options) == 2
    assert "--brand" in capsys.readouterr().err
    assert not path.exists()


def test_a_configuration_is_never_overwritten_unless_told_to(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --force it is."""
    assert init(path, "--brand", "Acme", "--feed", FEED) == 0
    assert init(path, "--brand", "Other", "--feed", FEED) == 2
    assert "--force" in capsys.readouterr().err
    assert load(path, {}).watches[0].brand == "Acme"
    assert init(path, "--brand", "Other", "--feed", FEED, "--force") == 0
    assert load(path, {}).watches[0].brand == "Other"


def test_wrong_answers_are_all_told_and_nothing_is_written(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As in a file that a person wrote."""
    assert init(path, "--brand", "Acme", "--words", "acme (", "--feed", "feed.xml", "--zone", "Paris") == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 3
    assert not path.exists()


def test_a_secret_address_stays_out_of_the_file(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file names the variable, and the person is told to set it."""
    assert init(path, "--brand", "Acme", "--feed", ALERT) == 0
    assert ALERT not in path.read_text(encoding="utf-8")
    told = capsys.readouterr()
    assert "export CMWATCH_FEED_URL" in told.err
    assert ALERT not in told.err + told.out
    assert load(path, {"CMWATCH_FEED_URL": ALERT}, fault).sources


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "file").touch()
    assert init(tmp_path / "file" / "config.toml", "--brand", "Acme", "--feed", FEED) == 2
    assert "cannot be written" in capsys.readouterr().err


def _check(path: Path, *options: str) -> int:
    return run(["check", "--config", str(path), "--data", str(path.parent / "data"), *options])


def _findings(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_check_says_that_all_is_ready(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And creates nothing."""
    init(path, "--brand", "Acme", "--feed", FEED)
    capsys.readouterr()
    assert _check(path) == 0
    told = capsys.readouterr()
    assert "FAULT" not in told.out
    assert "Ready" in told.err
    assert not (path.parent / "data").exists()
    assert _check(path, "--json") == 0
    found = _findings(capsys)
    assert {finding["code"] for finding in found} == {
        "configuration", "query", "sources", "data", "fts5", "zones", "collector",
    }  # fmt: skip
    assert all(finding["ok"] is True and finding["type"] == "check" for finding in found)


def test_check_names_each_fault_and_what_mends_it(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing secret, a bad query, a data folder below a file."""
    path.parent.mkdir()
    asked = ["check", "--config", str(path), "--data", str(path / "data")]
    path.write_text(
        '[[brand]]\nname = "Acme"\n[[brand.watch]]\nquery = "acme ("\n'
        '[[source]]\nname = "a"\nnetwork = "rss"\nurl_env = "NOWHERE_TO_BE_FOUND"\n',
        encoding="utf-8",
    )
    assert run([*asked, "--json"]) == 1
    faults = {finding["code"]: finding for finding in _findings(capsys) if not finding["ok"]}
    assert set(faults) == {"secret", "query", "data"}
    assert "export NOWHERE_TO_BE_FOUND" in str(faults["secret"]["remedy"])
    assert run(asked) == 1
    told = capsys.readouterr()
    assert told.out.count("FAULT") == 3
    assert "3 things" in told.err


def test_check_sends_a_newcomer_to_init(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """There is no configuration yet."""
    assert _check(path) == 1
    assert "cmwatch init" in capsys.readouterr().out


def test_check_misses_brand_source_and_file(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sound file that watches nothing is not ready."""
    path.parent.mkdir()
    path.write_text('[[source]]\nname = "a"\nnetwork = "jsonl"\npath = "none.jsonl"\n', encoding="utf-8")
    assert _check(path, "--json") == 1
    assert {finding["code"] for finding in _findings(capsys) if not finding["ok"]} == {"query", "sources"}
    path.write_text('[[brand]]\nname = "Acme"\n', encoding="utf-8")
    assert _check(path, "--json") == 1
    assert {finding["code"] for finding in _findings(capsys) if not finding["ok"]} == {"sources"}


def test_check_says_who_is_collecting(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another process, by name."""
    init(path, "--brand", "Acme", "--feed", FEED)
    capsys.readouterr()
    with lock.collect(path.parent / "data", "Zoé"):
        assert _check(path) == 0
    assert "Zoé is collecting" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[brand]]\nname = "Acme"\nhandle = ["acme"]\n', "Did you mean handles?"),
        ('[[brand]]\nname = "Acme"\n[[brand.watch]]\nquery = "acme langue:fr"\n', "Did you mean lang:"),
        ('[[source]]\nname = "a"\nnetwork = "rss"\nurl_env = "NOWHERE_TO_BE_FOUND"\n', "export NOWHERE_TO_BE_FOUND"),
    ],
)
def test_a_wrong_configuration_stops_with_one_clear_error(
    path: Path, text: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Unknown key, bad query, missing secret: file, key, what is wrong, how to mend it; code 2."""
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    assert run(["watch", "--headless", "--config", str(path), "--data", str(path.parent / "data")]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert str(path) in line
    assert told in line


def test_check_shows_what_is_planned(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the zone in which it was written down, with what it does to the volume expected."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        '[me]\nzone = "Europe/Paris"\n[[brand]]\nname = "Lumo"\n'
        '[[event]]\nname = "Contest"\nbrand = "Lumo"\nsince = 2026-12-01\nuntil = "2026-12-05 18:00"\n'
    )
    _check(path)
    told = capsys.readouterr().out
    assert "Contest: 2026-12-01 00:00 to 2026-12-05 18:00 Europe/Paris, ×3 the usual volume of Lumo" in told
