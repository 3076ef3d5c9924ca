"""Words glued in a hashtag: by their capitals, else by what the lexicon knows."""

import re
from collections.abc import Iterable

from cmwatch.reading.valence.folding import fold
from cmwatch.reading.valence.hashtags import LONGEST_TAG, SURE, cut_at, cuts
from cmwatch.reading.valence.lexicon import Lexicon
from cmwatch.reading.valence.words import word_set

WEIGHTY = 1.5
"""Valence from which a laden word at the end of an unknown tag is believed to be one."""

_HUMP = re.compile(r"[A-ZÀ-Þ]+(?![a-zß-ÿ])|[A-ZÀ-Þ]?[a-zß-ÿœ]+|\d+")

_GLUE = word_set(
    "ai au aux avec ca ce ces cest chez client clients comme dans de des du elle en est et fait il jai je la le les "
    "livraison ma marque me mes mon ne nos notre on ou par pas plus jamais pour produit que qui sa sans se ses son "
    "sncf sont sur ta te tes ton toujours tous tout toute tres trop tu un une vos votre vous service train colis "
    "commande reseau internet fibre banque vol avion bus metro application appli site magasin aussi encore rien aucun "
    "aucune jour journee vie monde france quebec paris"
)
"""Words without valence that tags are glued with. No single letters: with them everything falls to pieces."""

_WHOLE = word_set("bonjour bonsoir mesure mesures panneau panneaux sante malgache bienetre")
"""Words that only look like glued ones."""

_HEADS = ("arnaque", "boycott", "bravo", "honte", "jadore", "jaime", "merci", "scandale", "stop", "vive")
"""What a tag about a brand begins with: 'boycottlumen'. Elsewhere the beginning of a word says little of its end."""


class HashtagSplitter:
    """Takes French hashtags apart."""

    def __init__(self, lexicon: Lexicon) -> None:
        laden = {fold(form): entry for form, entry in lexicon.forms.items() if entry.valence or entry.denied}
        self._known = _GLUE | _WHOLE | {word for word in laden if len(word) >= 3}
        self._tails = frozenset(
            word
            for word, entry in laden.items()
            if len(word) >= SURE and abs(entry.valence) >= WEIGHTY and not entry.finite
        )

    def split(self, tag: str) -> Iterable[str]:
        """The words of a tag without its sign, as they are written; the tag itself if nothing is known in it."""
        if len(tag) > LONGEST_TAG:
            return [tag]
        humps = _HUMP.findall(tag)
        if len(humps) > 1:
            return [part for hump in humps for part in self._parts(hump)]
        return self._parts(tag)

    def _parts(self, tag: str) -> list[str]:
        bare = fold(tag.lower())
        if len(bare) != len(tag) or bare in self._known:
            return [tag]
        return cut_at(tag, cuts(bare, self._known) or self._cut_off(bare))

    def _cut_off(self, bare: str) -> list[int]:
        """Where an unknown tag ends or begins with a laden word: `lumenarnaque`."""
        for size in range(len(bare) - 3, SURE - 1, -1):
            if bare[-size:] in self._tails:
                return [len(bare) - size]
        return [len(head) for head in _HEADS if bare.startswith(head)][:1]
