"""A text as the linear model sees it: words, signs and placeholders, with what a negation covers marked.

Training and reading cut texts with these functions and no others, for a model knows only what it was taught with.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

LONGEST = 300
"""Tokens of a text that are looked at: twice the longest post of any network; a novel must not cost a minute."""

TOKENS_KEPT = 32_768
"""Raw tokens whose form is remembered."""

SCOPE = 4
"""Words that a negation covers at most, until a sign or a contrast ends it (Pang, Lee, Vaithyanathan 2002, shortened:
in posts few negations reach further)."""

ADDRESS, HANDLE, NUMBER = "<url>", "<user>", "<num>"
"""Stand for all addresses, handles and numbers: whom and how much a text names says nothing of its tone elsewhere."""

NEGATED = "~"
"""Ends a word that a negation covers."""

PRAISED = "^"
"""Ends a word that stands in a text with a word of thanks or praise."""

NEGATIONS = frozenset([
    "ne", "n'", "pas", "plus", "jamais", "rien", "aucun", "aucune", "sans", "ni", "guère", "not", "no", "never",
    "n't", "don't", "doesn't", "didn't", "can't", "won't", "isn't", "wasn't", "aren't", "weren't", "couldn't",
    "wouldn't", "shouldn't", "hasn't", "haven't", "hadn't", "cannot", "without", "nothing", "none", "dont", "cant",
    "wont", "isnt", "didnt", "doesnt",
])  # fmt: skip
"""Tokens that deny what follows, in both languages."""

KIND = frozenset([
    "bravo", "bravos", "merci", "mercis", "super", "génial", "genial", "géniale", "geniale", "félicitations",
    "felicitations", "chapeau", "formidable", "magnifique", "parfait", "excellent", "merveilleux", "sympa", "youpi",
    "fantastique", "top", "classe", "quel", "adore", "hâte", "ravi", "ravie", "great", "thanks", "thank",
    "thx", "cheers", "love", "lovely", "brilliant", "wonderful", "fantastic", "amazing", "awesome", "perfect",
    "superb", "congrats", "congratulations", "kudos", "nice", "cool", "classy", "delighted",
    "stellar", "impressive", "fabulous", "joy", "well", "👏", "👍", "🎉", "🙏",
])  # fmt: skip
"""Cues of praise in both languages."""

_ENDS = frozenset(["!", "!!", "?", "??", "?!", ".", ",", ";", ":", "…", "..", "...", "but", "mais"])
"""End what a negation covers."""

_TOKEN = re.compile(
    r"https?://\S+|www\.\S+|[@#]\w+|\d+(?:[.,:h]\d+)*%?|[^\W\d_]+(?:-[^\W\d_]+)*(?:'(?:[dlmst]|ll|re|ve)\b|')?"
    r"|[!?]+|\.\.+|…|[:;]-?[)(dp/]|[^\w\s]\ufe0f?"
)
_LONG = re.compile(r"(.)\1{2,}")


def tokens(text: str) -> list[str]:
    """Lower-case tokens of a text, placeholders for what is no word.

    >>> tokens("Great, 2h late AGAIN @lumen!!! https://a.b #NotHappy")
    ['great', ',', '<num>', 'h', 'late', 'again', '<user>', '!!', '<url>', '#nothappy']
    >>> tokens("J’aime paaaas")
    ["j'", 'aime', 'paas']
    """
    found = _TOKEN.findall(text.lower().replace("’", "'"))[:LONGEST]
    return list(map(_token, found))


def marked(words: list[str]) -> list[str]:
    """The tokens, those that a negation covers with its mark.

    >>> marked(tokens("not good at all, great"))
    ['not', 'good~', 'at~', 'all~', ',', 'great']
    """
    return words if NEGATIONS.isdisjoint(words) else list(_marked(words))


def beside_praise(words: list[str], seen: list[str]) -> list[str]:
    """The marked tokens, with the mark of praise where `words` hold a word of thanks or praise.

    What stands beside kind words weighs otherwise than by itself: rain under 'thanks' is no weather.

    >>> beside_praise(["great", "rain"], ["great", "rain"]), beside_praise(["rain"], ["rain"])
    (['great', 'rain^'], ['rain'])
    """
    if KIND.isdisjoint(words):
        return seen
    return [word if word in KIND else word + PRAISED for word in seen]


def _marked(words: list[str]) -> Iterator[str]:
    left = 0
    for word in words:
        if word in NEGATIONS:
            left = SCOPE
            yield word
        elif word in _ENDS:
            left = 0
            yield word
        elif left:
            left -= 1
            yield word + NEGATED
        else:
            yield word


@lru_cache(TOKENS_KEPT)
def _token(word: str) -> str:
    first = word[0]
    if first == "@" and len(word) > 1:
        return HANDLE
    if first.isdigit():
        return NUMBER
    if word.startswith(("http:", "https:", "www.")):
        return ADDRESS
    if first in "!?":
        return first if len(word) == 1 else "?!" if "?" in word and "!" in word else first * 2
    return _LONG.sub(r"\1\1", word)
