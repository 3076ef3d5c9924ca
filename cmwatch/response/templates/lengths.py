"""How long a text is, as each network counts it, and how long it may be."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from cmwatch.response.templates.graphemes import graphemes, pictured

Unit = Literal["weighted", "mastodon", "graphemes", "characters"]


@dataclass(frozen=True, slots=True)
class Limit:
    """A network's limit on a public reply."""

    network: str
    most: int | None
    """None where the network sets none."""
    unit: Unit
    letter: bool = False
    """Whether paragraphs are used there."""


LINK = 23
"""What any link counts on X and on Mastodon."""

_LIMITS = (
    Limit("x", 280, "weighted"),
    Limit("mastodon", 500, "mastodon"),
    Limit("bluesky", 300, "graphemes"),
    Limit("threads", 500, "graphemes"),
    Limit("tiktok", 150, "characters"),
    Limit("instagram", 2_200, "characters"),
    Limit("linkedin", 1_250, "characters", letter=True),
    Limit("facebook", 8_000, "characters", letter=True),
    Limit("youtube", 10_000, "characters", letter=True),
    Limit("reddit", 10_000, "characters", letter=True),
    Limit("app_store", 5_970, "characters", letter=True),
    Limit("google_play", 350, "characters"),
    Limit("trustpilot", None, "characters", letter=True),
    Limit("email", None, "characters", letter=True),
)
"""Limits of a reply or comment by an ordinary account (not of a post, nor of a paying one)."""

_ALIASES = {"twitter": "x", "appstore": "app_store", "ios": "app_store", "play": "google_play", "e-mail": "email",
            "mail": "email"}  # fmt: skip

_ADDRESS = re.compile(
    r"https?://\S+|(?<![@\w.])(?:[a-z0-9-]+\.)+(?:com|org|net|fr|eu|be|ch|ca|uk|de|io|info)\b(?:/\S*)?", re.IGNORECASE
)
_REMOTE_HANDLE = re.compile(r"(?<![\w/@])@(\w+(?:[\w.-]*\w)?)@[\w.-]*\w", re.ASCII)
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Code points that weigh one on X; all others weigh two (twitter-text, configuration 3)."""


def networks() -> tuple[str, ...]:
    """The networks whose limit is known."""
    return tuple(limit.network for limit in _LIMITS)


def limit_of(network: str) -> Limit:
    """The limit of a network; one that is not known has none."""
    name = _ALIASES.get(network.casefold(), network.casefold())
    return next((limit for limit in _LIMITS if limit.network == name), Limit(name, None, "characters"))


def measured(text: str, limit: Limit) -> int:
    """The length of a text in the unit of the network.

    >>> measured("voir https://example.org/une/page/longue 👍🏽", limit_of("x"))
    31
    """
    match limit.unit:
        case "weighted":
            return _weighed(unicodedata.normalize("NFC", text))
        case "mastodon":
            return len(graphemes(_REMOTE_HANDLE.sub(r"@\1", _shortened(text))))
        case "graphemes":
            return len(graphemes(text))
        case "characters":
            return len(text)


def _shortened(text: str) -> str:
    return re.sub(r"https?://\S+", "x" * LINK, text)


def _weighed(text: str) -> int:
    rest, links = _ADDRESS.subn("", text)
    return links * LINK + sum(_weight(cluster) for cluster in graphemes(rest))


def _weight(cluster: str) -> int:
    if pictured(cluster):
        return 2
    return sum(1 if any(low <= ord(c) <= high for low, high in _LIGHT) else 2 for c in cluster)
