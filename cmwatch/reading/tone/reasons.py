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
