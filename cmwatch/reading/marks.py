"""What a mention asks, and of whom."""

import re
from collections.abc import Sequence

_ADDRESS = re.compile(r"https?://\S+")
_STARTS = re.compile(r"[.!…\n]+\s*|@\w+[,:]?\s+")
"""Where a sentence may begin: after the end of one, or after the name of whom it is for."""

_ASKING = re.compile(
    r"(?:how (?:do|can|long|come|much)|why (?:is|are|do|does|did|can't|won't|isn't)|when (?:will|is|are|do)|"
    r"where (?:is|are|can|do)|who (?:can|do)|what(?:'s| is| are| do)|(?:can|could|will|would) (?:you|someone|anyone)|"
    r"is anyone|does anyone|"
    r"comment (?:faire|on|je|puis|ça|se fait)|pourquoi (?:est|n[e'’]|vous|je|on|les?|la)|"
    r"quand (?:est|serai|sera|aurons|allez|vont)|où (?:est|en est|sont|puis)|est[- ]ce (?:que|qu['’])|"
    r"qu['’]est[- ]ce|combien (?:de|coûte|faut)|(?:pouvez|pourriez|savez|avez)[- ]vous|quelqu['’]un (?:sait|peut|a)"
    r")\b",
    re.IGNORECASE,
)
_OPENERS = frozenset([
    "how", "why", "when", "where", "who", "what", "can", "could", "will", "would", "anyone", "comment", "pourquoi",
    "quand", "ou", "est", "qu", "combien", "pouvez", "pourriez", "savez", "avez", "quelqu",
])  # fmt: skip
"""A word of each beginning in `_ASKING`, folded: without one of them, no sentence begins so."""

_HANDLE = re.compile(r"@(\w[\w.-]*\w|\w)")


def asks(text: str, words: Sequence[str]) -> bool:
    """Whether it is a question: a question mark outside an address, or a sentence that begins as one does.

    `words` are its folded tokens.
    """
    if "?" in text and ("://" not in text or "?" in _ADDRESS.sub(" ", text)):
        return True
    if _OPENERS.isdisjoint(words):
        return False
    if _ASKING.match(text):
        return True
    for start in _STARTS.finditer(text):  # noqa: SIM110 - a generator would cost more than the search
        if _ASKING.match(text, start.end()):
            return True
    return False


def tags(text: str) -> frozenset[str]:
    """The handles a text tags, casefolded, without the @ and without a server."""
    return frozenset(handle.casefold() for handle in _HANDLE.findall(text)) if "@" in text else frozenset()
