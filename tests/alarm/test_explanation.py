"""What an alert says: what changed, in which words, and which mentions stand behind it."""

import json
import re
from math import log
from pathlib import Path

import msgspec
import pytest
from scenes import DAY, MONDAY, Post, burst, calm, item, together

from cmwatch import words
from cmwatch.alarm import card, explain
from cmwatch.alarm.changes import said, shifts
from cmwatch.alarm.explain import how_sure, sentence, told
from cmwatch.alarm.phrases import PHRASES, usual_words
from cmwatch.alarm.wire import alert_object
from cmwatch.model import Reason

BEFORE = [item(n, n, text=f"The lamp in room {n} is fine") for n in range(200)]
NOW = [item(1000 + n, 1000 + n, text="Lumo lamp on fire again #lumofire https://ex.org/p?u=1") for n in range(30)]
VALUES = {
    "severity": 2,
    "observed": 40, "window": 30, "low": 1.0, "high": 0.9, "expected": 2.5, "factor": 16.0, "n": 3, "originals": 1200,
    "share": 0.5, "usual": 0.2, "minutes": 12, "followers": 120_000, "term": "#x", "since": "2026-01-05", "inferred": 1,
    "source": "net", "at": "2026-01-05", "gate": "grave", "risk": "injury", "word": "burned", "names": "Contest",
    "of": 80, "authors": 2,
    "negatives": 4, "hours": 24, "network": "mastodon", "networks": "bluesky, reddit", "until": "2026-01-06",
}  # fmt: skip


def test_what_is_new_is_named_and_what_is_usual_is_not() -> None:
    """A new word, tag and link; not the product, the brand or the little words."""
    found = {(shift.kind, shift.value) for shift in shifts(NOW, said(BEFORE, ("Lumo",)), ("Lumo",))}
    assert {("term", "fire"), ("hashtag", "lumofire"), ("link", "ex.org/p")} <= found
    assert not {value for _kind, value in found} & {"lamp", "the", "lumo", "on", "is"}


def test_counts_stand_beside_the_z_score() -> None:
    """Now, before, and how sure: strongest first."""
    found = shifts(NOW, said(BEFORE, ()), ())
    fire = next(shift for shift in found if shift.value == "fire")
    assert (fire.now, fire.before) == (30, 0)
    assert fire.log_odds > 1.96
    assert [shift.log_odds for shift in found] == sorted((shift.log_odds for shift in found), reverse=True)


def test_a_word_said_twice_is_no_news_and_nothing_is_no_failure() -> None:
    """Three items at least; once an item."""
    twice = [*BEFORE[:20], *(item(1, n, text="volcano volcano volcano volcano") for n in (900, 901))]
    assert "volcano" not in {shift.value for shift in shifts(twice, said(BEFORE, ()), ())}
    assert shifts([], said([], ()), ()) == ()
    assert shifts([], said(BEFORE, ()), ()) == ()


def test_a_hostile_link_is_no_failure() -> None:
    """The parser of addresses raises for some."""
    assert shifts([item(1, n, text="see http://[bad and http://a]b/c") for n in range(5)], said([], ()), ()) is not None


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("code", PHRASES)
def test_every_reason_has_a_sentence(code: str, language: str) -> None:
    """In both languages, with all its values filled in."""
    words.use(language)
    text = sentence(Reason(code, tuple(VALUES.items())))
    assert text.endswith(".")
    assert not re.search(r"[{}]", text)


def test_every_code_that_is_given_has_words() -> None:
    """Read from the source: a reason without words would break the card."""
    room = Path(explain.__file__).parent
    given = {code for path in room.glob("*.py") for code in re.findall(r"reason\(\s*\"([a-z_.]+)\"", path.read_text())}
    assert len(given) > 12
    assert given <= set(PHRASES)


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (40, "about 40 minutes"), (600, "about 10 hours"), (3 * 1440, "about 3 days"), (21 * 1440, "about 3 weeks"),
        (3 * 43_800, "about 3 months"), (5 * 525_600, "about 5 years"), (1e300, "less than once in a hundred years"),
    ],
)  # fmt: skip
def test_how_sure_is_said_in_time_and_not_in_powers_of_ten(minutes: float, text: str) -> None:
    """How often chance alone would do it on quiet weeks, in the unit that says most."""
    assert text in sentence(how_sure(log(minutes)))
    assert "quiet weeks" in sentence(how_sure(log(minutes)))


def test_an_alert_explains_itself() -> None:
    """Reasons, samples by different authors, the first mention and the biggest relay."""
    start = 21 * DAY + 600
    rise = list(burst(start, 30, 2, text="Lumo lamp on fire #lumofire", tone="negative"))
    rise[20] = item(start + 10, 7, text="Lumo lamp on fire", followers=250_000, tone="negative")
    seen = Post(before=BEFORE).sees(together(calm(21), rise))
    alert = seen.alert
    codes = [reason.code for reason in told(alert)]
    assert codes[0].startswith("spike.")
    assert {"authors", "negative"} <= set(codes)
    keys = {f"net:{one.mention.id}" for one in rise}
    assert len(alert.explanation.samples) == 5
    assert set(alert.explanation.samples) <= keys
    assert alert.explanation.first in keys


def test_the_object_for_programs_has_its_keys_whatever_the_language() -> None:
    """Keys and codes are never translated, times are UTC with Z, numbers are numbers that JSON knows."""
    seen = Post().sees(together(calm(21), burst(21 * DAY + 600, 30, 2)))
    words.use("fr")
    told = json.loads(msgspec.json.encode(alert_object(seen.alert)))
    assert {
        "type", "id", "at", "state", "watch", "channel", "window_minutes", "opened_at", "onset", "severity", "observed",
        "expected", "band", "factor", "immature_days", "reasons",
    } <= set(told)  # fmt: skip
    assert told["type"] == "alert"
    assert told["severity"] in (1, 2, 3, 4)
    for name in ("at", "opened_at", "onset"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", told[name])
    assert told["opened_at"] > MONDAY.isoformat()
    assert [set(reason) for reason in told["reasons"]] == [{"code", "text"}] * len(told["reasons"])


def test_where_complaints_are_no_more_than_the_readers_false_ones_the_usual_is_no_zero() -> None:
    """A brand of whom a twentieth is read as negative: almost none, and how much it may be, from the interval."""
    post = Post().sees(calm(20, per_hour=12, negative=0.03)).sees(burst(20 * DAY, 40, 3, tone="negative"))
    alert = post.waits_until(20 * DAY + 41).alert
    assert alert.usual_negative is not None
    assert alert.usual_negative_most is not None
    assert alert.usual_negative < 0.005 < alert.usual_negative_most < 0.5
    (tone,) = [sentence(one) for one in told(alert) if one.code == "negative"]
    assert f"usual almost none, at most {words.percent(alert.usual_negative_most)}" in tone
    assert "usual 0" not in tone + card.people_lines(alert)[1].text


def test_a_usual_share_that_is_known_is_a_number() -> None:
    """From half a per cent on, which is written as one."""
    words.use("en")
    assert usual_words(0.006, 0.1) == "1 %"
    assert usual_words(0.3, 0.4) == "30 %"
    assert usual_words(0.0, 0.001) == "almost none, at most 1 %"
    assert usual_words(0.0, None) == "almost none"
