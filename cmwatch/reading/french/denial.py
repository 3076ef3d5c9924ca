"""French negation: which word, if any, denies a unit."""

from collections.abc import Sequence

from cmwatch.reading.french.grammar import AFTER_VERB, ASIDE, LACKS, ONLY_WITH_NE, SAYING, THINKING
from cmwatch.reading.valence.units import Owners, Unit
from cmwatch.reading.valence.words import Word, word_set

REACH = 5
"""Words without valence that a negation reaches over: 'pas du tout un produit de qualité'."""

REACH_TO_BLAME = 4
"""The same over what is no praise: 'pas eu un seul vrai souci', not 'pas de nouvelles de la part de ces escrocs'."""

REACH_TO_EXPRESSION = 2
"""The same over an expression of blame: 'pas une bande d'escrocs', but not 'rien reçu ça fait deux mois'."""

NE_REACH = 4
"""How far before its second half 'ne' may stand: 'ne m'a vraiment pas'."""

COMPARING = frozenset(["aussi", "si"])
"""Words that make 'jamais' praise or blame above all."""

ARTICLES = word_set("un une la les des cette l quelle toute chaque par")
"""Before 'personne', they make it a person."""


def denied_behind(words: Sequence[Word], owners: Owners, unit: Unit) -> int | None:
    """Place of the negation that follows a finite verb: 'n'aime vraiment pas', 'j'aime pas'."""
    if unit.inner is not None:
        return unit.inner
    if not unit.entry.finite:
        return None
    for place in range(unit.last + 1, min(len(words), unit.last + REACH)):
        word = words[place]
        owner = owners.get(place)
        if owner is not None:
            return owner.last if words[owner.last].key in AFTER_VERB else None
        if word.key in AFTER_VERB and _follows(words, place, unit):
            return place
        if word.key not in ASIDE:
            return None
    return None


def _follows(words: Sequence[Word], place: int, unit: Unit) -> bool:
    """Whether a negation behind a verb is one; 'j'aime plus que tout' and 'rien que' are none."""
    after = _key(words, place + 1)
    if words[place].key in ("plus", "rien") and after in ("que", "qu"):
        return False
    if words[place].key == "plus":
        return ne_before(words, unit.first) or after in ("", "du", "ce", "cette", "cet", "le", "la", "les", "rien", "!")
    return words[place].key != "personne" or ne_before(words, unit.first)


def denied_before(words: Sequence[Word], owners: Owners, unit: Unit) -> int | None:
    """Place of the negation that stands before a unit and reaches it; what is joined to a denied unit is denied too."""
    if unit.refuses:
        return None
    left = REACH if unit.entry.valence >= 0 else REACH_TO_BLAME if unit.first == unit.last else REACH_TO_EXPRESSION
    place, reached, only = unit.first - 1, unit, False
    while place >= 0 and left:
        word = words[place]
        if word.role in ("stop", "but", "breaks") or (word.key == "si" and place < unit.first - 1):
            return None
        owner = owners.get(place)
        if owner is not None and owner.idle:
            left, place = left - 1, owner.first - 1
            continue
        if owner is not None and not (word.role == "no" and owner.last == place and owner.entry.valence < 0):
            if not _joined(words, owner, reached):
                return None
            left, reached, place = left - 1, owner, owner.first - 1
            continue
        only = only or word.role == "que"
        if word.role == "no" and _denies(words, place, unit, only=only):
            return place
        left -= 1
        place -= 1
    return None


def _joined(words: Sequence[Word], before: Unit, unit: Unit) -> bool:
    """Whether a negation of the first also holds for the second: 'pas rapide et efficace', 'aucun bon conseil'."""
    gap = unit.first - before.last
    if before.entry.valence * unit.entry.valence <= 0:
        return False
    if gap == 1:
        return before.first == before.last and unit.first == unit.last
    return gap == 2 and (words[before.last + 1].role == "and" or words[before.last + 1].key == "ni")


def _denies(words: Sequence[Word], place: int, unit: Unit, *, only: bool) -> bool:
    """Whether the word at `place` denies a unit behind it; `only`: a 'que' stands between."""
    key, after, before = words[place].key, _key(words, place + 1), _key(words, place - 1)
    if only or after in ("que", "qu"):
        # 'pas que', 'plus que', 'rien que' do not deny, but 'je ne pense pas que' does.
        thinking = after in ("que", "qu") and (before in THINKING or _key(words, place - 2) in THINKING)
        return key == "pas" and (thinking or after in SAYING)
    if key in ONLY_WITH_NE:
        # 'personne ne répond', 'personne de compétent': there 'ne' comes second, or not at all.
        second = ("ne", "n", "de", "d") if key == "personne" else ("jamais", "aucun", "aucune", "rien")
        return ne_before(words, place) or (after in second and before not in ARTICLES)
    if key == "jamais":
        # 'si jamais' is 'if ever', and 'jamais vu un service aussi nul' denies nothing.
        return before != "si" and COMPARING.isdisjoint(word.key for word in words[place : unit.first])
    return _lacks(words, place, unit)


def _lacks(words: Sequence[Word], place: int, unit: Unit) -> bool:
    """The same for words of lack and smallness, which deny what is near: 'peu fiable', 'manque de sérieux'."""
    key, near = words[place].key, unit.first - place
    if key in ("peu", "moins"):
        return near <= 2 and _key(words, place - 1) not in ("un", "petit", "au", "du", "a", "pour", "le", "la")
    if key == "loin":
        return _key(words, place + 1) in ("d", "de") and unit.entry.valence > 0
    if key in LACKS:
        praise = unit.entry.valence > 0 or unit.entry.denied is not None
        return near <= 4 and (praise or key in ("sans", "zero"))
    return True


def ne_before(words: Sequence[Word], place: int) -> bool:
    """Whether 'ne' opens a negation whose second half is at `place`."""
    for back in range(place - 1, max(-1, place - 1 - NE_REACH), -1):
        if words[back].role == "ne":
            return True
        if words[back].role in ("stop", "but"):
            return False
    return False


def _key(words: Sequence[Word], place: int) -> str:
    return words[place].key if 0 <= place < len(words) else ""
