"""A text as the linear model sees it: words, signs and placeholders, with what a negation covers marked.

Training and reading cut texts with these functions and no others, for a model knows only what it was taught with.
"""

import re
from collections.abc import Sequence

LONGEST = 300
"""Tokens of a text that are looked at: twice the longest post of any network; a novel must not cost a minute."""

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
    return list(map(token, raw_tokens(text)))


def raw_tokens(text: str) -> list[str]:
    """The same as they are written: `token` makes them tokens."""
    return _TOKEN.findall(text.lower().replace("’", "'"))[:LONGEST]


def token(word: str) -> str:
    """A raw token without what tells nothing of tone; a token stays as it is."""
    first = word[0]
    if first == "@" and len(word) > 1:
        return HANDLE
    if first.isdigit():
        return NUMBER
    if word.startswith(("http:", "https:", "www.")):
        return ADDRESS
    if first in "!?":
        return first if len(word) == 1 else "?!" if "?" in word and "!" in word else first * 2
    return _LONG.sub(r"\1\1", word) if _LONG.search(word) else word


def marked(words: Sequence[str]) -> list[str]:
    """The tokens, those that a negation covers with its mark.

    >>> marked(tokens("not good at all, great"))
    ['not', 'good~', 'at~', 'all~', ',', 'great']
    """
    seen = []
    left = 0
    for word in words:
        if word in NEGATIONS:
            left = SCOPE
        elif word in _ENDS:
            left = 0
        elif left:
            left -= 1
            word += NEGATED  # noqa: PLW2901 - the marked word
        seen.append(word)
    return seen


def beside_praise(words: Sequence[str], seen: list[str]) -> list[str]:
    """The marked tokens, with the mark of praise where `words` hold a word of thanks or praise.

    What stands beside kind words weighs otherwise than by itself: rain under 'thanks' is no weather.

    >>> beside_praise(["great", "rain"], ["great", "rain"]), beside_praise(["rain"], ["rain"])
    (['great', 'rain^'], ['rain'])
    """
    return seen if KIND.isdisjoint(words) else praised(seen)


def praised(seen: Sequence[str]) -> list[str]:
    """Marked tokens of such a text."""
    return [word if word in KIND else word + PRAISED for word in seen]


def plain(seen: str) -> tuple[str, bool]:
    """A marked token without its marks, and whether a negation covers it.

    >>> plain("good~^"), plain("good"), plain("~")
    (('good', True), ('good', False), ('~', False))
    """
    bare = seen[:-1] if seen[-1:] == PRAISED and len(seen) > 1 else seen
    return (bare[:-1], True) if bare[-1:] == NEGATED and len(bare) > 1 else (bare, False)
