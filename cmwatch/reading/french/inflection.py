"""French inflection, as far as a lexicon of tone needs it: `déçu:e` is déçu, déçue, déçus, déçues.

The simple past and the imperfect subjunctive are left out: nobody complains in them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from cmwatch.reading.braces import spelled_out

_IMPERFECT = ("ais", "ait", "ions", "iez", "aient")
_FUTURE = ("ai", "as", "a", "ons", "ez", "ont", *_IMPERFECT)
"""Future and conditional, after the r."""


@dataclass(frozen=True, slots=True)
class Forms:
    """Every form of one word: those that a negation may follow ('j'aime pas'), and the others."""

    finite: tuple[str, ...] = ()
    other: tuple[str, ...] = ()

    @property
    def every(self) -> tuple[str, ...]:
        """Finite or not."""
        return (*self.finite, *self.other)


def inflect(part: str) -> Forms:
    """The forms of one written word: `a/b` is either, `lent{e,s}` lent, lente, lents; `:x` names a pattern.

    `:v` conjugates, `:p` without the participles, which are other words ('marché'); the others are `_DECLENSIONS`.

    >>> inflect("jaloux:x").every, inflect("nul:2").other
    (('jaloux', 'jalouse', 'jalouses'), ('nul', 'nulle', 'nuls', 'nulles'))
    >>> inflect("piéger:v").finite[:5]
    ('piège', 'pièges', 'piègent', 'piégeons', 'piégez')
    """
    finite: list[str] = []
    other: list[str] = []
    for choice in part.split("/") if len(part) > 1 else [part]:
        spelled, _sign, pattern = choice.partition(":") if choice[-1].isalnum() else (choice, "", "")
        if pattern in ("v", "p"):
            verb = _conjugate(spelled)
            finite += verb.finite
            other += verb.other if pattern == "v" else [spelled]
        elif pattern:
            other += _DECLENSIONS[pattern](spelled)
        else:
            other += spelled_out(spelled)
    return Forms(tuple(dict.fromkeys(finite)), tuple(dict.fromkeys(other)))


def _regular(word: str) -> list[str]:
    return [word, word + "e", word + "es"] + ([] if word[-1] in "sx" else [word + "s"])


def _doubled(word: str) -> list[str]:
    twice = word + word[-1]
    return [word, twice + "e", *([] if word[-1] == "s" else [word + "s"]), twice + "es"]


def _ending(length: int, *endings: str) -> Callable[[str], list[str]]:
    return lambda word: [word, *(word[:-length] + ending for ending in endings)]


_DECLENSIONS: dict[str, Callable[[str], list[str]]] = {
    "s": lambda word: [word, word + "s"],
    "e": _regular,
    "2": _doubled,
    "x": _ending(1, "se", "ses"),
    "f": _ending(1, "fs", "ve", "ves"),
    "r": _ending(2, "ers", "ère", "ères"),
    "al": _ending(1, "le", "ux", "les"),
    "eur": _ending(1, "rs", "se", "ses"),
    "teur": _ending(3, "eurs", "rice", "rices"),
}
"""Nouns and adjectives: plural only; regular; doubled consonant (bon); heureux; vif; cher; loyal; voleur; acteur."""


@dataclass(frozen=True, slots=True)
class _Model:
    """How verbs with one ending go on from their stem."""

    present: str
    imperfect: str
    future: str
    past: str


_MODELS: dict[str, _Model] = {
    "cevoir": _Model("çois çoit cevons cevez çoivent çoive çoives", "cev", "cevr", "çu çue çus çues"),
    "mettre": _Model("mets met mettons mettez mettent mette mettes", "mett", "mettr", "mis mise mises"),
    "battre": _Model("bats bat battons battez battent batte battes", "batt", "battr", "battu battue battus battues"),
    "foutre": _Model("fous fout foutons foutez foutent foute foutes", "fout", "foutr", "foutu foutue foutus foutues"),
    "prendre": _Model("prends prend prenons prenez prennent prenne prennes", "pren", "prendr", "pris prise prises"),
    "indre": _Model("ins int ignons ignez ignent igne ignes", "ign", "indr", "int inte ints intes"),
    "faire": _Model("fais fait faisons faites font fasse fasses", "fais", "fer", "fait faite faits faites"),
    "plaire": _Model("plais plaît plait plaisons plaisez plaisent plaise plaises", "plais", "plair", "plu"),
    "uire": _Model("uis uit uisons uisez uisent uise uises", "uis", "uir", "uit uite uits uites"),
    "soudre": _Model("sous sout solvons solvez solvent solve solves", "solv", "soudr", "solu solue solus solues"),
    "fuir": _Model("fuis fuit fuyons fuyez fuient fuie fuies", "fuy", "fuir", "fui"),
    "enir": _Model("iens ient enons enez iennent ienne iennes", "en", "iendr", "enu enue enus enues"),
    "cueillir": _Model(
        "cueille cueilles cueillons cueillez cueillent", "cueill", "cueiller", "cueilli cueillie cueillis cueillies"
    ),
    "frir": _Model("fre fres frons frez frent", "fr", "frir", "fert ferte ferts fertes"),
    "entir": _Model("ens ent entons entez entent ente entes", "ent", "entir", "enti entie entis enties"),
    "rtir": _Model("rs rt rtons rtez rtent rte rtes", "rt", "rtir", "rti rtie rtis rties"),
    "courir": _Model("cours court courons courez courent coure coures", "cour", "courr", "couru courue courus courues"),
    "vaincre": _Model(
        "vaincs vainc vainquons vainquez vainquent vainque", "vainqu", "vaincr", "vaincu vaincue vaincus vaincues"
    ),
    "servir": _Model("sers sert servons servez servent serve serves", "serv", "servir", "servi servie servis servies"),
    "mourir": _Model("meurs meurt mourons mourez meurent meure meures", "mour", "mourr", "mort morte morts mortes"),
    "rire": _Model("ris rit rions riez rient rie ries", "ri", "rir", "ri"),
    "dire": _Model("dis dit disons disez dites disent dise dises", "dis", "dir", "dit dite dits dites"),
    "dre": _Model("ds d dons dez dent de des", "d", "dr", "du due dus dues"),
    "pre": _Model("ps pt pons pez pent pe pes", "p", "pr", "pu pue pus pues"),
    "ir": _Model("is it issons issez issent isse isses", "iss", "ir", "i ie is ies"),
}
"""By ending; the first that fits counts."""


def _conjugate(verb: str) -> Forms:
    if verb.endswith("er"):
        return _first_group(verb[:-2])
    ending = next(ending for ending in _MODELS if verb.endswith(ending))
    stem, model = verb.removesuffix(ending), _MODELS[ending]
    finite = [stem + form for form in model.present.split()]
    finite += [stem + model.imperfect + end for end in _IMPERFECT]
    finite += [stem + model.future + end for end in _FUTURE]
    other = [verb, stem + model.imperfect + "ant", *(stem + form for form in model.past.split())]
    return Forms(tuple(finite), tuple(other))


def _first_group(stem: str) -> Forms:
    soft = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
    finite: list[str] = []
    for mute in _mute_stems(stem):
        finite += [mute + end for end in ("e", "es", "ent")]
    finite += [soft + "ons", stem + "ez"]
    finite += [(stem if end.startswith("i") else soft) + end for end in _IMPERFECT]
    for mute in {*_mute_stems(stem), stem}:
        finite += [mute + "er" + end for end in _FUTURE]
    return Forms(tuple(finite), (stem + "er", soft + "ant", *(stem + end for end in ("é", "ée", "és", "ées"))))


def _mute_stems(stem: str) -> list[str]:
    """The stem before a mute e: lev- is lèv-, appel- appell-, essay- essai- or essay-."""
    if stem[-1] == "y":
        return [stem[:-1] + "i", stem] if stem[-2] == "a" else [stem[:-1] + "i"]
    if stem.endswith(("el", "et")):
        return [stem + stem[-1], stem[:-2] + "è" + stem[-1]]
    for tail in range(len(stem) - 1, max(0, len(stem) - 4), -1):
        if stem[tail] in "eé" and tail < len(stem) - 1:
            return [stem[:tail] + "è" + stem[tail + 1 :]] if _opens(stem[tail:]) else [stem]
        if stem[tail] in "aiouyêèâîôû":
            break
    return [stem]


def _opens(tail: str) -> bool:
    """Whether one sounded consonant follows the e or é: lev-, espér-, but cherch- and respect- no."""
    return len(tail) == 2 or (tail[0] == "é" and tail[1:] in ("gn", "br", "gr", "tr", "cr", "dr", "gl", "bl", "ch"))
