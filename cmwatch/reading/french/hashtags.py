"""Words glued in a hashtag: by their capitals, else by what the lexicon knows."""

import re
from collections.abc import Iterable

from cmwatch.reading.french.folding import fold
from cmwatch.reading.french.grammar import word_set
from cmwatch.reading.french.lexicon import Lexicon

LONGEST_TAG = 60
"""Letters past which nothing is split."""

SURE, WEIGHTY = 5, 1.5
"""Letters and valence from which a laden word at the end of an unknown tag is believed to be one."""

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


class Splitter:
    """Takes hashtags apart."""

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
        return self._covered(tag, bare) or self._at_the_ends(tag, bare) or [tag]

    def _covered(self, tag: str, bare: str) -> list[str] | None:
        """The fewest known words that make up the tag; None if none do."""
        best: list[list[str] | None] = [[], *([None] * len(bare))]
        for end in range(1, len(bare) + 1):
            for start in range(max(0, end - 20), end):
                before = best[start]
                if before is None or bare[start:end] not in self._known:
                    continue
                now = best[end]
                if now is None or len(before) + 1 < len(now):
                    best[end] = [*before, tag[start:end]]
        return best[-1]

    def _at_the_ends(self, tag: str, bare: str) -> list[str] | None:
        """A laden word with which an unknown tag ends or begins: `lumenarnaque`."""
        for size in range(len(bare) - 3, SURE - 1, -1):
            if bare[-size:] in self._tails:
                return [tag[:-size], tag[-size:]]
        head = next((head for head in _HEADS if bare.startswith(head)), "")
        return [tag[: len(head)], tag[len(head) :]] if head else None
