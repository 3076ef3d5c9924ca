"""Words with fewer letters than were typed: without accents, and without what was drawn out."""

import re
from collections.abc import Iterator

_REPEATED = re.compile(r"(\w)\1{2,}")

_ACCENTED = "àâäáãåçéèêëíìîïñóòôöõúùûüýÿ"
_PLAIN = "aaaaaaceeeeiiiinooooouuuuyy"
_FOLD = str.maketrans(_ACCENTED, _PLAIN, "\u0300\u0301\u0302\u0308\u0327") | {ord("œ"): "oe", ord("æ"): "ae"}


def fold(low: str) -> str:
    """A lower-case word without accents and ligatures.

    >>> fold("écœuré"), fold("déçu")
    ('ecoeure', 'decu')
    """
    return low if low.isascii() else low.translate(_FOLD)


def may_stand_for(written: str, form: str) -> bool:
    """Whether `written` is `form` with accents left out or exchanged, and none added; both fold to the same.

    >>> may_stand_for("degoûté", "dégoûté"), may_stand_for("probléme", "problème"), may_stand_for("tâche", "tache")
    (True, True, False)
    """
    if written.isascii():
        return True
    written = written.replace("œ", "oe")
    return all(sign.isascii() or not meant.isascii() for sign, meant in zip(written, form.replace("œ", "oe")))  # noqa: B905 - both fold to the same


def undrawn(low: str) -> Iterator[str]:
    """A word with each letter that was drawn out once, all of them twice, or one of the first four twice.

    >>> list(undrawn("goooodd")), list(undrawn("boooonnnne"))
    (['godd', 'goodd', 'goodd'], ['bone', 'boonne', 'boone', 'bonne'])
    """
    yield _REPEATED.sub(r"\1", low)
    yield _REPEATED.sub(r"\1\1", low)
    for doubled in list(_REPEATED.finditer(low))[:4]:
        before, after = low[: doubled.start()], low[doubled.end() :]
        yield _REPEATED.sub(r"\1", before) + doubled[1] * 2 + _REPEATED.sub(r"\1", after)
