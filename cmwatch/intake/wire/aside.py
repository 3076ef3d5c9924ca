"""Blocking work off the loop, in threads that nobody waits for when the program ends."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


async def aside(work: Callable[[], T]) -> T:
    """The result of `work`, done in a daemon thread of its own; what it raises is raised here.

    The loop's own executor is joined when the loop ends and again when the interpreter does, so one hanging
    name server or one slow feed would hold the desk's closing up; a daemon thread is simply left behind.
    """
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if outcome.done():
            return
        if error is not None:
            outcome.set_exception(error)
        else:
            outcome.set_result(result)  # type: ignore[arg-type]  # the result is there when the error is not

    def run() -> None:
        result, error = None, None
        try:
            result = work()
        except BaseException as failure:  # carried over to the loop, whatever it is
            error = failure
        with contextlib.suppress(RuntimeError):  # the loop has ended: nobody is waiting
            loop.call_soon_threadsafe(settle, result, error)

    threading.Thread(target=run, daemon=True, name="cmwatch-aside").start()
    return await outcome
