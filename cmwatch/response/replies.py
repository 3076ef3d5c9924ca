"""A text of ours on its way into the log: which kind of entry it is, and what is kept with it."""

import hashlib
from datetime import datetime

from cmwatch.intake.normalise import clean
from cmwatch.model.case import Comms, Draft, Kind, Posture
from cmwatch.response.templates.filling import Filled
from cmwatch.response.templates.ranking import used
from cmwatch.response.templates.template import Audience

__all__ = ["reply", "text_hash", "used"]

_KINDS: dict[Audience, Kind] = {
    "public": "reply",
    "press": "comms_external",
    "partner": "comms_external",
    "internal": "comms_internal",
}


def reply(
    text: str,
    network: str,
    *,
    filled: Filled | None = None,
    answers: str | None = None,
    posture: Posture | None = None,
    published_at: datetime | None = None,
    next_update_at: datetime | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Draft:
    """The entry for a text that goes out; `filled` is the template it began as, `answers` the mention (`source:id`).

    A public text that answers no mention is a statement (`comms_external`); a note of silence is a `hold`.
    """
    text = clean(text)
    template = filled.template if filled else None
    audience: Audience = template.audience if template else "public"
    kind = _KINDS[audience]
    if kind == "reply" and answers is None:
        kind = "comms_external"
    if template is not None and template.posture == "silence":
        kind = "hold"
    comms = Comms(
        network=network,
        text_hash=text_hash(text),
        template=template.ref if template else None,
        wording=filled.wording if filled else None,
        posture=posture or (template.posture if template else None),
        audience=audience,
        language=template.lang if template else language,
        published_at=published_at,
        url=url,
        next_update_at=next_update_at,
        answers=answers,
    )
    return Draft(kind, text, comms=comms, visibility="shareable" if audience == "public" else "internal")


def text_hash(text: str) -> str:
    """SHA-256 of a text, to find the same words again."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
