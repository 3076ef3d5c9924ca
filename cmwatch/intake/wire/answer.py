"""What came back from a fetch, and what its status means for the source."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec

from cmwatch.errors import SourceError
from cmwatch.intake.wire.address import place
from cmwatch.intake.wire.backoff import parse_backoff
from cmwatch.words import _

UNSAID_WAIT = timedelta(minutes=1)
"""How long a 429 holds that does not say how long."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, decompressed."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    url: str
    """Where it came from, after redirects. May hold secrets: show `place(url)`."""
    moved: str | None = None
    """Where the thing lives from now on, if it moved for good."""

    @property
    def media_type(self) -> str:
        """The content type without its parameters, in lower case; empty if not told."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def asked_too_often(answer: Answer, again: datetime | None, at: datetime) -> SourceError:
    """What an answer means that asks for fewer requests, and `again` when the next is welcome, if it says so."""
    told = _("{place} asks for fewer requests.", place=place(answer.url))
    return SourceError(told, retry_at=again or at + UNSAID_WAIT)


def check_status(answer: Answer, at: datetime) -> None:
    """Raise the SourceError that an answer's status means; 2xx and 304 pass."""
    status, where = answer.status, place(answer.url)
    if 200 <= status < 300 or status == 304:
        return
    again = parse_backoff(answer.headers, answer.body, at)
    if status == 429:
        raise asked_too_often(answer, again, at)
    if status in (401, 403):
        raise SourceError(
            _("{place} needs a login (HTTP 401).", place=where)
            if status == 401
            else _("{place} does not allow this (HTTP 403).", place=where),
            login=status == 401,
            final=True,
            remedy=_("Check the access token and what it allows."),
        )
    if status == 410:
        raise SourceError(
            _("{place} is gone for good (HTTP 410).", place=where),
            final=True,
            remedy=_("Take it out of the configuration, or give its new address."),
        )
    if status == 404:
        raise SourceError(_("{place} does not exist (HTTP 404).", place=where), remedy=_("Check the address."))
    # Only a wait that was asked for (Retry-After) is one; a budget's reset says nothing about a failing server.
    asked = again if "retry-after" in answer.headers else None
    if status >= 500:
        raise SourceError(
            _("{place} has a fault of its own (HTTP {status}).", place=where, status=status), retry_at=asked
        )
    raise SourceError(_("{place} refuses the request (HTTP {status}).", place=where, status=status), retry_at=asked)


def decoded_json(answer: Answer, shape: Any) -> Any:
    """The body as `shape` (a msgspec type); raises SourceError that says what came instead."""
    where = place(answer.url)
    if "html" in answer.media_type or answer.body[:64].lstrip().lower().startswith((b"<!doctype", b"<html")):
        raise SourceError(_("{place} answers with a web page (HTML) instead of JSON.", place=where))
    if not answer.body.strip():
        raise SourceError(_("{place} answers with nothing.", place=where))
    try:
        try:
            return msgspec.json.decode(answer.body, type=shape)
        except msgspec.ValidationError:
            raise
        except msgspec.DecodeError:
            return msgspec.json.decode(_mended(answer.body), type=shape)
    except msgspec.ValidationError:
        raise SourceError(_("{place} answers with JSON of another kind than expected.", place=where)) from None
    except (msgspec.DecodeError, ValueError, RecursionError):
        raise SourceError(_("{place} answers with JSON that is cut off or broken.", place=where)) from None


def _mended(body: bytes) -> bytes:
    """JSON without half surrogates: one such text must not keep a whole page, and all that follows it, from us."""
    return json.dumps(json.loads(body), ensure_ascii=False).encode("utf-8", "replace")
