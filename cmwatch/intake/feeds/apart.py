"""A feed taken apart in a process of its own, which can be stopped: a thread that parses cannot.

`python -m cmwatch.intake.feeds.apart` reads a Task on standard input and writes a Result on standard output.
"""

import asyncio
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

import msgspec

from cmwatch.errors import SourceError
from cmwatch.intake.feeds.entries import Feed, parse_feed
from cmwatch.intake.wire.address import place
from cmwatch.intake.wire.answer import Answer
from cmwatch.words import _, language, use

PARSE_SECONDS = 30.0
"""A feed that takes longer to take apart is given up."""

RESULT_BYTES = 64 << 20
"""Most that is taken back: 500 entries of two texts of 40,000 characters at most."""


class Task(msgspec.Struct):
    """What the process is asked."""

    body: bytes
    headers: Mapping[str, str]
    url: str
    at: datetime
    language: str
    seconds: float


class Refusal(msgspec.Struct):
    """A SourceError of the parser."""

    what: str
    final: bool
    remedy: str


class Result(msgspec.Struct):
    """What it answers: one of the two."""

    feed: Feed | None = None
    refusal: Refusal | None = None


async def parse_apart(answer: Answer, at: datetime, gate: asyncio.Semaphore, seconds: float = PARSE_SECONDS) -> Feed:
    """The entries of a feed. `gate` bounds how many processes run at once; a cancelled call ends its own.

    Raises SourceError for what is no feed, and for what takes longer than `seconds`.
    """
    task = Task(answer.body, dict(answer.headers), answer.url, at, language(), seconds)
    async with gate:
        # -P: nothing in the folder we stand in is taken for a module.
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", __name__,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            limit=RESULT_BYTES,
        )  # fmt: skip
        try:
            async with asyncio.timeout(seconds):
                told, _errors = await child.communicate(msgspec.msgpack.encode(task))
        except TimeoutError:
            raise SourceError(_("{place} takes too long to take apart.", place=place(answer.url))) from None
        finally:
            if child.returncode is None:
                with suppress(ProcessLookupError):
                    child.kill()
    try:
        result = msgspec.msgpack.decode(told, type=Result)
    except msgspec.MsgspecError:
        raise SourceError(_("{place} cannot be taken apart.", place=place(answer.url))) from None
    if result.refusal is not None:
        raise SourceError(result.refusal.what, final=result.refusal.final, remedy=result.refusal.remedy)
    if result.feed is None:
        raise SourceError(_("{place} cannot be taken apart.", place=place(answer.url)))
    return result.feed


def main() -> None:
    """Work off one task."""
    task = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Task)
    _bound(task.seconds)
    use(task.language)
    try:
        result = Result(feed=parse_feed(task.body, task.headers, task.url, task.at))
    except SourceError as error:
        result = Result(refusal=Refusal(error.what, error.final, error.remedy))
    sys.stdout.buffer.write(msgspec.msgpack.encode(result))


def _bound(seconds: float) -> None:
    """Whoever started this may be killed without a chance to stop it: then it stops by itself."""
    import resource  # not where there is no POSIX; cmwatch runs on Linux and macOS

    allowed = int(seconds) + 5
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, allowed))


if __name__ == "__main__":
    main()
