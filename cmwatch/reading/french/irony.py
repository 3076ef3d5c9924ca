"""Praise that a failure follows: 'Bravo, deux heures de retard' praises nobody."""

from collections.abc import Sequence

from cmwatch.reading.french.grammar import PERSONS
from cmwatch.reading.valence import irony
from cmwatch.reading.valence.units import Unit
from cmwatch.reading.valence.words import Word, word_set

CUES = word_set(
    "bravo bravos merci mercis super genial geniale felicitations chapeau top formidable magnifique parfait excellent "
    "excellente merveilleux sympa cool youpi hourra fantastique joue plaisir bonheur joie adore hate "
    "ravi ravie 👏 👍 🎉 🙏 😂 🤣"
)
"""Words of praise that are said to mock, alone at the beginning of what went wrong."""

FAILURES = (
    "abim", "annul", "arnaqu", "attend", "attente", "augment", "bagage", "bloqu", "bug", "casse", "coupe", "coupure",
    "debite", "defectueu", "double", "ferme", "foutage", "gach", "gaspill", "hausse", "hors", "incapable",
    "injoignable", "jamais", "loup", "mensonge", "menti", "panne", "perdu", "plant", "poubelle", "pourri", "raccroch",
    "rade", "rate", "refus", "reponse", "retard", "rien", "sature", "suppress", "supprim", "surfactur", "suspendu",
    "toujours",
)  # fmt: skip
"""How what went wrong begins, without accents."""


def turn_mocking(words: Sequence[Word], units: Sequence[Unit]) -> None:
    """Turn praise round where nothing else is positive, nobody is thanked, and a failure or anger follows; in place."""
    irony.turn_mocking(words, units, mocks=_mocks, failures=FAILURES, meant=_meant)


def _mocks(praise: Sequence[Word]) -> bool:
    return any(word.key in CUES for word in praise)


def _meant(word: Word) -> bool:
    return word.role == "but" or word.key == "malgre" or word.key in PERSONS
