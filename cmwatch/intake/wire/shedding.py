"""A bounded queue that drops its oldest: for a firehose, before matching, and nowhere else."""

import asyncio
from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")


class SheddingQueue(Generic[T]):
    """Holds at most `size` frames for one reader; a frame too many pushes out the oldest, which is counted."""

    def __init__(self, size: int) -> None:
        if size < 1:
            raise ValueError("size must be at least 1")
        self.shed = 0
        """Frames that were pushed out."""
        self._frames: deque[T] = deque(maxlen=size)
        self._some = asyncio.Event()
        self._end: BaseException | None = None

    def __len__(self) -> int:
        return len(self._frames)

    def put(self, frame: T) -> None:
        """Add a frame; never waits."""
        self.shed += len(self._frames) == self._frames.maxlen
        self._frames.append(frame)
        self._some.set()

    def fail(self, error: BaseException) -> None:
        """No more will come: raised to the reader behind what is still there."""
        self._end = error
        self._some.set()

    async def take(self, most: int) -> list[T]:
        """The oldest frames, at least one and at most so many; waits for the first."""
        while not self._frames:
            if self._end is not None:
                raise self._end
            self._some.clear()
            await self._some.wait()
        return [self._frames.popleft() for _frame in range(min(most, len(self._frames)))]
