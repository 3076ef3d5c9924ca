"""Whom a mention is addressed to: by a tag, by a name called at its beginning, by the post it answers."""

import re
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Literal

from cmwatch.model import Mention

Call = Literal["reply", "tag", "name"]
"""How a mention is addressed to the brand."""

POSTS_KEPT = 10_000
"""Posts of the brands that replies are known by; the oldest give way."""

OPENING = 8
"""Words within which a name is called: a greeting, who is greeted, the name."""

_HANDLE = re.compile(r"@(\w[\w.-]*\w|\w)")
_LEADING = re.compile(r"(?:\s*@\w[\w.@-]*[,:]?)+")
_WORD = re.compile(r"\w+")
_SIGN = re.compile(r"[ \u00a0\u202f]*([,:;!?.…—–-]|$)")

_GREETINGS = frozenset([
    "hey", "hi", "hello", "hiya", "yo", "dear", "oi", "ok", "okay", "so", "please", "pls", "thanks", "thank", "thx",
    "cheers", "well", "done", "bravo", "congrats", "congratulations", "nice", "one", "morning", "good", "evening",
    "afternoon", "sorry", "come", "on", "there", "you", "to", "the", "folks", "team", "at", "bonjour", "bonsoir",
    "salut", "coucou", "allo", "cher", "chere", "chers", "cheres", "merci", "svp", "stp", "dis", "dites", "eh", "he",
    "hep", "ho", "oh", "alors", "bon", "a", "l", "la", "le", "les", "equipe", "de", "d", "du", "toute",
    "felicitations", "desole", "desolee", "amis", "gens", "vous",
])  # fmt: skip
"""What may stand before a name that is called."""

_HAILS = _GREETINGS - {
    "well", "one", "good", "there", "you", "to", "the", "team", "at", "a", "l", "la", "le", "les", "equipe", "de",
    "d", "du", "toute", "vous", "so", "on", "come", "folks", "amis", "gens", "bon",
}  # fmt: skip
"""Those of them that begin a call."""

_TURNS = frozenset([
    "when", "why", "how", "what", "where", "can", "could", "will", "would", "do", "i", "my", "you", "your", "u",
    "please", "pls", "thanks", "team", "support", "je", "j", "vous", "votre", "vos", "tu", "pourquoi", "quand",
    "comment", "ou", "mon", "ma", "mes", "pouvez", "pourriez", "merci", "svp",
])  # fmt: skip
"""Words that go on after a name that was called: 'Hey Lumen when …', not 'Hey Lumen fans …' or 'Hi, Lumen is down'."""

_YOU = frozenset(
    ["you", "your", "yours", "u", "ur", "please", "vous", "votre", "vos", "tu", "ton", "tes", "svp", "stp"]
)
"""Words of somebody who speaks to another."""


class OwnPosts:
    """The posts of the brands, as far back as they are remembered. Bounded."""

    def __init__(self) -> None:
        self._keys: OrderedDict[tuple[str, str], None] = OrderedDict()

    def hear(self, mention: Mention) -> None:
        """Remember a post if a brand wrote it."""
        if mention.from_brand:
            self._keys[mention.source, mention.id] = None
            if len(self._keys) > POSTS_KEPT:
                self._keys.popitem(last=False)

    def answered(self, mention: Mention) -> bool:
        """Whether a mention answers one of them."""
        return mention.in_reply_to is not None and (mention.source, mention.in_reply_to) in self._keys


def tags(text: str) -> frozenset[str]:
    """The handles a text tags, casefolded, without the @ and without a server."""
    return frozenset([handle.casefold() for handle in _HANDLE.findall(text)]) if "@" in text else frozenset()


def called(
    text: str, words: Sequence[str], *, handles: frozenset[str], names: Iterable[Sequence[str]], answers: bool = False
) -> Call | None:
    """How a text is addressed to the brand; None if it only speaks of it.

    `words` are its folded tokens; `handles` the brand's own, casefolded; `names` its names in folded tokens
    (`("maison", "lumen")`); `answers` whether it answers a post of the brand.
    """
    if answers:
        return "reply"
    if handles and not handles.isdisjoint(tags(text)):
        return "tag"
    for name in names:
        if name and name[0] in words and _called_by(name, text, words):
            return "name"
    return None


def _called_by(name: Sequence[str], text: str, words: Sequence[str]) -> bool:
    if "@" in text and (leading := _LEADING.match(text)):
        # A reply begins with the handles of whom it answers.
        skipped = len(_WORD.findall(leading.group()))
        text, words = text[leading.end() :], words[skipped:]
    start = next((at for at, word in enumerate(words[:OPENING]) if word not in _GREETINGS), OPENING)
    # A name may itself begin with a word that greets, such as 'La Poste'.
    found = next((at for at in range(start + 1) if tuple(words[at : at + len(name)]) == tuple(name)), None)
    if found is None:
        return False
    end = found + len(name)
    last = next(islice(_WORD.finditer(text), end - 1, None), None)
    sign = _SIGN.match(text, last.end()) if last else None
    if not _HAILS.isdisjoint(words[:found]):
        return sign is not None or (end < len(words) and words[end] in _TURNS)
    # Without a greeting it may be a headline: 'Lumen, the maker of lamps, …'.
    return found == 0 and sign is not None and sign.group(1) in (",", "!", "?") and not _YOU.isdisjoint(words[end:])
