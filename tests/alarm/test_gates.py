"""Gates on content: few mentions that matter, once, by people who do not know each other, and never everyday talk."""

import json
from collections.abc import Iterable
from dataclasses import replace as changed
from operator import itemgetter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from scenes import DAY, WATCH, item

from cmwatch.alarm.gates import Gates
from cmwatch.model import Gate, Item, Watch

START = 40 * DAY
"""Minutes of calm before what happens: the watch is old enough to know what is usual."""


def said(minute: float, number: int, *risks: str, text: str = "The lamp and the shop", **fields: Any) -> Item:
    """A mention that speaks of classes of risk."""
    story = f"{fields.get('source', 'net')}:{number}"
    made = item(minute, number, text=text, story=story, **fields)
    return replace(made, reading=replace(made.reading, risks=tuple(risks)))


def copy(minute: float, number: int, story: str, fold: int, **fields: Any) -> Item:
    """A copy of a message."""
    return item(minute, number, original=False, story=story, fold=fold, **fields)


def quiet(days: float = 40, per_day: int = 24) -> list[Item]:
    """Somebody says something harmless every hour."""
    return [item(number * DAY / per_day, number) for number in range(int(days * per_day))]


def opened(*streams: Iterable[Item], watch: Watch = WATCH, gates: Gates | None = None) -> list[Gate]:
    gates = gates or Gates(watch)
    items = sorted((one for stream in streams for one in stream), key=lambda one: one.mention.at)
    return [gate for one in items for gate in gates.observe(one, one.mention.at)]


def burnt(minute: float, number: int, **fields: Any) -> Item:
    return said(minute, number, "injury", text="I burned my hand on it", **fields)


def test_two_people_who_speak_of_an_injury_open_a_gate_and_one_does_not() -> None:
    """With the word, both mentions, and that it is the first since watching began."""
    assert opened(quiet(), [burnt(START, 9001)]) == []
    (gate,) = opened(quiet(), [burnt(START, 9001), burnt(START + 30, 9002)])
    assert (gate.kind, gate.code, gate.severity, gate.word, gate.days) == ("grave", "injury", 1, "burned my hand", None)
    assert gate.keys == ("net:9001", "net:9002")


@pytest.mark.parametrize(
    "second",
    [
        burnt(START + 30, 9002, author="user9001"),
        replace(burnt(START + 30, 9002), original=False, story="net:9001"),
        burnt(START + 25 * 60, 9002),
    ],
    ids=["the same author", "a copy", "a day later"],
)
def test_what_is_no_second_voice_opens_nothing(second: Item) -> None:
    """Repeating oneself, passing it on, or speaking of something else a day later."""
    assert opened(quiet(), [burnt(START, 9001), second]) == []


def test_a_third_voice_does_not_open_it_again() -> None:
    """A gate opens once for one matter."""
    assert len(opened(quiet(), [burnt(START + 10 * n, 9000 + n) for n in range(12)])) == 1


def test_it_says_since_when_it_was_not_met() -> None:
    """First in n days, counted to the last time before."""
    before = burnt(START - 20 * DAY, 8000)
    (gate,) = opened(quiet(), [before, burnt(START, 9001), burnt(START + 30, 9002)])
    assert gate.days == 20


def test_press_and_listed_accounts_need_no_second_voice() -> None:
    """An outlet, or an account of the list on its network; a namesake elsewhere is nobody."""
    watch = changed(WATCH, vips=("gazette@net",))
    (from_press,) = opened(quiet(), [burnt(START, 9001, source="rss")])
    (listed,) = opened(quiet(), [burnt(START, 9001, author="Gazette")], watch=watch)
    assert from_press.severity == listed.severity == 1
    assert opened(quiet(), [burnt(START, 9001, author="Gazette", source="web")], watch=watch) == []


def test_a_breach_is_graver_when_the_press_says_so() -> None:
    """Two people claim it, an outlet confirms it."""
    claims = [said(START, 9001, "data"), said(START + 5, 9002, "data")]
    (claimed,) = opened(quiet(), claims)
    (confirmed,) = opened(quiet(), [said(START, 9001, "data", source="rss")])
    assert (claimed.severity, confirmed.severity) == (2, 1)


def test_a_young_watch_is_told_more_mildly() -> None:
    """On its third day everything is the first ever."""
    (gate,) = opened(quiet(3), [burnt(3 * DAY, 9001), burnt(3 * DAY + 30, 9002)])
    assert gate.severity == 2


@pytest.mark.parametrize(("per_day", "level"), [(24, 3), (600, 4)])
def test_what_was_met_this_week_is_no_news(per_day: int, level: int) -> None:
    """Of a small brand still a signal; of a larger one only shown, for there the counts tell of a rise."""
    before = [said(START - 3 * DAY, 80_000, "safety")]
    voices = [said(START + 10 * n, 90_000 + n, "safety") for n in range(4)]
    (gate,) = opened(quiet(41, per_day), before, voices)
    assert (gate.days, gate.severity) == (3, level)


def test_everyday_talk_of_a_brand_opens_nothing() -> None:
    """Where somebody cries fraud every day, two of them are a day like any other."""
    usual = [said(day * DAY + 60, 7000 + day, "fraud") for day in range(40)]
    assert opened(quiet(), usual, [said(START, 9001, "fraud"), said(START + 30, 9002, "fraud")]) == []


def test_a_large_brand_needs_more_voices() -> None:
    """Among thousands of messages a day two that use a word are chance, five are not."""
    crowd = quiet(5, per_day=3000)
    voices = [said(5 * DAY + 10 * n, 90_000 + n, "safety") for n in range(5)]
    assert opened(crowd, voices[:2]) == []
    assert len(opened(crowd, voices)) == 1


def test_history_teaches_and_opens_nothing() -> None:
    """What was there before watching began is no news; it makes the next one less of a first."""
    past = [burnt(START - 10 * DAY + n, 8000 + n, history=True) for n in range(2)]
    assert opened(quiet(), past) == []
    (gate,) = opened(quiet(), past, [burnt(START, 9001), burnt(START + 30, 9002)])
    assert gate.days == 9


def test_the_first_relay_opens_a_gate() -> None:
    """A large account that passes on what others began, where that is negative or grave."""
    first = item(START, 9001, tone="negative")
    passed = copy(START + 9, 9002, "net:9001", 2, tone="negative", followers=12_000)
    again = copy(START + 30, 9003, "net:9001", 3, tone="negative", followers=90_000)
    (gate,) = opened(quiet(), [first, passed, again])
    assert (gate.kind, gate.severity, gate.word, gate.keys) == ("relay", 3, "user9002", ("net:9001", "net:9002"))


@pytest.mark.parametrize(
    "passed",
    [
        copy(START + 9, 9002, "net:9001", 2, tone="negative", followers=300),
        copy(START + 9, 9002, "net:9001", 2, tone="positive", followers=12_000),
        copy(START + 9, 9002, "net:9001", 2, tone="negative", followers=12_000, author="user9001"),
    ],
    ids=["a small account", "good news", "its own message"],
)
def test_what_is_no_relay_opens_nothing(passed: Item) -> None:
    """Reach of a few, of something pleasant, or of oneself."""
    assert opened(quiet(), [item(START, 9001, tone="negative", followers=12_000), passed]) == []


def test_one_message_that_goes_round_opens_a_gate_at_the_fifteenth_voice() -> None:
    """Doubling within twenty minutes; a yellow one where it is negative, else only shown."""
    rounds = [copy(START + n, 9000 + n, "net:9000", n + 1, tone="negative") for n in range(1, 40)]
    (gate,) = opened(quiet(), [item(START, 9000, tone="negative")], rounds)
    assert (gate.kind, gate.severity, len(gate.keys)) == ("velocity", 3, 15)
    assert gate.at == rounds[13].mention.at
    harmless = [replace(one, reading=replace(one.reading, tone="positive")) for one in rounds]
    assert [gate.severity for gate in opened(quiet(), harmless)] == [4]


def test_a_message_that_goes_round_slowly_opens_nothing() -> None:
    """A copy every ten minutes: after the first hours it no longer doubles."""
    assert opened(quiet(), [copy(START + 10 * n, 9000 + n, "net:9000", n + 1) for n in range(1, 60)]) == []


MOMENTS = st.lists(
    st.tuples(
        st.floats(0, 3 * DAY), st.integers(1, 9), st.sampled_from([(), ("injury",), ("fraud", "press")]),
        st.sampled_from(["net", "rss"]), st.booleans(), st.none() | st.just(20_000),
    ),
    max_size=60,
)  # fmt: skip


@settings(deadline=None)
@given(MOMENTS, st.integers(0, 60))
def test_a_restart_at_any_moment_changes_nothing(moments: list[Any], cut: int) -> None:
    """Saved as JSON and resumed, the gates open as they would have."""
    stream = []
    for place, (minute, author, risks, source, original, followers) in enumerate(sorted(moments, key=itemgetter(0))):
        one = said(minute, place, *risks, author=f"user{author}", source=source, followers=followers, tone="negative")
        stream.append(one if original else replace(one, original=False, story="net:0", fold=place + 1))
    whole, early = Gates(WATCH), Gates(WATCH)
    expected = opened(stream, gates=whole)
    before = opened(stream[:cut], gates=early)
    late = Gates(WATCH)
    late.resume(json.loads(json.dumps(early.to_state())))
    assert before + opened(stream[cut:], gates=late) == expected
    assert late.to_state() == whole.to_state()
