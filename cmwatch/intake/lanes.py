"""Several lists of one source, asked one after the other: one that fails keeps none of the others from being asked."""

from collections.abc import AsyncIterator, Callable, Iterable
from typing import TypeVar

from cmwatch.errors import SourceError
from cmwatch.model import Delivery

Lane = TypeVar("Lane")


async def in_turn(lanes: Iterable[Lane], walk: Callable[[Lane], AsyncIterator[Delivery]]) -> AsyncIterator[Delivery]:
    """Yield what is new in each lane; raise the last SourceError once all were tried.

    One after which none of them may be asked now, for it is final or names a time, is raised at once.
    """
    failure: SourceError | None = None
    for lane in lanes:
        try:
            async for delivery in walk(lane):
                yield delivery
        except SourceError as error:
            if error.final or error.retry_at is not None:
                raise
            failure = error
    if failure is not None:
        raise failure
