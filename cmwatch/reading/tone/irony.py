"""Words of thanks or praise beside a failure or an angry emoji: it may be meant the other way round."""

from collections.abc import Sequence

from cmwatch.reading.tone.tokens import KIND
from cmwatch.reading.valence.irony import EMOJI_OF_ANGER

FAILED = (
    "retard", "panne", "annul", "attente", "attend", "coupure", "bug", "plant", "raccroch", "perdu", "cass", "ferm",
    "injoignable", "satur", "supprim", "bloqu", "jamais", "surfactur", "arnaqu", "refus", "augment", "hausse",
    "gâch", "gach", "pourri", "abîm", "abim", "délai", "delai", "débit", "debit", "grève", "greve", "erreur",
    "delay", "cancel", "wait", "late", "hold", "queue", "crash", "broke", "lost", "outage", "down",
    "hung", "ignor", "overcharg", "charg", "fee", "stuck", "strand", "again", "nothing", "ruin", "fail", "error",
    "hour", "another", "closed", "bump", "miss", "wrong", "block", "ripp", "scam", "dead",
)  # fmt: skip
"""How words of what went wrong begin, in both languages."""

ANGRY = EMOJI_OF_ANGER.union(["😑", ":(", ":-("])


def may_mock(words: Sequence[str]) -> bool:
    """Whether tone tokens hold both a cue of praise and a failure or an angry emoji.

    >>> may_mock(["great", ",", "another", "delay"]), may_mock(["great", "product"])
    (True, False)
    """
    return not KIND.isdisjoint(words) and any(map(is_failure, words))


def is_failure(word: str) -> bool:
    """Whether a token tells of a failure, or is an angry emoji."""
    return word in ANGRY or (word.startswith(FAILED) and word not in KIND)
