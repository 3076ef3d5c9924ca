"""Who talks: invented people, newspapers and the brand, each on one network with one way of writing."""

import random
import unicodedata
from dataclasses import dataclass
from typing import Literal

from cmwatch.intake.demo.watch import HANDLE

Hand = Literal["plain", "lower", "unaccented"]
"""How someone types: as at school, without capitals, or without accents either."""

SOCIAL = ("mastodon", "bluesky")
"""Networks with followers, replies and reposts."""

ADDRESS = {"mastodon": "@toile.example", "bluesky": ".ciel.example", "forum": "", "appstore": ""}
"""What follows a name to make a handle. The domains are reserved: nobody can own them."""

SIZES = {
    "fr": {"mastodon": 420, "bluesky": 330, "forum": 120, "appstore": 110},
    "en": {"mastodon": 230, "bluesky": 190, "forum": 40, "appstore": 60},
    "es": {"mastodon": 12, "bluesky": 12},
    "de": {"mastodon": 14, "bluesky": 8},
    "it": {"mastodon": 6, "bluesky": 8},
    "nl": {"mastodon": 8, "bluesky": 4},
    "pt": {"mastodon": 3, "bluesky": 5},
}
"""How many people there are for each language and network."""

_FIRST: dict[str, str] = {
    "fr": "lea marc nadege yanis chloe hugo manon theo sarah karim ines jules camille bastien aude romain elodie "
    "mehdi solene antoine lucie gael fatou benoit margaux rachid helene tristan oceane pascal josiane gilbert",
    "en": "amy oliver niamh jack priya tom ruth liam maeve george holly sean kate owen bella harry fiona dev",
    "": "ana lukas greta mateo sofia jan pieter giulia marta nuno ines_p karl eva bruno",
}
_SECOND = (
    "r v b k m dl lv 69 38 42 07 off tech dubois_x lune papote bricole jardin velo lit dort cuisine photo gones "
    "rando nuit matin tricot zen bis ter deux_trois quai saone canut pentes croix"
)

PRESS = (
    "Gazette des Trois Collines", "Radio Soie Infos", "La Navette du Soir", "Tech & Filament", "The Filament Post",
)  # fmt: skip
"""Newspapers that do not exist; the first is the local one, the last writes English."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who writes."""

    source: str
    handle: str
    lang: str
    followers: int | None = None
    hand: Hand = "plain"

    def typed(self, text: str) -> str:
        """The text as this person would type it. Addresses and hashtags suffer nothing from it."""
        if self.hand == "plain" or "http" in text:
            return text
        text = text.lower()
        if self.hand == "unaccented":
            letters = unicodedata.normalize("NFD", text)
            text = unicodedata.normalize("NFC", "".join(c for c in letters if not "\u0300" <= c <= "\u036f"))
        return text


BRAND = Person("mastodon", HANDLE, "fr", 12_400)
"""The brand's own account."""

FIRST_VOICE = Person("mastodon", "sandrine.nuit@toile.example", "fr", 310)
"""Who complains first."""

RELAY = Person("mastodon", "nadia.decode@toile.example", "fr", 48_000)
"""Who makes it big: an account that many people follow."""

CAT_OWNER = Person("mastodon", "moustache.officiel@toile.example", "fr", 7_900)
"""Who owns the cat."""


class Crowd:
    """Everybody else."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        taken: set[str] = set()
        self._people = {
            (lang, source): tuple(_person(lang, source, taken, rng) for _ in range(size))
            for lang, sizes in SIZES.items()
            for source, size in sizes.items()
        }

    def someone(self, lang: str, source: str | None = None) -> Person:
        """A person of this language, on this network if it is named, else on a network as people are spread."""
        if source is None:
            sizes = SIZES[lang]
            source = self._rng.choices(tuple(sizes), tuple(sizes.values()))[0]
        return self._rng.choice(self._people[lang, source])

    def many(self, source: str, count: int) -> list[Person]:
        """So many different people of one network, French and English."""
        return self._rng.sample(self._people["fr", source] + self._people["en", source], count)


def _person(lang: str, source: str, taken: set[str], rng: random.Random) -> Person:
    name = ""
    while not name or name + source in taken:
        first, second = rng.choice(_FIRST.get(lang, _FIRST[""]).split()), rng.choice(_SECOND.split())
        name = f"{first}{rng.choice(('', '.', '-'))}{second}{rng.choice(('', str(rng.randrange(90))))}"
    taken.add(name + source)
    followers = min(8_000, int(rng.lognormvariate(5.2, 1.2))) if source in SOCIAL else None
    hands: tuple[Hand, ...] = ("plain", "lower", "unaccented")
    return Person(source, name + ADDRESS[source], lang, followers, rng.choices(hands, (82, 13, 5))[0])
