"""A tone and its reasons in a person's language; as data they stay what they are."""

from cmwatch.model import Tone
from cmwatch.words import _


def tone_name(tone: Tone) -> str:
    """A tone in a word."""
    match tone:
        case "negative":
            return _("negative")
        case "neutral":
            return _("neutral")
        case "positive":
            return _("positive")
        case "unsure":
            return _("unsure")


def engine_in_words(engine: str) -> str:
    """By what a tone was read, from the name of an engine; a part of another version stands for itself.

    >>> engine_in_words("lexicon-fr+linear")
    'the French word list and a model that learnt from labelled texts'
    """
    parts = {
        "vader": _("the English word list VADER"),
        "lexicon-fr": _("the French word list"),
        "linear": _("a model that learnt from labelled texts"),
        "stars": _("the author's own stars"),
    }
    first, *others = [parts.get(part, part) for part in engine.split("+")]
    for other in others:
        first = _("{one} and {other}", one=first, other=other)
    return first


def language_in_words(code: str) -> str:
    """A language that is read here by its name, any other by its code (ISO 639-1)."""
    return {"en": _("English"), "fr": _("French"), "und": _("not recognised")}.get(code, code)


def reason_in_words(reason: str) -> str:
    """`learnt −hold` as people read it; words of a text stay as they are.

    >>> reason_in_words("−arnaque"), reason_in_words("learnt −not hold")
    ('−arnaque', 'learnt −not hold')
    """
    if reason == "?irony":
        return _("irony?")
    for sign in "+−":
        for kind, told in (("learnt", _("learnt")), ("taught", _("taught by people"))):
            if reason.startswith(f"{kind} {sign}"):
                word = reason.removeprefix(f"{kind} {sign}")
                return f"{told} {sign}{_('not {word}', word=word[4:]) if word.startswith('not ') else word}"
    return reason
