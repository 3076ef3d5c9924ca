"""A sound configuration: few lines, sensible defaults, everything where it was written."""

import copy
import json
import logging
import pickle
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cmwatch.config import JsonlConfig, MastodonConfig, RssConfig, Secret, load
from cmwatch.config.networks.bluesky import BlueskyConfig
from cmwatch.config.zones import nearest, system_zone
from cmwatch.model import PlannedEvent

NEWCOMER = """
[[brand]]
name = "Free Mobile"
handles = ["@Free", "freebox"]

[[source]]
name = "alertes"
network = "rss"
url = "https://example.org/feed.xml"
"""


def written(folder: Path, text: str) -> Path:
    """The text as a configuration file."""
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_newcomers_file_has_eight_lines(tmp_path: Path) -> None:
    """A brand is watched by its name and its handles; everything else has a default."""
    config = load(written(tmp_path, NEWCOMER), {"TZ": "Europe/Paris"})
    (watch,) = config.watches
    assert (watch.name, watch.query) == ("Free Mobile", '"Free Mobile" OR @free OR @freebox')
    assert (watch.zone, watch.languages, watch.sensitivity) == ("Europe/Paris", ("en", "fr"), "balanced")
    assert watch.handles == ("free", "freebox")
    assert config.sources == (RssConfig("alertes", Secret("https://example.org/feed.xml")),)
    assert (config.retention_days, config.refresh_hz, config.notify_severity) == (365, 4, 3)
    assert (config.bell, config.title) == (True, True)
    assert (config.me, config.locale, config.notify_cmd) == (None, None, None)


def test_an_empty_file_is_sound(tmp_path: Path) -> None:
    """Search and the log need no brand; `check` says that nothing is watched."""
    config = load(written(tmp_path, ""), {})
    assert (config.watches, config.sources) == ((), ())


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    """Some editors write one."""
    assert load(written(tmp_path, "\ufeff[me]\nname = 'Zoé'"), {}).me == "Zoé"


def test_every_option_arrives(tmp_path: Path) -> None:
    """All that can be said, said."""
    path = written(tmp_path, """
        [me]
        name = "Jane"
        locale = "fr"
        zone = "Europe/Paris"
        [archive]
        retention_days = 30
        [alerts]
        bell = false
        title = false
        notify_cmd = ["notify-send", "a b"]
        notify_severity = 1
        [desk]
        refresh_hz = 10
        [[brand]]
        name = "Acme"
        [[brand.watch]]
        [[brand.watch]]
        name = "Pannes"
        query = "acme panne*"
        languages = ["FR"]
        zone = "America/Montreal"
        sources = ["tout", "fichier"]
        sensitivity = "sharp"
        vips = ["@Gazette@mastodon", "ministre"]
        [[event]]
        name = "Concours"
        brand = "Acme"
        watch = "Pannes"
        since = 2026-12-01
        until = "2026-12-05 18:00"
        zone = "America/Montreal"
        expect = 4
        [[source]]
        name = "tout"
        network = "mastodon"
        server = "https://piaille.fr/"
        hashtags = ["#acme", "été"]
        search = ["acme panne"]
        stream = true
        token_env = "TOKEN"
        every_seconds = 10
        allow_private = true
        [[source]]
        name = "alerte"
        network = "rss"
        url_env = "ALERTE"
        every_seconds = 600
        [[source]]
        name = "fichier"
        network = "jsonl"
        path = "ici/mentions.jsonl"
        follow = false
    """)  # fmt: skip
    config = load(path, {"TOKEN": "s3cret", "ALERTE": "https://www.google.com/alerts/feeds/1/2"})
    assert (config.me, config.locale, config.zone) == ("Jane", "fr", "Europe/Paris")
    assert (config.retention_days, config.refresh_hz) == (30, 10)
    assert (config.bell, config.title, config.notify_cmd, config.notify_severity) == (
        False, False, ("notify-send", "a b"), 1,
    )  # fmt: skip
    usual, faults = config.watches
    assert (usual.name, usual.query, usual.zone) == ("Acme", '"Acme"', "Europe/Paris")
    assert (faults.name, faults.languages, faults.zone) == ("Acme ▸ Pannes", ("fr",), "America/Montreal")
    assert (faults.sources, faults.sensitivity) == (("tout", "fichier"), "sharp")
    assert faults.vips == ("gazette@mastodon", "ministre")
    (contest,) = config.events
    assert contest == PlannedEvent(
        "Concours", datetime(2026, 12, 1, 5, tzinfo=UTC), datetime(2026, 12, 5, 23, tzinfo=UTC), 4.0, "Acme",
        "Acme ▸ Pannes",
    )  # fmt: skip
    mastodon, rss, jsonl = config.sources
    assert mastodon == MastodonConfig(
        "tout", "https://piaille.fr", ("acme", "été"), ("acme panne",), True, Secret("s3cret"), 10, True
    )
    assert rss == RssConfig("alerte", Secret("https://www.google.com/alerts/feeds/1/2"), 600)
    assert jsonl == JsonlConfig("fichier", tmp_path / "ici/mentions.jsonl", False)


@pytest.mark.parametrize(
    ("since", "until", "begins", "ends"),
    [
        ("2026-07-01", "2026-07-01", "2026-06-30T22:00", "2026-07-01T22:00"),
        ('"2026-07-01"', '"2026-07-02"', "2026-06-30T22:00", "2026-07-02T22:00"),
        ("2026-07-01T09:00:00", '"2026-07-01 18:30"', "2026-07-01T07:00", "2026-07-01T16:30"),
        ("2026-07-01T09:00:00Z", "2026-07-01T18:00:00-04:00", "2026-07-01T09:00", "2026-07-01T22:00"),
        ("2026-10-25", "2026-10-25", "2026-10-24T22:00", "2026-10-25T23:00"),
    ],
)
def test_an_event_lasts_as_people_say_it(tmp_path: Path, since: str, until: str, begins: str, ends: str) -> None:
    """Days and times of the zone of [me], summer time included; a last day is included, an offset is believed."""
    text = f'[me]\nzone = "Europe/Paris"\n[[event]]\nname = "x"\nsince = {since}\nuntil = {until}\n'
    (event,) = load(written(tmp_path, text), {}).events
    assert (event.since.isoformat()[:16], event.until.isoformat()[:16]) == (begins, ends)
    assert (event.brand, event.watch, event.expect) == ("", "", 3.0)


def test_a_server_may_be_named_without_its_scheme(tmp_path: Path) -> None:
    """As people say it."""
    source = '[[source]]\nname = "m"\nnetwork = "mastodon"\nserver = "mastodon.social"\nhashtags = ["a"]'
    (mastodon,) = load(written(tmp_path, source), {}).sources
    assert isinstance(mastodon, MastodonConfig)
    assert mastodon.server == "https://mastodon.social"


def test_a_secret_never_shows_itself(caplog: pytest.LogCaptureFixture) -> None:
    """In no text, no log, no copy, no file."""
    secret = Secret("s3cret")
    source = MastodonConfig("m", "https://x.org", token=secret)
    logging.getLogger("test").warning("%s %r %s", secret, secret, source)
    shown = f"{secret} {secret!r} {source} {[secret]} {caplog.text}"
    assert "s3cret" not in shown
    assert "***" in shown
    assert secret.reveal() == "s3cret"
    assert secret == Secret("s3cret") != Secret("other")
    assert len({secret, Secret("s3cret")}) == 1
    for leak in (pickle.dumps, copy.copy, copy.deepcopy, json.dumps):
        with pytest.raises(TypeError):
            leak(secret)
    with pytest.raises(TypeError):
        asdict(source)


@pytest.mark.parametrize(
    ("environment", "target", "zone"),
    [
        ({"TZ": "Asia/Tokyo"}, None, "Asia/Tokyo"),
        ({"TZ": ":Europe/Paris"}, None, "Europe/Paris"),
        ({"TZ": "CET-1CEST,M3.5.0"}, None, "UTC"),
        ({}, "/usr/share/zoneinfo/Europe/Paris", "Europe/Paris"),
        ({}, "/var/db/timezone/zoneinfo/America/New_York", "America/New_York"),
        ({}, "/usr/share/zoneinfo/Etc/UTC", "UTC"),
        ({}, "/nowhere", "UTC"),
        ({}, None, "UTC"),
    ],
)
def test_the_default_zone_is_the_systems(
    tmp_path: Path, environment: dict[str, str], target: str | None, zone: str
) -> None:
    """From the environment, else from where the clock's link points."""
    localtime = tmp_path / "localtime"
    if target:
        localtime.symlink_to(target)
    assert system_zone(environment, localtime) == zone


def test_a_city_is_enough_to_guess_a_zone() -> None:
    """People know their city."""
    assert nearest("Paris") == "Europe/Paris"
    assert nearest("europe/pari") == "Europe/Paris"
    assert nearest("New York") == "America/New_York"
    assert nearest("??") is None


def test_a_bluesky_source_is_read_with_what_it_needs(tmp_path: Path) -> None:
    """With a login, without one, and from a server of one's own."""
    path = written(tmp_path, """
        [[source]]
        name = "ciel"
        network = "bluesky"
        account = "@acme.example"
        password_env = "APP"
        search = ["acme panne"]
        notifications = true
        [[source]]
        name = "flux"
        network = "bluesky"
        stream = true
        jetstream = "jetstream.example"
        dialect = "v2"
    """)  # fmt: skip
    searched, streamed = load(path, {"APP": "abcd-efgh"}).sources
    assert searched == BlueskyConfig(
        "ciel", ("acme panne",), notifications=True, account="acme.example", password=Secret("abcd-efgh")
    )
    assert streamed == BlueskyConfig("flux", stream=True, jetstream="https://jetstream.example", dialect="v2")
    assert "abcd" not in repr(searched)
