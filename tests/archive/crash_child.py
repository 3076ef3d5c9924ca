"""The process that the crash test kills: writes batches and says so after each."""

import sys
from pathlib import Path

from filing import item
from msgspec.structs import replace

from cmwatch.archive import Archive, Batch, BinRow

SIZE = 40
"""Mentions of a batch."""


def main(folder: Path) -> None:
    """Go on from the cursor until killed."""
    with Archive.open(folder) as archive:
        number = int(archive.cursor("toots") or 0)
        while True:
            number += 1
            items = [item(number * SIZE + place, f"lamp {number}") for place in range(SIZE)]
            named = [replace(one, story=str(number)) for one in items]
            archive.write(
                Batch(items=named, cursors={"toots": str(number)}, bins=[BinRow("Lumo", number, SIZE, 1, 0, 1)])
            )
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
