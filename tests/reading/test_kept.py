"""What is remembered of words: bounded, and never lost to a flood of others."""

from cmwatch.reading.kept import LONGEST_KEPT, Kept


class _Lengths(Kept[int]):
    """The length of each key, and how often one was worked out."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.worked: list[str] = []

    def worked_out(self, key: str) -> int:
        """Counted, so that a second time shows."""
        self.worked.append(key)
        return len(key)


def test_a_key_is_worked_out_once() -> None:
    """Then it is at hand."""
    kept = _Lengths(100)
    assert [kept["late"], kept["late"], *map(kept.__getitem__, ["late", "ok"])] == [4, 4, 4, 2]
    assert kept.worked == ["late", "ok"]


def test_a_flood_neither_fills_the_memory_nor_costs_what_every_text_holds() -> None:
    """A thousand words that come once: what comes again and again is worked out once."""
    kept = _Lengths(40)
    for n in range(1_000):
        assert (kept["the"], kept[f"flood{n}"]) == (3, len(f"flood{n}"))
        assert len(kept) <= 20
    assert kept.worked.count("the") == 1
    kept["flood3"]
    assert kept.worked.count("flood3") == 2


def test_what_no_hand_wrote_is_not_kept() -> None:
    """Memory is bounded by the length of keys too."""
    kept, endless = _Lengths(100), "a" * (LONGEST_KEPT + 1)
    assert (kept[endless], kept[endless]) == (len(endless), len(endless))
    assert len(kept) == 0
