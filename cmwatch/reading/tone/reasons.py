"""The reasons of a tone in a person's language; as data they stay what they are."""

from cmwatch.words import _


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
