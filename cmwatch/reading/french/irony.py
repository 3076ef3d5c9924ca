"""Praise that a failure follows: 'Bravo, deux heures de retard' praises nobody."""

from collections.abc import Sequence

from cmwatch.reading.french.grammar import PERSONS, word_set
from cmwatch.reading.french.units import Unit
from cmwatch.reading.french.words import Word

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

ANGRY = frozenset("😡🤬😠😤🙄🤡👎🤮😒🖕💩🤦")

TURNED = -0.5
"""What mocking praise weighs, by what it would weigh meant kindly."""


def turn_mocking(words: Sequence[Word], units: Sequence[Unit]) -> None:
    """Turn praise round where nothing else is positive, nobody is thanked, and a failure or anger follows; in place."""
    praise = [unit for unit in units if unit.value > 0]
    if not praise or not all(_mocks(words, unit) for unit in praise):
        return
    after = praise[0].last
    if not any(unit.first > after and unit.value < 0 and _fails(words, unit) for unit in units):
        return
    if any(word.role == "but" or word.key == "malgre" or word.key in PERSONS for word in words[after:]):
        return
    for unit in praise:
        unit.value *= TURNED


def _mocks(words: Sequence[Word], unit: Unit) -> bool:
    return any(word.key in CUES for word in words[unit.first : unit.last + 1])


def _fails(words: Sequence[Word], unit: Unit) -> bool:
    own = words[unit.first : unit.last + 1]
    return unit.shown in ANGRY or any(word.key.startswith(FAILURES) for word in own)
