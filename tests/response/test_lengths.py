"""How long a text is, as each network counts it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmwatch.response.templates.graphemes import graphemes
from cmwatch.response.templates.lengths import limit_of, measured, networks

FAMILY = "👩‍👩‍👧‍👦"
LINK = "https://example.org/une/page/dont/le/chemin/est/vraiment/long"

COUNTS = [
    ("x", "bonjour", 7),
    ("x", "l'été, déjà !", 13),
    ("x", "日本語", 6),
    ("x", FAMILY, 2),
    ("x", "👍🏽", 2),
    ("x", "🇫🇷", 2),
    ("x", "❤️", 2),
    ("x", "1️⃣", 2),
    ("x", "…", 2),
    ("x", "« bonjour »", 11),
    ("x", f"voir {LINK}", 28),
    ("x", "voir example.org/page", 28),
    ("x", "fini.Et voilà", 13),
    ("x", "e\u0301t\u00e9", 3),
    ("twitter", "日本語", 6),
    ("mastodon", f"voir {LINK}", 28),
    ("mastodon", "merci @lea@mastodon.example !", 12),
    ("mastodon", "merci @lea !", 12),
    ("mastodon", FAMILY, 1),
    ("mastodon", "écrire à a@b.example", 20),
    ("bluesky", FAMILY * 3, 3),
    ("bluesky", "e\u0301te\u0301", 3),
    ("bluesky", LINK, len(LINK)),
    ("app_store", FAMILY, 7),
    ("somewhere", "bonjour", 7),
]


@pytest.mark.parametrize(("network", "text", "count"), COUNTS)
def test_a_text_is_counted_as_its_network_counts(network: str, text: str, count: int) -> None:
    """Weights on X, links of 23, handles without their server on Mastodon, graphemes on Bluesky."""
    assert measured(text, limit_of(network)) == count


LIMITS = [("x", 280), ("Twitter", 280), ("mastodon", 500), ("bluesky", 300), ("app_store", 5970), ("trustpilot", None),
          ("email", None), ("rss", None), ("google_play", 350)]  # fmt: skip


@pytest.mark.parametrize(("network", "most"), LIMITS)
def test_each_network_has_its_limit(network: str, most: int | None) -> None:
    """None where there is none, or none is known."""
    assert limit_of(network).most == most


CLUSTERS = [
    ("abc", 3), (FAMILY, 1), ("🇫🇷🇧🇪", 2), ("🇫🇷🇧", 2), ("👍🏽👍", 2), ("e\u0301", 1), ("\r\n", 1), ("\n\n", 2),
    ("각", 1), ("\u1100\u1161\u11a8", 1), ("🏴\U000e0067\U000e0062\U000e007f", 1),
    ("a\u200db", 2), ("", 0), ("☝🏽", 1), ("\n\u0301", 2),
]  # fmt: skip


@pytest.mark.parametrize(("text", "count"), CLUSTERS)
def test_clusters_are_what_a_reader_counts(text: str, count: int) -> None:
    """Families, flags, skin tones, accents, syllables."""
    assert len(graphemes(text)) == count


@given(st.text())
def test_clusters_are_the_text(text: str) -> None:
    """Nothing is lost, and no network counts less than nothing."""
    assert "".join(graphemes(text)) == text
    for network in networks():
        assert measured(text, limit_of(network)) >= 0
