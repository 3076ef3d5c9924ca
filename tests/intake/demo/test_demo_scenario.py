"""The demo's scenario: the same everywhere, believable in the calm weeks, clear in the bad buzz."""

import hashlib
import re
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest

from cmwatch.intake.demo import DEMO_WATCH, Scenario, scenario
from cmwatch.intake.demo.texts import FILES, read
from cmwatch.intake.normalise import clean, normalise
from cmwatch.intake.query import Probe, parse, tokens
from cmwatch.intake.stories import Stories
from cmwatch.model import Mention, RawMention
from cmwatch.reading.reader import Reader

START = datetime(2026, 3, 11, 13, 30, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
RESERVED = re.compile(r"(?:[\w-]+\.)*(?:example|example\.org)")


@pytest.fixture(scope="module")
def told() -> Scenario:
    """The scenario that most tests look at."""
    return scenario(1, START)


def _at(mention: RawMention) -> datetime:
    return datetime.fromisoformat(mention.created_at)


def _everything(told: Scenario) -> list[RawMention]:
    return [*told.history, *(mention for _seconds, mention in told.live)]


def _said_by_people(told: Scenario, since: float, until: float) -> list[RawMention]:
    """Originals of others than the brand between two minutes of the live part."""
    return [m for s, m in told.live if since <= s / 60 < until and not m.is_repost and not m.from_brand]


def _texts() -> dict[str, list[str]]:
    """Every message text, without openings and closings, by language."""
    found: dict[str, list[str]] = {"fr": [], "en": []}
    for name in FILES:
        lang = {"decoys": "fr"}.get(name, name[-2:])
        for group, texts in read(name).items():
            if group not in {"opener", "closer"} and lang in found:
                found[lang] += texts
    return found


def test_the_same_seed_and_start_tell_the_same_story(told: Scenario) -> None:
    """Nothing depends on the machine, on hashing or on the clock."""
    assert scenario(1, START) == told
    assert scenario(2, START) != told


def test_the_story_does_not_change_with_the_hash_seed_of_python() -> None:
    """A digest taken in another process, with hashing randomised, is the one of this process."""
    code = (
        "import hashlib, msgspec; from datetime import datetime, UTC; from cmwatch.intake.demo import scenario;"
        "s = scenario(7, datetime(2026, 3, 11, 13, 30, tzinfo=UTC));"
        "print(hashlib.sha256(msgspec.json.encode([s.history, s.live])).hexdigest())"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={
        "PYTHONHASHSEED": "4242", "PYTHONUTF8": "1"})  # fmt: skip
    here = scenario(7, START)
    assert other.stdout.strip() == hashlib.sha256(msgspec.json.encode([here.history, here.live])).hexdigest()


def test_a_naive_start_is_refused() -> None:
    """A time without a zone would put the night at noon."""
    with pytest.raises(ValueError, match="zone"):
        scenario(1, datetime(2026, 3, 11))


def test_five_weeks_of_history_and_two_hours_of_story(told: Scenario) -> None:
    """Enough to know the hour and the weekday, little enough to load in seconds."""
    assert 5_000 <= len(told.history) <= 7_500
    assert 600 <= len(told.live) <= 1_100
    assert START - _at(told.history[0]) >= timedelta(days=34, hours=20)
    assert _at(told.history[-1]) < START
    assert told.live[-1][0] <= 110 * 60 + 1


def test_history_and_story_are_in_order_and_ids_are_unique(told: Scenario) -> None:
    """A source that jumps back in time would test something else than a bad buzz."""
    times = [_at(mention) for mention in told.history]
    assert times == sorted(times)
    offsets = [seconds for seconds, _mention in told.live]
    assert offsets == sorted(offsets)
    assert all(abs((_at(m) - START).total_seconds() - s) < 0.01 for s, m in told.live)
    ids = [mention.id for mention in _everything(told)]
    assert len(ids) == len(set(ids))


def test_the_calm_weeks_have_a_day_a_night_and_unrest(told: Scenario) -> None:
    """Eight to twelve an hour by day, few at night, and more scatter than a Poisson count."""
    calm = [m for m in told.history if not m.is_repost and not m.from_brand and "#ConcoursLumen" not in m.text]
    hours = Counter(_at(mention).astimezone(PARIS).hour for mention in calm)
    day = sum(hours[hour] for hour in range(9, 22)) / (35 * 13)
    night = sum(hours[hour] for hour in range(1, 5)) / (35 * 4)
    assert 8 <= day <= 12
    assert night < day / 5
    each = Counter(_at(m).astimezone(PARIS).date() for m in calm if 9 <= _at(m).astimezone(PARIS).hour < 22)
    counts = list(each.values())[1:-1]
    mean = sum(counts) / len(counts)
    assert sum((count - mean) ** 2 for count in counts) / len(counts) > mean


def test_languages_networks_and_tones_are_mixed(told: Scenario) -> None:
    """French leads, English follows, a few others come along."""
    known = Counter(mention.lang for mention in told.history if mention.lang and not mention.is_repost)
    share = {lang: count / known.total() for lang, count in known.items()}
    assert 0.58 <= share["fr"] <= 0.75
    assert 0.2 <= share["en"] <= 0.36
    assert 0.02 <= 1 - share["fr"] - share["en"] <= 0.09
    assert {mention.source for mention in told.history} == {"mastodon", "bluesky", "forum", "appstore", "rss"}
    assert {mention.rating for mention in told.history if mention.source == "appstore"} == {1, 2, 3, 4, 5}
    assert sum(mention.from_brand for mention in told.history) > 300


def test_the_harmless_storms_are_one_original_and_many_reposts(told: Scenario) -> None:
    """A video passed on two hundred times within 25 minutes is one opinion."""
    storm = [mention for mention in told.history if mention.is_repost]
    assert len(storm) == 200
    assert len({mention.author for mention in storm}) == 200
    assert len({mention.repost_of for mention in storm}) == 1
    assert _at(storm[-1]) - _at(storm[0]) <= timedelta(minutes=25)
    cat = [(s, m) for s, m in told.live if m.is_repost and "chat" in m.text]
    assert len(cat) == 110
    assert max(seconds for seconds, _mention in cat) < 16 * 60


def test_the_contest_is_many_short_entries_by_many_people(told: Scenario) -> None:
    """A contest is a spike that the brand has called for itself."""
    entries = [m for m in told.history if "#ConcoursLumen".casefold() in m.text.casefold()]
    assert 120 <= len(entries) <= 140
    assert len({mention.author for mention in entries}) > 100
    assert _at(entries[-1]) < START - timedelta(days=7)
    assert entries[0].from_brand


@pytest.mark.parametrize("hour", [2, 8, 13, 20])
def test_the_rise_is_clear_within_35_minutes_whatever_the_hour(hour: int) -> None:
    """At sixty times the speed of life the alert must come within a minute."""
    told = scenario(3, START.replace(hour=hour))
    rise = _said_by_people(told, 5, 35)
    assert len(rise) >= 50
    assert len({mention.author for mention in rise}) >= 40
    assert len(_said_by_people(told, 100, 110)) < len(rise) / 4


def test_the_story_is_told_in_its_order(told: Scenario) -> None:
    """Complaint, relay, press, the wrong answer, the burn, the apology, the thanks."""
    signs = (
        "clignote toute seule en plein", "des dizaines de témoignages", "prises de clignotements", "ont mal compris la",
        "Je me suis brûlé la main", "une brûlure à la main", "Nous suspendons", "Nous vous demandons pardon",
    )  # fmt: skip
    minutes = [next(s / 60 for s, m in told.live if sign in m.text) for sign in signs]
    assert minutes == sorted(minutes)
    assert 5 <= minutes[0] <= 7
    relay = next(m for _s, m in told.live if signs[1] in m.text and not m.is_repost)
    assert relay.followers == 48_000
    assert sum(m.repost_of == relay.id for _s, m in told.live) == 170
    first_hashtag = next(s / 60 for s, m in told.live if "LumenGate".casefold() in m.text.casefold())
    assert first_hashtag > minutes[3]
    assert {m.source for s, m in told.live if 20 < s / 60 < 70} == {"mastodon", "bluesky", "forum", "appstore", "rss"}


def test_there_are_near_copies_that_are_not_marked_as_reposts(told: Scenario) -> None:
    """People also pass on by copying, with a word before or after."""
    copies = [m for _s, m in told.live if "la mise à jour 4.2 fait clignoter" in m.text.casefold() and not m.is_repost]
    assert len(copies) >= 25
    assert len({mention.text for mention in copies}) >= 4


def test_references_point_to_an_earlier_mention_on_the_same_network(told: Scenario) -> None:
    """A reply or a repost of something that is not there would be a broken demo."""
    by_id = {mention.id: mention for mention in _everything(told)}
    for mention in _everything(told):
        for reference in (mention.in_reply_to, mention.repost_of):
            if reference is not None:
                assert by_id[reference].source == mention.source
                assert by_id[reference].created_at <= mention.created_at


def test_the_texts_are_many_and_none_is_written_twice() -> None:
    """At least 250 in French and 150 in English, each its own."""
    texts = _texts()
    assert len(set(texts["fr"])) >= 250
    assert len(set(texts["en"])) >= 150
    assert all(len(found) == len(set(found)) for found in texts.values())


def test_every_text_is_clean_and_every_address_reserved(told: Scenario) -> None:
    """What we ship needs no washing and points nowhere real."""
    for mention in _everything(told):
        assert clean(mention.text) == mention.text
        for host in re.findall(r"https?://([^/\s]+)", f"{mention.text} {mention.url}"):
            assert RESERVED.fullmatch(host), host
        author = mention.author or ""
        if mention.source in {"mastodon", "bluesky"} and not mention.from_brand:
            assert author.endswith(".example")
        assert not re.search(
            r"\b(?!example)[\w-]+\.(?:com|fr|net|org|io|social)\b", mention.text.replace("example.org", "")
        )


def _mention(raw: RawMention) -> Mention:
    return normalise(raw, "", via="demo", arrived=START, recorded=True, history=False)


def test_the_watch_finds_everything_but_its_query_is_one_that_a_person_would_write(told: Scenario) -> None:
    """Nothing of the story escapes the watch, and an unrelated text is not caught."""
    query = parse(DEMO_WATCH.query)
    assert {m.text for m in _everything(told) if not query.matches(Probe(_mention(m)))} == set()
    other = RawMention(id=1, source="forum", text="Quelle lampe pour lire le soir ?", created_at="2026-03-01T10:00:00Z")
    assert not query.matches(Probe(_mention(other)))


def test_the_calm_weeks_are_opinions_and_the_storms_are_copies(told: Scenario) -> None:
    """If our own texts folded into each other, the usual level would look far lower than it is."""
    stories = Stories()
    placed = [(raw, stories.place(_mention(raw), tokens(raw.text))[1]) for raw in _everything(told)]
    calm = [pair for pair in placed if not pair[0].is_repost and not pair[0].from_brand]
    posts = [original for raw, original in calm if "#concours" not in raw.text.casefold()]
    assert sum(posts) / len(posts) > 0.9
    assert not any(original for raw, original in placed if raw.is_repost)


def test_the_cat_is_not_read_as_a_complaint(told: Scenario) -> None:
    """A harmless video that is passed on stays a green alert only while its words are not taken for anger."""
    (text,) = {m.text for _seconds, m in told.live if m.is_repost and "chat" in m.text}
    assert Reader().explain(text, tokens(text), "fr").toned.tone != "negative"
