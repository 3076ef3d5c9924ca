"""The valence of emoji, the same in every language.

Two tables: `ranking.tsv` from the Emoji Sentiment Ranking (CC BY-SA 4.0, attribution in the file), and `ours.tsv`,
which adds newer ones and wins where both have one.
"""

from cmwatch.reading.emoji.valence import PICTURES, emoji_valences

__all__ = ["PICTURES", "emoji_valences"]
