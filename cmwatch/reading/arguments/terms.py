"""The terms of a text: its words that can be argued about, without the endings that do not matter."""

from collections.abc import Collection, Iterable, Sequence

from cmwatch.reading.language import LITTLE_WORDS

_CHATTER = """
    les des une etait avait etaient avaient serait aurait peux peut veux veut vais dit dire fois chose choses gens
    meme memes alors autre autres trop beaucoup peu vraiment juste quoi quand comme aussi encore deja toujours
    jamais rien ici bonjour bonsoir salut merci svp stp mdr lol ptdr faut faire fait font suis sommes etes sont ete
    avoir etre jour jours heure heures minute minutes hier demain matin soir nouveau nouvelle hello thanks thank
    please pls guys really also even just still already would could should have having been being was were are get
    got gets getting make made one two three time times day days hour hours today yesterday tomorrow week weeks
    thing things something anything nothing everyone someone anyone people much many lot know think say said says
    want need see look like via amp http https www com because cause since depuis pendant apres avant sans avec pour
    dans sur sous entre vers chez leur leurs celle celui ceux cette tout tous toute toutes plus moins tres bien oui
    non pareil idem enfin bref yes yeah nope same quelqu quelque quelques lorsque let lets him her hers himself herself
    told tell telling saying hear heard come coming came goes went back right well stuff put take took taking give gave
    given feel vas vont aller allez voir vois voit prend prendre mettre met mis donne donner parle parler trouve crois
    sais sait savoir pense croire vient viens venir arrive deux trois quatre cinq aucun aucune seul seule ok okay
"""
"""Words of time, manners and talk, which say nothing of what happened."""


def stem(word: str) -> str:
    """A folded word without the endings of number and of French participles.

    >>> stem("pannes"), stem("coupees"), stem("bus")
    ('panne', 'coupe', 'bus')
    """
    if len(word) > 4 and word[-1] in "sx" and not word.endswith("ss"):
        word = word[:-1]
    return word[:-1] if len(word) > 4 and word.endswith("ee") else word


_STOP_STEMS = frozenset(
    stem(word)
    for words in (_CHATTER, LITTLE_WORDS["en"], LITTLE_WORDS["fr"])
    for word in words.replace("'", " ").split()
)


def skipping(known: Iterable[str]) -> frozenset[str]:
    """The stems that are no terms: of little words, of chatter, and of `known` words.

    Of stems, so that a word that is skipped never shares its stem with a term.
    """
    return _STOP_STEMS.union(map(stem, known))


def terms_of(words: Sequence[str], skipped: Collection[str]) -> tuple[str, ...]:
    """The terms of a text, each once; `skipped` are stems."""
    stems = dict.fromkeys(stem(word) for word in words if len(word) > 2 and not word.isdigit())
    return tuple(term for term in stems if term not in skipped)
