"""English inflection, as far as a lexicon of tone needs it: `delay:v` is delay, delays, delayed, delaying."""

from collections.abc import Callable


def inflect(part: str) -> tuple[str, ...]:
    """The forms of one written word: `a/b` is either, `:x` names a pattern.

    `:v` a verb, `:d` a verb that doubles its last letter, `:n` a noun, `:a` an adjective with its steps and adverb,
    `:t` one that doubles its last letter, `:l` an adjective with its adverb.

    >>> inflect("rob:d"), inflect("try:v/flop:n")
    (('rob', 'robs', 'robbed', 'robbing'), ('try', 'tries', 'tried', 'trying', 'flop', 'flops'))
    >>> inflect("easy:a"), inflect("sad:t"), inflect("terrible:l")
    (('easy', 'easier', 'easiest', 'easily'), ('sad', 'sadder', 'saddest', 'sadly'), ('terrible', 'terribly'))
    """
    forms: list[str] = []
    for choice in part.split("/"):
        word, _sign, pattern = choice.partition(":")
        forms += _PATTERNS[pattern](word) if pattern else [word]
    return tuple(dict.fromkeys(forms))


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return word[:-1] + "ies" if word[-1] == "y" and word[-2] not in "aeiou" else word + "s"


def _verb(word: str) -> list[str]:
    if word.endswith("e"):
        return [word, word + "s", word + "d", (word[:-2] + "y" if word.endswith("ie") else word[:-1]) + "ing"]
    past = word[:-1] + "ied" if word[-1] == "y" and word[-2] not in "aeiou" else word + "ed"
    return [word, _plural(word), past, word + "ing"]


def _doubling(word: str) -> list[str]:
    return [word, _plural(word), word + word[-1] + "ed", word + word[-1] + "ing"]


def _adverb(word: str) -> str:
    if word.endswith("le"):
        return word[:-1] + "y"
    if word.endswith("ic"):
        return word + "ally"
    return word[:-1] + "ily" if word[-1] == "y" else word + "ly"


def _steps(word: str) -> list[str]:
    stem = word[:-1] if word[-1] == "e" else word[:-1] + "i" if word[-1] == "y" else word
    return [word, stem + "er", stem + "est", _adverb(word)]


_PATTERNS: dict[str, Callable[[str], list[str]]] = {
    "v": _verb,
    "d": _doubling,
    "n": lambda word: [word, _plural(word)],
    "a": _steps,
    "t": lambda word: [word, word + word[-1] + "er", word + word[-1] + "est", _adverb(word)],
    "l": lambda word: [word, _adverb(word)],
}
