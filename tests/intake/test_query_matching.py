"""What a query finds, and what it leaves."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from cmwatch.intake.query import Matchers, Probe, fault, parse, too_wide
from cmwatch.model import Item, Mention, Reading, Watch

AT = datetime(2024, 7, 19, 15, 30, tzinfo=UTC)


def mention(text: str = "", **known: Any) -> Mention:
    """A mention of ours."""
    facts: dict[str, Any] = {"source": "mastodon", "id": "1", "author": "jane", "at": AT, "created_at": AT, "raw": ""}
    return Mention(text=text, **facts | known)


def reading(**known: Any) -> Reading:
    """What was read of it."""
    facts = {"lang": "fr", "tone": "negative", "compound": None, "engine": "", "question": False, "addressed": False}
    return Reading(**facts | known)


FREE = '("free mobile" OR freebox OR @free) -"free to"'


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("", "anything at all", True),
        ("   ", "", True),
        ("panne réseau", "Encore une PANNE du reseau !", True),
        ("panne reseau", "panne d'électricité", False),
        ("panne AND réseau", "réseau en panne", True),
        ("sfr OR panne réseau", "sfr", True),
        ("sfr OR panne réseau", "panne", False),
        ("(sfr OR panne) réseau", "sfr", False),
        ("panne or réseau", "réseau en panne", False),
        ("panne or réseau", "panne or réseau", True),
        ("-sfr panne", "panne chez sfr", False),
        ("NOT sfr panne", "panne chez free", True),
        ("panne -(sfr OR orange)", "panne orange", False),
        ("panne –sfr", "panne sfr", False),
        ("--panne", "panne", True),
        ("free", "Freebox", False),
        ("free", "merci @Free et #free", True),
        ("arnaque*", "quelles arnaqueuses", True),
        ("arnaque*", "l'arnaque", True),
        ("arnaque*", "grosarnaque", False),
        ("arnaque", "l’arnaque du siècle", True),
        ("l'arnaque", "l’arnaque", True),
        ("l'arnaque", "arnaque", False),
        ('"free mobile"', "Free, mobile !", True),
        ('"free mobile"', "mobile free", False),
        ('"free mob*"', "chez free mobiles", True),
        ("« free mobile »", "free-mobile", True),
        ("“free mobile”", "free mobile", True),
        ("free-mobile", "free mobile", True),
        ("free-mobile", "mobile free", False),
        ("@free", "free sans arobase", False),
        ("@free", "cc @Free, une panne", True),
        ("@free", "contact@free.fr", False),
        ("@free", "bonjour @free.bsky.social", True),
        ("@free.bsky.social", "bonjour @free", False),
        ("@free@piaille.fr", "bonjour @free@piaille.fr.", True),
        ("@free@piaille.fr", "bonjour @free@evil.org", False),
        ("@free*", "bonjour @freebox", True),
        ("@free_mobile", "bonjour @Free_Mobile", True),
        ("#été", "vive l'#ETE", True),
        ("#été", "vive l'été", False),
        ("#free*", "#FreeMobile", True),
        ("#free", "@free", False),
        (FREE, "Feel free to call", False),
        (FREE, "@free feel free to call", False),
        (FREE, "Ma Freebox clignote", True),
        ("cœur", "un coup de coeur", True),
        ("coeur", "un coup de CŒUR", True),
        ("strasse", "Straße", True),
        ("free", "𝐅𝐑𝐄𝐄 money", True),
        ("muller", "Müller", True),
        ("免费", "我爱免费手机", True),
        ("免费", "费免", False),
        ("почта", "ПОЧТА России", True),
        ("😡", "panne 😡😡", True),
        ("❤️", "I ❤ it", True),
        ("https://x.fr/a", "see https://x.fr/a", True),
        ("10:30", "à 10:30", True),
        ("5G", "la 5g arrive", True),
    ],
)
def test_a_query_finds_what_a_person_means(query: str, text: str, found: bool) -> None:
    """Words whole, accents and case aside, phrases in order, names by their mark."""
    assert parse(query).matches(Probe(mention(text))) is found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("lang:fr", True), ("lang:en", False), ("LANG:FR", True), ("-lang:en", True),
        ("from:jane", True), ("from:@Jane", True), ("from:jan", False), ("from:jane@piaille.fr", False),
        ("source:mastodon", True), ("source:Alertes", True), ('source:"alertes"', True), ("source:rss", False),
        ("is:original", False), ("is:repost", True), ("is:question", False),
        ("tone:negative", True), ("tone:unsure", False),
        ("followers:>10000", True), ("followers:>12000", False), ("followers:>=12k", True), ("followers:<1m", True),
        ("followers:<=11999", False), ("followers:=12000", True), ("followers:12000", True),
        ("since:2024-07-19", True), ("since:2024-07-20", False), ("until:2024-07-19", True),
        ("until:2024-07-18", False),
        ("since:2024-07-19T17:30+02:00", True), ("until:2024-07-19T17:30+02:00", False),
        ("until:2024-07-19t15:31z", True),
    ],
)  # fmt: skip
def test_operators_ask_for_what_is_known_of_a_mention(query: str, found: bool) -> None:
    """A day given as the end includes that day; a moment given as the end does not include that moment."""
    known = mention("panne", followers=12_000, via="alertes")
    item = Item(known, reading(), watches=("Free",), story="mastodon:1", original=False)
    assert parse(query).matches(Probe.of(item)) is found


def test_what_is_not_known_is_not_guessed() -> None:
    """Without a reading there is no tone; without a count no comparison; a repost is told from its flag."""
    bare = Probe(mention("vraiment ?", is_repost=True))
    assert not parse("tone:negative OR tone:unsure OR followers:>0 OR followers:<=0").matches(bare)
    assert parse("is:repost is:question lang:und").matches(bare)
    assert parse("from:jane").matches(Probe(mention(author="Jane@piaille.fr")))


def test_ages_count_back_from_the_time_handed_in() -> None:
    """A day is a day in the zone of that time."""
    now = datetime(2024, 7, 19, 18, 0, tzinfo=timezone(timedelta(hours=2)))
    assert parse("since:2h", now).since() == datetime(2024, 7, 19, 14, 0, tzinfo=UTC)
    assert parse("since:3d a", now).since() == datetime(2024, 7, 16, 16, 0, tzinfo=UTC)
    assert parse("since:2024-07-19 until:2024-07-19", now).since() == datetime(2024, 7, 18, 22, 0, tzinfo=UTC)
    assert parse("since:2024-07-19 until:2024-07-19", now).until() == datetime(2024, 7, 19, 22, 0, tzinfo=UTC)


def test_only_what_must_hold_bounds_the_time() -> None:
    """A bound in one branch of OR, or negated, bounds nothing."""
    assert parse("a OR since:2024-07-19").since() is None
    assert parse("a -since:2024-07-19").since() is None
    assert parse("a (b since:2024-07-19) since:2024-07-20").since() == datetime(2024, 7, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("query", "wide"),
    [
        ("", True), ("-free", True), ("lang:fr", True), ("free OR -sfr", True), ("followers:>1 is:original", True),
        ("a*", True), ("@a*", True), ("free", False), ("-sfr free", False), ("#free", False), ("from:free", False),
        ("source:alertes", False), ("(free OR sfr) lang:fr", False), ("😡", False), ("free OR lang:fr", True),
    ],
)  # fmt: skip
def test_a_watch_must_name_something(query: str, wide: bool) -> None:
    """A query of negations alone is a fine filter and a flood of a watch."""
    assert too_wide(parse(query)) is wide


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("free", None), ("free is:question", None), ("-free", "almost anything"), ("free (", "never closed"),
        ("free tone:negative", "only after"), ("free since:2h", "count back"),
    ],
)  # fmt: skip
def test_a_watch_is_told_what_it_cannot_ask(query: str, told: str | None) -> None:
    """The tone is read after matching, and a watch has no moment to count back from."""
    found = fault(query)
    assert found is None if told is None else told in (found or "")


def test_all_watches_are_asked_about_one_mention() -> None:
    """An empty query follows the brand of a recording; a watch may listen to some sources only."""
    watches = Matchers(
        [
            Watch("Free", "Free", FREE),
            Watch("Pannes", "Free", "panne*", sources=("alertes",)),
            Watch("Acme", "Acme", ""),
        ]
    )
    assert watches.names(Probe(mention("la Freebox en panne", via="alertes"))) == ("Free", "Pannes")
    assert watches.names(Probe(mention("la Freebox en panne", via="mastodon"))) == ("Free",)
    assert watches.names(Probe(mention("en panne"))) == ("Pannes",), "a replay names no source"
    assert watches.names(Probe(mention("tout va bien", brand="Acme"))) == ("Acme",)
