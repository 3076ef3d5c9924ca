"""Praise that a failure follows praises nobody, whatever the language."""

from collections.abc import Callable, Sequence

from cmwatch.reading.valence.units import Unit
from cmwatch.reading.valence.words import Word

EMOJI_OF_ANGER = frozenset("😡🤬😠😤🙄🤡👎🤮😒🖕💩🤦")

TURNED = -0.5
"""What mocking praise weighs, by what it would weigh meant kindly."""


def turn_mocking(
    words: Sequence[Word], units: Sequence[Unit], *, mocks: Callable[[Sequence[Word]], bool],
    failures: tuple[str, ...], meant: Callable[[Word], bool],
) -> None:  # fmt: skip
    """Turn praise round where all of it may mock and a failure or an angry emoji follows, in place.

    `mocks` tells praise by its words, `failures` are beginnings of keys; a word behind it that `meant` knows shows that
    the praise is in earnest.
    """
    praise = [unit for unit in units if unit.value > 0]
    if not praise or not all(mocks(words[unit.first : unit.last + 1]) for unit in praise):
        return
    after = praise[0].last
    if not any(unit.first > after and unit.value < 0 and _fails(words, unit, failures) for unit in units):
        return
    if any(map(meant, words[after:])):
        return
    for unit in praise:
        unit.value *= TURNED


def _fails(words: Sequence[Word], unit: Unit, failures: tuple[str, ...]) -> bool:
    own = words[unit.first : unit.last + 1]
    return unit.shown in EMOJI_OF_ANGER or any(word.key.startswith(failures) for word in own)
