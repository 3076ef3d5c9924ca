"""A configuration with mistakes: all told at once, each with its place and its remedy, none with a secret."""

from pathlib import Path

import pytest

from cmwatch.config import load
from cmwatch.errors import ConfigError, Problem
from cmwatch.intake.query import fault

BRAND = '[[brand]]\nname = "Free"\n'
WATCH = BRAND + '[[brand.watch]]\nquery = "free"\n'
EVENT = "[[event]]\nname = 'x'\nsince = 2026-12-01\nuntil = 2026-12-02\n"
RSS = '[[source]]\nname = "a"\nnetwork = "rss"\nurl = "https://x.org/f"\n'
MASTODON = '[[source]]\nname = "a"\nnetwork = "mastodon"\nserver = "x.org"\nhashtags = ["free"]\n'
BLUESKY = '[[source]]\nname = "a"\nnetwork = "bluesky"\n'
JSONL = '[[source]]\nname = "a"\nnetwork = "jsonl"\npath = "m.jsonl"\n'


def problems(folder: Path, text: str | bytes, environ: dict[str, str] | None = None) -> tuple[Problem, ...]:
    """What loading the text reports."""
    path = folder / "config.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ConfigError) as caught:
        load(path, environ or {}, fault)
    assert caught.value.exit_code == 2
    assert all(problem.file == str(path) and problem.reason for problem in caught.value.problems)
    return caught.value.problems


@pytest.mark.parametrize(
    ("text", "key", "told"),
    [
        ("[me]\nnme = 'x'", "me.nme", "Did you mean name?"),
        ("[mee]", "mee", "Did you mean me?"),
        ("zone = 'UTC'", "zone", "no such option"),
        ("[me]\nname = 3", "me.name", "must be text"),
        ("me = 3", "me", "[me]"),
        ("[me]\nlocale = 'de'", "me.locale", "en, fr"),
        ("[me]\nzone = 'Paris'", "me.zone", "Did you mean Europe/Paris?"),
        ("[me]\nzone = '../etc/passwd'", "me.zone", "no time zone"),
        ("[me]\nzone = 'Europe'", "me.zone", "no time zone"),
        ("[archive]\nretention_days = 0", "archive.retention_days", "from 1 to"),
        ("[archive]\nretention_days = '30'", "archive.retention_days", "whole number"),
        ("[archive]\nretention_days = true", "archive.retention_days", "whole number"),
        ("[alerts]\nbell = 'yes'", "alerts.bell", "true or false"),
        ("[alerts]\nnotify_cmd = 'notify-send'", "alerts.notify_cmd", "list of texts"),
        ("[alerts]\nnotify_cmd = ['']", "alerts.notify_cmd", "list of texts"),
        ("[alerts]\nnotify_severity = 5", "alerts.notify_severity", "from 1 to 4"),
        ("[desk]\nrefresh_hz = 11", "desk.refresh_hz", "from 1 to 10"),
        ("[brand]\nname = 'Free'", "brand", "[[brand]]"),
        ("[[brand]]", "brand[0].name", "missing"),
        ("[[brand]]\nname = ' '", "brand[0].name", "missing"),
        ("[[brand]]\nname = '\"'", "brand[0].name", "cannot be searched"),
        (BRAND + "handle = ['free']", "brand[0].handle", "Did you mean handles?"),
        (BRAND + "handles = ['free mobile']", "brand[0].handles", "no handle"),
        (BRAND + BRAND.lower(), "brand[1].name", "Another brand"),
        (BRAND + "[brand.watch]\nquery = 'free'", "brand[0].watch", "[[brand.watch]]"),
        (WATCH + "[[brand.watch]]\nquery = 'sfr'", "brand[0].watch[1].name", "its own name"),
        (BRAND + "[[brand.watch]]\nquery = 'free langue:fr'", "brand[0].watch[0].query", "Did you mean lang:"),
        (BRAND + "[[brand.watch]]\nquery = '-sfr'", "brand[0].watch[0].query", "almost anything"),
        (BRAND + "[[brand.watch]]\nquery = ['a']", "brand[0].watch[0].query", "must be text"),
        (WATCH + "languages = ['fre']", "brand[0].watch[0].languages", "no language code"),
        (WATCH + "languages = 'fr'", "brand[0].watch[0].languages", "list of texts"),
        (WATCH + "zone = 'Mars'", "brand[0].watch[0].zone", "no time zone"),
        (WATCH + "sources = ['b']\n" + RSS, "brand[0].watch[0].sources", "Known are a"),
        (WATCH + "sensitivity = 'sharpe'", "brand[0].watch[0].sensitivity", "Did you mean sharp?"),
        (WATCH + "sensitivity = 'zzz'", "brand[0].watch[0].sensitivity", "calm, balanced, sharp"),
        (WATCH + "vips = ['the gazette']", "brand[0].watch[0].vips", "no handle"),
        (BRAND + EVENT.replace("until", "untill"), "event[0].untill", "Did you mean until?"),
        (BRAND + EVENT.replace("2026-12-02", "'2 December'"), "event[0].until", "no date"),
        (BRAND + EVENT.replace("2026-12-02", "09:00:00"), "event[0].until", "2026-12-01 09:00:00"),
        (BRAND + EVENT.replace("2026-12-02", "9999-12-31"), "event[0].until", "no date"),
        (BRAND + EVENT.replace("2026-12-02", "2026-11-02"), "event[0].until", "before it begins"),
        (BRAND + EVENT.replace("name = 'x'\n", ""), "event[0].name", "missing"),
        (BRAND + EVENT + "brand = 'Fri'", "event[0].brand", "Known are Free"),
        (BRAND + EVENT + "watch = 'Fri'", "event[0].watch", "Known are Free"),
        (BRAND + EVENT + "expect = 0.5", "event[0].expect", "from 1 to 100"),
        (BRAND + EVENT + "expect = '3'", "event[0].expect", "must be a number"),
        (BRAND + EVENT + "zone = 'Paris'", "event[0].zone", "Did you mean Europe/Paris?"),
        ("[source]\nname = 'a'", "source", "[[source]]"),
        ("[[source]]\nnetwork = 'rss'\nurl = 'https://x.org'", "source[0].name", "missing"),
        ("[[source]]\nname = 'a'", "source[0].network", "Write one of mastodon, "),
        ("[[source]]\nname = 'a'\nnetwork = 'mastodn'", "source[0].network", "Did you mean mastodon?"),
        (RSS + JSONL, "source[1].name", "Another source"),
        (RSS + "hashtags = ['a']", "source[0].hashtags", "no such option"),
        (RSS + "every_seconds = 1", "source[0].every_seconds", "from 10 to 86400"),
        (RSS + "url_env = 'X'", "source[0].url", "one address"),
        ("[[source]]\nname = 'a'\nnetwork = 'rss'", "source[0].url", "one address"),
        (RSS.replace("https:", "ftp:"), "source[0].url", "no web address"),
        (RSS.replace("https://x.org/f", "x.org/f"), "source[0].url", "from https://"),
        (RSS.replace("https://x.org/f", "https://[x/f"), "source[0].url", "no web address"),
        (MASTODON + "stream = true", "source[0].stream", "needs a login"),
        (MASTODON.replace("x.org", "a b"), "source[0].server", "no web address"),
        (MASTODON.replace("x.org", ""), "source[0].server", "missing"),
        (MASTODON.replace("free", "free mobile"), "source[0].hashtags", "no hashtag"),
        (MASTODON.replace("hashtags", "# "), "source[0].hashtags", "Nothing is asked"),
        (MASTODON + "notifications = true", "source[0].notifications", "need a login"),
        (MASTODON + "streaming = 'carrier pigeon'", "source[0].streaming", "auto, sse, websocket"),
        (BLUESKY, "source[0].search", "Nothing is asked of Bluesky"),
        (BLUESKY + "search = ['a']", "source[0].search", "only with a login"),
        (BLUESKY + "notifications = true", "source[0].notifications", "only with a login"),
        (BLUESKY + "stream = true\naccount = 'a.example'", "source[0].password_env", "an account and a password"),
        (BLUESKY + "stream = true\npassword_env = 'NOWHERE'", "source[0].account", "an account and a password"),
        (BLUESKY + "stream = true\npassword_env = 'abcd-efgh'", "source[0].password_env", "no name"),
        (BLUESKY + "stream = true\njetstream = 'wss://x.org'", "source[0].jetstream", "from https://"),
        (BLUESKY + "stream = true\ndialect = 'v3'", "source[0].dialect", "v1, v2"),
        (MASTODON + "token_env = 'NOWHERE'", "source[0].token_env", "export NOWHERE"),
        (JSONL.replace("path", "file"), "source[0].path", "missing"),
        ("[me]\nname = ", "", "not valid TOML (at its end)"),
        ("[me]\nname = x\n", "", "not valid TOML (line 2, column 8)"),
        ("[me]\n[me]", "", "not valid TOML"),
        ("a = " + "[" * 5000, "", "not valid TOML"),
        (b"[me]\nname = '\xe9'", "", "not UTF-8 text (byte 14)"),
    ],
)  # fmt: skip
def test_each_mistake_is_told_where_it_is(tmp_path: Path, text: str | bytes, key: str, told: str) -> None:
    """One mistake, and what to do about it."""
    found = [problem for problem in problems(tmp_path, text) if problem.key == key]
    assert [problem for problem in found if told in str(problem)], found


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """A person mends the file in one go; one mistake makes one problem."""
    found = problems(
        tmp_path,
        "[me]\nnme = 'x'\n[desk]\nrefresh_hz = 99\n"
        + MASTODON + "token_env = 'NOWHERE'\nstream = true\n"
        + BRAND + "[[brand.watch]]\nquery = 'free ('\nsources = ['a', 'b']\n",
    )  # fmt: skip
    assert sorted(problem.key for problem in found) == [
        "brand[0].watch[0].query", "brand[0].watch[0].sources", "desk.refresh_hz", "me.nme", "source[0].token_env",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "key", "told"),
    [
        (MASTODON + "token = 'hunter2'", "source[0].token", "token_env"),
        (MASTODON + "password = 'hunter2'", "source[0].password", "token_env"),
        (MASTODON + "access_token = 'hunter2'", "source[0].access_token", "token_env"),
        ("[me]\napi_key = 'hunter2'", "me.api_key", "api_key_env"),
        (MASTODON + "token_env = 'hunter2'", "source[0].token_env", "not its value"),
        (MASTODON + "token_env = 'HUNTER2-hunter2'", "source[0].token_env", "not its value"),
        (MASTODON.replace("x.org", "https://me:hunter2@x.org"), "source[0].server", "without name and password"),
        (RSS.replace("x.org", "me:hunter2@x.org"), "source[0].url", "url_env"),
        (RSS.replace("/f", "/f?a=1&api_key=hunter2"), "source[0].url", "url_env"),
        (RSS.replace("x.org/f", "www.google.com/alerts/feeds/hunter2/1"), "source[0].url", "url_env"),
        (RSS.replace("url = ", "url_env = ").replace("https://x.org/f", "FEED"), "source[0].url_env", "no web address"),
        ("[me]\ntoken = 'hunter2", "", "not valid TOML"),
    ],
)
def test_a_secret_in_the_file_is_refused_and_not_repeated(tmp_path: Path, text: str, key: str, told: str) -> None:
    """Not in the error, not in its repr."""
    found = problems(tmp_path, text, {"FEED": "ftp://hunter2"})
    assert [problem for problem in found if problem.key == key and told in str(problem)], found
    assert "hunter2" not in repr(found).lower()


def test_a_missing_file_says_how_to_get_one(tmp_path: Path) -> None:
    """As does a folder in its place."""
    with pytest.raises(ConfigError, match="cmwatch init"):
        load(tmp_path / "config.toml", {})
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path, {})
