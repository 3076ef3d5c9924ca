"""Finds the arguments of a story."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cmwatch.reading.arguments.story import Story, Voice
from cmwatch.reading.arguments.terms import skipping, terms_of

SHOWN = 5
"""Arguments told of: as many as a person takes in at a glance."""

FEWEST, FEWEST_OF_FEW, FEW = 3, 2, 20
"""Authors that make an argument; and in a story of so few authors."""

TRIED = 2
"""Clusters that are begun for each that is told of: some come to nothing, the weakest anyhow."""

PASSES = 3
"""Rounds of placing texts and naming clusters; later ones move hardly any text."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """An argument: what some of the authors say."""

    terms: tuple[str, ...]
    """Folded words, the most telling first."""
    authors: int
    keys: tuple[str, ...]
    """Keys of the texts that say it, in the order they came."""


def arguments(voices: Sequence[Voice], known: Collection[str] = (), most: int = SHOWN) -> tuple[Cluster, ...]:
    """The arguments of the texts of a story, at most so many, in the order in which `place` asks for them.

    `known` are folded words that all of them share, such as the brand's names.
    """
    skipped = skipping(known)
    said = [terms_of(voice.words, skipped) for voice in voices]
    story = Story(voices, said)
    beginnings = story.beginnings()[: TRIED * most]
    ranks = [{term: rank for rank, term in enumerate(terms)} for terms in beginnings]
    for _pass in range(PASSES):
        ranks = [named for named in story.named(ranks) if named]
    fewest = FEWEST_OF_FEW if len({voice.author for voice in voices}) < FEW else FEWEST
    if (subject := story.subject()) and len(ranks) < most:
        ranks.append(subject)
    members = story.members(ranks)
    while True:
        counts = [len({voices[at].author for at in texts}) for texts in members]
        weakest = min(range(len(ranks)), key=lambda at: (counts[at], -at), default=None)
        if weakest is None or (counts[weakest] >= fewest and len(ranks) <= most):
            break
        # What one argument loses another may gain, so that each is dropped by itself; the texts of all others stay.
        del ranks[weakest]
        lost = members.pop(weakest)
        members = [sorted(kept + more) for kept, more in zip(members, story.members(ranks, lost), strict=True)]
    return tuple(
        Cluster(story.written(ranks[at], texts), counts[at], tuple(voices[text].key for text in texts))
        for at, texts in enumerate(members)
    )
