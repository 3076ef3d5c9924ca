"""A recording that is read once beside live sources: all of it was there before, so all of it is history."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

from cmwatch.errors import SourceError, UsageError
from cmwatch.intake.files.recording import read_batches
from cmwatch.intake.wire.aside import aside
from cmwatch.model import Delivery


class RecordedFile:
    """One JSON Lines file, gzip or not. Reading it again adds nothing, for its mentions are known by their ids."""

    network: Literal["jsonl"] = "jsonl"
    every_seconds: float | None = None

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self._path = path

    async def deliveries(self, cursor: str | None) -> AsyncIterator[Delivery]:  # noqa: ARG002 - the port's signature
        """Yield the whole file; raise SourceError if it is not there."""
        portions = read_batches(str(self._path))
        try:
            while (portion := await aside(lambda: next(portions, None))) is not None:
                yield replace(portion.delivery, source=self.name, history=True)
        except UsageError as error:
            raise SourceError(f"{error.what} · {self._path.name}", final=True, remedy=error.remedy) from None
